# cython: boundscheck=False, wraparound=False
"""The part of the page that a block is in: the largest element around it that does not hold most of the text."""

import numpy as np

from pipeline.content.features.layout import Amounts, Columns, Floats, Layout, Numbers, Places, Tree, places

MOST = 0.6
NAMES = (
    *("section_blocks", "section_share", "section_good", "section_good_of_text", "section_links"),
    *("section_place", "section_depth", "place_in_section"),
)
COUNTED_NAMES = ("section_headings", "section_dates", "section_prices", "section_titles")


def section_columns(layout: Layout, amounts: Amounts) -> Columns:
    """The columns of the group."""
    tree, section = layout.tree, places(len(layout.parent))
    _find_sections(tree, amounts.sums["chars"], section)
    rows = np.empty((len(NAMES), layout.blocks))
    _fill_rows(tree, section, amounts, rows)
    np.log1p(rows[0], out=rows[0])
    columns: Columns = dict(zip(NAMES, rows, strict=True))
    counted = np.empty((len(COUNTED_NAMES), layout.blocks))
    _fill_counted(tree, section, amounts, counted)
    columns |= zip(COUNTED_NAMES, counted, strict=True)
    return columns


def _find_sections(tree: Tree, text: Numbers, section: Places) -> None:
    """For each element, the highest one at or above it that holds less than MOST of the page's text; 0 for none."""
    parent, first, last = tree.parent, tree.first, tree.last
    total = text[len(text) - 1] or 1.0
    for index in range(1, len(parent)):
        if section[parent[index]]:
            section[index] = section[parent[index]]
        else:
            section[index] = index if (text[last[index]] - text[first[index]]) / total < MOST else 0


def _fill_rows(tree: Tree, section: Places, amounts: Amounts, rows: Floats) -> None:
    """How large the section is, how good, how linked, where it lies, and where in it the block does."""
    element, first, last, depth = tree.element, tree.first, tree.last, tree.depth
    good, text, linked = amounts.sums["good"], amounts.sums["chars"], amounts.sums["link_chars"]
    blocks, total, page = len(element), amounts.good, text[len(text) - 1] or 1.0
    for block in range(blocks):
        index = section[element[block]]
        start, stop = first[index], last[index]
        inside, size = good[stop] - good[start], text[stop] - text[start]
        rows[0, block] = stop - start
        rows[1, block] = size / page
        rows[2, block] = inside / total
        rows[3, block] = inside / max(size, 1.0)
        rows[4, block] = (linked[stop] - linked[start]) / max(size, 1.0)
        rows[5, block] = start / blocks
        rows[6, block] = depth[index]
        rows[7, block] = (block - start) / max(stop - start, 1)


def _fill_counted(tree: Tree, section: Places, amounts: Amounts, rows: Floats) -> None:
    """How many of the section's blocks are headings, dates, prices, titles."""
    element, first, last = tree.element, tree.first, tree.last
    headings, dates = amounts.sums["heading"], amounts.sums["date"]
    prices, titles = amounts.sums["price"], amounts.sums["title"]
    for block in range(len(element)):
        index = section[element[block]]
        start, stop = first[index], last[index]
        size = max(stop - start, 1)
        rows[0, block] = (headings[stop] - headings[start]) / size
        rows[1, block] = (dates[stop] - dates[start]) / size
        rows[2, block] = (prices[stop] - prices[start]) / size
        rows[3, block] = (titles[stop] - titles[start]) / size
