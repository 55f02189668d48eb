"""Where the body begins, and what has happened since: the group that says where it ends."""

import re
from collections import Counter

import numpy as np
from numpy.typing import NDArray

from pipeline.content.features.layout import (
    FAR,
    SEPARATOR,
    Columns,
    Floats,
    Layout,
    last_headings,
    prefix_sums,
    since_last,
    until_next,
    window_sums,
)
from pipeline.content.features.markers import NAMES
from pipeline.content.features.tree import lineage
from pipeline.model import Document

WINDOW = 6
SHARE = 0.25
NEAR_TITLE = 30
MIN_TITLE_CHARS = 8
MAX_TITLE_CHARS = 250
MAX_TITLES = 4  # a page's own, and what it tells others; more are those of other pages
WORD = re.compile(r"\w{4,}")
MAX_SEEN = 3000
SIDE_TAGS = frozenset(("nav", "footer", "aside", "dialog", "form"))


def find_start(layout: Layout, good: Floats, titles: NDArray[np.bool_]) -> int:
    """The first block of running text that much more follows, after the title where there is one."""
    sums = prefix_sums(good)
    ahead = window_sums(sums, 0, WINDOW)
    enough = min(SHARE * sums[-1], 0.5 * ahead.max(initial=0.0))
    side = np.zeros(layout.blocks, dtype=bool)
    for index in (index for tag in SIDE_TAGS for index in layout.by_tag.get(tag, ())):
        first, last = layout.first[index], layout.last[index]
        if sums[last] - sums[first] < 0.5 * sums[-1]:
            side[first:last] = True
    candidates = np.flatnonzero((good > 0) & (ahead >= enough) & ~side)
    if not len(candidates):
        return 0
    for title in np.flatnonzero(titles).tolist():
        after = candidates[candidates >= title]
        if len(after) and after[0] - title <= NEAR_TITLE:
            return int(after[0])
    return int(candidates[0])


def title_blocks(document: Document, texts: list[str]) -> NDArray[np.bool_]:
    """Blocks that hold the page's title, as its head says it, or its only top heading."""
    told = [document.head.title, *[value for key, value in document.head.metas if key == "og:title"]]
    known = " ".join([title[:MAX_TITLE_CHARS] for title in told[:MAX_TITLES]]).lower()
    found = np.zeros(len(texts), dtype=bool)
    tops = [block.index for block in document.blocks if block.role == "heading" and block.level == 1]
    for index, text in enumerate(texts):
        if MIN_TITLE_CHARS <= len(text) <= MAX_TITLE_CHARS and text.lower() in known:
            found[index] = True
    if len(tops) == 1:
        found[tops[0]] = True
    return found


def start_columns(
    document: Document,
    layout: Layout,
    texts: list[str],
    good: Floats,
    titles: NDArray[np.bool_],
    start: int,
    markers: NDArray[np.int64],
    own: Columns,
) -> Columns:
    """The columns of the group, given where the body starts and the columns of the text."""
    at = np.arange(layout.blocks)
    sums = prefix_sums(good)
    total = sums[-1] or 1.0
    begun = at >= start
    headings = own["is_heading"] > 0
    columns: Columns = {
        "place": at / layout.blocks,
        "index": np.log1p(at),
        "to_end": np.log1p(layout.blocks - at),
        "good_before": sums[:-1] / total,
        "since_start": np.clip(at - start, -FAR, 400),
        "good_since_start": (sums[:-1] - sums[start]) / total,
        "is_title": titles.astype(np.float64),
        "since_title": since_last(titles),
        "until_title": until_next(titles),
        "titles_since_start": _since(titles, start),
        "since_heading": since_last(headings),
        "until_heading": until_next(headings),
        "since_good": since_last(good > 0),
        "until_good": until_next(good > 0),
        "dates_since_start": _since(own["date"] > 0, start),
        "since_date": since_last(own["date"] > 0),
    }
    columns |= lineage(layout, int(layout.element[start]), own["depth"], "start")
    same = layout.class_paths[layout.element] == layout.class_paths[layout.element[start]]
    columns["like_start"] = same * 1.0
    columns["since_like_start"] = since_last(same)
    columns["until_like_start"] = until_next(same)
    columns |= _gaps(good, start, at)
    columns |= _marked(markers, start, begun)
    columns |= _headings(headings, own["level"], markers, start)
    columns |= _articles(layout, start)
    columns |= _repeats(texts)
    columns |= _overlap(document, texts, good, start)
    return columns


