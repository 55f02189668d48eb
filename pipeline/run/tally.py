"""Counts of pages, characters and removals that add up."""

import msgspec

from pipeline.record import Failed, Kept, Outcome, Rejected

Counts = dict[str, int]


class Tally(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Counts of some pages. kept + rejected + failed = sources, at every moment."""

    sources: int = 0
    kept: int = 0
    rejected: int = 0
    failed: int = 0
    chars_in: int = 0
    chars_out: int = 0
    reasons: Counts = {}
    """Of rejected and failed pages."""
    statuses: Counts = {}
    """Of kept pages."""
    rejections: Counts = {}
    """Rejected pages by rule code."""
    removals: Counts = {}
    """Removals by rule code."""
    removed_chars: Counts = {}

    def count(self, outcome: Outcome) -> None:
        """Takes one page's end into account."""
        self.sources += 1
        if isinstance(outcome, Kept):
            self.kept += 1
            self.chars_in += outcome.record.stats.chars_in
            self.chars_out += outcome.record.stats.chars_out
            _add(self.statuses, outcome.record.status, 1)
            for removal in outcome.removals:
                _add(self.removals, removal.rule, 1)
                _add(self.removed_chars, removal.rule, len(removal.text))
        else:
            self.rejected += isinstance(outcome, Rejected)
            self.failed += isinstance(outcome, Failed)
            _add(self.reasons, outcome.reason, 1)
            if isinstance(outcome, Rejected) and outcome.rule:
                _add(self.rejections, outcome.rule, 1)

    def add(self, other: "Tally") -> None:
        """Takes other pages' counts into account."""
        for key in self.__struct_fields__:
            value = getattr(other, key)
            if isinstance(value, int):
                setattr(self, key, getattr(self, key) + value)
            else:
                for name, number in value.items():
                    _add(getattr(self, key), name, number)


def _add(counts: Counts, name: str, number: int) -> None:
    counts[name] = counts.get(name, 0) + number
