"""Tables are kept whole: one that lost its heading row, or a row in the middle, says something else."""

import numpy as np

from pipeline.content.features.layout import Columns, Floats, Layout, prefix_sums

MIN_ROWS = 3
MOST = 0.5


def with_whole_tables(probability: Floats, cut: float, layout: Layout, columns: Columns) -> Floats:
    """The probabilities, with the rows and captions of tables of which most rows are kept raised to the cut."""
    tables = np.array(layout.by_tag.get("table", ()), dtype=np.int64)
    is_row = (columns["is_table_row"] > 0) & (columns["cells"] > 0)  # rows of one cell are a page's layout
    if not len(tables) or not is_row.any():
        return probability
    first, last = layout.firsts[tables], layout.lasts[tables]
    rows = prefix_sums(is_row.astype(np.float64))
    kept = prefix_sums((is_row & (probability >= cut)).astype(np.float64))
    count = rows[last] - rows[first]
    whole = (count >= MIN_ROWS) & (kept[last] - kept[first] > MOST * count)
    size = len(probability) + 1
    edges = np.bincount(first[whole], minlength=size) - np.bincount(last[whole], minlength=size)
    inside = np.cumsum(edges)[:-1] > 0
    whole_blocks = (is_row | (columns["is_caption"] > 0)) & inside
    return np.where(whole_blocks, np.maximum(probability, cut), probability)
