# cython: boundscheck=False, wraparound=False
"""Where the body begins, and what has happened since: the group that says where it ends."""

from array import array
from collections import Counter

import numpy as np
from numpy.typing import NDArray

from pipeline.content.features.layout import FAR, Amounts, Columns, Floats, Layout, Numbers, Places, zeros
from pipeline.content.features.markers import NAMES
from pipeline.content.features.tree import fill_lineage
from pipeline.model import Document

WINDOW = 6
SHARE = 0.25
NEAR_TITLE = 30
MIN_TITLE_CHARS = 8
MAX_TITLE_CHARS = 250
MAX_TITLES = 4  # a page's own, and what it tells others; more are those of other pages
SIDE_TAGS = ("nav", "footer", "aside", "dialog", "form")
PLACE_NAMES = ("index", "to_end", "place", "good_before", "since_start", "good_since_start")
MAX_SINCE = 400
SINCE_NAMES = ("since_title", "since_heading", "since_good", "since_like_start", "since_date")
UNTIL_NAMES = ("until_title", "until_heading", "until_good", "until_like_start")
COUNTED = ("title", "date", "heading")
COUNTED_NAMES = ("titles_since_start", "dates_since_start", "headings_since_start")
GAP_NAMES = ("longest_gap", "gap_good_left")
MARKER_NAMES = (
    *[f"is_{name}" for name in NAMES],
    *[f"{name}_markers" for name in NAMES],
    *[f"since_{name}_marker" for name in NAMES],
    "since_marker",
)
SECTION_NAMES = ("section_level", "section_marker", "section_rank")
ARTICLE_NAMES = ("articles_begun", "in_first_article", "articles")


def find_start(layout: Layout, amounts: Amounts) -> int:
    """The first block of running text that much more follows, after the title where there is one."""
    side = zeros(layout.blocks)
    _fill_side([index for tag in SIDE_TAGS for index in layout.by_tag.get(tag, ())], layout, amounts.sums["good"], side)
    fits = zeros(layout.blocks)
    first = _find_candidates(amounts.of["good"], amounts.sums["good"], side, fits)
    return _after_title(amounts.of["title"], fits, first)


def _fill_side(chosen: list[int], layout: Layout, sums: Numbers, side: Numbers) -> None:
    """Blocks in elements that are not for the main content, if these do not hold half of the good text."""
    first, last, total = layout.tree.first, layout.tree.last, sums[len(sums) - 1]
    reached = 0
    for index in sorted(chosen):  # in document order, so that none is filled twice
        start, stop = first[index], last[index]
        if sums[stop] - sums[start] < 0.5 * total:
            for block in range(max(start, reached), stop):
                side[block] = 1
            reached = max(reached, stop)


def _find_candidates(good: Numbers, sums: Numbers, side: Numbers, fits: Numbers) -> int:
    """Marks the blocks that the body may start with; the first of them, -1 where there is none."""
    blocks, most, first = len(good), 0.0, -1
    for block in range(blocks):
        most = max(most, sums[min(block + WINDOW + 1, blocks)] - sums[block])
    enough = min(SHARE * sums[blocks], 0.5 * most)
    for block in range(blocks - 1, -1, -1):
        ahead = sums[min(block + WINDOW + 1, blocks)] - sums[block]
        if good[block] > 0 and ahead >= enough and not side[block]:
            fits[block] = 1
            first = block
    return first


def _after_title(titles: Numbers, fits: Numbers, first: int) -> int:
    """The first fitting block that comes soon after a title, or else the first of all; 0 for none."""
    for title in range(len(titles)):
        if titles[title]:
            for block in range(title, min(title + NEAR_TITLE + 1, len(fits))):
                if fits[block]:
                    return block
    return max(first, 0)


def title_blocks(document: Document, lowered: list[str], own: Columns) -> NDArray[np.bool_]:
    """Blocks that hold the page's title, as its head says it, or its only top heading."""
    told = [document.head.title, *[value for key, value in document.head.metas if key == "og:title"]]
    known = " ".join([title[:MAX_TITLE_CHARS] for title in told[:MAX_TITLES]]).lower()
    found = np.zeros(len(lowered), dtype=bool)
    found[_in_titles(lowered, known)] = True
    tops = np.flatnonzero((own["level"] == 1) & (own["is_heading"] > 0))
    if len(tops) == 1:
        found[tops] = True
    return found


def _in_titles(lowered: list[str], known: str) -> list[int]:
    return [
        index for index, text in enumerate(lowered) if MIN_TITLE_CHARS <= len(text) <= MAX_TITLE_CHARS and text in known
    ]


def start_columns(
    layout: Layout,
    texts: list[str],
    amounts: Amounts,
    start: int,
    markers: NDArray[np.int64],
) -> Columns:
    """The columns of the group, given where the body starts and the columns of the text."""
    blocks = layout.blocks
    columns: Columns = {"is_title": np.frombuffer(amounts.of["title"])}
    places = np.empty((len(PLACE_NAMES), blocks))
    _fill_places(start, amounts.sums["good"], amounts.good, places)
    np.log1p(places[:2], out=places[:2])
    columns |= zip(PLACE_NAMES, places, strict=True)
    columns |= _distances(layout, amounts, start)
    counted = np.empty((len(COUNTED), blocks))
    for row, name in enumerate(COUNTED):
        _fill_count(start, amounts.sums[name], counted[row])
    columns |= zip(COUNTED_NAMES, counted, strict=True)
    lineage = np.empty((2, blocks))
    fill_lineage(layout.tree, layout.tree.element[start], lineage)
    columns |= zip(("start_up", "start_down"), lineage, strict=True)
    gaps = np.empty((len(GAP_NAMES), blocks))
    _fill_gaps(start, amounts.of["good"], amounts.sums["good"], amounts.good, gaps)
    columns |= zip(GAP_NAMES, gaps, strict=True)
    marked = array("q", markers.tobytes())
    columns |= zip(MARKER_NAMES, _marked(marked, start), strict=True)
    sections = np.zeros((len(SECTION_NAMES), blocks))
    _fill_sections(start, amounts.of["heading"], amounts.of["level"], marked, sections)
    columns |= zip(SECTION_NAMES, sections, strict=True)
    columns |= zip(ARTICLE_NAMES, _articles(layout, start), strict=True)
    columns |= _repeats(texts)
    return columns


