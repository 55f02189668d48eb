"""How much text a regular expression matches, and of which characters: lines that it cannot match need not be asked about.

As in `beginnings`, whatever this reader of expressions does not know matches anything.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache, reduce
from operator import and_
from typing import NamedTuple

from pipeline.rules.beginnings import IN_CLASS, LOOKS, TOKEN, end_of, split_alternatives
from pipeline.rules.character_bits import BEYOND_ASCII, bits_of

WIDTHLESS = (r"\b", r"\B", r"\A", r"\Z", "^", "$")
BY_NUMBER = re.compile(r"\\[xuUN\d]")
"""Characters by their number or name, and what a group has matched."""
SIMPLE = {"?": (0, 1.0), "*": (0, float("inf")), "+": (1, float("inf"))}


class Extent(NamedTuple):
    least: int
    """Characters of the shortest match, or fewer."""
    most: float
    """Characters of the longest match, or more."""
    bits: int
    """Those of characters that every match holds."""


NOTHING = Extent(0, 0, 0)
ANYTHING = Extent(0, float("inf"), 0)


@cache
def extent_of(pattern: str) -> Extent:
    """What the expression matches."""
    return ANYTHING if BY_NUMBER.search(pattern) else _widest(split_alternatives(TOKEN.findall(pattern)))


def _widest(parts: Iterable[Sequence[str]]) -> Extent:
    extents = [_sequence(tokens) for tokens in parts]
    return Extent(
        min(extent.least for extent in extents),
        max(extent.most for extent in extents),
        reduce(and_, (extent.bits for extent in extents)),
    )


def _sequence(tokens: Sequence[str]) -> Extent:
    """What things that follow each other match together."""
    whole, at = NOTHING, 0
    while at < len(tokens):
        end = end_of(tokens, at)
        one = _group(tokens[at], tokens[at + 1 : end - 1]) if end > at + 1 else _one(tokens[at])
        at = end
        while at < len(tokens) and (tokens[at] in SIMPLE or (tokens[at][0] == "{" and len(tokens[at]) > 1)):
            low, high = _times(tokens[at])
            one = Extent(one.least * low, one.most * high if one.most else 0, one.bits if low else 0)
            at += 1
        whole = Extent(whole.least + one.least, whole.most + one.most, whole.bits | one.bits)
    return whole


def _group(opening: str, inside: Sequence[str]) -> Extent:
    if opening in LOOKS:
        return NOTHING
    return _widest(split_alternatives(inside)) if opening in ("(?:", "(?>") else ANYTHING


def _one(token: str) -> Extent:
    """What a character, an escape or a class matches."""
    if token in WIDTHLESS:
        return NOTHING
    if token[0] == "\\":
        return Extent(1, 1, 0 if token[1].isalnum() else bits_of(token[1]))
    if token[0] == "[" and len(token) > 1:
        any_in_ascii = token[1] == "^" or any(item[0].isascii() for item in IN_CLASS.findall(token[1:-1]))
        return Extent(1, 1, 0 if any_in_ascii else BEYOND_ASCII)
    return Extent(1, 1, 0 if token == "." else bits_of(token))


def _times(quantifier: str) -> tuple[int, float]:
    """How often at least and at most what stands before it."""
    if quantifier in SIMPLE:
        return SIMPLE[quantifier]
    low, comma, high = quantifier[1:-1].partition(",")
    return int(low or 0), float(high) if high else float("inf") if comma else float(low)
