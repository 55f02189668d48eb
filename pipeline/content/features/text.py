# cython: boundscheck=False, wraparound=False
"""What a block's own text says, and that of its neighbours: length, links, shape, kinds of characters, markers."""

import re
from functools import cache
from unicodedata import category

import numpy as np
from numpy.typing import NDArray

from pipeline.content.features import word_loop
from pipeline.content.features.layout import Columns, Floats, Ints, Numbers, numbers, prefix_sums, zeros
from pipeline.content.features.markers import marker_of
from pipeline.content.features.word_loop import OTHER_PLANES
from pipeline.model import Block, Role

LONG_CHARS = 80
MIN_WORDS = 12
WORD_CHARS = 5  # a line of Chinese counts like its translation
LINK_COST = 1.3
DATE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?!\d)|(?<!\d)\d\d?:\d\d(?!\d)")
PRICE = re.compile(r"[$€£¥₹₽₺₩] ?\d|\d ?(?:[€£¥₹₽₺₩]|(?:eur|usd|chf|kr|zł|kč|lei|руб|грн)(?![a-zа-я]))", re.IGNORECASE)
MAX_DATE_LINE = 120
MAX_PRICE_LINE = 200

COUNTED = tuple([1 << bit for bit in range(10)])
UPPER, DIGIT, LETTER, TERMINAL, COMMA, UNSPACED, SYMBOL, SPACE, NEWLINE, TAB = COUNTED
BITS = np.array(COUNTED)
UNSPACED_RANGES = (
    (0x0E00, 0x0F00), (0x1000, 0x10A0), (0x1780, 0x1800), (0x3040, 0x3200), (0x3400, 0x4DC0), (0x4E00, 0xA000),
    (0xF900, 0xFB00),
)  # fmt: skip
TERMINALS = ".!?…。！？؟۔।॥։።"
COMMAS = ",;:，、；：،؛"
SYMBOLS = "|›»→>•·*#@©®_/\\<=+~^{}[]▼▲►◄✓✔★☆"
LOGARITHMS = ("chars", "words", "sentences", "good")
ROLES: tuple[Role, ...] = ("heading", "list_item", "quote", "table_row", "caption", "code")
NAMES = (
    *LOGARITHMS,
    *("word_length", "link_density", "links", "stops_a_word", "commas_a_word"),
    *("upper", "digits", "symbols", "unspaced"),
    *("sentence", "starts_upper", "starts_letter", "ends_comma", "ends_letter"),
    *("lines", "cells", "level", "hidden", "embedded"),
    *[f"is_{role}" for role in ROLES],
)
ROLE_ROWS: dict[str, int] = {role: NAMES.index(f"is_{role}") for role in ROLES}
BESIDE = ("chars", "link_density", "good", "is_heading", "date")
BESIDE_NAMES = tuple([f"{name}_{step}_{side}" for name in BESIDE for step in (1, 2) for side in ("before", "after")])
AROUND_NAMES = (
    *("good_around_3", "good_around_8", "chars_around_3", "chars_around_8", "good_3_before", "good_3_after"),
    *("links_around_3", "links_around_8"),
)
Codes = NDArray[np.uint32]


@cache
def _classes() -> tuple[NDArray[np.uint8], NDArray[np.uint16]]:
    """For each character of the Basic Multilingual Plane the number of its class; for each class its kinds, as bits."""
    table = np.zeros(OTHER_PLANES + 1, dtype=np.uint16)
    for code in range(OTHER_PLANES):
        kind = category(chr(code))
        if kind[0] == "L":
            table[code] = LETTER | (UPPER if kind == "Lu" else 0)
        elif kind == "Nd":
            table[code] = DIGIT
        elif kind == "Zs":
            table[code] = SPACE
    table[ord("\n")], table[ord("\t")] = SPACE | NEWLINE, SPACE | TAB
    for start, stop in UNSPACED_RANGES:
        table[start:stop] |= UNSPACED
    for characters, bit in ((TERMINALS, TERMINAL), (COMMAS, COMMA), (SYMBOLS, SYMBOL)):
        for character in characters:
            table[ord(character)] |= bit
    kinds, classes = np.unique(table, return_inverse=True)
    return classes.astype(np.uint8), kinds


