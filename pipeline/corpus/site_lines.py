"""What the pages of one site share: lines on enough of them, beside others of that kind."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.content.line_pairs import LETTERS, NEIGHBOURS, Hashes, distinct_pairs, in_sorted, pair_hashes
from pipeline.content.site_file import SiteLine
from pipeline.content.site_lines import COPY_SHARE, MIN_LONG
from pipeline.corpus.site_pages import SitePage

MIN_PAGES, MIN_SHARE = 3, 0.3
COMMON_PAGES, COMMON_SHARE = 4, 0.5
"""A line on so many pages and on that share of them says nothing of copies."""


def lines_of_site(pages: Sequence[SitePage]) -> list[SiteLine]:
    """What the pages of a site share, the commonest first; nothing where too few are left without copies."""
    pages = distinct(pages) if len(pages) >= MIN_PAGES else []
    if len(pages) < MIN_PAGES:
        return []
    lines, counts = _counted([np.unique(page.hashes()) for page in pages], max(MIN_PAGES, MIN_SHARE * len(pages)))
    pairs, _ = _counted([distinct_pairs(page.hashes()) for page in pages], MIN_PAGES)
    heads, beside = _heads(pages, lines), _beside(pages, pairs)
    found = [
        SiteLine(
            site=pages[0].site,
            kind=pages[0].kind,
            line=heads[line],
            pages=count,
            of=len(pages),
            hash=f"{line:016x}",
            beside=tuple(f"{pair:016x}" for pair in sorted(beside[line])),
        )
        for line, count in zip(lines.tolist(), counts.tolist(), strict=True)
        if line in beside and LETTERS.search(heads[line])
    ]
    return sorted(found, key=lambda line: (-line.pages, line.line, line.hash))


def _heads(pages: Sequence[SitePage], lines: Hashes) -> dict[int, str]:
    """How each of the lines begins, where it stands first."""
    hashes, heads = np.concatenate([page.hashes() for page in pages]), [head for page in pages for head in page.heads]
    places = np.flatnonzero(in_sorted(hashes, lines))
    found, firsts = np.unique(hashes[places], return_index=True)
    return {line: heads[place] for line, place in zip(found.tolist(), places[firsts].tolist(), strict=True)}


def _beside(pages: Sequence[SitePage], pairs: Hashes) -> dict[int, set[int]]:
    """Line → those of the pairs that it begins; none for one that only ends some."""
    beside: dict[int, set[int]] = defaultdict(set)
    for step in NEIGHBOURS:
        hashes = [page.hashes() for page in pages]
        every = np.concatenate([pair_hashes(lines, step) for lines in hashes])
        places = np.flatnonzero(in_sorted(every, pairs))
        found, firsts = np.unique(every[places], return_index=True)
        begins, ends = (np.concatenate(some)[places[firsts]].tolist() for some in _ends(hashes, step))
        for pair, begin, end in zip(found.tolist(), begins, ends, strict=True):
            beside[begin].add(pair)
            beside[end].update()
    return beside


def _ends(pages: Sequence[Hashes], step: int) -> tuple[list[Hashes], list[Hashes]]:
    """The first lines of the pairs of each page, and the second ones."""
    return [lines[:-step] for lines in pages], [lines[step:] for lines in pages]


def _counted(by_page: Iterable[Hashes], needed: float) -> tuple[Hashes, NDArray[np.int64]]:
    """Those that stand on so many pages or more, in order, and on how many."""
    found, counts = np.unique(np.concatenate(list(by_page)), return_counts=True)
    return found[counts >= needed], counts[counts >= needed]


def distinct(pages: Sequence[SitePage]) -> list[SitePage]:
    """The pages without those of which most of what is their own stands on another one too."""
    places: dict[int, list[int]] = defaultdict(list)
    chosen: list[SitePage] = []
    for page, own in zip(pages, _own_lines(pages), strict=True):
        known = Counter(place for line in own for place in places[line])
        if own and max(known.values(), default=0) < COPY_SHARE * len(own):
            for line in own:
                places[line].append(len(chosen))
            chosen.append(page)
    return chosen


def _own_lines(pages: Sequence[SitePage]) -> list[list[int]]:
    """The long lines of each page that are not common; of one that has few of these, its pairs of lines."""
    own = _without_common([np.unique(page.hashes()[list(page.long)]) for page in pages])
    if any(len(lines) < MIN_LONG for lines in own):
        pairs = _without_common([distinct_pairs(page.hashes()) for page in pages])
        own = [lines if len(lines) >= MIN_LONG else other for lines, other in zip(own, pairs, strict=True)]
    return [lines.tolist() for lines in own]


def _without_common(by_page: Sequence[Hashes]) -> list[Hashes]:
    common, _ = _counted(by_page, max(COMMON_PAGES, len(by_page) * COMMON_SHARE))
    return [lines[~in_sorted(lines, common)] for lines in by_page]
