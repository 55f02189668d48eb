"""Lines that the exports of a batch share: menus, footers, teasers. What one page cannot show.

A line is taken for the site's where, of its pairs with the two lines before it and the two after it, two or more stand
on another page too. So no site need be known: pages of different ones share words, but hardly a row of lines. Pages
that share most of their running text are copies of one, and count once.
"""

from collections import Counter

import numpy as np

from pipeline.content.line_pairs import LETTERS, MIN_PAIRS, Hashes, distinct_pairs, line_hashes, shared_pairs_of
from pipeline.model import Document, Value
from pipeline.segment.shape import is_long_line

COPY_SHARE = 0.7
"""Of a page's long lines, those that one other page has too. Where there are few, of its pairs of lines."""
MIN_LONG = 2
COMMON = 3
"""Pages that a long line stands on, for it to say nothing of copies."""


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
    lines = line_hashes(block.text for block in document.blocks)
    pairs = distinct_pairs(lines)
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
        """Most of what tells the page from others, one other page has too; or nothing tells it from them."""
        own = [line for line in telling if self._pages_with[line] < COMMON]
        known = Counter(self._first_with[line] for line in own if line in self._first_with)
        return max(known.values(), default=0) >= COPY_SHARE * len(own)

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
        hits = shared_pairs_of(line_hashes(block.text for block in document.blocks), self._shared)
        indexes = np.flatnonzero(hits >= MIN_PAIRS).tolist()
        return frozenset(index for index in indexes if LETTERS.search(document.blocks[index].text))
