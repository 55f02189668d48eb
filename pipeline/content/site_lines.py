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

from pipeline.model import Block, Document
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


class SiteLines:
    """What the exports of a batch share. Learn all pages, then ask. Memory: some 10 kB a page while learning."""

    def __init__(self) -> None:
        self._first_with: dict[int, int] = {}
        """Hash of a long line, or of a pair on pages without → the first page that has it."""
        self._pages_with: Counter[int] = Counter()
        self._pairs: list[Hashes] = []
        """The distinct pairs of each page that is no copy."""
        self._shared: Hashes | None = None

    def learn(self, document: Document) -> None:
        """Takes one more page into account. HTML pages, which have a tree to tell, are passed over."""
        if document.page.kind == "html":
            return
        lines = _hashes(document.blocks)
        pairs = np.unique(np.concatenate([_pairs(lines, step) for step in NEIGHBOURS]))
        long = {line for line, block in zip(lines.tolist(), document.blocks, strict=True) if is_long_line(block.text)}
        telling = long if len(long) >= MIN_LONG else set(pairs.tolist())
        is_copy = self._is_copy(telling)
        self._pages_with.update(telling)
        if not is_copy:
            for line in telling:
                self._first_with.setdefault(line, len(self._pairs))
            self._pairs.append(pairs)

    def _is_copy(self, telling: set[int]) -> bool:
        """Most of what tells the page from others, one other page has too."""
        own = [line for line in telling if self._pages_with[line] < COMMON]
        known = Counter(self._first_with[line] for line in own if line in self._first_with)
        return bool(known) and max(known.values()) >= COPY_SHARE * len(own)

    def shared(self, document: Document) -> frozenset[int]:
        """Indexes of the page's lines that are the site's."""
        if document.page.kind == "html":
            return frozenset()
        if self._shared is None:
            pairs, pages = np.unique(np.concatenate([*self._pairs, np.empty(0, np.uint64)]), return_counts=True)
            self._shared = pairs[pages > 1]
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
