"""A page as browsers save it with all that belongs to it (MHTML) → the page itself."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message
from email.utils import parsedate_to_datetime

from pipeline.model import Source
from pipeline.read.pages import READ_LIMIT

HEAD = 1 << 13
FIRST_LINE = re.compile(rb"\s*[A-Za-z][A-Za-z-]{1,40}:[ \t]")
RELATED = re.compile(rb"^content-type:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)
HTML_TYPES = ("text/html", "application/xhtml+xml")


def is_mhtml(body: bytes) -> bool:
    """True for what begins with the head of a message of related parts."""
    return FIRST_LINE.match(body) is not None and RELATED.search(body[:HEAD]) is not None


def root_page(source: Source, body: bytes) -> Source:
    """The source with the HTML part that the others belong to; as it is where there is none."""
    message = message_from_bytes(body, policy=policy.compat32)
    part = _root(message)
    if part is None:
        return source
    content = part.get_payload(decode=True)
    return Source(
        ref=source.ref,
        body=content[:READ_LIMIT] if isinstance(content, bytes) else b"",
        url=source.url or _url(part) or _url(message),
        media_type=_text(part, "Content-Type"),
        fetched_at=source.fetched_at or _date(message),
        warnings=source.warnings,
    )


def _root(message: Message) -> Message | None:
    """The part that `start` names, else the first of HTML."""
    pages = [part for part in _parts(message) if part.get_content_type() in HTML_TYPES]
    start = message.get_param("start")
    return next((part for part in pages if start and part["Content-ID"] == start), pages[0] if pages else None)


def _parts(message: Message) -> Iterator[Message]:
    return (part for part in message.walk() if not part.is_multipart())


def _url(part: Message) -> str | None:
    """Where the part was found, as far as it is an address of the web."""
    for name in ("Snapshot-Content-Location", "Content-Location"):
        url = "".join((_text(part, name) or "").split())  # long ones are folded
        if url.lower().startswith(("http:", "https:")):
            return url
    return None


def _text(part: Message, name: str) -> str | None:
    value = part[name]
    return None if value is None else str(value).encode("utf-8", "backslashreplace").decode()


def _date(message: Message) -> str | None:
    try:
        return parsedate_to_datetime(str(message["Date"])).isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
