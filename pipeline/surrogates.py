"""Lone surrogates: halves of characters that Python strings can hold and no writer of JSON or UTF-8 takes."""

import re

LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def is_unicode(text: str) -> bool:
    """True for text without lone surrogates."""
    return LONE_SURROGATE.search(text) is None


def to_unicode(text: str) -> str:
    """The text with U+FFFD in place of each lone surrogate."""
    return LONE_SURROGATE.sub("\ufffd", text)
