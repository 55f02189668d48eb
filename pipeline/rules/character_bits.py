# cython: boundscheck=False, wraparound=False
"""Which characters a line holds, as the bits of a number: a quick look whether it can match a regular expression.

A letter of ASCII has a bit of its own; the digits share one, so do other signs. What is not ASCII has two bits: one that
says so, and one of the upper 32 by its code.
"""

LETTERS = "abcdefghijklmnopqrstuvwxyz"
DIGIT, COMMON, RARE = 26, 27, 28
BEYOND_ASCII = 1 << 31
"""The bit that says that not all characters are ASCII."""
COMMON_SIGNS = " .,:!?'\"-&"
"""What most lines hold: apart from the signs that tell more."""


def _bit_of(char: str) -> int:
    if char in LETTERS:
        return LETTERS.index(char)
    return DIGIT if char.isdecimal() else COMMON if char in COMMON_SIGNS else RARE


BIT_OF_ASCII = bytes(map(_bit_of, map(chr, range(128))))


def bits_of(folded: str) -> int:
    """The bits of all characters of a folded text: one that lacks a bit of another text lacks a character of it."""
    bits = 0
    one = 1  # a number of 64 bits, where this is compiled
    table = BIT_OF_ASCII
    for char in folded:
        code = ord(char)
        bit = 32 + (code & 31)
        if code < 128:
            bit = table[code]
        bits |= one << bit
    return bits if folded.isascii() else bits | BEYOND_ASCII
