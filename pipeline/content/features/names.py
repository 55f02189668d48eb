"""An element's names (class, id, role, itemprop, label) as tokens: hashed for the lexicon, and what some say."""

from array import array
from functools import lru_cache
from zlib import crc32

from pipeline.content.features.said import said

BITS = 17
BUCKETS = 1 << BITS
MAX_NAMES = 24
MAX_TAGGED = 6
SEPARATORS = b"-_:/.[]()"
SPACE, SEPARATOR = 1, 2
"""Of a character, as a table tells them: it stands between words and names, or between parts of names."""
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


@lru_cache(maxsize=1024)
def tag_bucket(tag: str) -> int:
    """The bucket of a tag by itself."""
    return bucket(utf8(tag), TAG)


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
    return bucket(plain, WHOLE), _part_buckets(plain), said(array("I", list(spelt)), 0, len(spelt))


def _part_buckets(name: bytes) -> Buckets:
    parts = sorted({part for part in name.translate(PARTED).split() if _is_long(part)})
    return tuple([bucket(part, PART) for part in parts])


def _is_long(part: bytes) -> bool:
    """It has two characters or more."""
    return len(part) > 4 or len(part.decode("utf-8", "surrogatepass")) > 1


Lists = tuple[list[int], list[int]]
"""Buckets of one kind of element after the other, and where those of each begin."""


def name_tokens(kinds: list[tuple[str, str]]) -> tuple[tuple[Lists, Lists, Lists], list[int]]:
    """For each (tag, names), buckets of the names: whole, their parts, whole with the tag; and what the names say."""
    whole: list[int] = []
    parts: list[int] = []
    tagged: list[int] = []
    of_whole, of_parts, of_tagged, flags = [], [], [], []
    for tag, names in kinds:
        start = len(whole)
        of_whole.append(start)
        of_parts.append(len(parts))
        of_tagged.append(len(tagged))
        flags.append(_add_names(names, whole, parts))
        _add_tagged(tag, whole, start, tagged)
    return ((whole, of_whole), (parts, of_parts), (tagged, of_tagged)), flags


def _add_names(names: str, whole: list[int], parts: list[int]) -> int:
    """Adds the buckets of an element's names and of their parts. Which of BODY, COMMENT, ASIDE they say."""
    flags = 0
    found: dict[int, None] = {}
    distinct = list(dict.fromkeys(names.split()))[:MAX_NAMES]
    for name in distinct:
        token, some, says = _token(name)
        whole.append(token)
        for part in some:
            found[part] = None
        flags |= says
    if not distinct:
        whole.append(EMPTY)
    parts.extend(list(found)[:MAX_NAMES] or (EMPTY,))
    return flags


def _add_tagged(tag: str, whole: list[int], start: int, tagged: list[int]) -> None:
    """Adds a bucket for each of the first whole names from `start`, with the tag."""
    mixed = tag_bucket(tag)
    last = BUCKETS - 1
    tagged.extend([(token * 31 + mixed) & last for token in whole[start : start + MAX_TAGGED]])
