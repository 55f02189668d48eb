# cython: boundscheck=False
"""What the words of a block say: each by its log-odds of standing in main content, learned as those of class names.

Scripts without spaces count a word a character.
"""

from array import array
from functools import cache
from unicodedata import category

import numpy as np
from numpy.typing import NDArray

from pipeline.content.features import word_loop
from pipeline.content.features.layout import (
    SEPARATOR,
    Columns,
    Floats,
    Ints,
    Layout,
    Numbers,
    Places,
    Tree,
    last_headings,
    numbers,
    prefix_sums,
    zeros,
)
from pipeline.content.features.text import UNSPACED_RANGES, Codes, codes_of
from pipeline.content.features.word_loop import DIGIT, OTHER_PLANES, UNSPACED, ZERO

WORD_BITS = 18
WORD_BUCKETS = 1 << WORD_BITS
BAD, GOOD = -1.0, 0.7
"""Log-odds from which a word speaks clearly against main content, or for it."""
MAX_WORD = 64  # characters; those of longer words past it all weigh the same
LEVELS = 4
OWN_NAMES = ("vocabulary", "vocabulary_low", "vocabulary_high", "vocabulary_bad", "vocabulary_good")
WIDER_NAMES = (
    *("vocabulary_around_2", "vocabulary_around_6"),
    *[f"vocabulary_up_{level}" for level in range(LEVELS)],
    "page_vocabulary",
)
MIN_WORDS, HIGHEST = 5, 9.0
"""Of a block that may be the lowest since the start, and what is said where there is none."""
TOLD_BY_HEADINGS = ("vocabulary", "line", "first_words", "last_word", "part_near")
"""Columns of the heading above that a block has too; exports have no names."""

INSIDE = 1
Hashes = NDArray[np.uint64]
MULTIPLIERS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
# Odd powers of one number, modulo 2 ** 64: what a character counts by its place in the word.
POWERS = np.cumprod(np.full(MAX_WORD, 0x100000001B3, dtype=np.uint64))


@cache
def _kinds() -> NDArray[np.uint8]:
    """For each character of the Basic Multilingual Plane: is it in a word, a word by itself, a digit?"""
    table = np.zeros(OTHER_PLANES + 1, dtype=np.uint8)
    for code in range(OTHER_PLANES):
        kind = category(chr(code))
        if kind[0] in "LMN":
            table[code] = INSIDE | (DIGIT if kind == "Nd" else 0)
    for start, stop in UNSPACED_RANGES:
        table[start:stop] |= np.where(table[start:stop] & INSIDE, UNSPACED, 0).astype(np.uint8)
    return table


def lower(texts: list[str]) -> str:
    """The texts as one, lower-cased, with the separator between them."""
    return SEPARATOR.join(texts).lower()


class Words:
    """The words of some texts, digits alike: a hash each, and the text that each stands in."""

    def __init__(self, lowered: str) -> None:
        """Of texts as `lower` makes them one."""
        self.codes = codes_of(lowered)
        sums, self.text = (_looped if word_loop.IS_COMPILED else _at_once)(self.codes)
        self.hashes: Hashes = _mixed(sums)
        self.texts = lowered.count(SEPARATOR) + 1

    def buckets(self) -> NDArray[np.int32]:
        """The bucket of each word in the table of log-odds."""
        return (self.hashes >> np.uint64(64 - WORD_BITS)).astype(np.int32)

    def trigrams(self) -> tuple[Hashes, Ints]:
        """A hash for every three words in a row of one text, and that text."""
        whole = self.text[2:] == self.text[:-2]
        one, two, three = MULTIPLIERS
        hashes = self.hashes[:-2] * one + self.hashes[1:-1] * two + self.hashes[2:] * three
        return hashes[whole], self.text[:-2][whole]

    def share(self, hit: NDArray[np.bool_], text: Ints) -> Floats:
        """For each text, which share of its entries is hit; 0 where it has none."""
        count = np.bincount(text, minlength=self.texts)
        share: Floats = np.bincount(text, weights=hit, minlength=self.texts) / np.maximum(count, 1)
        return share


def _looped(codes: Codes) -> tuple[Hashes, Ints]:
    """Each word's sum, and the text that it stands in."""
    sums, text = np.empty(len(codes), np.uint64), np.empty(len(codes), np.int64)
    count = word_loop.hash_words(codes, _kinds(), POWERS, sums, text)
    return sums[:count], text[:count]


def _at_once(codes: Codes) -> tuple[Hashes, Ints]:
    """The same with numpy."""
    kinds = _kinds()[np.minimum(codes, OTHER_PLANES)]
    places = np.flatnonzero(kinds)
    kinds = kinds[places]
    begins = np.diff(places, prepend=-2) > 1
    single = (kinds & UNSPACED) != 0
    begins |= single
    begins[1:] |= single[:-1]
    starts = np.flatnonzero(begins)
    offset = np.arange(len(places)) - np.repeat(starts, np.diff(np.append(starts, len(places))))
    spelt = np.where(kinds & DIGIT, ZERO, codes[places]).astype(np.uint64)
    spelt *= POWERS[np.minimum(offset, MAX_WORD - 1)]
    text: Ints = np.searchsorted(np.flatnonzero(codes == ord(SEPARATOR)), places[starts])
    return (np.add.reduceat(spelt, starts) if len(starts) else spelt), text


