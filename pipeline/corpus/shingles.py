"""A text as the set of its shingles: what five words in a row it has. Near duplicates share most of them.

In scripts without spaces between words each character is a word. Letters and digits of all kinds make words; case,
white space, punctuation and forms of the same character make no difference.
"""

import hashlib
import unicodedata
from functools import cache

import numpy as np
from numpy.typing import NDArray

from pipeline.content.features.text import UNSPACED_RANGES, codes_of

WORDS = 5
"""Of a shingle."""
DIGEST_BYTES = 16
Hashes = NDArray[np.uint64]

PLANES = 0x40000
"""Characters from here on are none of words."""
IN_WORDS = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Nd", "Nl", "No"))
"""Categories of characters."""
ALONE = 2
"""Of a character: a word by itself."""
EMOJI_FORMS = (0xFE00, 0xFE10)
"""Marks that say how the symbol before them is drawn."""
IDEOGRAPHS = (0x20000, PLANES)
"""Past the Basic Multilingual Plane, where they have two planes of their own."""
MAX_WORD = 1 << 10  # characters; those of longer words past it count as those before
ODD = np.uint64(0x9E3779B97F4A7C15)
POWERS = np.cumprod(np.full(MAX_WORD, 0xD6E8FEB86659FD93, dtype=np.uint64))
"""What a character counts by its place in the word, and a word by its place in the shingle: odd, modulo 2 ** 64."""
SHIFT = np.uint64(32)


def normal_form(text: str) -> str:
    """The text without what makes no difference between exact duplicates: case, white space, compatibility forms."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def digest_of(normal: str) -> bytes:
    """Of a text in normal form: texts that have the same are exact duplicates."""
    return hashlib.blake2b(normal.encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES).digest()


def shingles_of(normal: str) -> Hashes:
    """A hash of each shingle of a text in normal form, in order; none where it has too few words.

    Of 64 bits: among a billion shingles one in thirty is likely to have the hash of another, once.
    """
    words = _word_hashes(normal)
    count = len(words) - WORDS + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    shingles = words[:count] * POWERS[0]
    for place in range(1, WORDS):
        shingles += words[place : place + count] * POWERS[place]
    return _mixed(shingles)


def shingle_set(normal: str) -> Hashes:
    """The same, sorted and without doubles."""
    shingles = np.sort(shingles_of(normal))
    is_new = np.ones(len(shingles), dtype=bool)
    is_new[1:] = shingles[1:] != shingles[:-1]
    return np.asarray(shingles[is_new])


def similarity(ours: Hashes, theirs: Hashes) -> float:
    """Jaccard of two sets of shingles, sorted and without doubles: how many are in both, of those in either."""
    places = np.searchsorted(ours, theirs)
    places[places == len(ours)] = 0
    shared = int(np.count_nonzero(ours[places] == theirs))
    return shared / (len(ours) + len(theirs) - shared)


def _word_hashes(text: str) -> Hashes:
    codes = codes_of(text)
    kinds = _kinds().take(codes, mode="clip")
    before = np.zeros_like(kinds)
    before[1:] = kinds[:-1]
    starts = np.flatnonzero((kinds > before) | ((before == ALONE) & (kinds > 0)))
    if not len(starts):
        return np.zeros(0, dtype=np.uint64)
    sizes = np.diff(starts, append=len(codes))
    places = np.arange(starts[0], len(codes)) - np.repeat(starts, sizes)  # in the word; what lies between counts 0
    values = np.where(kinds > 0, codes, 0)[starts[0] :] * POWERS[places & (MAX_WORD - 1)]
    return _mixed(np.add.reduceat(values, starts - starts[0]))


def _mixed(hashes: Hashes) -> Hashes:
    """The same with every bit dependent on all of those before."""
    hashes = (hashes ^ (hashes >> SHIFT)) * ODD
    hashes = (hashes ^ (hashes >> SHIFT)) * ODD
    return hashes ^ (hashes >> SHIFT)


@cache
def _kinds() -> NDArray[np.uint8]:
    """For each character: is it in a word, or a word by itself?"""
    table = np.fromiter((unicodedata.category(chr(code)) in IN_WORDS for code in range(PLANES)), np.uint8, PLANES)
    table[slice(*EMOJI_FORMS)] = 0
    for start, stop in (*UNSPACED_RANGES, IDEOGRAPHS):
        table[start:stop] *= ALONE
    return table
