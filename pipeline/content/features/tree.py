"""Where a block stands in the page's tree: tags above it, share of the page's good text under each, its likes."""

import numpy as np

from pipeline.content.features.layout import FAR, Columns, Floats, Ints, Layout, prefix_sums
from pipeline.content.features.names import ASIDE, BODY, COMMENT

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
LEVELS = 4


def tree_columns(layout: Layout, flags: Ints, good: Floats, chars: Floats, link_chars: Floats) -> Columns:
    """The columns of the group."""
    sums, text, linked = prefix_sums(good), prefix_sums(chars), prefix_sums(link_chars)
    total = sums[-1] or 1.0
    columns: Columns = {"depth": layout.depths[layout.element].astype(np.float64)}
    columns |= _levels_up(layout, columns["depth"])
    element = layout.element
    for level in range(LEVELS):
        first, last = layout.firsts[element], layout.lasts[element]
        inside = sums[last] - sums[first]
        size = text[last] - text[first]
        columns[f"good_share_{level}"] = inside / total
        columns[f"blocks_{level}"] = np.log1p(last - first)
        columns[f"links_{level}"] = (linked[last] - linked[first]) / np.maximum(size, 1)
        columns[f"good_of_text_{level}"] = inside / np.maximum(size, 1)
        columns[f"place_in_{level}"] = (np.arange(layout.blocks) - first) / np.maximum(last - first, 1)
        element = layout.parents[element]
    columns |= _likes(layout, good, chars, link_chars, total)
    columns |= _named(layout, flags, sums, total)
    columns |= _top_candidate(layout, good, columns["depth"])
    return columns


def _levels_up(layout: Layout, depth: Floats) -> Columns:
    """Steps up to the nearest footer, nav, main…; FAR for none above."""
    columns: Columns = {}
    for tag in ANCESTOR_TAGS:
        at = np.full(layout.blocks, -FAR)
        for index in layout.by_tag.get(tag, ()):
            at[layout.first[index] : layout.last[index]] = layout.depth[index]
        columns[f"up_to_{tag}"] = np.minimum(depth - at, FAR)
    return columns


def _likes(layout: Layout, good: Floats, chars: Floats, link_chars: Floats, total: float) -> Columns:
    """The blocks with the same path: how many, how long, how linked, their share of the good text."""
    columns: Columns = {}
    for name, ids in (("tags", layout.tag_paths), ("classes", layout.class_paths)):
        group = ids[layout.element]
        count = np.bincount(group).astype(np.float64)
        share, text = np.bincount(group, weights=good), np.bincount(group, weights=chars)
        linked = np.bincount(group, weights=link_chars)
        columns[f"same_{name}"] = np.log1p(count[group])
        columns[f"same_{name}_good"] = share[group] / total
        columns[f"same_{name}_chars"] = np.log1p(text[group] / count[group])
        columns[f"same_{name}_links"] = linked[group] / text[group]
    return columns


def _named(layout: Layout, flags: Ints, sums: Floats, total: float) -> Columns:
    """Ancestors whose names say body, comments or something beside: how many, their share, blocks since they ended."""
    columns: Columns = {}
    holds_text = layout.firsts < layout.lasts
    ramp = np.arange(60)
    for which, (group, bit) in enumerate((("body", BODY), ("comment", COMMENT), ("aside", ASIDE))):
        found = np.flatnonzero(((flags & bit) != 0) & holds_text).tolist()
        chosen = [index for index in found if layout.tags[index] not in ("html", "body")]
        firsts, lasts = layout.firsts[chosen], layout.lasts[chosen]
        size = layout.blocks + 1
        steps = (np.bincount(firsts, minlength=size) - np.bincount(lasts, minlength=size)).astype(np.float64)
        share = np.zeros(layout.blocks)
        ended = np.full(layout.blocks, FAR)
        inside = ((sums[lasts] - sums[firsts]) / total).tolist()
        for first, last, value in zip(firsts.tolist(), lasts.tolist(), inside, strict=True):
            share[first:last] = value
            if which < 2:
                ended[last : last + 60] = ramp[: layout.blocks - last]
        columns[f"in_{group}"] = np.cumsum(steps)[:-1]
        columns[f"{group}_share"] = share
        if which < 2:
            columns[f"since_{group}"] = ended
    return columns


def _top_candidate(layout: Layout, good: Floats, depth: Floats) -> Columns:
    """As in Readability: text scores for its parent and, half, for its grandparent; the best element is the top."""
    size = len(layout.parent)
    direct = np.bincount(layout.element, weights=np.sqrt(good) * 10 + good, minlength=size)
    score = np.zeros(size)
    up = layout.parents
    np.add.at(score, up, direct)
    np.add.at(score, up[up], direct / 2)
    np.add.at(score, up[up[up]], direct / 3)
    top = int(np.argmax(score))
    columns = lineage(layout, top, depth, "top")
    best = score[top] or 1.0
    element = layout.element
    columns["top_score"] = np.maximum.reduce([score[element], score[up[element]], score[up[up[element]]]]) / best
    last = layout.last[top]
    at = np.arange(layout.blocks)
    columns["since_top"] = np.where(at >= last, np.minimum(at - last, FAR), -1.0)
    return columns


def lineage(layout: Layout, element: int, depth: Floats, name: str) -> Columns:
    """Steps up from the element, and from the block, to the deepest element that holds both."""
    shared = np.zeros(layout.blocks)
    chain = []
    while element:
        chain.append(element)
        element = layout.parent[element]
    for index in reversed(chain):
        shared[layout.first[index] : layout.last[index]] = layout.depth[index]
    start = layout.depth[chain[0]] if chain else 0
    return {f"{name}_up": start - shared, f"{name}_down": depth - shared}