def _since(flags: NDArray[np.bool_], start: int) -> Floats:
    """How many flags stood since the start of the body, itself included."""
    count = prefix_sums(flags.astype(np.float64))
    since: Floats = np.maximum(0.0, count[1:] - count[start])
    return since


def _gaps(good: Floats, start: int, at: NDArray[np.int64]) -> Columns:
    """Runs of blocks without running text since the start: the longest so far, and the present one."""
    gap = since_last(good > 0)
    inner = np.where(at > start, gap, 0.0)
    return {"longest_gap": np.maximum.accumulate(inner), "gap_good_left": _good_left(good)}


def _good_left(good: Floats) -> Floats:
    sums = prefix_sums(good)
    left: Floats = (sums[-1] - sums[1:]) / (sums[-1] or 1.0)
    return left


def _marked(markers: NDArray[np.int64], start: int, begun: NDArray[np.bool_]) -> Columns:
    """For each group of markers: since when the last one stood after the start; and the block's own group."""
    columns: Columns = {}
    own = markers == np.arange(len(NAMES))[:, None]
    flags = own & begun
    since = since_last(flags)
    counts = np.cumsum(flags, axis=1, dtype=np.float64)
    for group, name in enumerate(NAMES):
        columns[f"is_{name}"] = own[group] * 1.0
        columns[f"since_{name}_marker"] = since[group]
        columns[f"{name}_markers"] = counts[group]
    columns["since_marker"] = since_last((markers >= 0) & begun, start)
    return columns


def _headings(headings: NDArray[np.bool_], level: Floats, markers: NDArray[np.int64], start: int) -> Columns:
    """The heading above: its level, whether a marker opened the section, how many of its level came before."""
    count = len(headings)
    above = last_headings(headings)
    inside = above >= 0
    marker = np.where(inside & (above >= start), markers[above], -1)
    section = np.where(inside, level[above], 0.0)
    ranks = np.zeros(count)
    seen: Counter[float] = Counter()
    for index in np.flatnonzero(headings).tolist():
        seen[level[index]] += 1
        ranks[index] = seen[level[index]]
    return {
        "section_level": section,
        "section_marker": marker.astype(np.float64),
        "section_rank": np.where(inside, ranks[above], 0.0),
        "headings_since_start": _since(headings, start),
    }


def _articles(layout: Layout, start: int) -> Columns:
    """How many article elements began before, and whether the block is in that of the start."""
    chosen = layout.by_tag.get("article", [])
    begun = np.zeros(layout.blocks)
    same = np.zeros(layout.blocks)
    for index in chosen:
        begun[layout.first[index]] += 1
        if layout.first[index] <= start < layout.last[index]:
            same[layout.first[index] : layout.last[index]] = 1
    return {
        "articles_begun": np.cumsum(begun),
        "in_first_article": same,
        "articles": np.full(layout.blocks, float(len(chosen))),
    }


def _repeats(texts: list[str]) -> Columns:
    counts = Counter(texts)
    return {"repeats": np.fromiter(map(counts.__getitem__, texts), np.float64)}


def _overlap(document: Document, texts: list[str], good: Floats, start: int) -> Columns:
    """Share of a block's longer words that the title has, and that the body has used so far."""
    title = set(WORD.findall(document.head.title.lower()))
    seen: set[str] = set()
    in_title, in_body = [0.0] * len(texts), [0.0] * len(texts)
    lowered = SEPARATOR.join(texts).lower().split(SEPARATOR)
    is_running = (good > 0).tolist()
    for index, text in enumerate(lowered):
        words = set(text.split())
        size = len(words) or 1
        if not words.isdisjoint(title):
            in_title[index] = len(words & title) / size
        if index < start:
            continue
        if is_running[index] and len(seen) < MAX_SEEN:
            before = len(seen)
            seen |= words
            known = len(words) - (len(seen) - before)
        else:
            known = len(words & seen)
        in_body[index] = known / size
    return {"words_in_title": np.fromiter(in_title, np.float64), "words_in_body": np.fromiter(in_body, np.float64)}
