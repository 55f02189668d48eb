"""How much likelier a token is as a draw of random letters and digits than as something that people write.

People's tokens are told by two tables of log-probabilities: of a character's kind (small, capital, digit) after the two
before it, learned from words in mixed case (PostgreSQL, McDonald), and of a letter after the two before it in its part,
learned from words. Made by `make random-tokens`.
"""

from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import log
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SMALL, CAPITAL, DIGIT, EDGE = range(4)
LETTERS = 26
FILE = "random_tokens.npz"
SCALE = 16.0  # steps of a byte in one unit of log-probability
RANDOM_KIND = (log(26 / 62), log(26 / 62), log(10 / 62))
RANDOM_LETTER = -log(LETTERS)
Bytes = NDArray[np.int8]


class Tables(NamedTuple):
    kinds: Bytes
    """(4, 4, 3): of a kind after two, times SCALE."""
    letters: Bytes
    """(27, 27, 26): of a letter after two, times SCALE; 0 stands for none."""


@cache
def shipped_tables() -> Tables:
    """The tables that come with the package."""
    with np.load(Path(str(files("pipeline.rules").joinpath(FILE))), allow_pickle=False) as stored:
        return Tables(stored["kinds"], stored["letters"])


def kind_of(char: str) -> int:
    """Of an ASCII letter or digit."""
    return DIGIT if char.isdigit() else CAPITAL if char.isupper() else SMALL


def changes(token: str) -> int:
    """How often a character is of another kind than the one before it."""
    return sum(kind_of(a) != kind_of(b) for a, b in pairwise(token))


def kind_triples(token: str) -> list[tuple[int, int, int]]:
    """For each character the kinds of the two before it, and its own."""
    kinds = [EDGE, EDGE, *map(kind_of, token)]
    return list(zip(kinds, kinds[1:], kinds[2:], strict=False))


def letter_triples(token: str) -> list[tuple[int, int, int]]:
    """For each letter the two before it in its part, from 1, 0 for none, and itself, from 0.

    A part begins at a capital after a small letter, and after a digit.
    """
    found = []
    one = two = 0
    for before, char in pairwise("0" + token):
        if not char.isalpha():
            one = two = 0
            continue
        if kind_of(char) == CAPITAL and kind_of(before) == SMALL:
            one = two = 0
        letter = ord(char.lower()) - ord("a")
        found.append((one, two, letter))
        one, two = two, letter + 1
    return found


def randomness(token: str, tables: Tables | None = None) -> float:
    """The logarithm of how much likelier chance made an ASCII token of letters and digits than a person did."""
    tables = tables or shipped_tables()
    kinds = sum(RANDOM_KIND[c] - float(tables.kinds[a, b, c]) / SCALE for a, b, c in kind_triples(token))
    return kinds + sum(RANDOM_LETTER - float(tables.letters[a, b, c]) / SCALE for a, b, c in letter_triples(token))
