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
    for tree in range(len(leaves)):
        _number_leaves(columns, feature, border, tree, numbers)
        for row in range(len(sums)):
            sums[row] += leaves[tree, numbers[row]]


def add_moves(
    columns: Any, feature: Any, border: Any, trees: Any, groups: Any, moves: Any, numbers: Any, sums: Any
) -> None:
    """Adds to `sums` (groups, rows) what the leaves that each row reaches say of groups of features.

    An entry of `moves` (entries, 2 ** depth) is of one of `trees`, which rise, and of one of `groups`.
    """
    reached = -1
    for entry in range(len(moves)):
        if trees[entry] != reached:
            reached = trees[entry]
            _number_leaves(columns, feature, border, reached, numbers)
        group = groups[entry]
        for row in range(len(numbers)):
            sums[group, row] += moves[entry, numbers[row]]


def _number_leaves(columns: Any, feature: Any, border: Any, tree: int, numbers: Any) -> None:
    """Gives the number of the leaf that each row reaches in a tree: its answers as bits, the first the highest."""
    rows, depth = len(numbers), len(feature)
    for row in range(rows):
        numbers[row] = 0
    for level in range(depth % 3):
        one, over_one = feature[level, tree], border[level, tree]
        for row in range(rows):
            numbers[row] = 2 * numbers[row] + (columns[one, row] > over_one)
    for level in range(depth % 3, depth, 3):  # three at once: half of the time goes into numbers read and written
        one, two, three = feature[level, tree], feature[level + 1, tree], feature[level + 2, tree]
        over_one, over_two, over_three = border[level, tree], border[level + 1, tree], border[level + 2, tree]
        for row in range(rows):
            answers = 4 * (columns[one, row] > over_one) + 2 * (columns[two, row] > over_two)
            numbers[row] = 8 * numbers[row] + answers + (columns[three, row] > over_three)
