# cython: boundscheck=False, wraparound=False
"""The loop over the characters of a page's texts: what a C compiler makes fast, and numpy cannot.

`vocabulary` runs it where it is compiled. As plain Python it gives the same, in ten times numpy's time.
"""

from typing import Any

IS_COMPILED = not __file__.endswith(".py")
OTHER_PLANES = 0xFFFF
"""The entry of a table of characters for all that lie past the Basic Multilingual Plane."""
UNSPACED, DIGIT = 2, 4
"""Of a character in a word, as `vocabulary` tells them: a word by itself, a digit."""
ZERO = 48


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
