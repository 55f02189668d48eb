"""Strings from metadata as plain text: one line, no markup, no entities, bounded."""

import html
import re

from pipeline.surrogates import to_unicode

TAG = re.compile(r"<[/!a-zA-Z][^<>]*>")
UNCLOSED = re.compile(r"<[a-zA-Z][\w-]*\s[^<>]*=[^<>]*$")
"""A tag with attributes that does not end: what a cut left of the markup."""
MAX_ROUNDS = 4
"""Tags within tags that are taken out; what is nested deeper is no metadata."""
INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
HUGE_REFERENCE = re.compile(r"&#\d{8,}")
NOT_ALNUM = re.compile(r"[\W_]+")
SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())
"""The same in ASCII, where bytes are the quicker way."""
MAX_READ = 20_000
"""Characters looked at: metadata beyond this is not metadata."""


def plain_text(value: object, limit: int = MAX_READ) -> str:
    """Metadata as one line of text; empty if it is not a string, or if it is longer than `limit` characters."""
    if not isinstance(value, str) or not value:
        return ""
    text = value[:MAX_READ]
    if "&" in text:
        # Twice: content management systems escape what was escaped already.
        text = unescape(unescape(text))
    text = one_line(text)
    if "<" not in text:
        return text if len(text) <= limit else ""
    for _ in range(MAX_ROUNDS):
        text = TAG.sub(" ", text)
    return one_line(UNCLOSED.sub(" ", text), limit)


def one_line(text: str, limit: int = MAX_READ) -> str:
    """What a page shows as one line of text, `<b>` as it stands; empty if it is longer than `limit` characters."""
    text = text[:MAX_READ]
    if not text.isascii():
        text = to_unicode(text)
    if not text.isprintable():
        text = INVISIBLE.sub("", text)
    text = " ".join(text.split())
    return text if len(text) <= limit else ""


def unescape(text: str) -> str:
    """The text with HTML entities as characters; numbers that no character has are cut short first."""
    return html.unescape(HUGE_REFERENCE.sub("&#65533", text))


def squashed(text: str) -> str:
    """Letters and digits only, casefolded: for comparing names with domains."""
    if text.isascii():
        return text.encode("ascii").lower().translate(None, SIGNS).decode("ascii")
    return NOT_ALNUM.sub("", text.casefold())
