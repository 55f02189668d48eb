"""What an export's lines look like, whatever they say: how long, how they begin and end, with a date or a price.

Cards, comments and tables repeat such shapes, alone and in a row, where there is no tree to show them.
"""

import numpy as np
from numpy.typing import NDArray

from pipeline.content.features.layout import FAR, Columns, Floats, Ints
from pipeline.content.features.names import BITS

WORDS = (1.5, 2.5, 4.5, 8.5, 16.5, 32.5)
FLAGS = ("starts_upper", "starts_letter", "sentence", "ends_comma", "ends_letter", "date", "price")
DIGITS = (1e-9, 0.3)
NEAR = (6, 25)
LABELS = ("shape_of_3", "shape_of_5")
MEANS = ("vocabulary", "first_word", "last_word")
EDGES = np.array([1, 2, 3, 4], dtype=np.uint64)
"""Shapes of the lines that are not there."""
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


class Shapes:
    """For each line the number of its shape, and buckets of those of three and of five lines in a row."""

    def __init__(self, own: Columns) -> None:
        shape = _shape(own)
        _, self.group = np.unique(shape, return_inverse=True)
        row = np.concatenate((EDGES[:2], shape, EDGES[2:]))
        three = _mixed(_mixed(row[1:-3], row[2:-2]), row[3:-1])
        five = _mixed(_mixed(three, row[:-4]), row[4:])
        self.buckets = [(mixed >> np.uint64(64 - BITS)).astype(np.int64) for mixed in (three, five)]


def _shape(own: Columns) -> NDArray[np.uint64]:
    shape = np.digitize(np.expm1(own["words"]), WORDS)
    for name in FLAGS:
        shape = shape * 2 + (own[name] > 0)
    shape = shape * 3 + np.digitize(own["digits"], DIGITS)
    shape = shape * 2 + (own["symbols"] > 0)
    return shape.astype(np.uint64)


def _mixed(one: NDArray[np.uint64], two: NDArray[np.uint64]) -> NDArray[np.uint64]:
    mixed = (one ^ (one >> np.uint64(31))) * MULTIPLIER + two + np.uint64(1)
    return (mixed ^ (mixed >> np.uint64(29))) * MULTIPLIER


def shape_columns(group: Ints, own: Columns) -> Columns:
    """How many lines share a line's shape, what they are like in the mean, and where the next ones stand."""
    lines = len(group)
    count = np.bincount(group)
    before, after = _steps(group)
    columns: Columns = {"like": np.log1p(count)[group], "like_before": before, "like_after": after}
    for name, values in (("place", np.arange(lines) / lines), ("sentence", own["sentence"]), ("chars", own["chars"])):
        columns[f"like_{name}"] = (np.bincount(group, weights=values) / count)[group]
    for size in NEAR:
        columns[f"like_in_{size}"] = _near(group, size)
    return columns


def shape_word_columns(shapes: Shapes, table: Floats, known: Columns) -> Columns:
    """What rows of shapes say, by a table of log-odds, and what the words of the lines of one shape do."""
    columns: Columns = {label: table[buckets] for label, buckets in zip(LABELS, shapes.buckets, strict=True)}
    count = np.bincount(shapes.group)
    for name in MEANS:
        columns[f"like_{name}"] = (np.bincount(shapes.group, weights=known[name]) / count)[shapes.group]
    return columns


def _steps(group: Ints) -> tuple[Floats, Floats]:
    """Lines since the last one of the group, and until the next; FAR for none."""
    order = np.argsort(group, kind="stable")
    gap = np.where(np.diff(group[order]) == 0, np.diff(order), FAR)
    before, after = np.full((2, len(group)), FAR)
    before[order[1:]], after[order[:-1]] = gap, gap
    return np.minimum(before, FAR), np.minimum(after, FAR)


def _near(group: Ints, size: int) -> Floats:
    """Lines of the group among those so many before and after, itself included."""
    lines = len(group)
    span = lines + 2 * size + 2  # lines of different groups are farther apart than any window
    at = group * span + np.arange(lines)
    key = np.sort(at)
    near: Floats = (np.searchsorted(key, at + size, side="right") - np.searchsorted(key, at - size)).astype(np.float64)
    return near