def _mixed(hashes: Hashes) -> Hashes:
    """The hashes with all bits depending on all: the highest are the bucket."""
    hashes ^= hashes >> np.uint64(29)
    hashes *= MULTIPLIERS[0]
    return hashes


def vocabulary_columns(
    buckets: NDArray[np.int32], text: NDArray[np.int32], table: Floats, layout: Layout, start: int, known: Columns
) -> Columns:
    """The columns of the group, by a table of log-odds; `known` has those of the text and the lexicon."""
    own, counts, totals = np.zeros((len(OWN_NAMES), layout.blocks)), zeros(layout.blocks), zeros(layout.blocks)
    _fill_own(numbers(table[buckets]), array("i", text.tobytes()), counts, totals, own)
    columns: Columns = dict(zip(OWN_NAMES, own, strict=True))
    count, total, mean = np.frombuffer(counts), np.frombuffer(totals), own[0]
    columns |= _wider(layout, total, count)
    columns["vocabulary_less_start"] = mean - mean[start]
    lowest = np.empty(layout.blocks)
    _fill_lowest(numbers(mean), counts, start, lowest)
    columns["lowest_vocabulary"] = lowest
    columns |= _headings(known["is_heading"] > 0, known["level"], {**known, "vocabulary": mean})
    return columns


def _fill_own(odds: Numbers, text: Places, counts: Numbers, totals: Numbers, rows: Floats) -> None:
    """Counts and sums the words of each text; the columns of OWN_NAMES."""
    low = high = 0.0
    for word in range(len(odds)):
        place, value = text[word], odds[word]
        if not counts[place]:  # the words of a text follow each other
            low = high = value
        if value <= low:
            rows[1, place] = low = value
        if value >= high:
            rows[2, place] = high = value
        if value < BAD:
            rows[3, place] += 1
        if value > GOOD:
            rows[4, place] += 1
        counts[place] += 1
        totals[place] += value
    for place in range(len(counts)):
        count = max(counts[place], 1)
        rows[0, place] = totals[place] / count
        rows[3, place] /= count
        rows[4, place] /= count


def _fill_lowest(mean: Numbers, counts: Numbers, start: int, row: Floats) -> None:
    """The lowest mean of a block of some words since the start, HIGHEST at most."""
    lowest = HIGHEST
    for block in range(len(mean)):
        if block >= start and counts[block] >= MIN_WORDS:
            lowest = min(lowest, mean[block])
        row[block] = lowest


def _wider(layout: Layout, total: Floats, count: Floats) -> Columns:
    """Means over the blocks around, under the elements above, in the same place, and over the page."""
    sums, counts = numbers(prefix_sums(total)), numbers(prefix_sums(count))
    rows = np.empty((len(WIDER_NAMES), layout.blocks))
    _fill_wider(layout.tree, sums, counts, rows)
    columns: Columns = dict(zip(WIDER_NAMES, rows, strict=True))
    for name, ids in (("tags", layout.tag_paths), ("classes", layout.class_paths)):
        group = ids[layout.element]
        words = np.maximum(np.bincount(group, weights=count), 1)
        columns[f"same_{name}_vocabulary"] = (np.bincount(group, weights=total) / words)[group]
    return columns


def _fill_wider(tree: Tree, sums: Numbers, counts: Numbers, rows: Floats) -> None:
    element, parent, first, last = tree.element, tree.parent, tree.first, tree.last
    blocks = len(element)
    page = sums[blocks] / max(counts[blocks], 1)
    for block in range(blocks):
        for row in range(2):
            size = 6 if row else 2
            start, stop = max(block - size, 0), min(block + size + 1, blocks)
            rows[row, block] = (sums[stop] - sums[start]) / max(counts[stop] - counts[start], 1)
        index = element[block]
        for level in range(LEVELS):
            start, stop = first[index], last[index]
            rows[2 + level, block] = (sums[stop] - sums[start]) / max(counts[stop] - counts[start], 1)
            index = parent[index]
        rows[2 + LEVELS, block] = page


def _headings(headings: NDArray[np.bool_], level: Floats, known: Columns) -> Columns:
    """What the heading above says, and the one that it stands under itself."""
    above, over = _headings_above(headings, level)
    columns: Columns = {"heading_over": (over >= 0).astype(np.float64)}
    for name in [name for name in TOLD_BY_HEADINGS if name in known]:
        columns[f"heading_{name}"] = np.where(above >= 0, known[name][above], 0.0)
    for name in ("vocabulary", "line"):
        columns[f"heading_over_{name}"] = np.where(over >= 0, known[name][over], 0.0)
    return columns


def _headings_above(headings: NDArray[np.bool_], level: Floats) -> tuple[Ints, Ints]:
    """For each block the last heading, itself included, and the last one of a higher rank before that; -1 for none."""
    above = last_headings(headings)
    over = np.full(len(headings), -1)
    open_ones: list[int] = []
    for index in np.flatnonzero(headings).tolist():
        while open_ones and level[open_ones[-1]] >= level[index]:
            open_ones.pop()
        over[index] = open_ones[-1] if open_ones else -1
        open_ones.append(index)
    return above, np.where(above >= 0, over[above], -1)
