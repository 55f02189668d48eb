# cython: boundscheck=False, wraparound=False
"""Which of many wordings a line is: it is compared only with those that may begin as it does.

Nor with those that hold a character that it lacks, or are longer or shorter than it.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from operator import attrgetter

from pipeline.rule import Wording
from pipeline.rules.beginnings import ANYTHING, WIDTH, alternatives, beginning_of
from pipeline.rules.extent import extent_of

# What may stand around the wording without changing what the line is: arrows, bullets, colons, bars, dots.
MARGIN = r"[\s\W_]*"
REMEMBERED = 1 << 14  # beginnings of lines


class Entry:
    """One alternative of one wording."""

    def __init__(self, order: int, wording: int, language: str, pattern: str) -> None:
        self.order = order
        self.wording = wording
        """Position of its wording in the index."""
        self.language = language
        self.pattern = pattern
        self.fullmatch: Callable[[str], object] | None = None
        self.least, self.most, self.bits = 0, -1.0, 0

    def read(self) -> None:
        """Finds out how much the pattern matches, and what, once; most entries are never asked."""
        if self.most < 0:
            self.least, self.most, self.bits = extent_of(self.pattern)

    def matches(self, folded: str) -> bool:
        if self.fullmatch is None:
            self.fullmatch = _whole_line(self.pattern).fullmatch
        return self.fullmatch(folded) is not None


class LineIndex:
    """Wordings by how their lines begin. Nothing is read or compiled before the first line is asked for."""

    def __init__(self, wordings: Sequence[Wording]) -> None:
        self._wordings = wordings
        self._entries: dict[str, list[Entry]] = {}
        self._candidates = lru_cache(maxsize=REMEMBERED)(self._beginning_with)

    def find(self, folded: str, bits: int) -> list[Entry]:
        """The alternatives that a folded line with these bits matches, in the order of the wordings."""
        whole, core = len(folded), _core_length(folded)
        candidates = self._candidates(beginning_of(folded))
        return [
            entry
            for entry in candidates
            if not entry.bits & ~bits and entry.least <= whole and core <= entry.most and entry.matches(folded)
        ]

    def _beginning_with(self, letters: str) -> list[Entry]:
        """The alternatives of which lines with these first letters may be, in the order of the wordings."""
        self._entries = self._entries or self._by_beginning()
        beginnings = {letters, *(letters[:known] + ANYTHING for known in range(WIDTH))}
        entries = {entry for beginning in beginnings for entry in self._entries.get(beginning, ())}
        for entry in entries:
            entry.read()
        return sorted(entries, key=attrgetter("order"))

    def _by_beginning(self) -> dict[str, list[Entry]]:
        entries: dict[str, list[Entry]] = defaultdict(list)
        order = 0
        for position, wording in enumerate(self._wordings):
            for language, patterns in wording.items():
                for pattern, beginnings in (found for whole in patterns for found in alternatives(whole)):
                    order += 1
                    entry = Entry(order, position, language, pattern)
                    for beginning in beginnings:
                        entries[beginning].append(entry)
        return dict(entries)


def fold(line: str) -> str:
    """The form in which lines are compared: lower case, white space folded."""
    folded = line.lower()
    before = " "
    for char in folded:
        if char.isspace() and (char != " " or before == " "):
            return " ".join(folded.split())
        before = char
    return folded.rstrip()


def _core_length(folded: str) -> int:
    """Characters from the first letter or digit of a line to its last."""
    start, end = 0, len(folded)
    while start < end and not folded[start].isalnum():
        start += 1
    while start < end and not folded[end - 1].isalnum():
        end -= 1
    return end - start


@cache
def _whole_line(pattern: str) -> re.Pattern[str]:
    return re.compile(f"{MARGIN}(?:{pattern}){MARGIN}")
