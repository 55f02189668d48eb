"""Letters and their accents as one character where Unicode has one (NFC), as the web's own rules advise.

Two spellings of one word would else count as two. Compatibility forms (ligatures, full-width) stay as written.
"""

import unicodedata

from pipeline.rule import TextRule


def apply(text: str, code: bool) -> str:
    """The text in NFC."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


RULE = TextRule(code="T005", name="unicode-form", apply=apply)
