"""Strings from metadata as plain text: one line, no markup, no entities, bounded."""

import html
import re

TAG = re.compile(r"<[/!a-zA-Z][^<>]{0,500}>")
INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b\u2060\ufeff]")
LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
NOT_ALNUM = re.compile(r"[\W_]+")
MAX_READ = 20_000
"""Characters looked at: metadata beyond this is not metadata."""


def plain_text(value: object, limit: int = MAX_READ) -> str:
    """The value as one line of text; empty if it is not a string, or if it is longer than `limit` characters."""
    if not isinstance(value, str) or not value:
        return ""
    text = value[:MAX_READ]
    if "&" in text:
        # Twice: content management systems escape what was escaped already.
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = TAG.sub(" ", text)
    if not text.isascii():
        text = LONE_SURROGATE.sub("\ufffd", text)
    if not text.isprintable():
        text = INVISIBLE.sub("", text)
    text = " ".join(text.split())
    return text if len(text) <= limit else ""


def squashed(text: str) -> str:
    """Letters and digits only, casefolded: for comparing names with domains."""
    return NOT_ALNUM.sub("", text.casefold())
