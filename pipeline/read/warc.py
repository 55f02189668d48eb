"""Web archives (WARC 1.0 and 1.1, WET) → where their pages lie; gzipped_warc.py has those gzipped by record.

What is damaged costs the records that the damage is in: reading goes on at what begins like the next one.
"""

import re
from collections.abc import Iterator
from contextlib import suppress

from pipeline.errors import SourceError
from pipeline.model import Value
from pipeline.read.pages import READ_LIMIT, Holder, Loss, PageRef
from pipeline.read.stream import Stream

MAGIC = b"WARC/"
NEXT_RECORD = re.compile(rb"\r?\n\r?\n(?=WARC/[01]\.\d+\r?\n)")
HEAD_END = b"\r\n\r\n"
END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
USUAL_HEAD, HEAD_LIMIT = 1 << 11, 1 << 16
RECORD_LIMIT = READ_LIMIT + HEAD_LIMIT
PAGE_TYPES = ("response", "resource", "conversion")
OTHER_SCHEMES = ("dns:", "whois:", "urn:", "metadata:", "screenshot:")
"""Of things that crawlers note about a page."""
STEP, OVERLAP = 1 << 16, 32


class Record(Value, frozen=True, kw_only=True):
    """A record's place in its stream, and what its head says."""

    offset: int
    size: int
    """Bytes there are, head and content: fewer than it should have where `is_cut`."""
    is_cut: bool
    is_page: bool
    data: bytes | None
    """Those bytes, up to the limit, where they were asked for."""


class Gap(Value, frozen=True, kw_only=True):
    """Bytes that are no record."""

    offset: int
    size: int


def headers_of(head: bytes) -> dict[str, str]:
    """The fields of a WARC or HTTP head by lower-cased name; of several of one name, the last."""
    fields: dict[str, str] = {}
    name = ""
    for line in head.decode("utf-8", "backslashreplace").splitlines()[1:]:
        if line[:1] in (" ", "\t") and name:
            fields[name] += " " + line.strip()
        elif ":" in line:
            name, value = line.split(":", 1)
            name = name.strip().lower()
            fields[name] = value.strip()
    return fields


def content_length(headers: dict[str, str]) -> int | None:
    """What the head says, None where that is no number."""
    value = headers.get("content-length", "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 16 else None


def warc_pages(stream: Stream, holder: Holder) -> Iterator[PageRef | Loss]:
    """The pages of a WARC, those of a file by offset."""
    while stream.peek(1):
        record = next_record(stream, keep=stream.place is None)
        label = f"@{record.offset}"
        if isinstance(record, Gap):
            yield holder.lost(label, "damaged", f"{record.size} bytes are no WARC record")
        elif record.is_page and stream.place is not None:
            yield record_page(holder, label, stream.place + record.offset, record.size)
        elif record.is_page:
            yield record_page(holder, label, 0, record.size, record.data)
        elif record.is_cut:
            yield holder.lost(label, "truncated", "the file ends in a record, or its length is wrong")
    stream.read(1)  # raises what broke off


def record_page(holder: Holder, label: str, offset: int, length: int, body: bytes | None = None) -> PageRef:
    """A record as a page."""
    return PageRef(ref=holder.ref + label, path=holder.path, reader="warc", offset=offset, length=length, body=body)


def next_record(stream: Stream, *, keep: bool) -> Record | Gap:
    """The record that begins here, white space passed over; or what lies before the next one. Its data if kept."""
    _pass_newlines(stream)
    offset = stream.at
    window, end = b"", None
    for size in (USUAL_HEAD, HEAD_LIMIT):
        window = stream.peek(size)
        end = END_OF_HEAD.search(window) if window.startswith(MAGIC) else None
        if end is not None or len(window) < size:
            break
    headers = headers_of(window[: end.end()]) if end else {}
    length = content_length(headers)
    if end is None or length is None:
        stream.read(1)
        _to_next_record(stream, None)
        return Gap(offset=offset, size=stream.at - offset)
    head = stream.read(end.end())
    size, body = _content(stream, length, keep=keep)
    _pass_newlines(stream)
    return Record(
        offset=offset,
        size=len(head) + size,
        is_cut=size < length,
        is_page=_is_page(headers),
        data=None if body is None else head + body,
    )


def _is_page(headers: dict[str, str]) -> bool:
    """True for records that hold a page: no requests, metadata, revisits, name look-ups."""
    uri = headers.get("warc-target-uri", "").lstrip("<").lower()
    return headers.get("warc-type", "").lower() in PAGE_TYPES and not uri.startswith(OTHER_SCHEMES)


def _content(stream: Stream, length: int, *, keep: bool) -> tuple[int, bytes | None]:
    """Reads a record's content: its size, and the bytes if kept. A wrong length does not take the next record in."""
    start = stream.at
    body = b""
    with suppress(SourceError):  # raised again when the next record is looked for
        if keep:
            body = stream.read(min(length, READ_LIMIT))
        if _reaches(stream, start + length) and _ends_a_record(stream):
            return length, body if keep else None
    # The head's own end is looked at, too: where it was damaged, what seemed to be one is that of the whole record.
    if stream.place is not None:
        stream.seek(start - len(HEAD_END))
        _to_next_record(stream, start + length)
    elif stream.at - start == len(body) and (found := NEXT_RECORD.search(HEAD_END + body)):
        at = found.end() - len(HEAD_END)
        stream.back(body[at:])
        body = body[:at]
    return min(length, max(0, stream.at - start)), body if keep else None


def _reaches(stream: Stream, end: int) -> bool:
    """Goes there. False where the stream ends before."""
    if stream.at < end:
        stream.seek(end - 1)
        return bool(stream.read(1))
    return True


def _pass_newlines(stream: Stream) -> None:
    tail = stream.peek(OVERLAP)
    stream.read(len(tail) - len(tail.lstrip(b"\r\n")))


def _ends_a_record(stream: Stream) -> bool:
    following = stream.peek(OVERLAP).lstrip(b"\r\n")[: len(MAGIC)]
    return MAGIC.startswith(following)


def _to_next_record(stream: Stream, end: int | None) -> None:
    """Goes to what begins like a record, or to the end."""
    while (end is None or stream.at < end) and (window := stream.peek(STEP)):
        if found := NEXT_RECORD.search(window):
            stream.read(found.end())
            break
        stream.read(len(window) - OVERLAP if len(window) == STEP else len(window))
    if end is not None and stream.at > end:
        stream.seek(end)
