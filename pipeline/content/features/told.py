"""How much of a block the page's head holds too: the long texts of its JSON-LD, and its description.

Where a site gives the article's text to search engines, it says where the article ends.
"""

import numpy as np
from numpy.typing import NDArray

from pipeline.content.features.layout import Columns, Floats
from pipeline.content.features.vocabulary import Hashes, Words
from pipeline.model import Document

DESCRIPTIONS = ("description", "og:description", "twitter:description")


def told_columns(document: Document, words: Words, chars: Floats) -> Columns:
    """The columns of the group, given the words of the blocks."""
    size = words.texts
    head = document.head
    told = [text for _, text in head.texts]
    described = [value for key, value in head.metas if key in DESCRIPTIONS and value]
    length = sum(map(len, told))
    in_told = _shared_trigrams(words, told)
    return {
        "head_text": in_told,
        "head_description": _shared_trigrams(words, described),
        "head_description_words": _shared_words(words, described),
        "page_head_text": np.full(size, length / (chars.sum() or 1.0)),
        "page_head_text_found": np.full(size, float((in_told * chars).sum()) / max(length, 1)),
    }


def _shared_trigrams(words: Words, texts: list[str]) -> Floats:
    """For each block, the share of its word trigrams that one of the texts has."""
    if not texts:
        return np.zeros(words.texts)
    hashes, block = words.trigrams()
    return words.share(_is_in(hashes, Words(texts).trigrams()[0]), block)


def _shared_words(words: Words, texts: list[str]) -> Floats:
    if not texts:
        return np.zeros(words.texts)
    return words.share(_is_in(words.hashes, Words(texts).hashes), words.text)


def _is_in(hashes: Hashes, known: Hashes) -> NDArray[np.bool_]:
    """Which hashes are among the known ones: what numpy.isin tells, without sorting the page's."""
    if not len(known):
        return np.zeros(len(hashes), dtype=bool)
    known = np.sort(known)
    found: NDArray[np.bool_] = known[np.searchsorted(known, hashes) % len(known)] == hashes
    return found
