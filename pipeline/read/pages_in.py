"""The pages of a file: itself, or those that lie in it."""

import os
from collections.abc import Callable, Iterator
from typing import BinaryIO

from msgspec import structs

from pipeline.errors import OptionsError, SourceError
from pipeline.read.csv_rows import csv_pages
from pipeline.read.files import STDIN, InputFile
from pipeline.read.gzipped_warc import gzipped_warc_pages
from pipeline.read.json_lines import json_pages
from pipeline.read.members import Member
from pipeline.read.names import is_plain, media_type_of, unpacked_name
from pipeline.read.opened import opened, stdin_stream
from pipeline.read.pages import COMPRESSED_LIMIT, Columns, Holder, Loss, PageRef
from pipeline.read.parquet_rows import parquet_pages
from pipeline.read.remote import WEB
from pipeline.read.sniff import Kind, kind_of
from pipeline.read.stream import Stream, file_stream, stream_of
from pipeline.read.tars import tar_members
from pipeline.read.unpack import EndsTooEarly, first_of, packing_of, unpacked, unpacked_whole
from pipeline.read.warc import MAGIC as WARC
from pipeline.read.warc import warc_pages
from pipeline.read.zips import streamed_members, zip_members

HEAD = 1 << 16
MOST_ARCHIVES = 2
"""In each other."""
MOST_PACKINGS = 2
NO_COLUMNS = Columns()
NO_PARQUET = "Parquet is read from files only; unpack it first"


def pages_in(file: InputFile, columns: Columns = NO_COLUMNS) -> Iterator[PageRef | Loss]:
    """The pages of a file in their order, lazily, and what of it is lost. Ordinary pages are not opened for it.

    Raises OptionsError where a package is missing, and nothing else: whatever a library raises costs the file.
    """
    holder = _holder(file, columns)
    if holder.page is not None and is_plain(file.path):
        yield holder.page
        return
    try:
        if file.path == STDIN:
            yield from _pages(stdin_stream(), holder, None)
            return
        with opened(file.path) as raw:
            yield from _pages(file_stream(raw), holder, raw)
    except OptionsError:
        raise
    except Exception as error:  # of whatever reads it: nothing in a file may end the run
        yield _lost(holder, error)


def _holder(file: InputFile, columns: Columns) -> Holder:
    path, name, media_type = os.fsencode(file.path), os.path.basename(file.path).lower(), media_type_of(file.path)
    url = file.path if file.path.lower().startswith(WEB) else None
    page = PageRef(ref=file.ref, path=path, url=url, media_type=media_type) if file.path != STDIN else None
    return Holder(
        ref=file.ref,
        path=path,
        name=name,
        page=page,
        media_type=media_type,
        columns=columns,
    )


def _lost(holder: Holder, error: Exception) -> Loss:
    if isinstance(error, OSError):
        return holder.lost("", "unreadable", error.strerror or str(error))
    if not isinstance(error, SourceError):
        return holder.lost("", "damaged", f"{type(error).__name__}: {error}")
    return holder.lost("", "truncated" if isinstance(error, EndsTooEarly) else "damaged", str(error))


def _pages(stream: Stream, holder: Holder, raw: BinaryIO | None, packings: int = 0) -> Iterator[PageRef | Loss]:
    """The pages of a stream, compression undone. `raw` is the file, if the stream is all of one."""
    head = stream.peek(HEAD)
    packing = packing_of(head) if packings < MOST_PACKINGS else None
    inside = head if packing is None else first_of(head, packing, HEAD)
    name = unpacked_name(holder.name)
    kind = kind_of(inside, name, holder.columns)
    if (
        kind == "warc"
        and not head.startswith(WARC)
        and (packing == "gzip" or (packing is None and holder.name.endswith(".gz")))
    ):
        yield from gzipped_warc_pages(stream, holder)
        return
    if packing is None:
        yield from _content(stream, kind, holder, raw)
        return
    is_page = kind == "page" and packing_of(inside) is None and packing in ("gzip", "zstd")
    if is_page and holder.page is not None:
        yield holder.page
        return
    # What stands behind a page is nobody's; behind a container's content it may be the rest of it, damaged.
    unpacking = stream_of((unpacked if kind == "page" else unpacked_whole)(stream.read, packing))
    yield from _pages(unpacking, structs.replace(holder, name=name, page=None, size=-1), None, packings + 1)


def _content(stream: Stream, kind: Kind, holder: Holder, raw: BinaryIO | None) -> Iterator[PageRef | Loss]:
    """The pages of a stream that is not compressed, by what it is."""
    if kind == "page":
        yield holder.page or _inline(stream, holder)
    elif kind in ("zip", "tar"):
        yield from _members(stream, kind, holder, raw)
    elif kind == "parquet":
        yield from parquet_pages(raw, holder) if raw is not None else [holder.lost("", "unsupported", NO_PARQUET)]
    else:
        yield from READERS[kind](stream, holder)


def _members(stream: Stream, kind: Kind, holder: Holder, raw: BinaryIO | None) -> Iterator[PageRef | Loss]:
    """The pages of an archive's members, and of the archives that these are."""
    if holder.depth == MOST_ARCHIVES:
        yield holder.lost("", "unsupported", f"an archive in {MOST_ARCHIVES} others; unpack them first")
        return
    members: Iterator[Member | PageRef | Loss]
    if kind == "tar":
        members = tar_members(stream, holder)
    elif raw is not None:
        members = zip_members(raw, holder)
    else:
        members = streamed_members(stream, holder)
    for member in members:
        yield from _member_pages(member, holder) if isinstance(member, Member) else [member]


def _member_pages(member: Member, holder: Holder) -> Iterator[PageRef | Loss]:
    inner = structs.replace(
        holder,
        ref=holder.ref + member.label,
        name=member.name.lower(),
        page=member.page,
        media_type=media_type_of(member.name),
        size=member.size,
        depth=holder.depth + 1,
    )
    try:
        if not is_plain(member.name):
            yield from _pages(member.open(), inner, None)
        elif member.page is not None:
            yield member.page
        else:
            yield _inline(member.open(), inner)
    except (OptionsError, OSError):
        raise
    except Exception as error:  # as in `pages_in`: it costs the member, not those after it
        yield _lost(inner, error)


def _inline(stream: Stream, holder: Holder) -> PageRef:
    """A page that is read now. Raises SourceError where it breaks off, unless it is known how much is missing."""
    body = stream.read(COMPRESSED_LIMIT)
    if holder.size < 0 and len(body) < COMPRESSED_LIMIT:
        stream.read(1)
    return PageRef(ref=holder.ref, path=holder.path, length=holder.size, body=body, media_type=holder.media_type)


READERS: dict[Kind, Callable[[Stream, Holder], Iterator[PageRef | Loss]]] = {
    "warc": warc_pages,
    "json": json_pages,
    "csv": csv_pages,
}
