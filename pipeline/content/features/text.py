"""What a block's own text says, and that of its neighbours: length, links, shape, kinds of characters, markers."""

import re
from functools import cache
from typing import get_args
from unicodedata import category

import numpy as np
from numpy.typing import NDArray

from pipeline.content.features.layout import Columns, Floats, Ints, prefix_sums, window_sums
from pipeline.content.features.markers import marker_of
from pipeline.content.features.word_loop import OTHER_PLANES
from pipeline.model import Block, Role

LONG_CHARS = 80
MIN_WORDS = 12
WORD_CHARS = 5  # a line of Chinese counts like its translation
LINK_COST = 1.3
DATE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?!\d)|(?<!\d)\d\d?:\d\d(?!\d)")
PRICE = re.compile(r"[$€£¥₹₽₺₩] ?\d|\d ?(?:[€£¥₹₽₺₩]|(?:eur|usd|chf|kr|zł|kč|lei|руб|грн)(?![a-zа-я]))", re.IGNORECASE)
ROLES = {role: number for number, role in enumerate(get_args(Role))}
MAX_DATE_LINE = 120
MAX_PRICE_LINE = 200

UPPER, DIGIT, LETTER, TERMINAL, COMMA, UNSPACED, SYMBOL, SPACE, NEWLINE, TAB = (1 << bit for bit in range(10))
BITS = np.array([1 << bit for bit in range(10)])
UNSPACED_RANGES = (
    (0x0E00, 0x0F00), (0x1000, 0x10A0), (0x1780, 0x1800), (0x3040, 0x3200), (0x3400, 0x4DC0), (0x4E00, 0xA000),
    (0xF900, 0xFB00),
)  # fmt: skip
TERMINALS = ".!?…。！？؟۔।॥։።"
COMMAS = ",;:，、；：،؛"
SYMBOLS = "|›»→>•·*#@©®_/\\<=+~^{}[]▼▲►◄✓✔★☆"
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
    ends = np.cumsum(chars).astype(np.int64)
    starts = ends - chars.astype(np.int64)
    codes = codes_of("".join(texts))
    classes, kinds = _classes()
    found = classes[np.minimum(codes, OTHER_PLANES)]
    uppers, digits, letters, terminals, commas, unspaced, symbols, spaces, newlines, tabs = _counts(
        found, ends - starts
    )
    words = spaces + 1 + unspaced / 2
    opening, before, closing = (kinds[found[at]] for at in (starts, np.maximum(ends - 2, starts), ends - 1))
    ends_in_stop = (closing & TERMINAL) != 0
    near_stop = (before & TERMINAL) != 0  # a closing quote after it
    sentence = ends_in_stop | (near_stop & ((closing & (LETTER | DIGIT)) == 0))
    link_chars = np.minimum(np.fromiter([block.link_chars for block in blocks], np.float64), chars)
    linked = link_chars / chars
    roles = np.array([ROLES[block.role] for block in blocks])
    code = roles == ROLES["code"]
    running = (chars >= LONG_CHARS) | (words >= MIN_WORDS) | ((words > 4) & sentence) | code
    good = np.where(running, np.maximum(chars, words * WORD_CHARS) * np.maximum(0, 1 - LINK_COST * linked), 0.0)
    columns: Columns = {
        "chars": np.log1p(chars),
        "words": np.log1p(words),
        "word_length": letters / words,
        "link_density": linked,
        "links": np.fromiter([len(block.links) for block in blocks], np.float64),
        "sentences": np.log1p(terminals),
        "stops_a_word": terminals / words,
        "commas_a_word": commas / words,
        "upper": uppers / np.maximum(letters, 1),
        "digits": digits / chars,
        "symbols": symbols / chars,
        "unspaced": unspaced / chars,
        "sentence": sentence * 1.0,
        "starts_upper": ((opening & UPPER) != 0) * 1.0,
        "starts_letter": ((opening & LETTER) != 0) * 1.0,
        "ends_comma": ((closing & COMMA) != 0) * 1.0,
        "ends_letter": ((closing & LETTER) != 0) * 1.0,
        "lines": newlines,
        "cells": tabs,
        "level": np.fromiter([block.level for block in blocks], np.float64),
        "hidden": np.fromiter([block.hidden for block in blocks], np.float64),
        "embedded": np.fromiter([block.element < 0 for block in blocks], np.float64),
        "good": np.log1p(good),
        "date": _found(DATE, texts, (digits > 2) & (chars < MAX_DATE_LINE)),
        "price": _found(PRICE, texts, (digits > 0) & (chars < MAX_PRICE_LINE)),
    }
    for role in ("heading", "list_item", "quote", "table_row", "caption", "code"):
        columns[f"is_{role}"] = (roles == ROLES[role]) * 1.0
    columns |= _neighbours(chars, link_chars, good, columns)
    return columns, good


def codes_of(text: str) -> Codes:
    """The numbers of the text's characters."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _counts(classes: NDArray[np.uint8], lengths: Ints) -> Floats:
    """(kinds, texts): how many characters of each kind a text has, given the classes of all characters."""
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


def _neighbours(chars: Floats, link_chars: Floats, good: Floats, own: Columns) -> Columns:
    """Length, links and good text of the blocks beside, and of the windows around."""
    columns: Columns = {}
    for name in ("chars", "link_density", "good", "is_heading", "date"):
        count = len(chars)
        padded = np.full(count + 4, -1.0)
        padded[2:-2] = own[name]
        for shift in (1, 2):
            columns[f"{name}_{shift}_before"] = padded[2 - shift : 2 - shift + count]
            columns[f"{name}_{shift}_after"] = padded[2 + shift : 2 + shift + count]
    sums, linked, text = prefix_sums(good), prefix_sums(link_chars), prefix_sums(chars)
    for size in (3, 8):
        around = window_sums(text, size, size)
        columns[f"good_around_{size}"] = np.log1p(window_sums(sums, size, size))
        columns[f"chars_around_{size}"] = np.log1p(around)
        columns[f"links_around_{size}"] = window_sums(linked, size, size) / around
    columns["good_3_before"] = np.log1p(window_sums(sums, 3, -1))
    columns["good_3_after"] = np.log1p(window_sums(sums, -1, 3))
    return columns
