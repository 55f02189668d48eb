"""Zip archives → their members, by the directory at their end or, without it, from header to header."""

import struct
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from pipeline.errors import SourceError
from pipeline.read.members import Member
from pipeline.read.names import Labels, is_hidden, media_type_of
from pipeline.read.pages import Holder, Loss, PageRef
from pipeline.read.stream import PIECE, Stream, file_stream, stream_of
from pipeline.read.zip_entry import (
    ENCRYPTED,
    HEADER,
    IS_UTF8,
    MAGIC,
    STORED,
    entry_name,
    entry_pieces,
    read_entry,
)

DOCUMENTS = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF")
"""Members that make an archive an office document, a book or a program."""
WARCS = "archive/"
"""Where a WACZ keeps its pages; the rest of it is made from these."""
DIRECTORY = (b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06")
DESCRIPTOR_SIZE = 24
USUAL_GAP = 100
"""Bytes between members beside the name: extra fields, which the directory may have shorter, and a descriptor."""
STEP = 1 << 16


def zip_members(raw: BinaryIO, holder: Holder) -> Iterator[Member | PageRef | Loss]:
    """The members of a zip file by its directory or, where that is broken, by their headers; itself, if a document."""
    try:
        infos = _directory(raw)
    except (BadZipFile, ValueError, struct.error, NotImplementedError, OverflowError, OSError) as error:
        yield holder.lost("", "damaged", f"the zip directory is broken ({error}); its members were looked for")
        yield from streamed_members(file_stream(raw), holder)
        return
    if holder.page is not None and any(info.filename in DOCUMENTS for info in infos):
        yield holder.page
        return
    labels = Labels()
    for info in infos:
        name = _name(info)
        if info.is_dir() or is_hidden(name) or (holder.name.endswith(".wacz") and not name.startswith(WARCS)):
            continue
        label = "!" + labels.label(name)
        if info.flag_bits & ENCRYPTED:
            yield holder.lost(label, "encrypted", "it is encrypted")
        else:
            page = _page(holder, label, name, info.header_offset, info.compress_size)
            yield Member(name, label, info.file_size, page, partial(_content, raw, info))


def _directory(raw: BinaryIO) -> list[ZipInfo]:
    """The members by place. Raises BadZipFile for a directory that is not true.

    Members in each other are damage, or made to be unpacked many times.
    """
    archive = ZipFile(raw)
    infos = sorted(archive.infolist(), key=_offset)
    ends = [_offset(info) + HEADER.size + info.compress_size for info in infos]
    starts = [*map(_offset, infos), archive.start_dir]
    if any(start < end for end, start in zip(ends, starts[1:], strict=True)):
        raise BadZipFile("members overlap")
    raw.seek(0)
    if starts[0] > 0 and raw.read(len(MAGIC)) == MAGIC:
        raise BadZipFile("it leaves members out")
    for info, end, start in zip(infos, ends, starts[1:], strict=True):
        if start - end > len(info.filename) + len(info.extra) + USUAL_GAP:
            raw.seek(end)
            if MAGIC in raw.read(min(start - end, STEP)):
                raise BadZipFile("it leaves members out")
    return infos


def _offset(info: ZipInfo) -> int:
    return info.header_offset


def streamed_members(stream: Stream, holder: Holder) -> Iterator[Member | PageRef | Loss]:
    """The members of an archive whose directory cannot be reached, as their own headers tell."""
    labels = Labels()
    while stream.peek(1):
        offset = stream.at
        entry = read_entry(stream)
        if entry is None:
            if stream.peek(4) in DIRECTORY:
                return
            _to_next_entry(stream)
            if stream.at - offset > DESCRIPTOR_SIZE:
                yield holder.lost(f"@{offset}", "damaged", f"{stream.at - offset} bytes are no zip member")
            continue
        start, name = stream.at, entry_name(entry.name, entry.flags)
        if name in DOCUMENTS:
            yield holder.page or holder.lost("", "unsupported", "an office document, a book or a program")
            return
        content = stream_of(entry_pieces(stream, entry, entry.size))
        if entry.flags & ENCRYPTED:
            yield holder.lost("!" + labels.label(name), "encrypted", "it is encrypted")
        elif not name.endswith("/") and not is_hidden(name):
            label = "!" + labels.label(name)
            place = stream.place
            page = None if place is None else _page(holder, label, name, place + offset, entry.size)
            yield Member(name, label, -1, page, partial(_same, content))
        _pass(stream, content, start, entry.size)
    stream.read(1)  # raises what broke off


def _page(holder: Holder, label: str, name: str, offset: int, length: int) -> PageRef:
    return PageRef(
        ref=holder.ref + label,
        path=holder.path,
        reader="zip",
        offset=offset,
        length=length,
        media_type=media_type_of(name),
    )


def _name(info: ZipInfo) -> str:
    if info.flag_bits & IS_UTF8:
        return info.filename
    try:
        return entry_name(info.orig_filename.encode("cp437"), 0)
    except UnicodeEncodeError:  # an extra field had another name
        return info.filename


def _content(raw: BinaryIO, info: ZipInfo) -> Stream:
    """A member's bytes: those that are stored as they are have a place in the file."""
    stream = file_stream(raw, info.header_offset)
    entry = read_entry(stream)
    if entry is None:
        raise SourceError("no zip entry begins where its directory says")
    if entry.method == STORED:
        return file_stream(raw, info.header_offset + stream.at, info.compress_size)
    return stream_of(entry_pieces(stream, entry, info.compress_size))


def _same(content: Stream) -> Stream:
    return content


def _pass(stream: Stream, content: Stream, start: int, size: int) -> None:
    """Goes behind an entry's data; where it is damaged and has no size, to what begins like the next one."""
    if size >= 0:
        if stream.at < start + size:
            stream.seek(start + size)
        return
    try:
        while content.read(PIECE):
            pass
    except SourceError:
        if stream.place is not None:
            stream.seek(start)
        _to_next_entry(stream)


def _to_next_entry(stream: Stream) -> None:
    while window := stream.peek(STEP):
        found = [at for magic in (MAGIC, DIRECTORY[0]) if (at := window.find(magic, 1)) > 0]
        if found:
            stream.read(min(found))
            return
        stream.read(max(1, len(window) - len(MAGIC)) if len(window) == STEP else len(window))
