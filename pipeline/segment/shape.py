"""The shape of a line: how many words, whether it reads like a sentence. Works for scripts without spaces."""

import re
from functools import lru_cache

# Han, kana, Thai, Lao, Khmer, Myanmar: no spaces between words. A word is about 1.7 of their characters
# (mean length of Chinese words); two a word keeps thresholds on the safe side.
UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
CHARS_A_WORD = 2
WORD = re.compile(r"\w+")
MAX_REMEMBERED = 4000  # characters of a line whose count is remembered
TERMINAL = re.compile(r"[.!?…。！？؟۔।॥։።:][\"'”’»«)\]】」』›*]*(?:\[\d+\])?$")
LONG_LINE_WORDS = 10
UNSTOPPED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Scripts whose sentences end without a mark."""


def words_in(text: str) -> int:
    """Words, two characters of an unspaced script counting as one."""
    return _remembered(text) if len(text) <= MAX_REMEMBERED else _count(text)


@lru_cache(maxsize=1024)
def _remembered(text: str) -> int:
    """Several stages count the words of the same block."""
    return _count(text)


def _count(text: str) -> int:
    if text.isascii():
        return len(text.split())
    unspaced = len(UNSPACED.findall(text))
    spaced = len(WORD.findall(UNSPACED.sub(" ", text))) if unspaced else len(text.split())
    return spaced + unspaced // CHARS_A_WORD


def ends_sentence(text: str) -> bool:
    """Ends in a full stop or its kin, closing quotes and footnote marks allowed after it."""
    last = text[-1:]
    if last.isascii() and last.isalnum():  # most lines
        return False
    return TERMINAL.search(text[-12:]) is not None or UNSTOPPED.search(last) is not None


def is_long_line(text: str) -> bool:
    """Ten words or more, ending a sentence: what running text looks like."""
    return ends_sentence(text) and words_in(text) >= LONG_LINE_WORDS
