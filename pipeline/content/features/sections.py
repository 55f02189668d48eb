"""The part of the page that a block is in: the largest element around it that does not hold most of the text."""

import numpy as np

from pipeline.content.features.layout import Columns, Floats, Ints, Layout, prefix_sums

MOST = 0.6


def section_columns(
    layout: Layout, own: Columns, good: Floats, chars: Floats, link_chars: Floats, titles: Floats
) -> Columns:
    """The columns of the group."""
    text = prefix_sums(chars)
    held = (text[layout.lasts] - text[layout.firsts]) / (text[-1] or 1.0)
    section = _sections(layout, held)
    columns: Columns = {}
    of = section[layout.element]
    first, last = layout.firsts[of], layout.lasts[of]
    size = np.maximum(text[last] - text[first], 1)
    goods, linked, total = prefix_sums(good), prefix_sums(link_chars), good.sum() or 1.0
    columns["section_share"] = held[of]
    columns["section_good"] = (goods[last] - goods[first]) / total
    columns["section_good_of_text"] = (goods[last] - goods[first]) / size
    columns["section_links"] = (linked[last] - linked[first]) / size
    columns["section_blocks"] = np.log1p(last - first)
    columns["section_place"] = first / layout.blocks
    columns["section_depth"] = layout.depths[of].astype(np.float64)
    columns["place_in_section"] = (np.arange(layout.blocks) - first) / np.maximum(last - first, 1)
    for name, values in (
        ("headings", own["is_heading"]),
        ("dates", own["date"]),
        ("prices", own["price"]),
        ("titles", titles),
    ):
        sums = prefix_sums(values)
        columns[f"section_{name}"] = (sums[last] - sums[first]) / np.maximum(last - first, 1)
    return columns


def _sections(layout: Layout, held: Floats) -> Ints:
    """For each element, the highest one at or above it that holds less than MOST of the page's text."""
    share = held.tolist()
    section = [0] * len(share)
    for index in range(1, len(share)):
        section[index] = section[layout.parent[index]] or (index if share[index] < MOST else 0)
    return np.fromiter(section, np.int64)