def _fill_places(start: int, sums: Numbers, total: float, rows: Floats) -> None:
    """Where the block lies in the page and after the start, and the good text before it."""
    blocks = len(sums) - 1
    for block in range(blocks):
        rows[0, block] = block
        rows[1, block] = blocks - block
        rows[2, block] = block / blocks
        rows[3, block] = sums[block] / total
        rows[4, block] = min(max(block - start, -FAR), MAX_SINCE)
        rows[5, block] = (sums[block] - sums[start]) / total


def _distances(layout: Layout, amounts: Amounts, start: int) -> Columns:
    """Blocks since the last title, heading, running text, block like the start, date, and until the next."""
    like = zeros(layout.blocks)
    _fill_like(layout.tree.class_path, start, like)
    flags = [amounts.of["title"], amounts.of["heading"], amounts.of["good"], like, amounts.of["date"]]
    since, until = np.empty((len(SINCE_NAMES), layout.blocks)), np.empty((len(UNTIL_NAMES), layout.blocks))
    for row in range(len(SINCE_NAMES)):
        _fill_since(flags[row], since[row])
    for row in range(len(UNTIL_NAMES)):
        _fill_until(flags[row], until[row])
    columns: Columns = {"like_start": np.frombuffer(like)}
    columns |= zip(SINCE_NAMES, since, strict=True)
    columns |= zip(UNTIL_NAMES, until, strict=True)
    return columns


def _fill_like(paths: Places, start: int, row: Numbers) -> None:
    """Which blocks have the path of the start."""
    for block in range(len(paths)):
        row[block] = paths[block] == paths[start]


def _fill_since(flags: Numbers, row: Floats) -> None:
    """How many blocks ago a flag stood, the block itself included (0); FAR where none did."""
    distance = FAR
    for block in range(len(flags)):
        distance = 0.0 if flags[block] > 0 else min(distance + 1, FAR)
        row[block] = distance


def _fill_until(flags: Numbers, row: Floats) -> None:
    """The same ahead."""
    distance = FAR
    for block in range(len(flags) - 1, -1, -1):
        distance = 0.0 if flags[block] > 0 else min(distance + 1, FAR)
        row[block] = distance


def _fill_count(start: int, sums: Numbers, row: Floats) -> None:
    """How many flags stood since the start of the body, the block itself included, given their sums."""
    for block in range(len(sums) - 1):
        row[block] = max(sums[block + 1] - sums[start], 0.0)


def _fill_gaps(start: int, good: Numbers, sums: Numbers, total: float, rows: Floats) -> None:
    """The longest run of blocks without running text since the start, and the good text that is left."""
    blocks, gap, longest = len(good), FAR, 0.0
    for block in range(blocks):
        gap = 0.0 if good[block] > 0 else min(gap + 1, FAR)
        if block > start:
            longest = max(longest, gap)
        rows[0, block] = longest
        rows[1, block] = (sums[blocks] - sums[block + 1]) / total


def _marked(markers: Places, start: int) -> Floats:
    """For each group of markers: is the block one, how many stood since the start, since when the last one did."""
    rows = np.zeros((len(MARKER_NAMES), len(markers)))
    rows[2 * len(NAMES) :] = FAR
    for group in set(markers) - {-1}:
        _fill_group(markers, group, start, rows[group :: len(NAMES)])
    np.minimum.reduce(rows[2 * len(NAMES) :], axis=0, out=rows[-1])
    return rows


def _fill_group(markers: Places, group: int, start: int, rows: Floats) -> None:
    """The three rows of one group."""
    found, distance = 0, FAR
    for block in range(len(markers)):
        distance = min(distance + 1, FAR)
        if markers[block] == group:
            rows[0, block] = 1
            if block >= start:
                found += 1
                distance = 0.0
        rows[1, block] = found
        rows[2, block] = distance


def _fill_sections(start: int, headings: Numbers, level: Numbers, markers: Places, rows: Floats) -> None:
    """The heading above: its level, whether a marker opened the section, how many of its level came before."""
    seen: dict[float, int] = {}
    above, rank = -1, 0
    for block in range(len(headings)):
        if headings[block] > 0:
            above = block
            rank = seen[level[block]] = seen.get(level[block], 0) + 1
        rows[1, block] = -1
        if above >= 0:
            rows[0, block] = level[above]
            rows[2, block] = rank
        if above >= start:
            rows[1, block] = markers[above]


def _articles(layout: Layout, start: int) -> Floats:
    """How many article elements began before, whether the block is in one with the start, how many there are."""
    chosen = layout.by_tag.get("article", [])
    first, last = layout.tree.first, layout.tree.last
    rows = np.zeros((len(ARTICLE_NAMES), layout.blocks))
    for index in chosen:
        rows[0, first[index]] += 1
        if first[index] <= start < last[index]:
            rows[1, first[index] : last[index]] = 1
    np.add.accumulate(rows[0], out=rows[0])
    rows[2] = len(chosen)
    return rows


def _repeats(texts: list[str]) -> Columns:
    counts = Counter(texts)
    return {"repeats": np.fromiter(map(counts.__getitem__, texts), np.float64)}
