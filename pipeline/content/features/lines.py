"""Lines as tokens: the first word, the first two, the last one, and the whole of short ones, hashed for the lexicon."""

from zlib import crc32

import numpy as np

from pipeline.content.features.layout import SEPARATOR, Ints
from pipeline.content.features.names import bucket, utf8, without_digits

MAX_LINE = 40
EDGE = 24
"""Characters at either end of a line in which its first and last words are looked for."""
FIRST, FIRST_TWO, LAST, LINE = crc32(b"f:"), crc32(b"g:"), crc32(b"l:"), crc32(b"w:")
"""Seeds: what stands first, last or alone is a token each, though they spell the same."""
NO_FIRST, NO_LAST = bucket(b"", FIRST), bucket(b"", LAST)


def line_buckets(lowered: str) -> list[Ints]:
    """Buckets of the first word, the first two, the last word, and of the whole of short lines."""
    texts = without_digits(lowered).split(SEPARATOR)
    heads = [text[:EDGE].split(None, 2) for text in texts]
    tails = [text[-EDGE:].rsplit(None, 1) for text in texts]
    lines = [text if len(text) <= MAX_LINE else "" for text in texts]
    return [
        np.fromiter([bucket(utf8(words[0]), FIRST) if words else NO_FIRST for words in heads], np.int64),
        np.fromiter([_first_two(words) for words in heads], np.int64),
        np.fromiter([bucket(utf8(words[-1]), LAST) if words else NO_LAST for words in tails], np.int64),
        np.fromiter([bucket(utf8(line), LINE) for line in lines], np.int64),
    ]


def _first_two(words: list[str]) -> int:
    """The bucket of the first two; one by itself has no seed, and so has none."""
    if len(words) > 1:
        return bucket(utf8(words[0] + " " + words[1]), FIRST_TWO)
    return bucket(utf8("".join(words)), 0)
