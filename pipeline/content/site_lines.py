"""Lines that the exports of a batch share: menus, footers, teasers. What one page cannot show.

A line is taken for the site's where, of its pairs with the two lines before it and the two after it, two or more stand
on another page too. So no site need be known: pages of different ones share words, but hardly a row of lines. Pages
that share most of their running text are copies of one, and count once.
"""

import re
from collections import Counter
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from pipeline.model import Block, Document, Value
from pipeline.segment.shape import is_long_line

NEIGHBOURS = (1, 2)
MIN_PAIRS = 2
LETTERS = re.compile(r"[^\W\d_]{2}|[\u3040-\u9fff]")
"""Rows of numbers and of rulers stand on pages of any site."""
COPY_SHARE = 0.7
"""Of a page's long lines, those that one other page has too. Where there are few, of its pairs of lines."""
MIN_LONG = 2
COMMON = 3
"""Pages that a long line stands on, for it to say nothing of copies."""
MULTIPLIERS = tuple(np.uint64(odd) for odd in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F))
Hashes = NDArray[np.uint64]


class PageLines(Value, frozen=True, kw_only=True):
    """What one page teaches."""

    telling: tuple[int, ...]
    """Hashes of its long lines; of its pairs of lines, where it has few of these."""
    pairs: bytes
    """Hashes of its distinct pairs of lines, eight bytes each."""


def page_lines(document: Document) -> PageLines | None:
    """What an export teaches; None for an HTML page, which has a tree to tell."""
    if document.page.kind == "html":
        return None
    lines = _hashes(document.blocks)
    pairs = np.unique(np.concatenate([_pairs(lines, step) for step in NEIGHBOURS]))
    long = {line for line, block in zip(lines.tolist(), document.blocks, strict=True) if is_long_line(block.text)}
    return PageLines(telling=tuple(long if len(long) >= MIN_LONG else pairs.tolist()), pairs=pairs.tobytes())


class SiteLines:
    """What the exports of a batch share. Learn all pages, then ask. Memory: some 10 kB a page while learning."""

    def __init__(self) -> None:
        self._first_with: dict[int, int] = {}
        """Hash of a long line, or of a pair on pages without → the first page that has it."""
        self._pages_with: Counter[int] = Counter()
        self._pairs: list[Hashes] = []
        """The distinct pairs of each page that is no copy."""
        self._shared: Hashes | None = None

    @classmethod
    def of(cls, shared: bytes) -> "SiteLines":
        """Those of which `shared_pairs` are known: can be asked, and teaches no more."""
        lines = cls()
        lines._shared = np.frombuffer(shared, dtype=np.uint64)
        return lines

    def learn(self, page: PageLines) -> None:
        """Takes one more page into account."""
        telling = set(page.telling)
        is_copy = self._is_copy(telling)
        self._pages_with.update(telling)
        if not is_copy:
            for line in telling:
                self._first_with.setdefault(line, len(self._pairs))
            self._pairs.append(np.frombuffer(page.pairs, dtype=np.uint64))

    def _is_copy(self, telling: set[int]) -> bool:
        """Most of what tells the page from others, one other page has too."""
        own = [line for line in telling if self._pages_with[line] < COMMON]
        known = Counter(self._first_with[line] for line in own if line in self._first_with)
        return bool(known) and max(known.values()) >= COPY_SHARE * len(own)

    def shared_pairs(self) -> bytes:
        """The pairs of lines that stand on more than one page, in order."""
        pairs, pages = np.unique(np.concatenate([*self._pairs, np.empty(0, np.uint64)]), return_counts=True)
        return pairs[pages > 1].tobytes()

    def shared(self, document: Document) -> frozenset[int]:
        """Indexes of the page's lines that are the site's."""
        if document.page.kind == "html":
            return frozenset()
        if self._shared is None:
            self._shared = np.frombuffer(self.shared_pairs(), dtype=np.uint64)
        lines = _hashes(document.blocks)
        hits = np.zeros(len(lines), dtype=np.int64)
        for step in NEIGHBOURS:
            found = _in_sorted(_pairs(lines, step), self._shared)
            hits[: len(found)] += found
            hits[step:] += found
        indexes = np.flatnonzero(hits >= MIN_PAIRS).tolist()
        return frozenset(index for index in indexes if LETTERS.search(document.blocks[index].text))


def _in_sorted(values: Hashes, known: Hashes) -> NDArray[np.bool_]:
    """Which of the values are among the known ones, which are sorted."""
    if not len(known):
        return np.zeros(len(values), dtype=bool)
    at = np.minimum(np.searchsorted(known, values), len(known) - 1)
    found: NDArray[np.bool_] = known[at] == values
    return found


def _hashes(blocks: tuple[Block, ...]) -> Hashes:
    """One a line, whatever its case."""
    texts = (block.text.casefold().encode("utf-8", "surrogatepass") for block in blocks)
    digests = b"".join([blake2b(text, digest_size=8).digest() for text in texts])
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)


def _pairs(lines: Hashes, step: int) -> Hashes:
    """One for each line and the one so many places after it."""
    return lines[:-step] * MULTIPLIERS[0] + lines[step:] * MULTIPLIERS[1] + np.uint64(step)
