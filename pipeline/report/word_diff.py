"""What changed between two texts, word by word, in time that grows with their length and not with its square.

Words that stand once in both texts are matched first, in the longest run of them that keeps its order (Bram Cohen's
patience diff); what lies between two of these is matched in full, as long as that is cheap, and replaced where not.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Literal

from pipeline.model import Value
from pipeline.record import RecordBlock
from pipeline.segment.shape import UNSPACED

_UNSPACED = UNSPACED.pattern[1:-1]
WORD = re.compile(rf"(?:[{_UNSPACED}]|[^\s{_UNSPACED}]+)\s*|\s+")
CELLS = 1_000_000
"""Pairs of words that may be compared in full: half a second."""
MIN_SAME = 0.3
"""Of the longer text: two that share less have nothing to do with each other."""
CONTEXT = 80
"""Characters of a block beside the changed ones."""

Change = Literal["same", "removed", "added"]
Run = tuple[int, int, int]
"""Of what is the same: its place in one, its place in the other, its length."""
Area = tuple[int, int, int, int]
"""From and to a place in one, and in the other."""


class Words(Value, frozen=True, kw_only=True):
    """Words next to each other that are in both texts, in the first only, or in the second only."""

    change: Change
    text: str


class Hunk(Value, frozen=True, kw_only=True):
    """Blocks next to each other that changed: a_start ≤ index < a_end in one record, the same of b in the other."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    a_roles: tuple[str, ...]
    b_roles: tuple[str, ...]
    before: str
    """The end of the block before, which did not change."""
    after: str
    """The beginning of the block after."""
    words: tuple[Words, ...]


def hunks(a: Sequence[RecordBlock], b: Sequence[RecordBlock]) -> Iterator[Hunk]:
    """What changed between the blocks of two records, in order."""
    at_a = at_b = 0
    for start_a, start_b, length in (*runs(a, b), (len(a), len(b), 0)):
        if start_a > at_a or start_b > at_b:
            old, new = a[at_a:start_a], b[at_b:start_b]
            yield Hunk(
                a_start=at_a, a_end=start_a, b_start=at_b, b_end=start_b,
                a_roles=tuple(map(_role, old)), b_roles=tuple(map(_role, new)),
                before=a[at_a - 1].text[-CONTEXT:] if at_a else "",
                after=a[start_a].text[:CONTEXT] if start_a < len(a) else "",
                words=word_diff(_text(old), _text(new)),
            )  # fmt: skip
        at_a, at_b = start_a + length, start_b + length


def word_diff(a: str, b: str) -> tuple[Words, ...]:
    """Both texts, cut where words went or came."""
    old, new = WORD.findall(a), WORD.findall(b)
    same = runs(old, new)
    if sum(len("".join(old[i : i + length])) for i, _, length in same) < MIN_SAME * max(len(a), len(b)):
        same = []
    found: list[Words] = []
    at_a = at_b = 0
    for start_a, start_b, length in (*same, (len(old), len(new), 0)):
        pieces: tuple[tuple[Change, list[str]], ...] = (
            ("removed", old[at_a:start_a]), ("added", new[at_b:start_b]), ("same", old[start_a : start_a + length]),
        )  # fmt: skip
        found += [Words(change=change, text="".join(words)) for change, words in pieces if words]
        at_a, at_b = start_a + length, start_b + length
    return tuple(found)


def runs(a: Sequence[object], b: Sequence[object]) -> list[Run]:
    """What is the same in both, in order; runs that touch are one."""
    joined: list[Run] = []
    for i, j, length in _Matcher(a, b).all():
        if joined and (last := joined[-1])[0] + last[2] == i and last[1] + last[2] == j:
            joined[-1] = (last[0], last[1], last[2] + length)
        else:
            joined.append((i, j, length))
    return joined


