"""What the lines of an export tell where HTML has a tree: blank lines, runs, the text around, shared words."""

import numpy as np
from numpy.typing import NDArray

from pipeline.content.features.layout import Columns, Floats, prefix_sums
from pipeline.content.features.vocabulary import Words
from pipeline.model import Block

WINDOWS = (3, 8, 20, 50)
WIDE, SIDES = (20, 50), (8, 20, 50)
"""Windows whose good text is a column, as a whole and by side; of the narrower ones it is one of every page."""
BESIDE = (1, 2)
MEANS = ("sentence", "repeats", "upper", "first_word", "last_word", "line")
LABEL_WORDS = 4
NO_LINE = -1.0
MAX_INDENT = 40
COMMON = 0.2
"""Share of a page's long lines from which on a word that they hold says nothing."""


def line_columns(blocks: tuple[Block, ...], own: Columns, good: Floats, words: Words) -> Columns:
    """The columns of the group, given those of the text, each line's good text and the words of the lines."""
    columns = _blanks(blocks)
    columns |= _around(own, good)
    columns |= _runs(np.expm1(own["words"]) <= LABEL_WORDS, good)
    columns |= _shared_words(words, good > 0)
    return columns


def _blanks(blocks: tuple[Block, ...]) -> Columns:
    """Blank lines before and after a line, as they are and beside the page's; how far it is indented; its parts."""
    number = np.array([block.line for block in blocks], dtype=np.float64)
    parts = np.array([block.raw.count("\n") + 1 for block in blocks], dtype=np.float64)
    gaps = np.zeros(len(blocks) + 1)
    gaps[1:-1] = np.log1p(np.maximum(number[1:] - number[:-1] - parts[:-1], 0))
    before, after = gaps[:-1], gaps[1:]
    usual = float(np.median(gaps[1:-1])) if len(blocks) > 1 else 0.0
    columns: Columns = {
        "blank_before": before,
        "blank_after": after,
        "page_blank": np.full(len(blocks), gaps.sum() / max(len(blocks) - 1, 1)),
        "blank_before_less_usual": before - usual,
        "blank_after_less_usual": after - usual,
        "parts": np.log1p(parts),
        "indent": np.array([min(len(b.raw) - len(b.raw.lstrip()), MAX_INDENT) for b in blocks], dtype=np.float64),
    }
    for steps in BESIDE:
        columns[f"blank_before_{steps}"] = shifted(before, steps, NO_LINE)
        columns[f"blank_after_{steps}"] = shifted(after[::-1], steps, NO_LINE)[::-1]
    return columns


def shifted(values: Floats, steps: int, nothing: float) -> Floats:
    """The value so many places before; `nothing` where there is no such place."""
    return np.concatenate((np.full(steps, nothing), values))[: len(values)]


def _around(own: Columns, good: Floats) -> Columns:
    """How long and how sentence-like the lines around are, before, after and on both sides."""
    length = np.expm1(own["chars"])
    chars, sentences = prefix_sums(length), prefix_sums(own["sentence"] * length)
    goods, long, ones = prefix_sums(good), prefix_sums((good > 0).astype(np.float64)), prefix_sums(np.ones(len(good)))
    total = goods[-1] or 1.0
    columns: Columns = {"good_to_come": 1 - goods[1:] / total}
    for size in WINDOWS:
        around = window_sums(chars, size, size)
        columns[f"sentences_around_{size}"] = window_sums(sentences, size, size) / around
        columns[f"long_around_{size}"] = window_sums(long, size, size) / window_sums(ones, size, size)
        for side, before, after in (("before", size, -1), ("after", -1, size)):
            columns[f"long_{size}_{side}"] = window_sums(long, before, after)
            if size in SIDES:
                columns[f"good_{size}_{side}"] = np.log1p(window_sums(goods, before, after))
        if size in WIDE:
            columns[f"good_in_{size}"] = np.log1p(window_sums(goods, size, size))
            columns[f"chars_in_{size}"] = np.log1p(around)
    return columns


def page_means(columns: Columns) -> Columns:
    """What the page's lines are like in the mean: the same value for all of them."""
    lines = len(columns["chars"])
    return {f"mean_{name}": np.full(lines, columns[name].mean()) for name in MEANS}


def window_sums(sums: Floats, before: int, after: int) -> Floats:
    """For each place, the sum from `before` places before it to `after` places after it, given the prefix sums."""
    count = len(sums) - 1
    at = np.arange(count)
    return sums[np.minimum(at + after + 1, count)] - sums[np.maximum(at - before, 0)]


def _runs(label: NDArray[np.bool_], good: Floats) -> Columns:
    """How long the run of labels, of short lines and of long ones is that a line stands in, and where in it."""
    columns: Columns = {}
    for name, flags in (("labels", label), ("short", good <= 0), ("long", good > 0)):
        starts = np.flatnonzero(np.diff(flags.astype(np.int8), prepend=0) == 1)
        ends = np.flatnonzero(np.diff(flags.astype(np.int8), append=0) == -1) + 1
        length, place = np.zeros((2, len(flags)))
        length[flags] = np.repeat(ends - starts, ends - starts)
        place[flags] = np.flatnonzero(flags) - np.repeat(starts, ends - starts)
        columns[f"run_of_{name}"], columns[f"place_in_run_of_{name}"] = np.log1p(length), np.log1p(place)
    return columns


def _shared_words(words: Words, is_long: NDArray[np.bool_]) -> Columns:
    """How many of a line's words other long lines have too, the first line has, and no other line has.

    Words that many long lines have are left out of the first: every text shares them.
    """
    lines = words.texts
    distinct, word = np.unique(words.hashes, return_inverse=True)
    pairs = np.unique(word.astype(np.int64) * lines + words.text)  # each word of a line once
    word, line = pairs // lines, pairs % lines
    in_long = np.bincount(word[is_long[line]], minlength=len(distinct))
    others = in_long[word] - is_long[line]
    telling = in_long[word] <= max(COMMON * int(is_long.sum()), 2.0)
    in_first = np.isin(word, word[line == 0])

    def share(hit: NDArray[np.bool_], of: NDArray[np.bool_] | None = None) -> Floats:
        count = np.bincount(line, weights=of, minlength=lines)
        found: Floats = np.bincount(line, weights=hit, minlength=lines) / np.maximum(count, 1)
        return found

    return {
        "shared_words": share(telling & (others > 0), telling),
        "often_shared_words": share(telling * np.log1p(others), telling),
        "in_first_line": share(in_first),
        "of_first_line": np.bincount(line, weights=in_first, minlength=lines) / max(int((line == 0).sum()), 1),
        "single_words": share(np.bincount(word, minlength=len(distinct))[word] == 1),
    }
