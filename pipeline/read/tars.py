"""Tar archives → their members. Behind a damaged header, reading goes on at the next block that is one."""

import tarfile
from collections.abc import Iterator
from functools import partial
from typing import IO, cast

from pipeline.read.members import Member
from pipeline.read.names import Labels, is_hidden, media_type_of
from pipeline.read.pages import Holder, Loss, PageRef
from pipeline.read.stream import Stream

BLOCK = tarfile.BLOCKSIZE
PREFIXES = (
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
)
"""Headers of headers: long names, attributes. tarfile holds what is in them in memory."""
PREFIX_LIMIT = 1 << 20


def is_tar(head: bytes) -> bool:
    """True for bytes that begin with a header whose checksum is right."""
    try:
        info = tarfile.TarInfo.frombuf(head[:BLOCK], "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError):
        return False
    return info.type not in PREFIXES or info.size <= PREFIX_LIMIT


def tar_members(stream: Stream, holder: Holder) -> Iterator[Member | Loss]:
    """The members in order, links and devices passed over."""
    labels = Labels()
    while stream.peek(BLOCK).strip(b"\0"):
        for info in _infos(stream):
            if not info.isreg() or is_hidden(info.name):
                continue
            label = "!" + labels.label(info.name)
            if info.issparse():
                yield holder.lost(label, "unsupported", "it is a sparse file")
                continue
            stream.seek(info.offset_data)
            page = None if stream.place is None else _page(holder, label, info, stream.place)
            yield Member(info.name, label, info.size, page, partial(stream.part, info.size))
        damaged = stream.at
        if stream.peek(BLOCK).strip(b"\0"):
            _to_next_header(stream)
            yield holder.lost(f"@{damaged}", "damaged", f"{stream.at - damaged} bytes are no tar member")
    if not stream.peek(BLOCK):
        stream.read(1)  # raises what broke off


def _infos(stream: Stream) -> Iterator[tarfile.TarInfo]:
    """The headers from here to the end, or to a damaged one: the stream is there then."""
    tar: tarfile.TarFile | None = None
    while is_tar(stream.peek(BLOCK)):
        start = stream.at
        try:
            if tar is None:
                tar = tarfile.TarFile(fileobj=cast(IO[bytes], stream), mode="r", errors="surrogateescape")
            info = tar.next()
        except (tarfile.TarError, RecursionError, ValueError, OverflowError):
            info = None
        if tar is None or info is None:
            if stream.at == start:
                stream.read(BLOCK)
            return
        cast(list[tarfile.TarInfo], tar.members).clear()  # type: ignore[attr-defined]  # or all of them would be held
        yield info
        stream.seek(tar.offset)


def _page(holder: Holder, label: str, info: tarfile.TarInfo, place: int) -> PageRef:
    return PageRef(
        ref=holder.ref + label,
        path=holder.path,
        offset=place + info.offset_data,
        length=info.size,
        media_type=media_type_of(info.name),
    )


def _to_next_header(stream: Stream) -> None:
    """Goes to the next block that is a header, or to the end."""
    stream.read(BLOCK - stream.at % BLOCK)
    while (block := stream.peek(BLOCK)) and not is_tar(block):
        stream.read(len(block))
