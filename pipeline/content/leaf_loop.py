# cython: boundscheck=False, wraparound=False
"""The sum over a forest as one loop: what a C compiler makes fast, and numpy cannot.

`forest` runs it where it is compiled. As plain Python it gives the same sums, in a hundred times numpy's time.
"""

from typing import Any

IS_COMPILED = not __file__.endswith(".py")


def add_leaves(columns: Any, feature: Any, border: Any, leaves: Any, numbers: Any, sums: Any) -> None:
    """Adds to `sums` the leaf that each row of `columns` reaches in each tree. `numbers` is room for one a row.

    Arrays, all contiguous: columns (features, rows), feature and border (depth, trees), leaves (trees, 2 ** depth).
    """
    depth, trees = len(feature), len(leaves)
    rows = len(sums)
    for tree in range(trees):
        for row in range(rows):
            numbers[row] = 0
        for level in range(depth):
            asked = feature[level, tree]
            above = border[level, tree]
            for row in range(rows):
                numbers[row] = 2 * numbers[row] + (columns[asked, row] > above)
        for row in range(rows):
            sums[row] += leaves[tree, numbers[row]]
