# cython: boundscheck=False, wraparound=False
"""What the lines of an export tell where HTML has a tree: blank lines, runs, the text around, shared words."""

from array import array
from math import log1p

import numpy as np
from numpy.typing import NDArray

from pipeline.content.features.layout import Columns, Floats, Ints, Numbers, Places, numbers, places, prefix_sums, zeros
from pipeline.content.features.vocabulary import Hashes, Words
from pipeline.model import Block

WINDOWS = (3, 8, 20, 50)
WIDE, SIDES = (20, 50), (8, 20, 50)
"""Windows whose good text is a column, as a whole and by side; of the narrower ones it is one of every page."""
AROUND_NAMES = tuple(
    [f"{name}_around_{size}" for size in WINDOWS for name in ("sentences", "long")]
    + [f"long_{size}_{side}" for size in WINDOWS for side in ("before", "after")]
)
LOGARITHMS = tuple(
    [f"good_{size}_{side}" for size in SIDES for side in ("before", "after")]
    + [f"{name}_in_{size}" for size in WIDE for name in ("good", "chars")]
)
BESIDE = (1, 2)
MEANS = ("sentence", "repeats", "upper", "first_word", "last_word", "line")
SHARED_NAMES = ("shared_words", "often_shared_words", "in_first_line", "of_first_line", "single_words")
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
    rows = np.zeros((3, len(blocks)))
    _read_lines(blocks, rows)
    number, parts, indent = rows
    gaps = np.zeros(len(blocks) + 1)
    gaps[1:-1] = np.log1p(np.maximum(number[1:] - number[:-1] - parts[:-1], 0))
    before, after = gaps[:-1], gaps[1:]
    usual = _median(np.sort(gaps[1:-1])) if len(blocks) > 1 else 0.0
    columns: Columns = {
        "blank_before": before,
        "blank_after": after,
        "page_blank": np.full(len(blocks), gaps.sum() / max(len(blocks) - 1, 1)),
        "blank_before_less_usual": before - usual,
        "blank_after_less_usual": after - usual,
        "parts": np.log1p(parts),
        "indent": indent,
    }
    none = np.full(max(BESIDE), NO_LINE)
    sooner, later = np.concatenate((none, before)), np.concatenate((after, none))
    for steps in BESIDE:
        columns[f"blank_before_{steps}"] = sooner[len(none) - steps :][: len(blocks)]
        columns[f"blank_after_{steps}"] = later[steps:][: len(blocks)]
    return columns


