"""Strings normalised for comparison only; what is written is never changed by this."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from ftfy import fix_encoding

from pipeline.facts.plain_text import SIGNS, unescape
from pipeline.normalise.mojibake import MAY_BE_MOJIBAKE

NON_WORD = re.compile(r"[\W_]+")
SIGNS_AS_SPACE = bytes.maketrans(SIGNS, b" " * len(SIGNS))
SEPARATOR = re.compile(r"\s+(?:[|\-–—·:»«›‹~/•]|::)\s+|\s*\|\s*|\s+[»›]\s*|:\s+")
SIMILAR = 0.95
MAX_PADDING_WORDS = 8
TRUNCATED_MIN_WORDS = 3
TRUNCATED_MIN_SHARE = 0.5
QUOTES = "\"'“”„‟«»‹›‘’「」『』"

TitleMatch = Literal["exact", "quoted", "truncated", "with-site", "padded"]


@lru_cache(maxsize=2048)
def comparable(text: str) -> str:
    """The text with mojibake, entities, quotes, dashes, case and punctuation evened out."""
    if text.isascii() and "&" not in text:
        return b" ".join(text.encode("ascii").lower().translate(SIGNS_AS_SPACE).split()).decode("ascii")
    if not text.isascii():
        text = unicodedata.normalize("NFKC", fix_encoding(text) if MAY_BE_MOJIBAKE.search(text) else text)
    return NON_WORD.sub(" ", unescape(text).casefold()).strip()


def may_begin(line: str, start: str) -> bool:
    """False where a line, once comparable, surely begins with another letter than `start`: a cheap look before."""
    return not (line[:2].isascii() and line[:1].isalnum()) or line[0].lower() == start[0]


def equal_lines(lines: Sequence[str], name: str) -> list[int]:
    """The positions of the lines that are the name, both comparable."""
    return [position for position, line in enumerate(lines) if may_begin(line, name) and comparable(line) == name]


def title_matches(lines: Sequence[str], title: str) -> dict[int, TitleMatch]:
    """How lines repeat a title, by their positions. See the title rules for what each kind means."""
    found: dict[int, TitleMatch] = {}
    b = comparable(title)
    longest, least = 4 * len(title) + 80, SIMILAR * len(b) - 2
    for position, line in enumerate(lines if b else ()):
        # A line so much shorter than the title can only be its start. (Normal forms are at most twice as long.)
        is_short = (len(line) if line.isascii() else 2 * len(line)) < least
        if len(line) <= longest and not (is_short and not may_begin(line, b)) and (match := _match(line, title, b)):
            found[position] = match
    return found


def _match(line: str, title: str, b: str) -> TitleMatch | None:
    a = comparable(line)
    if not a:
        return None
    if a == b or _similar(a, b):
        return "quoted" if line[:1] in QUOTES and line[-1:] in QUOTES and title[:1] not in QUOTES else "exact"
    if _is_truncated(line, a, b):
        return "truncated"
    if b not in a:
        return None
    if b in [comparable(part) for part in SEPARATOR.split(line)]:
        return "with-site"
    if (
        len(b.split()) >= TRUNCATED_MIN_WORDS
        and f" {b} " in f" {a} "
        and len(a.split()) - len(b.split()) <= MAX_PADDING_WORDS
    ):
        return "padded"
    return None


def _similar(a: str, b: str) -> bool:
    if min(len(a), len(b)) < SIMILAR * max(len(a), len(b)) - 2:
        return False
    # What difflib's quick_ratio says, from counts of the title that are made once.
    shared = sum([min(a.count(char), times) for char, times in _char_counts(b)])
    enough = 2 * shared / (len(a) + len(b)) >= SIMILAR
    return enough and SequenceMatcher(None, a, b, autojunk=False).ratio() >= SIMILAR


@lru_cache(maxsize=64)
def _char_counts(text: str) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(text).items())


def _is_truncated(line: str, a: str, b: str) -> bool:
    """The start of the title: at least half of it, or openly cut with an ellipsis."""
    if not b.startswith(a) or len(a.split()) < TRUNCATED_MIN_WORDS:
        return False
    return len(a) >= TRUNCATED_MIN_SHARE * len(b) or line.rstrip().rstrip(QUOTES).endswith(("…", "..."))
