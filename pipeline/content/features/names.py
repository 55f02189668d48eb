"""An element's names (class, id, role, itemprop, label) as tokens: hashed for the lexicon, and what some say."""

from functools import lru_cache
from zlib import crc32

from pipeline.content.features.said import ASIDE as ASIDE
from pipeline.content.features.said import BODY as BODY
from pipeline.content.features.said import COMMENT as COMMENT
from pipeline.content.features.said import said

BITS = 17
BUCKETS = 1 << BITS
MAX_NAMES = 24
MAX_TAGGED = 6
SEPARATORS = b"-_:/.[]()"
PARTED = bytes.maketrans(SEPARATORS, b" " * len(SEPARATORS))
ONE_DIGIT = bytes.maketrans(b"123456789", b"000000000")


def utf8(text: str) -> bytes:
    """The text's bytes, whatever it holds."""
    return text.encode() if text.isascii() else text.encode("utf-8", "surrogatepass")  # without a handler is faster


def bucket(text: bytes, seed: int) -> int:
    """The bucket of a text, by the seed of its kind. CRC-32: the same in every process, unlike hash()."""
    return crc32(text, seed) & (BUCKETS - 1)


WHOLE, PART, TAG = crc32(b"n:"), crc32(b"k:"), crc32(b"e:")
"""Seeds: a class name, a part of one, and a tag that spell the same are three tokens."""
EMPTY = bucket(b"", WHOLE)
Buckets = tuple[int, ...]


def without_digits(text: str) -> str:
    """The text with every digit a 0: numbers in names and lines differ, what they are part of does not."""
    for digit in "123456789":
        text = text.replace(digit, "0")
    return text


@lru_cache(maxsize=32768)
def _token(name: str) -> tuple[int, Buckets, int]:
    """Buckets of a class name and of its parts, and what it says."""
    spelt = utf8(name)
    plain = spelt.translate(ONE_DIGIT)
    return bucket(plain, WHOLE), _part_buckets(plain), said(spelt)


def _part_buckets(name: bytes) -> Buckets:
    parts = sorted({part for part in name.translate(PARTED).split() if _is_long(part)})
    return tuple([bucket(part, PART) for part in parts])


def _is_long(part: bytes) -> bool:
    """It has two characters or more."""
    return len(part) > 4 or len(part.decode("utf-8", "surrogatepass")) > 1


@lru_cache(maxsize=8192)
def name_tokens(tag: str, names: str) -> tuple[Buckets, Buckets, Buckets, int]:
    """Buckets of the names: whole, their parts, whole with the tag; and which of BODY, COMMENT, ASIDE is said."""
    tokens = [_token(name) for name in dict.fromkeys(names.split())][:MAX_NAMES]
    flags = 0
    for *_, said_by_one in tokens:
        flags |= said_by_one
    mixed = bucket(utf8(tag), TAG)
    whole = tuple([token for token, _, _ in tokens]) or (EMPTY,)
    parts = tuple(dict.fromkeys([part for _, some, _ in tokens for part in some]))[:MAX_NAMES] or (EMPTY,)
    return whole, parts, tuple([(token * 31 + mixed) & (BUCKETS - 1) for token in whole[:MAX_TAGGED]]), flags