class _Matcher:
    """Two sequences, and how many of their pairs may still be compared."""

    def __init__(self, a: Sequence[object], b: Sequence[object]) -> None:
        self.a, self.b, self.cells = a, b, CELLS

    def all(self) -> Iterator[Run]:
        """The runs of both, in order."""
        yield from self._between((0, len(self.a), 0, len(self.b)), self._by_anchors)

    def _between(self, area: Area, inner: Callable[[Area], Iterator[Run]]) -> Iterator[Run]:
        """The runs within a range of each: what they begin and end with, and those that `inner` finds between."""
        i, i_end, j, j_end = area
        head = self._common(zip(range(i, i_end), range(j, j_end), strict=False))
        i, j = i + head, j + head
        tail = self._common(zip(range(i_end - 1, i - 1, -1), range(j_end - 1, j - 1, -1), strict=False))
        if head:
            yield i - head, j - head, head
        if i < i_end - tail and j < j_end - tail:
            yield from inner((i, i_end - tail, j, j_end - tail))
        if tail:
            yield i_end - tail, j_end - tail, tail

    def _common(self, pairs: Iterable[tuple[int, int]]) -> int:
        """How many pairs are the same before the first that is not."""
        return sum(1 for _ in takewhile(lambda pair: self.a[pair[0]] == self.b[pair[1]], pairs))

    def _by_anchors(self, area: Area) -> Iterator[Run]:
        i, i_end, j, j_end = area
        for anchor_i, anchor_j in self._anchors(area):
            yield from self._between((i, anchor_i, j, anchor_j), self._in_full)
            yield anchor_i, anchor_j, 1
            i, j = anchor_i + 1, anchor_j + 1
        yield from self._between((i, i_end, j, j_end), self._in_full)

    def _anchors(self, area: Area) -> list[tuple[int, int]]:
        """Places of what stands once in each, the longest row of them that is in order in both."""
        i, i_end, j, j_end = area
        places, once = _single(self.b, j, j_end), _single(self.a, i, i_end)
        return _longest_rise([(at, places[value]) for value, at in once.items() if value in places])

    def _in_full(self, area: Area) -> Iterator[Run]:
        """The longest common subsequence, where it is still affordable."""
        i, i_end, j, j_end = area
        width, cells = j_end - j, (i_end - i) * (j_end - j)
        if cells > self.cells:
            return
        self.cells -= cells
        table = [[0] * (width + 1)]
        for x in range(i_end - 1, i - 1, -1):
            below, row, value = table[-1], [0] * (width + 1), self.a[x]
            for y in range(width - 1, -1, -1):
                row[y] = below[y + 1] + 1 if value == self.b[j + y] else max(below[y], row[y + 1])
            table.append(row)
        x, y = i, 0
        while x < i_end and y < width:
            row, below = table[i_end - x], table[i_end - x - 1]
            if self.a[x] == self.b[j + y]:
                yield x, j + y, 1
                x, y = x + 1, y + 1
            elif below[y] >= row[y + 1]:
                x += 1
            else:
                y += 1


def _single(values: Sequence[object], start: int, end: int) -> dict[object, int]:
    """What stands once in a range, and where; in order."""
    counts = Counter(values[start:end])
    return {values[at]: at for at in range(start, end) if counts[values[at]] == 1}


def _longest_rise(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest row of pairs, which are sorted by their first, that rises in its second (patience sorting)."""
    ends: list[int] = []
    rows: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(rows[length - 1] if length else -1)
        if length == len(ends):
            ends.append(place)
            rows.append(number)
        else:
            ends[length], rows[length] = place, number
    rise = []
    number = rows[-1] if rows else -1
    while number >= 0:
        rise.append(pairs[number])
        number = before[number]
    return rise[::-1]


def _role(block: RecordBlock) -> str:
    return f"{block.role.replace('_', ' ')} {block.level or ''}".strip()


def _text(blocks: Sequence[RecordBlock]) -> str:
    return "\n\n".join(block.text for block in blocks)
