"""Text of pages on its way to a terminal: shown, never obeyed."""

import re

OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb]"
)
"""Control characters but tab and line feed, odd line ends, what turns the direction of text, and lone surrogates."""


def visible(text: str) -> str:
    """The text with everything escaped that a terminal would act on, or could not show."""
    return OBEYED.sub(lambda match: match[0].encode("unicode_escape", "surrogatepass").decode("ascii"), text)
