"""How many of a block's words the title has, and how many the body has used before."""

import re

import numpy as np

from pipeline.content.features import word_loop
from pipeline.content.features.layout import SEPARATOR, Columns, Floats, Numbers
from pipeline.content.features.names import SPACE
from pipeline.content.features.text import codes_of
from pipeline.content.features.tokens import character_kinds
from pipeline.content.features.vocabulary import Words
from pipeline.model import Document

WORD = re.compile(r"\w{4,}")
MAX_SEEN = 3000


def overlap_columns(document: Document, lowered: str, words: Words, good: Numbers, start: int) -> Columns:
    """Share of a block's words, as spaces tell them, that the title has, and that the body has used so far."""
    title = WORD.findall(document.head.title.lower())
    looped = word_loop.IS_COMPILED
    rows = looped_overlap(title, words, good, start) if looped else overlap(title, lowered, good, start)
    return dict(zip(("words_in_title", "words_in_body"), rows, strict=True))


def overlap(title: list[str], lowered: str, good: Numbers, start: int) -> Floats:
    """The two rows."""
    of_title, seen, texts = set(title), set[str](), lowered.split(SEPARATOR)
    rows = np.zeros((2, len(texts)))
    for index, text in enumerate(texts):
        words = set(text.split())
        size = len(words) or 1
        rows[0, index] = len(words & of_title) / size
        if index >= start:
            rows[1, index] = len(words & seen) / size
            if good[index] > 0 and len(seen) < MAX_SEEN:
                seen |= words
    return rows


def looped_overlap(title: list[str], words: Words, good: Numbers, start: int) -> Floats:
    """The same in a loop."""
    codes = np.concatenate((codes_of(" ".join(title) + SEPARATOR), words.codes))
    hashes, ends = np.empty(len(codes) // 2 + 1, np.uint64), np.empty(words.texts + 1, np.int64)
    word_loop.hash_pieces(codes, character_kinds(), SPACE, hashes, ends)
    slots = np.zeros((3, 2 << int(ends[-1]).bit_length()), np.uint64)
    rows = np.empty((2, words.texts))
    word_loop.fill_overlap(hashes, ends, int(ends[0]), good, start, MAX_SEEN, slots, rows)
    return rows
