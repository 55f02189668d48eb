# cython: boundscheck=False, wraparound=False
"""Where a block stands in the page's tree: tags above it, share of the page's good text under each, its likes."""

import numpy as np

from pipeline.content.features.layout import (
    FAR,
    Amounts,
    Columns,
    Floats,
    Ints,
    Layout,
    Numbers,
    Places,
    Tree,
    numbers,
    zeros,
)
from pipeline.content.features.said import ASIDE, BODY, COMMENT

ANCESTOR_TAGS = (
    "footer",
    "nav",
    "main",
    "article",
    "aside",
    "header",
    "section",
    "form",
    "table",
    "li",
    "noscript",
    "dl",
    "blockquote",
    "figure",
)
UP_NAMES = tuple([f"up_to_{tag}" for tag in ANCESTOR_TAGS])
LEVELS = 4
OF_A_LEVEL = ("blocks", "good_share", "links", "good_of_text", "place_in")
LEVEL_NAMES = tuple([f"{name}_{level}" for name in OF_A_LEVEL for level in range(LEVELS)])
LIKE_NAMES = ("", "_chars", "_good", "_links")
SAID = (BODY, COMMENT, ASIDE)
SAID_NAMES = (
    *("in_body", "in_comment", "in_aside"),
    *("body_share", "comment_share", "aside_share"),
    *("since_body", "since_comment"),
)
MAX_SINCE = 60
TOP_NAMES = ("top_up", "top_down", "top_score", "since_top")


def tree_columns(layout: Layout, flags: Ints, amounts: Amounts) -> Columns:
    """The columns of the group."""
    depth = layout.depths[layout.element].astype(np.float64)
    columns: Columns = {"depth": depth}
    columns |= zip(UP_NAMES, _levels_up(layout, depth), strict=True)
    levels = np.empty((len(OF_A_LEVEL), LEVELS, layout.blocks))
    _fill_levels(layout.tree, amounts, levels)
    np.log1p(levels[0], out=levels[0])
    columns |= zip(LEVEL_NAMES, levels.reshape(len(LEVEL_NAMES), -1), strict=True)
    for name, paths in (("same_tags", layout.tree.tag_path), ("same_classes", layout.tree.class_path)):
        likes = np.empty((len(LIKE_NAMES), layout.blocks))
        _fill_likes(paths, len(layout.parent), amounts, likes)
        np.log1p(likes[:2], out=likes[:2])
        columns |= zip([name + like for like in LIKE_NAMES], likes, strict=True)
    columns |= zip(SAID_NAMES, _said(layout, flags, amounts), strict=True)
    columns |= zip(TOP_NAMES, _top_candidate(layout, amounts), strict=True)
    return columns


def _levels_up(layout: Layout, depth: Floats) -> Floats:
    """Steps up to the nearest footer, nav, main…; FAR for none above."""
    at = np.full((len(ANCESTOR_TAGS), layout.blocks), -FAR)
    for row, tag in enumerate(ANCESTOR_TAGS):
        if tag in layout.by_tag:
            _fill_depths(layout.by_tag[tag], layout.tree, at[row])
    steps: Floats = np.minimum(depth - at, FAR)
    return steps


def _fill_depths(chosen: list[int], tree: Tree, row: Floats) -> None:
    """The depth of the last of the chosen elements that holds the block."""
    first, last, depth = tree.first, tree.last, tree.depth
    for index in chosen:
        row[first[index] : last[index]] = depth[index]


def _fill_levels(tree: Tree, amounts: Amounts, rows: Floats) -> None:
    """For the element of each block and the three above it: blocks, good text, links, and the block's place in it."""
    element, parent, first, last = tree.element, tree.parent, tree.first, tree.last
    good, text, linked, total = amounts.sums["good"], amounts.sums["chars"], amounts.sums["link_chars"], amounts.good
    for block in range(len(element)):
        index = element[block]
        for level in range(LEVELS):
            start, stop = first[index], last[index]
            inside = good[stop] - good[start]
            size = max(text[stop] - text[start], 1.0)
            rows[0, level, block] = stop - start
            rows[1, level, block] = inside / total
            rows[2, level, block] = (linked[stop] - linked[start]) / size
            rows[3, level, block] = inside / size
            rows[4, level, block] = (block - start) / max(stop - start, 1)
            index = parent[index]


