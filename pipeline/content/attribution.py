"""How far each group of features moved a block's score, read off the leaves of the forest's first trees.

Walking down a tree, each answer changes the mean training score of the rows that remain; the change belongs to the
feature that was asked about (Saabas 2014). What a leaf says of a group is the same on every page, and is added up once.
"""

import numpy as np
from numpy.typing import NDArray

from pipeline.content.features.layout import Floats, Ints
from pipeline.forests import leaf_loop
from pipeline.forests.forest import Array32, Forest


class Attribution:
    """What the leaves of the first `trees` trees say of each group of features."""

    def __init__(self, forest: Forest, groups: Ints, trees: int) -> None:
        self._head = Forest(
            np.ascontiguousarray(forest.feature[:, :trees]),
            np.ascontiguousarray(forest.border[:, :trees]),
            forest.leaves[:trees],
            forest.cover[:trees],
            0.0,
        )
        self._groups = int(groups.max()) + 1
        moves = _moves(self._head, groups, self._groups)
        self._tree, self._group = (np.ascontiguousarray(axis) for axis in np.argwhere(moves.any(axis=2)).T)
        self._table = moves[self._tree, self._group]

    def shares(self, columns: Array32) -> Floats:
        """(groups, rows): how far each group of features moved each row's score."""
        if leaf_loop.IS_COMPILED:
            return self._loop(columns)
        offset = np.arange(len(self._table)) * self._table.shape[1]
        taken = self._table.ravel().take(self._head.leaf_numbers(columns)[self._tree] + offset[:, None])
        return np.array([taken[self._group == group].sum(axis=0) for group in range(self._groups)])

    def _loop(self, columns: Array32) -> Floats:
        rows = columns.shape[1]
        shares = np.zeros((self._groups, rows))
        leaf_loop.add_moves(
            np.ascontiguousarray(columns),
            self._head.feature,
            self._head.border,
            self._tree,
            self._group,
            self._table,
            np.empty(rows, np.int32),
            shares,
        )
        return shares


def _moves(forest: Forest, groups: Ints, count: int) -> NDArray[np.float64]:
    """(trees, groups, leaves): how far the questions about a group move what reaches a leaf."""
    depth, trees = forest.feature.shape
    moves = np.zeros((trees, count, 1 << depth))
    tree = np.arange(trees)[:, None]
    leaf = np.arange(1 << depth)
    value, weight = forest.leaves * forest.cover, forest.cover
    below = forest.leaves.astype(np.float64)
    for level in reversed(range(depth)):
        value, weight = (side.reshape(trees, -1, 2).sum(axis=2) for side in (value, weight))
        above = value / np.maximum(weight, 1e-9)
        step = leaf >> (depth - 1 - level)
        moves[tree, groups[forest.feature[level]][:, None], leaf] += below[:, step] - above[:, step >> 1]
        below = above
    return moves
