# cython: boundscheck=False, wraparound=False
"""What an export's lines look like, whatever they say: how long, how they begin and end, with a date or a price.

Cards, comments and tables repeat such shapes, alone and in a row, where there is no tree to show them.
"""

from array import array

import numpy as np
from numpy.typing import NDArray

from pipeline.content.features.layout import FAR, Columns, Floats, Ints, Places, places
from pipeline.content.features.names import BITS

WORDS = np.array((1.5, 2.5, 4.5, 8.5, 16.5, 32.5))
FLAGS = ("starts_upper", "starts_letter", "sentence", "ends_comma", "ends_letter", "date", "price")
DIGITS = np.array((1e-9, 0.3))
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
    shape = np.searchsorted(WORDS, np.expm1(own["words"]), side="right")
    for name in FLAGS:
        shape = shape * 2 + (own[name] > 0)
    shape = shape * 3 + np.searchsorted(DIGITS, own["digits"], side="right")
    shape = shape * 2 + (own["symbols"] > 0)
    return shape.astype(np.uint64)


def _mixed(one: NDArray[np.uint64], two: NDArray[np.uint64]) -> NDArray[np.uint64]:
    mixed = (one ^ (one >> np.uint64(31))) * MULTIPLIER + two + np.uint64(1)
    return (mixed ^ (mixed >> np.uint64(29))) * MULTIPLIER


def shape_columns(group: Ints, own: Columns) -> Columns:
    """How many lines share a line's shape, what they are like in the mean, and where the next ones stand."""
    lines = len(group)
    count = np.bincount(group)
    place, rows = array("q", group.tobytes()), np.empty((2, lines))
    _fill_steps(place, places(len(count)), rows)
    columns: Columns = {"like": np.log1p(count)[group], "like_before": rows[0], "like_after": rows[1]}
    for name, values in (("place", np.arange(lines) / lines), ("sentence", own["sentence"]), ("chars", own["chars"])):
        columns[f"like_{name}"] = (np.bincount(group, weights=values) / count)[group]
    for size in NEAR:
        columns[f"like_in_{size}"] = near = np.empty(lines)
        _fill_near(place, size, places(len(count)), near)
    return columns


def shape_word_columns(shapes: Shapes, table: Floats, known: Columns) -> Columns:
    """What rows of shapes say, by a table of log-odds, and what the words of the lines of one shape do."""
    columns: Columns = {label: table[buckets] for label, buckets in zip(LABELS, shapes.buckets, strict=True)}
    count = np.bincount(shapes.group)
    for name in MEANS:
        columns[f"like_{name}"] = (np.bincount(shapes.group, weights=known[name]) / count)[shapes.group]
    return columns


def _fill_steps(group: Places, last: Places, rows: Floats) -> None:
    """Lines since the last one of the group, and until the next; FAR for none. `last` has room for each group."""
    lines = len(group)
    for line in range(lines):
        before = last[group[line]]  # its number, from 1
        rows[0, line] = min(line + 1 - before, FAR) if before else FAR
        rows[1, line] = FAR
        if before:
            rows[1, before - 1] = rows[0, line]
        last[group[line]] = line + 1


def _fill_near(group: Places, size: int, count: Places, row: Floats) -> None:
    """Lines of the group among those so many before and after, itself included. `count` has room for each group."""
    lines = len(group)
    for line in range(min(size, lines)):
        count[group[line]] += 1
    for line in range(lines):
        if line + size < lines:
            count[group[line + size]] += 1
        if line > size:
            count[group[line - size - 1]] -= 1
        row[line] = count[group[line]]
