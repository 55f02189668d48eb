"""Letters and their accents as one character where Unicode has one (NFC), as the web's own rules advise.

Two spellings of one word would else count as two. Compatibility forms (ligatures, full-width) stay as written.
"""

import re
import unicodedata

from pipeline.rule import TextRule

HEAP = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{50}")


def apply(text: str, code: bool) -> str:
    """The text in NFC; as it is where marks are heaped up, on which composing takes quadratic time."""
    if HEAP.search(text):
        return text
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


RULE = TextRule(code="T005", name="unicode-form", apply=apply)