def text_columns(blocks: tuple[Block, ...], texts: list[str]) -> tuple[Columns, Floats]:
    """The columns of the group, and each block's good text: unlinked characters of what is long or a sentence."""
    chars = np.fromiter(map(len, texts), np.float64)
    lengths = chars.astype(np.int64)
    counts, edges = (_looped if word_loop.IS_COMPILED else _at_once)(codes_of("".join(texts)), lengths)
    rows, good, link_chars = np.zeros((len(NAMES), len(texts))), zeros(len(texts)), zeros(len(texts))
    _fill_own(blocks, numbers(chars), counts, edges, rows, good, link_chars)
    np.log1p(rows[: len(LOGARITHMS)], out=rows[: len(LOGARITHMS)])
    columns: Columns = dict(zip(NAMES, rows, strict=True))
    digits = counts[COUNTED.index(DIGIT)]
    columns["date"] = _found(DATE, texts, (digits > 2) & (chars < MAX_DATE_LINE))
    columns["price"] = _found(PRICE, texts, (digits > 0) & (chars < MAX_PRICE_LINE))
    columns |= _neighbours(prefix_sums(chars), np.frombuffer(link_chars), np.frombuffer(good), columns)
    return columns, np.frombuffer(good)


def _fill_own(
    blocks: tuple[Block, ...],
    lengths: Numbers,
    counts: Floats,
    edges: NDArray[np.int64],
    rows: Floats,
    good: Numbers,
    link_chars: Numbers,
) -> None:
    """The columns of NAMES, before their logarithms are taken; good text and its linked characters."""
    for place in range(len(blocks)):
        block, chars = blocks[place], max(lengths[place], 1)
        uppers, digits, letters, stops = counts[0, place], counts[1, place], counts[2, place], counts[3, place]
        commas, unspaced, symbols, spaces = counts[4, place], counts[5, place], counts[6, place], counts[7, place]
        words = spaces + 1 + unspaced / 2
        linked = block.link_chars
        links = link_chars[place] = min(linked, chars)
        opening, before, closing = edges[0, place], edges[1, place], edges[2, place]
        sentence = closing & TERMINAL or (before & TERMINAL and not closing & (LETTER | DIGIT))  # a quote after it
        role = block.role
        if chars >= LONG_CHARS or words >= MIN_WORDS or (words > 4 and sentence) or role == "code":
            good[place] = max(chars, words * WORD_CHARS) * max(0, 1 - LINK_COST * (links / chars))
        rows[0, place] = chars
        rows[1, place] = words
        rows[2, place] = stops
        rows[3, place] = good[place]
        rows[4, place] = letters / words
        rows[5, place] = links / chars
        rows[6, place] = len(block.links)
        rows[7, place] = stops / words
        rows[8, place] = commas / words
        rows[9, place] = uppers / max(letters, 1)
        rows[10, place] = digits / chars
        rows[11, place] = symbols / chars
        rows[12, place] = unspaced / chars
        rows[13, place] = 1 if sentence else 0
        rows[14, place] = 1 if opening & UPPER else 0
        rows[15, place] = 1 if opening & LETTER else 0
        rows[16, place] = 1 if closing & COMMA else 0
        rows[17, place] = 1 if closing & LETTER else 0
        rows[18, place] = counts[8, place]
        rows[19, place] = counts[9, place]
        rows[20, place] = block.level
        rows[21, place] = block.hidden
        rows[22, place] = block.element < 0
        if role in ROLE_ROWS:
            rows[ROLE_ROWS[role], place] = 1