def _median(rising: Floats) -> float:
    """What numpy.median says, at a tenth of its price for some hundred values."""
    count = len(rising)
    return float((rising[(count - 1) // 2] + rising[count // 2]) / 2)


def _read_lines(blocks: tuple[Block, ...], rows: Floats) -> None:
    """Number, parts and indent of each line."""
    for place in range(len(blocks)):
        raw = blocks[place].raw
        rows[0, place] = blocks[place].line
        rows[1, place] = raw.count("\n") + 1
        indent = 0
        while indent < len(raw) and raw[indent].isspace():
            indent += 1
        rows[2, place] = min(indent, MAX_INDENT)


def _around(own: Columns, good: Floats) -> Columns:
    """How long and how sentence-like the lines around are, before, after and on both sides."""
    length = np.expm1(own["chars"])
    goods = prefix_sums(good)
    chars, sentences = numbers(prefix_sums(length)), numbers(prefix_sums(own["sentence"] * length))
    long = numbers(prefix_sums((good > 0).astype(np.float64)))
    rows, logarithms = np.empty((len(AROUND_NAMES), len(good))), np.empty((len(LOGARITHMS), len(good)))
    _fill_around(chars, sentences, numbers(goods), long, rows, logarithms)
    columns: Columns = {"good_to_come": 1 - goods[1:] / (goods[-1] or 1.0)}
    columns |= zip(AROUND_NAMES, rows, strict=True)
    columns |= zip(LOGARITHMS, np.log1p(logarithms), strict=True)
    return columns


def _fill_around(
    chars: Numbers, sentences: Numbers, good: Numbers, long: Numbers, rows: Floats, logarithms: Floats
) -> None:
    """The columns of AROUND_NAMES, and those of LOGARITHMS before these are taken, by prefix sums."""
    lines, windows, sides = len(chars) - 1, len(WINDOWS), len(SIDES)
    for window in range(windows):
        size = WINDOWS[window]
        side, wide = window - windows + sides, window - windows + len(WIDE)
        for line in range(lines):
            first, last = max(line - size, 0), min(line + size + 1, lines)
            around = chars[last] - chars[first]
            rows[2 * window, line] = (sentences[last] - sentences[first]) / around
            rows[2 * window + 1, line] = (long[last] - long[first]) / (last - first)
            rows[2 * (windows + window), line] = long[line] - long[first]
            rows[2 * (windows + window) + 1, line] = long[last] - long[line + 1]
            if side >= 0:
                logarithms[2 * side, line] = good[line] - good[first]
                logarithms[2 * side + 1, line] = good[last] - good[line + 1]
            if wide >= 0:
                logarithms[2 * (sides + wide), line] = good[last] - good[first]
                logarithms[2 * (sides + wide) + 1, line] = around


def page_means(columns: Columns) -> Columns:
    """What the page's lines are like in the mean: the same value for all of them."""
    lines = len(columns["chars"])
    return {f"mean_{name}": np.full(lines, columns[name].mean()) for name in MEANS}


def _runs(label: NDArray[np.bool_], good: Floats) -> Columns:
    """How long the run of labels, of short lines and of long ones is that a line stands in, and where in it."""
    columns: Columns = {}
    for name, flags in (("labels", label), ("short", good <= 0), ("long", good > 0)):
        rows = np.zeros((2, len(flags)))
        _fill_runs(numbers(flags.astype(np.float64)), rows)
        columns[f"run_of_{name}"], columns[f"place_in_run_of_{name}"] = np.log1p(rows)
    return columns


def _fill_runs(flags: Numbers, rows: Floats) -> None:
    """For each line the length of the run of flags that it is in, and its place there."""
    start = 0
    for line in range(len(flags) + 1):
        if line < len(flags) and flags[line]:
            rows[1, line] = line - start
            continue
        for place in range(start, line):
            rows[0, place] = line - start
        start = line + 1


def _shared_words(words: Words, is_long: NDArray[np.bool_]) -> Columns:
    """How many of a line's words other long lines have too, the first line has, and no other line has.

    Words that many long lines have are left out of the first: every text shares them.
    """
    word = places(len(words.hashes))
    room = np.zeros((2, 2 << len(word).bit_length()), np.uint64)
    count = _number(words.hashes, room, word)
    rows = np.zeros((len(SHARED_NAMES), words.texts))
    _fill_shared(word, count, words.text, numbers(is_long.astype(np.float64)), rows)
    return dict(zip(SHARED_NAMES, rows, strict=True))


def _number(hashes: Hashes, room: Hashes, word: Places) -> int:
    """Gives equal hashes one number. How many there are. `room` (2, a power of two) is for hashes and their numbers."""
    last, count = room.shape[1] - 1, 0
    for place in range(len(hashes)):
        hashed = int(hashes[place])
        slot = hashed >> 32 & last  # of a product, the upper half is mixed best
        while room[1, slot] and room[0, slot] != hashed:
            slot = (slot + 1) & last
        if not room[1, slot]:
            count += 1
            room[0, slot], room[1, slot] = hashed, count
        word[place] = int(room[1, slot]) - 1
    return count


def _fill_shared(word: Places, count: int, line: Ints, is_long: Numbers, rows: Floats) -> None:
    """The columns of SHARED_NAMES, given for each word its number and its line. Each word of a line counts once."""
    seen, lines, in_long, in_first = places(count), zeros(count), zeros(count), zeros(count)
    longs = 0.0
    for place in range(len(is_long)):
        longs += is_long[place]
    of_first = 0
    for place in range(len(word)):
        if seen[word[place]] <= line[place]:
            seen[word[place]] = line[place] + 1
            lines[word[place]] += 1
            in_long[word[place]] += is_long[line[place]]
            in_first[word[place]] += line[place] == 0
            of_first += line[place] == 0
    most, logarithms = max(COMMON * longs, 2.0), array("d", [log1p(others) for others in range(int(longs) + 1)])
    seen, at = places(count), 0
    for index in range(len(is_long)):
        own = telling = 0
        shared = often = first = single = 0.0
        while at < len(word) and line[at] == index:
            number = word[at]
            at += 1
            if seen[number] > index:
                continue
            seen[number] = index + 1
            own += 1
            first += in_first[number]
            single += lines[number] == 1
            if in_long[number] <= most:
                others = in_long[number] - is_long[index]
                telling += 1
                shared += others > 0
                often += logarithms[int(others)]
        rows[0, index] = shared / max(telling, 1)
        rows[1, index] = often / max(telling, 1)
        rows[2, index] = first / max(own, 1)
        rows[3, index] = first / max(of_first, 1)
        rows[4, index] = single / max(own, 1)
