"""Content codings and chunks of HTTP undone, as far as the labels are true, and within a limit."""

import io
import re
import zlib
from collections.abc import Callable, Iterator

import brotli

from pipeline.errors import SourceError
from pipeline.read.pages import READ_LIMIT
from pipeline.read.unpack import EndsTooEarly, unpacked
from pipeline.signatures import binary_kind

CHUNK_SIZE = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
ZLIB_HEAD = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
PIECE = 1 << 12
CUT = "source truncated: compressed data ends too early"
CUT_CHUNKS = "source truncated: its last chunk is missing"


def dechunk(body: bytes) -> tuple[bytes, list[str]]:
    """The body without its chunks, and a warning where the last is missing. What has none stays as it is."""
    parts: list[bytes] = []
    at = 0
    while head := CHUNK_SIZE.match(body, at):
        size = int(head[1], 16)
        if size == 0:
            return b"".join(parts), []
        parts.append(body[head.end() : head.end() + size])
        at = head.end() + size
        at += 2 if body.startswith(b"\r\n", at) else body.startswith(b"\n", at)
    if not parts or at < len(body):
        return body, []  # the label is false: crawlers keep it when they have undone the chunks
    return b"".join(parts), [CUT_CHUNKS]


def undo_codings(body: bytes, codings: str) -> tuple[bytes, list[str]]:
    """The body without its content codings, the last first, and warnings of what was cut.

    Raises SourceError for damage. Plain text under a false label stays as it is.
    """
    warnings: list[str] = []
    for coding in reversed([coding.strip() for coding in codings.lower().split(",")]):
        if body and coding in CODINGS:
            body, is_whole = _undo(body, coding)
            warnings += [] if is_whole else [CUT]
    return body, warnings


def _undo(body: bytes, coding: str) -> tuple[bytes, bool]:
    """The body without one coding, and whether all of it was there."""
    out = bytearray()
    try:
        for piece in CODINGS[coding](body):
            out += piece
            if len(out) >= READ_LIMIT:
                break
    except SourceError as error:
        if binary_kind(body) is None:
            return body, True
        if not isinstance(error, EndsTooEarly):
            raise SourceError(f"content-encoding {coding}: {error}") from error
        return bytes(out), False
    return bytes(out[:READ_LIMIT]), True


def _gunzipped(body: bytes) -> Iterator[bytes]:
    return unpacked(io.BytesIO(body).read, "gzip")


def _unzstd(body: bytes) -> Iterator[bytes]:
    return unpacked(io.BytesIO(body).read, "zstd")


def _inflated(body: bytes) -> Iterator[bytes]:
    """With zlib's head, as the standard has it, or without, as some servers send it."""
    inflater = zlib.decompressobj(wbits=15 if ZLIB_HEAD.match(body) else -15)
    try:
        for at in range(0, len(body), PIECE):
            yield inflater.decompress(body[at : at + PIECE])
            if inflater.eof:
                return
    except zlib.error as error:
        raise SourceError(str(error)) from error
    raise EndsTooEarly("the data ends too early")


def _unbrotlied(body: bytes) -> Iterator[bytes]:
    decoder = brotli.Decompressor()
    try:
        for at in range(0, len(body), PIECE):
            yield decoder.process(body[at : at + PIECE], output_buffer_limit=READ_LIMIT)
            while not decoder.can_accept_more_data():
                yield decoder.process(b"", output_buffer_limit=READ_LIMIT)
            if decoder.is_finished():
                return
    except brotli.error as error:
        raise SourceError(str(error)) from error
    raise EndsTooEarly("the data ends too early")


CODINGS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gunzipped,
    "x-gzip": _gunzipped,
    "deflate": _inflated,
    "br": _unbrotlied,
    "zstd": _unzstd,
}