def codes_of(text: str) -> Codes:
    """The numbers of the text's characters."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _looped(codes: Codes, lengths: Ints) -> tuple[Floats, NDArray[np.int64]]:
    """(kinds, texts): how many characters of each kind a text has. (3, texts): the kinds of its first, last but one and
    last character."""
    classes, kinds = _classes()
    counts, edges = np.zeros((len(COUNTED), len(lengths))), np.zeros((3, len(lengths)), np.int64)
    word_loop.count_kinds(codes, classes, kinds, lengths, counts, edges)
    return counts, edges


def _at_once(codes: Codes, lengths: Ints) -> tuple[Floats, NDArray[np.int64]]:
    """The same with numpy."""
    classes, kinds = _classes()
    found = classes[np.minimum(codes, OTHER_PLANES)]
    ends = np.cumsum(lengths)
    starts = ends - lengths
    edges: NDArray[np.int64] = kinds[found[np.array((starts, np.maximum(ends - 2, starts), ends - 1))]].astype(np.int64)
    return _counts(found, lengths), edges


def _counts(classes: NDArray[np.uint8], lengths: Ints) -> Floats:
    kinds, texts = _classes()[1], len(lengths)
    text = np.repeat(np.arange(texts), lengths)
    of_class = np.bincount(text + classes.astype(np.int64) * texts, minlength=len(kinds) * texts).reshape(-1, texts)
    kind, members = np.nonzero(kinds & BITS[:, None])
    counts: Floats = np.add.reduceat(of_class[members], np.searchsorted(kind, np.arange(len(BITS))), dtype=np.float64)
    return counts


def marker_column(texts: list[str]) -> NDArray[np.int64]:
    """For each block, which group of MARKERS it begins with; -1 for none."""
    return np.fromiter(map(marker_of, texts), np.int64)


def _found(pattern: re.Pattern[str], texts: list[str], where: NDArray[np.bool_]) -> Floats:
    column = np.zeros(len(texts))
    for index in np.flatnonzero(where).tolist():
        column[index] = pattern.search(texts[index]) is not None
    return column


def _neighbours(sums: Floats, link_chars: Floats, good: Floats, own: Columns) -> Columns:
    """Length, links and good text of the blocks beside, and of the windows around, given sums of the characters."""
    beside = np.full((len(BESIDE), 4, len(good)), -1.0)
    for row, name in enumerate(BESIDE):
        _fill_beside(numbers(own[name]), beside[row])
    columns: Columns = dict(zip(BESIDE_NAMES, beside.reshape(len(BESIDE_NAMES), -1), strict=True))
    around = np.empty((len(AROUND_NAMES), len(good)))
    _fill_around(numbers(sums), numbers(prefix_sums(link_chars)), numbers(prefix_sums(good)), around)
    logarithms = around[: len(AROUND_NAMES) - 2]
    np.log1p(logarithms, out=logarithms)
    columns |= zip(AROUND_NAMES, around, strict=True)
    return columns


def _fill_beside(values: Numbers, rows: Floats) -> None:
    """The values one block before, one after, two before and two after, where there are such blocks."""
    count = len(values)
    for block in range(count):
        for step in range(1, 3):
            if block >= step:
                rows[2 * step - 2, block] = values[block - step]
            if block + step < count:
                rows[2 * step - 1, block] = values[block + step]


def _fill_around(chars: Numbers, links: Numbers, good: Numbers, rows: Floats) -> None:
    """Good text, characters and links 3 and 8 blocks around, good text 3 before and after, given all sums."""
    count = len(chars) - 1
    for block in range(count):
        for row in range(2):
            size = 8 if row else 3
            first, last = max(block - size, 0), min(block + size + 1, count)
            rows[row, block] = good[last] - good[first]
            rows[2 + row, block] = chars[last] - chars[first]
            rows[6 + row, block] = (links[last] - links[first]) / max(chars[last] - chars[first], 1)
        rows[4, block] = good[block] - good[max(block - 3, 0)]
        rows[5, block] = good[min(block + 4, count)] - good[block + 1]
