"""What lies at a page's place → its source."""

import os

from msgspec import structs

from pipeline.errors import SourceError
from pipeline.model import Source
from pipeline.read.files import STDIN, InputFile
from pipeline.read.gzipped_warc import Member
from pipeline.read.http_response import cut_warning, parse_response
from pipeline.read.json_lines import json_source
from pipeline.read.lines import LINE_LIMIT
from pipeline.read.mhtml import is_mhtml, root_page
from pipeline.read.names import media_type_of
from pipeline.read.opened import opened, stdin_stream
from pipeline.read.pages import COMPRESSED_LIMIT, READ_LIMIT, PageRef
from pipeline.read.remote import is_url, read_url
from pipeline.read.stream import stream_of
from pipeline.read.unpack import EndsTooEarly, packing_of, unpack
from pipeline.read.warc import END_OF_HEAD, HEAD_LIMIT, MAGIC, RECORD_LIMIT, content_length, headers_of
from pipeline.read.zip_entry import SLACK, entry_body

HTTP = "application/http"


def read_page_ref(page: PageRef) -> Source:
    """The page that lies there, unpacked, with what its container says of it.

    Raises SourceError where it cannot be read, PageRejected for an HTTP status other than success.
    """
    source = Source(ref=page.ref, body=b"", url=page.url, media_type=page.media_type)
    if page.reader == "warc":
        return _record(source, page)
    if page.reader == "json":
        return json_source(page, _bytes(page, LINE_LIMIT))
    if page.reader == "zip":
        body, is_whole = entry_body(stream_of([_bytes(page, COMPRESSED_LIMIT + SLACK, SLACK)]), page.length)
        warnings = [] if is_whole else ["source truncated: the archive ends in it"]
    else:
        body = _bytes(page, COMPRESSED_LIMIT)
        expected = min(page.length, COMPRESSED_LIMIT)
        warnings = [cut_warning(len(body), page.length)] if len(body) < expected else []
    if page.body is None and page.ref.lower().endswith(".gz"):
        body = unpack(body, "gzip", READ_LIMIT)
    return _page(structs.replace(source, warnings=tuple(warnings)), body)


def _page(source: Source, body: bytes) -> Source:
    """A file as a page: unpacked, and out of what browsers save around it."""
    packing = packing_of(body)
    if packing in ("gzip", "zstd"):
        body = unpack(body, packing, READ_LIMIT)
    if is_mhtml(body):
        return root_page(source, body)
    return structs.replace(source, body=body[:READ_LIMIT])


def _record(source: Source, page: PageRef) -> Source:
    """A record of a web archive as a page."""
    data = _bytes(page, RECORD_LIMIT)
    if packing_of(data) == "gzip":
        data = _member(data, page.length)
    end = END_OF_HEAD.search(data, 0, HEAD_LIMIT)
    if not data.startswith(MAGIC) or end is None:
        raise SourceError("no WARC record begins here")
    headers = headers_of(data[: end.end()])
    expected = content_length(headers) or 0
    content = data[end.end() : end.end() + expected]
    warnings = list(source.warnings)
    if len(content) < min(expected, READ_LIMIT):
        warnings.append(cut_warning(len(content), expected))
    if reason := headers.get("warc-truncated"):
        warnings.append(f"source truncated by the crawler: {reason}")
    media_type = headers.get("content-type")
    if headers.get("warc-type", "").lower() == "response" and (media_type or HTTP).lower().startswith(HTTP):
        response = parse_response(content)
        content, media_type = response.body, response.media_type
        warnings = warnings or list(response.warnings)  # of one cut there is one warning
    return structs.replace(
        source,
        body=content[:READ_LIMIT],
        url=headers.get("warc-target-uri", "").strip("<>") or source.url,
        media_type=media_type,
        fetched_at=headers.get("warc-date"),
        warnings=tuple(warnings),
    )


def _member(data: bytes, size: int) -> bytes:
    """A record's gzip member unpacked, as far as it goes if it was cut. One of unknown size may hold more records."""
    out = bytearray()
    try:
        for piece in Member(stream_of([data])).pieces():
            out += piece
            if len(out) >= RECORD_LIMIT:
                break
    except EndsTooEarly:
        pass
    except SourceError:
        if size >= 0 or not _is_whole(bytes(out)):
            raise
    return bytes(out)


def _is_whole(data: bytes) -> bool:
    end = END_OF_HEAD.search(data, 0, HEAD_LIMIT)
    length = content_length(headers_of(data[: end.end()])) if end else None
    return end is not None and length is not None and len(data) >= end.end() + length


def _bytes(page: PageRef, limit: int, slack: int = 0) -> bytes:
    """What lies at the place, as much of it as may be read. `slack` is what there is beside the page's own bytes."""
    if page.body is not None:
        return page.body
    size = limit if page.length < 0 else min(page.length + slack, limit)
    path = os.fsdecode(page.path)
    try:
        if is_url(path):
            return read_url(path, page.offset, size)
        with opened(path) as handle:
            handle.seek(page.offset)
            return handle.read(size)
    except OSError as error:
        raise SourceError(error.strerror or str(error)) from error


def read_source(file: InputFile, *, url: str | None = None) -> Source:
    """The file's bytes as a page, unpacked. Raises SourceError where it cannot be read."""
    name = file.path
    try:
        body = stdin_stream().read(COMPRESSED_LIMIT) if name == STDIN else None
    except OSError as error:
        raise SourceError(str(error)) from error
    return read_page_ref(
        PageRef(ref=file.ref, path=os.fsencode(name), body=body, url=url, media_type=media_type_of(name))
    )
