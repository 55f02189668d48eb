"""Siblings that look alike: result lists, product grids, threads, teasers. What their group is like as a whole."""

import numpy as np

from pipeline.content.features.layout import Columns, Floats, Ints, Layout, prefix_sums

MIN_CARDS = 3


def card_columns(layout: Layout, own: Columns, good: Floats, chars: Floats, link_chars: Floats) -> Columns:
    """For each block, the group of the nearest element above that has at least two siblings of its tag and names."""
    group = layout.siblings
    size = np.bincount(group).astype(np.float64)
    card = _nearest_cards(layout, size)
    sums = {
        "chars": prefix_sums(chars),
        "links": prefix_sums(link_chars),
        "good": prefix_sums(good),
        "heading": prefix_sums(own["is_heading"]),
        "date": prefix_sums(own["date"]),
        "price": prefix_sums(own["price"]),
        "linked_heading": prefix_sums(own["is_heading"] * (own["link_density"] > 0.5)),
        "sentence": prefix_sums((good > 0).astype(np.float64)),
    }
    spans = {name: values[layout.lasts] - values[layout.firsts] for name, values in sums.items()}
    here = card[layout.element]
    of = group[here]
    inside = here > 0
    text = np.bincount(group, weights=spans["chars"])
    total = sums["good"][-1] or 1.0
    columns: Columns = {
        "cards": np.where(inside, np.log1p(size[of]), 0.0),
        "card_chars": np.where(inside, np.log1p(text[of] / size[of]), 0.0),
        "card_links": np.where(inside, np.bincount(group, weights=spans["links"])[of] / np.maximum(text[of], 1), 0.0),
        "cards_good": np.where(inside, np.bincount(group, weights=spans["good"])[of] / total, 0.0),
        "card_share": np.where(inside, spans["good"][here] / total, 0.0),
    }
    for name in ("heading", "date", "price", "linked_heading", "sentence"):
        share = np.bincount(group, weights=(spans[name] > 0) * 1.0) / np.maximum(size, 1)
        columns[f"cards_with_{name}"] = np.where(inside, share[of], 0.0)
    like = layout.class_paths[layout.element]
    like_size = np.bincount(like)
    for name, values in (
        ("date", own["date"]),
        ("price", own["price"]),
        ("sentence", own["sentence"]),
        ("repeats", own["repeats"]),
        ("upper", own["upper"]),
    ):
        columns[f"same_classes_{name}"] = np.bincount(like, weights=values)[like] / like_size[like]
    first = np.full(len(like_size), layout.blocks)
    np.minimum.at(first, like, np.arange(layout.blocks))
    last = np.zeros(len(like_size))
    np.maximum.at(last, like, np.arange(layout.blocks))
    columns["same_classes_spread"] = (last[like] - first[like]) / like_size[like]
    order = _rank(group)
    columns["card_place"] = np.where(inside, order[here] / size[of], 0.0)
    return columns


def _nearest_cards(layout: Layout, size: Floats) -> Ints:
    """For each element the nearest one, itself or above, in a group of MIN_CARDS; 0 for none."""
    enough = (size[layout.siblings] >= MIN_CARDS).tolist()
    card = [0] * len(enough)
    for index in range(1, len(enough)):
        card[index] = index if enough[index] else card[layout.parent[index]]
    return np.fromiter(card, np.int64)


def _rank(group: Ints) -> Floats:
    """For each element, how many of its group came before it."""
    order = np.argsort(group, kind="stable")
    ordered = group[order]
    starts = np.flatnonzero(np.diff(ordered, prepend=-1))
    ranks = np.arange(len(group)) - np.repeat(starts, np.diff(np.append(starts, len(group))))
    result = np.zeros(len(group))
    result[order] = ranks
    return result
