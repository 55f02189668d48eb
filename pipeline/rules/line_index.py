"""Which of many wordings a line is: it is compared only with those that may begin as it does."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, cached_property
from typing import NamedTuple

from pipeline.rule import Wording
from pipeline.rules.beginnings import ANYTHING, alternatives, beginning_of, may_begin

# What may stand around the wording without changing what the line is: arrows, bullets, colons, bars, dots.
MARGIN = r"[\s\W_]*"


class Entry(NamedTuple):
    """One alternative of one wording."""

    order: int
    wording: int
    """Position of its wording in the index."""
    language: str
    pattern: str


class LineIndex:
    """Wordings by how their lines begin. Nothing is read or compiled before the first line is asked for."""

    def __init__(self, wordings: Sequence[Wording]) -> None:
        self._wordings = wordings

    def find(self, folded: str) -> list[Entry]:
        """The alternatives that a folded line matches, in the order of the wordings."""
        entries = self._entries
        found = [
            entry
            for beginning in may_begin(beginning_of(folded))
            for entry in entries.get(beginning, ())
            if _whole_line(entry.pattern).fullmatch(folded)
        ]
        # One look at all that may begin with anything; which of them it was is only asked of lines that match.
        if self._anything and self._anything.fullmatch(folded):
            found += [entry for entry in entries[ANYTHING] if _whole_line(entry.pattern).fullmatch(folded)]
        return sorted(found)

    @cached_property
    def _entries(self) -> dict[str, list[Entry]]:
        entries: dict[str, list[Entry]] = defaultdict(list)
        order = 0
        for position, wording in enumerate(self._wordings):
            for language, patterns in wording.items():
                for alternative, beginnings in (found for pattern in patterns for found in alternatives(pattern)):
                    for beginning in beginnings:
                        entries[beginning].append(Entry(order, position, language, alternative))
                    order += 1
        return dict(entries)

    @cached_property
    def _anything(self) -> re.Pattern[str] | None:
        patterns = [entry.pattern for entry in self._entries.get(ANYTHING, ())]
        return _whole_line("|".join(patterns)) if patterns else None


def fold(line: str) -> str:
    """The form in which lines are compared: lower case, white space folded."""
    return " ".join(line.lower().split())


@cache
def _whole_line(pattern: str) -> re.Pattern[str]:
    return re.compile(f"{MARGIN}(?:{pattern}){MARGIN}")
