# cython: boundscheck=False, wraparound=False
"""Siblings that look alike: result lists, product grids, threads, teasers. What their group is like as a whole."""

import numpy as np

from pipeline.content.features.layout import (
    Amounts,
    Columns,
    Floats,
    Layout,
    Numbers,
    Places,
    Tree,
    numbers,
    places,
    zeros,
)

MIN_CARDS = 3
CARD_NAMES = ("cards", "card_chars", "card_links", "cards_good", "card_share", "card_place")
HELD = ("heading", "date", "price", "linked_heading", "running")
HELD_NAMES = tuple([f"cards_with_{name}" for name in ("heading", "date", "price", "linked_heading", "sentence")])
LIKE = ("date", "price", "sentence", "repeats", "upper")
LIKE_NAMES = tuple([f"same_classes_{name}" for name in LIKE])


def card_columns(layout: Layout, own: Columns, amounts: Amounts) -> Columns:
    """For each block, the group of the nearest element above that has at least two siblings of its tag and names."""
    tree, elements = layout.tree, len(layout.parent)
    size, place, here = zeros(elements), zeros(elements), places(layout.blocks)
    _count(tree.siblings, size, place)
    chosen = _find_cards(tree, size, here)
    cards = np.zeros((len(CARD_NAMES), layout.blocks))
    _fill_cards(tree, chosen, here, size, place, amounts, cards)
    np.log1p(cards[:2], out=cards[:2])
    columns: Columns = dict(zip(CARD_NAMES, cards, strict=True))
    held = np.zeros((len(HELD), layout.blocks))
    for row, name in enumerate(HELD):
        _fill_held(tree, chosen, here, size, amounts.sums[name], held[row])
    columns |= zip(HELD_NAMES, held, strict=True)
    count, spread = zeros(elements), np.empty(layout.blocks)
    _fill_spread(tree.class_path, count, spread)
    columns["same_classes_spread"] = spread
    likes = np.empty((len(LIKE), layout.blocks))
    for row, name in enumerate(LIKE):
        _fill_mean(tree.class_path, count, numbers(own[name]), likes[row])
    columns |= zip(LIKE_NAMES, likes, strict=True)
    return columns


def _count(group: Places, size: Numbers, place: Numbers) -> None:
    """The elements of each group; for each element, how many of its group came before it."""
    for index in range(len(group)):
        place[index] = size[group[index]]
        size[group[index]] = place[index] + 1


def _find_cards(tree: Tree, size: Numbers, here: Places) -> list[int]:
    """The elements in groups of MIN_CARDS; of each block the nearest one above, 0 for none."""
    parent, group, element = tree.parent, tree.siblings, tree.element
    card, chosen = places(len(parent)), []
    for index in range(1, len(parent)):
        if size[group[index]] >= MIN_CARDS:
            card[index] = index
            chosen.append(index)
        else:
            card[index] = card[parent[index]]
    for block in range(len(element)):
        here[block] = card[element[block]]
    return chosen


def _fill_cards(
    tree: Tree, chosen: list[int], here: Places, size: Numbers, place: Numbers, amounts: Amounts, rows: Floats
) -> None:
    """How many cards, how long, how linked, their good text; the share of the block's own, and its place."""
    group, first, last = tree.siblings, tree.first, tree.last
    good, text, linked, total = amounts.sums["good"], amounts.sums["chars"], amounts.sums["link_chars"], amounts.good
    goods, texts, links = zeros(len(group)), zeros(len(group)), zeros(len(group))
    for index in chosen:
        of, start, stop = group[index], first[index], last[index]
        goods[of] += good[stop] - good[start]
        texts[of] += text[stop] - text[start]
        links[of] += linked[stop] - linked[start]
    for block in range(len(here)):
        index = here[block]
        if index:
            of = group[index]
            rows[0, block] = size[of]
            rows[1, block] = texts[of] / size[of]
            rows[2, block] = links[of] / max(texts[of], 1.0)
            rows[3, block] = goods[of] / total
            rows[4, block] = (good[last[index]] - good[first[index]]) / total
            rows[5, block] = place[index] / size[of]


def _fill_held(tree: Tree, chosen: list[int], here: Places, size: Numbers, sums: Numbers, row: Floats) -> None:
    """The share of the cards that hold something, given its sums."""
    group, first, last = tree.siblings, tree.first, tree.last
    holders = zeros(len(group))
    for index in chosen:
        if sums[last[index]] > sums[first[index]]:
            holders[group[index]] += 1
    for block in range(len(here)):
        index = here[block]
        if index:
            row[block] = holders[group[index]] / size[group[index]]


def _fill_mean(paths: Places, count: Numbers, values: Numbers, row: Floats) -> None:
    """The mean over the blocks with the same path."""
    total = zeros(len(count))
    for block in range(len(paths)):
        total[paths[block]] += values[block]
    for block in range(len(paths)):
        row[block] = total[paths[block]] / count[paths[block]]


def _fill_spread(paths: Places, count: Numbers, row: Floats) -> None:
    """How far apart the first and the last block with the same path are, for each of them. Counts them too."""
    first, last = zeros(len(count)), zeros(len(count))
    for block in range(len(paths)):
        path = paths[block]
        if not count[path]:
            first[path] = block
        last[path] = block
        count[path] += 1
    for block in range(len(paths)):
        path = paths[block]
        row[block] = (last[path] - first[path]) / count[path]
