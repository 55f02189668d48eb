"""Evaluation of boosted oblivious trees with numpy alone.

An oblivious tree asks the same question of every row at each of its levels: the answers are the bits of the leaf's
number. A forest is then one gather, one comparison and one sum for all trees and rows at once: 0.4 ms for 500 trees
of depth 6 on 220 rows, against 2 ms and half a second of import for a library that walks trees.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.content.features.layout import Floats, Ints

Array32 = NDArray[np.float32]
ROWS_AT_ONCE = 4096  # bounds memory: 500 trees × 6 levels × 4,096 rows of 4 bytes are 50 MB


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees of one depth. Leaf numbers are read with the first question as the highest bit."""

    feature: Ints
    """(depth, trees): the column that each question is about."""
    border: Array32
    """(depth, trees): the answer is 1 above it."""
    leaves: Array32
    """(trees, 2 ** depth)."""
    cover: Array32
    """(trees, 2 ** depth): share of the training weight in each leaf."""
    bias: float

    def scores(self, columns: Array32) -> Floats:
        """The sum of leaf values for each row of `columns`, which has the shape (features, rows)."""
        rows = columns.shape[1]
        result = np.full(rows, self.bias)
        for at in range(0, rows, ROWS_AT_ONCE):
            part = columns[:, at : at + ROWS_AT_ONCE]
            result[at : at + ROWS_AT_ONCE] += self._take(self._leaf_numbers(part))
        return result

    def _leaf_numbers(self, columns: Array32) -> NDArray[np.int32]:
        depth, trees = self.feature.shape
        bits = (columns[self.feature.ravel()] > self.border.reshape(-1, 1)).reshape(depth, trees, -1)
        number = bits[0].astype(np.uint8 if depth <= 8 else np.int32)
        for level in range(1, depth):
            number += number
            number |= bits[level]
        numbers: NDArray[np.int32] = number.astype(np.int32)
        return numbers

    def _take(self, number: NDArray[np.int32]) -> Floats:
        offsets = (np.arange(len(number), dtype=np.int32) * self.leaves.shape[1])[:, None]
        taken: Floats = self.leaves.ravel().take(number + offsets).sum(axis=0, dtype=np.float64)
        return taken

    def shares(self, columns: Array32, groups: Ints, trees: int) -> Floats:
        """(groups, rows): how far each group of features moved each row's score, over the first `trees` trees.

        Walking down a tree, each answer changes the mean training score of the rows that remain; the change belongs to
        the feature that was asked about (Saabas 2014). `groups` holds the group of each feature.
        """
        head = Forest(self.feature[:, :trees], self.border[:, :trees], self.leaves[:trees], self.cover[:trees], 0.0)
        number = head._leaf_numbers(columns)
        depth, count = head.feature.shape
        moved = np.zeros((int(groups.max()) + 1, columns.shape[1]))
        group = np.arange(len(moved))[:, None]
        tree = np.arange(count)[:, None]
        value, weight = head.leaves * head.cover, head.cover
        below = head.leaves.astype(np.float64)
        for level in reversed(range(depth)):
            value, weight = (side.reshape(count, -1, 2).sum(axis=2) for side in (value, weight))
            above = value / np.maximum(weight, 1e-9)
            step = number >> (depth - 1 - level)
            change = below[tree, step] - above[tree, step >> 1]
            moved += (groups[head.feature[level]] == group) @ change
            below = above
        return moved
