"""How far each group of features moved a block's score, read off the leaves of the forest's first trees.

Walking down a tree, each answer changes the mean training score of the rows that remain; the change belongs to the
feature that was asked about (Saabas 2014). What a leaf says of a group is the same on every page, and is added up once.
"""

import numpy as np
from numpy.typing import NDArray

from pipeline.content.features.layout import Floats, Ints
from pipeline.content.forest import Array32, Forest


class Attribution:
    """What the leaves of the first `trees` trees say of each group of features."""

    def __init__(self, forest: Forest, groups: Ints, trees: int) -> None:
        self._head = Forest(
            forest.feature[:, :trees], forest.border[:, :trees], forest.leaves[:trees], forest.cover[:trees], 0.0
        )
        self._groups = int(groups.max()) + 1
        moves = _moves(self._head, groups, self._groups)
        told = np.argwhere(moves.any(axis=2))  # (group, tree) pairs, by group
        self._tree = told[:, 1]
        self._table = moves[told[:, 0], told[:, 1]].ravel()
        self._offset = (np.arange(len(told)) * moves.shape[2])[:, None]
        self._ends = np.searchsorted(told[:, 0], np.arange(self._groups + 1)).tolist()

    def shares(self, columns: Array32) -> Floats:
        """(groups, rows): how far each group of features moved each row's score."""
        taken = self._table.take(self._head.leaf_numbers(columns)[self._tree] + self._offset)
        ends = self._ends
        return np.array([taken[ends[group] : ends[group + 1]].sum(axis=0) for group in range(self._groups)])


def _moves(forest: Forest, groups: Ints, count: int) -> NDArray[np.float64]:
    """(groups, trees, leaves): how far the questions about a group move what reaches a leaf."""
    depth, trees = forest.feature.shape
    moves = np.zeros((count, trees, 1 << depth))
    tree = np.arange(trees)[:, None]
    leaf = np.arange(1 << depth)
    value, weight = forest.leaves * forest.cover, forest.cover
    below = forest.leaves.astype(np.float64)
    for level in reversed(range(depth)):
        value, weight = (side.reshape(trees, -1, 2).sum(axis=2) for side in (value, weight))
        above = value / np.maximum(weight, 1e-9)
        step = leaf >> (depth - 1 - level)
        moves[groups[forest.feature[level]][:, None], tree, leaf] += below[:, step] - above[:, step >> 1]
        below = above
    return moves
