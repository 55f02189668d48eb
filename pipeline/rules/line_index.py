"""Which of many wordings a line is: it is compared only with those that may begin as it does."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache, cached_property
from operator import attrgetter

from pipeline.rule import Wording
from pipeline.rules.beginnings import ANYTHING, alternatives, beginning_of

# What may stand around the wording without changing what the line is: arrows, bullets, colons, bars, dots.
MARGIN = r"[\s\W_]*"


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

    def find(self, folded: str) -> list[Entry]:
        """The alternatives that a folded line matches, in the order of the wordings."""
        found = [entry for entry in self._entries.get(beginning_of(folded), ()) if entry.matches(folded)]
        # One look at all that may begin with anything; which of them it was is only asked of lines that match.
        if self._anything and self._anything.fullmatch(folded):
            found += [entry for entry in self._entries[ANYTHING] if entry.matches(folded)]
        return sorted(found, key=attrgetter("order")) if found else found

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
        patterns = [entry.pattern for entry in self._entries.get(ANYTHING, ())]
        return _whole_line("|".join(patterns)) if patterns else None


def fold(line: str) -> str:
    """The form in which lines are compared: lower case, white space folded."""
    return " ".join(line.lower().split())


@cache
def _whole_line(pattern: str) -> re.Pattern[str]:
    return re.compile(f"{MARGIN}(?:{pattern}){MARGIN}")
