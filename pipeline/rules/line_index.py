"""Which of many wordings a line is: it is compared only with those that may begin as it does."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache, cached_property
from operator import attrgetter

from pipeline.rule import Wording
from pipeline.rules.beginnings import ANYTHING, alternatives, beginning_of
from pipeline.rules.extent import extent_of

# What may stand around the wording without changing what the line is: arrows, bullets, colons, bars, dots.
MARGIN = r"[\s\W_]*"
CORE = re.compile(r"[^\W_](?:.*[^\W_])?", re.DOTALL)


class Entry:
    """One alternative of one wording."""

    def __init__(self, order: int, wording: int, language: str, pattern: str) -> None:
        self.order = order
        self.wording = wording
        """Position of its wording in the index."""
        self.language = language
        self.pattern = pattern

    @cached_property
    def matches(self) -> Callable[[str], re.Match[str] | None]:
        return _whole_line(self.pattern).fullmatch


class LineIndex:
    """Wordings by how their lines begin. Nothing is read or compiled before the first line is asked for."""

    def __init__(self, wordings: Sequence[Wording]) -> None:
        self._wordings = wordings
        self._bounded: dict[str, list[tuple[int, float, Entry]]] = {}

    def find(self, folded: str) -> list[Entry]:
        """The alternatives that a folded line matches, in the order of the wordings."""
        whole, core = len(folded), _core_length(folded)
        found = [
            entry
            for least, most, entry in self._candidates(beginning_of(folded))
            if least <= whole and core <= most and entry.matches(folded)
        ]
        # One look at all that may begin with anything; which of them it was is only asked of lines that match.
        anything = self._anything_in_ascii if folded.isascii() else self._anything
        if anything and anything.fullmatch(folded):
            found += [entry for entry in self._entries[ANYTHING] if entry.matches(folded)]
        return sorted(found, key=attrgetter("order")) if found else found

    def _candidates(self, beginning: str) -> list[tuple[int, float, Entry]]:
        """Those with one of the beginnings, each with the fewest and most characters that it matches."""
        bounded = self._bounded.get(beginning)
        if bounded is None:
            extents = [(extent_of(entry.pattern), entry) for entry in self._entries.get(beginning, ())]
            bounded = [(extent.least, extent.most, entry) for extent, entry in extents]
            if bounded:
                self._bounded[beginning] = bounded
        return bounded

    @cached_property
    def _entries(self) -> dict[str, list[Entry]]:
        entries: dict[str, list[Entry]] = defaultdict(list)
        order = 0
        for position, wording in enumerate(self._wordings):
            for language, patterns in wording.items():
                for pattern, beginnings in (found for whole in patterns for found in alternatives(whole)):
                    order += 1
                    for beginning in {ANYTHING if b.endswith(ANYTHING) else b for b in beginnings}:
                        entries[beginning].append(Entry(order, position, language, pattern))
        return dict(entries)

    @cached_property
    def _anything(self) -> re.Pattern[str] | None:
        return _any_of([entry.pattern for entry in self._entries.get(ANYTHING, ())])

    @cached_property
    def _anything_in_ascii(self) -> re.Pattern[str] | None:
        patterns = [entry.pattern for entry in self._entries.get(ANYTHING, ())]
        return _any_of([pattern for pattern in patterns if extent_of(pattern).in_ascii])


def fold(line: str) -> str:
    """The form in which lines are compared: lower case, white space folded."""
    folded = line.lower()
    # A line of one word, or that normalise has evened out.
    return (
        folded if folded.isprintable() and "  " not in folded and folded == folded.strip() else " ".join(folded.split())
    )


def _core_length(folded: str) -> int:
    """Characters from the first letter or digit of a line to its last."""
    if folded and folded[0].isalnum() and folded[-1].isalnum():
        return len(folded)
    core = CORE.search(folded)
    return core.end() - core.start() if core else 0


def _any_of(patterns: Sequence[str]) -> re.Pattern[str] | None:
    return _whole_line("|".join(patterns)) if patterns else None


@cache
def _whole_line(pattern: str) -> re.Pattern[str]:
    return re.compile(f"{MARGIN}(?:{pattern}){MARGIN}")
