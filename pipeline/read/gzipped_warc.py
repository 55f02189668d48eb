"""Web archives gzipped record by record → where their pages lie. A damaged gzip member costs the record in it."""

import zlib
from collections.abc import Iterator

from pipeline.errors import SourceError
from pipeline.read.pages import Holder, Loss, PageRef
from pipeline.read.stream import Stream, stream_of
from pipeline.read.unpack import BOMB_RATIO, BOMB_SIZE, GZIP, EndsTooEarly, first_of
from pipeline.read.warc import MAGIC, STEP, Gap, Record, next_record, record_page

CHUNK = 1 << 14
SNIFFED = 1 << 12
KEPT = 1 << 24
"""Packed bytes of one member that are held, to look for the next one in them should it turn out to be damaged."""


class Member:
    """One gzip member of a stream. The stream ends up behind it."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._read: list[bytes] = []

    def pieces(self) -> Iterator[bytes]:
        """Its content. Raises SourceError where it is damaged, cut or a bomb."""
        inflater, taken, given = zlib.decompressobj(wbits=31), 0, 0
        while not inflater.eof:
            chunk = self._stream.read(CHUNK)
            if not chunk:
                raise EndsTooEarly("the gzip data ends too early")
            taken += len(chunk)
            self._read.append(chunk)
            if taken > KEPT:
                self._read.pop(0)
            try:
                piece = inflater.decompress(chunk)
            except zlib.error as error:
                raise SourceError(f"the gzip data is damaged: {error}") from error
            given += len(piece)
            if given > max(BOMB_SIZE, BOMB_RATIO * taken):
                raise SourceError(f"grows more than {BOMB_RATIO} times when unpacked")
            yield piece
        self._stream.back(inflater.unused_data)

    def undo(self) -> None:
        """Puts its bytes back."""
        self._stream.back(b"".join(self._read))


def gzipped_warc_pages(stream: Stream, holder: Holder) -> Iterator[PageRef | Loss]:
    """The pages of a WARC, those of a file by the offset of their gzip member."""
    while stream.peek(1):
        offset = stream.at
        if stream.peek(len(GZIP)) == GZIP:
            yield from _member_pages(stream, offset, holder)
        elif not stream.peek(STEP).strip(b"\0"):
            stream.read(STEP)  # padding
        else:
            _to_next_member(stream)
            yield holder.lost(f"@{offset}", "damaged", f"{stream.at - offset} bytes are no gzip data")
    stream.read(1)  # raises what broke off


def _member_pages(stream: Stream, offset: int, holder: Holder) -> Iterator[PageRef | Loss]:
    """The pages of one gzip member: of one record, as a rule; what follows it in there has no place of its own."""
    member = Member(stream)
    inner = stream_of(member.pieces())
    last: Record | Gap | None = None
    try:
        while inner.peek(1):
            if last is not None:
                yield from _page(last, stream, offset, -1, holder)
            last = next_record(inner, keep=stream.place is None or last is not None)
        inner.read(1)  # raises what broke off
    except SourceError as error:
        member.undo()
        stream.read(1)
        _to_next_member(stream)
        is_end = isinstance(error, EndsTooEarly) and not stream.peek(1)
        if is_end and isinstance(last, Record) and last.is_page:
            yield from _page(last, stream, offset, -1, holder)
            return
        label = _label(offset, last)
        if isinstance(last, Record) and not last.is_cut and last.offset:  # what fails behind it is not its own
            yield from _page(last, stream, offset, -1, holder)
            label = f"@{offset}+{inner.at}"
        yield holder.lost(label, "truncated" if is_end else "damaged", str(error))
        return
    if last is not None:
        yield from _page(last, stream, offset, stream.at - offset, holder)


def _label(offset: int, record: Record | Gap | None) -> str:
    inside = f"+{record.offset}" if record and record.offset else ""
    return f"@{offset}{inside}"


def _page(record: Record | Gap, stream: Stream, offset: int, length: int, holder: Holder) -> Iterator[PageRef | Loss]:
    label = _label(offset, record)
    if isinstance(record, Gap):
        yield holder.lost(label, "damaged", f"{record.size} bytes are no WARC record")
    elif record.is_page and record.data is None and stream.place is not None:
        yield record_page(holder, label, stream.place + offset, length)
    elif record.is_page:
        yield record_page(holder, label, 0, record.size, record.data)


def _to_next_member(stream: Stream) -> None:
    """Goes to the next gzip member that holds a record, or to the end."""
    while window := stream.peek(STEP + SNIFFED):
        at = window.find(GZIP)
        while 0 <= at < STEP:
            if first_of(window[at : at + SNIFFED], "gzip", len(MAGIC)) == MAGIC:
                stream.read(at)
                return
            at = window.find(GZIP, at + 1)
        stream.read(STEP)
