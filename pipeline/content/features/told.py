"""How much of a block the page's head holds too: the long texts of its JSON-LD, and its description.

Where a site gives the article's text to search engines, it says where the article ends.
"""

import numpy as np
from numpy.typing import NDArray

from pipeline.content.features.layout import Columns, Floats
from pipeline.content.features.vocabulary import Hashes, Words, lower
from pipeline.model import Document

DESCRIPTIONS = ("description", "og:description", "twitter:description")
FIRST_BITS = 13
REST_BITS = np.uint64(64 - FIRST_BITS)


def told_columns(document: Document, words: Words, chars: Floats) -> Columns:
    """The columns of the group, given the words of the blocks."""
    size = words.texts
    head = document.head
    told = Words(lower([text for _, text in head.texts]))
    described = Words(lower([value for key, value in head.metas if key in DESCRIPTIONS and value]))
    length = sum([len(text) for _, text in head.texts])
    trigrams, block = words.trigrams()
    in_told = words.share(_is_in(trigrams, told.trigrams()[0]), block)
    return {
        "head_text": in_told,
        "head_description": words.share(_is_in(trigrams, described.trigrams()[0]), block),
        "head_description_words": words.share(_is_in(words.hashes, described.hashes), words.text),
        "page_head_text": np.full(size, length / (chars.sum() or 1.0)),
        "page_head_text_found": np.full(size, float((in_told * chars).sum()) / max(length, 1)),
    }


def _is_in(hashes: Hashes, known: Hashes) -> NDArray[np.bool_]:
    """Which hashes are among the known ones: what numpy.isin tells, without sorting the page's."""
    found = np.zeros(len(hashes), dtype=bool)
    if len(known):
        # Most are not: their first bits tell.
        begun = np.zeros(1 << FIRST_BITS, dtype=bool)
        begun[known >> REST_BITS] = True
        likely = np.flatnonzero(begun[hashes >> REST_BITS])
        known = np.sort(known)
        wanted = hashes[likely]
        found[likely] = known[np.searchsorted(known, wanted) % len(known)] == wanted
    return found