def _fill_likes(paths: Places, size: int, amounts: Amounts, rows: Floats) -> None:
    """The blocks with the same path: how many, how long, their share of the good text, how linked."""
    good, chars, links, total = amounts.of["good"], amounts.of["chars"], amounts.of["link_chars"], amounts.good
    count, share, text, linked = zeros(size), zeros(size), zeros(size), zeros(size)
    for block in range(len(paths)):
        path = paths[block]
        count[path] += 1
        share[path] += good[block]
        text[path] += chars[block]
        linked[path] += links[block]
    for block in range(len(paths)):
        path = paths[block]
        rows[0, block] = count[path]
        rows[1, block] = text[path] / count[path]
        rows[2, block] = share[path] / total
        rows[3, block] = linked[path] / text[path]


def _said(layout: Layout, flags: Ints, amounts: Amounts) -> Floats:
    """Ancestors whose names say body, comments or something beside: how many, their share, blocks since they ended."""
    rows = np.zeros((len(SAID_NAMES), layout.blocks))
    rows[2 * len(SAID) :] = FAR
    found = np.flatnonzero(flags)
    _fill_said(found.tolist(), flags[found].tolist(), layout.tags, layout.tree, amounts, rows)
    np.add.accumulate(rows[: len(SAID)], axis=1, out=rows[: len(SAID)])
    return rows


def _fill_said(found: list[int], flags: list[int], tags: list[str], tree: Tree, amounts: Amounts, rows: Floats) -> None:
    """Of the first three rows, where their sums rise and fall."""
    first, last = tree.first, tree.last
    sums, total, blocks = amounts.sums["good"], amounts.good, len(tree.element)
    for place in range(len(found)):
        index = found[place]
        start, stop = first[index], last[index]
        if start == stop or tags[index] in ("html", "body"):
            continue
        share = (sums[stop] - sums[start]) / total
        for which, bit in enumerate(SAID):
            if not flags[place] & bit:
                continue
            rows[which, start] += 1
            rows[3 + which, start:stop] = share
            if stop < blocks:
                rows[which, stop] -= 1
            if bit != ASIDE:
                for block in range(stop, min(stop + MAX_SINCE, blocks)):
                    rows[6 + which, block] = block - stop


def _top_candidate(layout: Layout, amounts: Amounts) -> Floats:
    """As in Readability: text scores for its parent and, less, for those above; the best element is the top."""
    good = np.frombuffer(amounts.of["good"])
    score = zeros(len(layout.parent))
    _score(layout.tree, numbers(np.sqrt(good) * 10 + good), score)
    top = int(np.argmax(np.frombuffer(score)))
    rows = np.empty((len(TOP_NAMES), layout.blocks))
    fill_lineage(layout.tree, top, rows)
    _fill_top(layout.tree, top, score, rows)
    return rows


def _score(tree: Tree, weight: Numbers, score: Numbers) -> None:
    element, parent = tree.element, tree.parent
    direct = zeros(len(parent))
    for block in range(len(element)):
        direct[element[block]] += weight[block]
    for index in range(len(parent)):
        if direct[index]:
            above, over = parent[index], parent[parent[index]]
            score[above] += direct[index]
            score[over] += direct[index] / 2
            score[parent[over]] += direct[index] / 3


def _fill_top(tree: Tree, top: int, score: Numbers, rows: Floats) -> None:
    """The best score of the three elements above the block, as a share of the top's; blocks since the top ended."""
    element, parent = tree.element, tree.parent
    best, last = score[top] or 1.0, tree.last[top]
    for block in range(len(element)):
        index = element[block]
        above = parent[index]
        rows[2, block] = max(score[index], score[above], score[parent[above]]) / best
        rows[3, block] = min(block - last, FAR) if block >= last else -1


def fill_lineage(tree: Tree, element: int, rows: Floats) -> None:
    """Steps up from the element, and from the block, to the deepest element that holds both: the first two rows."""
    parent, first, last, depth, own = tree.parent, tree.first, tree.last, tree.depth, tree.element
    bottom, start, stop = depth[element], first[element], first[element]
    index = element
    while True:  # each element holds the one before it: what is filled already lies from start to stop
        for left, right in ((first[index], start), (stop, last[index])):
            for block in range(left, right):
                rows[0, block] = bottom - depth[index]
                rows[1, block] = depth[own[block]] - depth[index]
        start, stop = first[index], last[index]
        if not index:
            return
        index = parent[index]
