# cython: boundscheck=False, wraparound=False
"""The loops over the characters of a page's texts: what a C compiler makes fast, and numpy cannot.

`text`, `vocabulary` and `overlap` run them where they are compiled. As plain Python they give the same, in ten times
numpy's time.
"""

from os import urandom
from typing import Any

IS_COMPILED = not __file__.endswith(".py")
OTHER_PLANES = 0xFFFF
"""The entry of a table of characters for all that lie past the Basic Multilingual Plane."""
UNSPACED, DIGIT = 2, 4
"""Of a character in a word, as `vocabulary` tells them: a word by itself, a digit."""
ZERO = 48
IN_TITLE, IN_BODY = 1, 2
ALL_ONES = (1 << 64) - 1
MULTIPLIER = 0x9E3779B97F4A7C15
SEED = int.from_bytes(urandom(8), "little") | 1
"""Where hashes lie in a table: no page can be written so that all of its words lie in one place."""


def hash_words(codes: Any, kinds: Any, powers: Any, hashes: Any, texts: Any) -> int:
    """Fills `hashes` and `texts` with each word's sum and the text that it stands in. How many words there are.

    `codes` are the characters of the texts, with a zero between; a character of a word counts `powers` by its place.
    """
    other, last_power = len(kinds) - 1, len(powers) - 1
    unspaced, digit, zero = UNSPACED, DIGIT, ZERO  # as numbers of C
    words = text = size = last = 0
    for at in range(len(codes)):
        code = codes[at]
        kind = kinds[min(code, other)]
        if kind:
            if size == 0 or (kind | last) & unspaced:
                hashes[words], texts[words] = 0, text
                words += 1
                size = 0
            hashes[words - 1] += (zero if kind & digit else code) * powers[min(size, last_power)]
            size += 1
        else:
            text += code == 0
            size = 0
        last = kind
    return words


def count_kinds(codes: Any, classes: Any, kinds: Any, lengths: Any, counts: Any, edges: Any) -> None:
    """Adds to `counts` (kinds, texts) the characters of each kind, and fills `edges` (3, texts) with kinds as bits.

    `classes` is a table of characters, `kinds` of the classes. The edges are the first character of a text, the last
    but one and the last.
    """
    other, start = len(classes) - 1, 0
    for text in range(len(lengths)):
        stop = start + lengths[text]
        for at in range(start, stop):
            bits, kind = kinds[classes[min(codes[at], other)]], 0
            while bits:
                counts[kind, text] += bits & 1
                bits >>= 1
                kind += 1
        if start < stop:
            edges[0, text] = kinds[classes[min(codes[start], other)]]
            edges[1, text] = kinds[classes[min(codes[max(stop - 2, start)], other)]]
            edges[2, text] = kinds[classes[min(codes[stop - 1], other)]]
        start = stop


def hash_pieces(codes: Any, kinds: Any, space: int, hashes: Any, ends: Any) -> None:
    """Fills `hashes` with a hash of each piece between spaces, and `ends` with where those of each text end.

    `kinds` is a table of characters in which `space` tells them.
    """
    other, count, text, inside = len(kinds) - 1, 0, 0, 0
    for at in range(len(codes)):
        code = codes[at]
        if code == 0:
            ends[text] = count
            text += 1
            inside = 0
        elif kinds[min(code, other)] & space:
            inside = 0
        else:
            if not inside:
                hashes[count] = 0
                count += 1
                inside = 1
            hashes[count - 1] = (hashes[count - 1] + code) * MULTIPLIER & ALL_ONES
    ends[text] = count


def fill_overlap(hashes: Any, ends: Any, title: int, good: Any, start: int, most: int, slots: Any, rows: Any) -> None:
    """Fills `rows` with the share of each text's pieces that the title has, and that the body has used so far.

    The title is the first text, of `title` pieces. `slots` (3, a power of two) are for hashes, the last text that
    holds each, and where it was seen; `most` are remembered as the body's.
    """
    seen = 0
    for at in range(title):
        slots[2, _slot(hashes[at], slots)] = IN_TITLE
    for text in range(len(good)):
        pieces = in_title = in_body = 0
        reads = good[text] > 0 and seen < most and text >= start
        for at in range(ends[text], ends[text + 1]):
            slot = _slot(hashes[at], slots)
            if slots[1, slot] == text + 1:
                continue
            slots[1, slot] = text + 1
            pieces += 1
            in_title += slots[2, slot] & IN_TITLE
            if slots[2, slot] & IN_BODY:
                in_body += 1
            elif reads:
                slots[2, slot] |= IN_BODY
                seen += 1
        rows[0, text] = in_title / max(pieces, 1)
        rows[1, text] = in_body / max(pieces, 1) if text >= start else 0


def _slot(hashed: int, slots: Any) -> int:
    """Where a hash lies, or else may lie, which it then does."""
    last = slots.shape[1] - 1
    slot: int = (hashed * SEED >> 32) & last
    while slots[0, slot] != hashed and slots[0, slot]:
        slot = (slot + 1) & last
    slots[0, slot] = hashed
    return slot
