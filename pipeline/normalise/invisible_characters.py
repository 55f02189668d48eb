"""Characters that have no width and no meaning: zero-width spaces, soft hyphens, byte-order marks.

They break searches and counts. Joiners (ZWJ, ZWNJ) stay: they are spelling in Persian and Indic scripts, and glue in
emoji; so do direction marks beside right-to-left letters.
"""

import re

from pipeline.rule import TextRule

INVISIBLE = re.compile("[\u00ad\u200b\u2060-\u2064\ufeff\u180e]")
DIRECTION = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def apply(text: str, code: bool) -> str:
    """The text without them."""
    if text.isascii():
        return text
    text = INVISIBLE.sub("", text)
    return text if RIGHT_TO_LEFT.search(text) else DIRECTION.sub("", text)


RULE = TextRule(code="T004", name="invisible-characters", apply=apply)
