"""Lexicons: what class names, tags, tag paths and first and last words say, learned as log-odds of hashed tokens.

A table of one signed byte a bucket. Training fits it with the page's own fold left out, so that the model learns how
far to trust it.
"""

import numpy as np

from pipeline.content.features.layout import Columns, Floats, Ints, Layout, Numbers, Places, numbers, since_last
from pipeline.content.features.names import BUCKETS
from pipeline.content.features.tokens import PATH_STEPS, Tokens
from pipeline.content.features.vocabulary import WORD_BUCKETS

SCALE = 16.0  # steps of a byte in one unit of log-odds
ALL_BUCKETS = BUCKETS + WORD_BUCKETS
"""Of the table of log-odds: those of names, paths and lines, then those of all words."""
Scores = tuple[Floats, Floats, Floats]


def line_word_columns(tokens: Tokens, table: Floats) -> Columns:
    """What the first words of blocks, the last, and short ones as a whole say, by a table of log-odds."""
    labels = ("first_word", "first_words", "last_word", "line")
    columns: Columns = {label: table[buckets] for label, buckets in zip(labels, tokens.lines, strict=True)}
    return columns | _beside("line", columns["line"])


def name_columns(
    tokens: Tokens, layout: Layout, table: Floats, start: int, scores: list[Scores], lines: Columns
) -> Columns:
    """What names and tags say, given what `element_scores` and `line_word_columns` make of the table."""
    columns: Columns = {}
    element, parents = layout.element, layout.parents
    names, parts, tagged = scores
    for label, (mean, low, high) in (("name", names), ("part", parts)):
        columns[f"{label}_own"] = mean[element]
        columns[f"{label}_parent"] = mean[parents[element]]
        columns[f"{label}_grandparent"] = mean[parents[parents[element]]]
        total, lowest, highest, near = _chain(layout, mean, low, high)
        columns[f"{label}_sum"] = total[element]
        columns[f"{label}_low"] = lowest[element]
        columns[f"{label}_high"] = highest[element]
        columns[f"{label}_near"] = near[element]
    columns["tagged_own"] = tagged[0][element]
    columns["tagged_parent"] = tagged[0][parents[element]]
    columns["tagged_grandparent"] = tagged[0][parents[parents[element]]]
    for step, buckets in zip(PATH_STEPS, tokens.paths, strict=True):
        columns[f"path_{step}"] = table[buckets]
    for label in ("name_near", "part_near", "name_sum", "part_low"):
        columns[f"{label}_less_start"] = columns[label] - columns[label][start]
    like = layout.class_paths[layout.element]
    like_size = np.maximum(np.bincount(like), 1)
    for label in ("first_word", "last_word", "line"):
        columns[f"same_classes_{label}"] = np.bincount(like, weights=lines[label])[like] / like_size[like]
    for label in ("part_near", "path_4"):
        columns |= _beside(label, columns[label])
    state = columns["part_near"] + columns["path_4"]
    at = np.arange(layout.blocks)
    after = np.where(at >= start, columns["part_near_less_start"], 0.0)
    columns["lowest_since_start"] = np.minimum.accumulate(after)
    columns["since_low"] = since_last(after < -1.0, start)
    columns["state"] = state
    columns["state_around"] = _smooth(state)
    return columns


def _beside(label: str, values: Floats) -> Columns:
    """The values of the blocks before and after; 0 for none."""
    before, after = np.zeros(len(values)), np.zeros(len(values))
    before[1:], after[:-1] = values[:-1], values[1:]
    return {f"{label}_1_before": before, f"{label}_1_after": after}


def element_scores(tokens: Tokens, layout: Layout, table: Floats) -> list[Scores]:
    """For names, their parts, and names with the tag: mean, lowest and highest log-odds of each element's."""
    return [_scores(table[buckets], starts, layout.kind) for buckets, starts in tokens.kinds]


def _smooth(values: Floats) -> Floats:
    sums = np.concatenate(([0.0], np.cumsum(values)))
    at = np.arange(len(values))
    low, high = np.maximum(at - 2, 0), np.minimum(at + 3, len(values))
    smooth: Floats = (sums[high] - sums[low]) / (high - low)
    return smooth


def _scores(odds: Floats, starts: Ints, kind: Ints) -> Scores:
    sizes = np.diff(starts, append=len(odds))
    means = np.add.reduceat(odds, starts) / sizes
    return means[kind], np.minimum.reduceat(odds, starts)[kind], np.maximum.reduceat(odds, starts)[kind]


def _chain(layout: Layout, mean: Floats, low: Floats, high: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Down the tree: sum, lowest, highest, and a sum in which each step up counts less."""
    total, lowest, highest, near = (numbers(values) for values in (mean, low, high, mean))
    _run_down(layout.tree.parent, total, lowest, highest, near)
    return np.frombuffer(total), np.frombuffer(lowest), np.frombuffer(highest), np.frombuffer(near)


def _run_down(parents: Places, total: Numbers, lowest: Numbers, highest: Numbers, near: Numbers) -> None:
    """Gives each element, in document order, its share of what lies above it."""
    for index in range(1, len(parents)):
        above = parents[index]
        total[index] += total[above]
        near[index] += 0.7 * near[above]
        if lowest[above] < lowest[index]:
            lowest[index] = lowest[above]
        if highest[above] > highest[index]:
            highest[index] = highest[above]
