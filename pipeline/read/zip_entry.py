"""One entry of a zip archive, from its local header on."""

import struct
import zlib
from collections.abc import Iterator

from pipeline.errors import SourceError
from pipeline.model import Value
from pipeline.read.pages import READ_LIMIT
from pipeline.read.stream import PIECE, Stream
from pipeline.read.unpack import EndsTooEarly, unpacked

MAGIC = b"PK\x03\x04"
HEADER = struct.Struct("<4s5H3L2H")
DESCRIPTOR = b"PK\x07\x08"
STORED, DEFLATED, BZIPPED, ZSTD = 0, 8, 12, 93
ENCRYPTED, HAS_DESCRIPTOR, IS_UTF8 = 1, 8, 1 << 11
IN_EXTRA = 0xFFFFFFFF
CHUNK = 1 << 12
SLACK = HEADER.size + 2 * 0xFFFF + 24
"""What there may be of an entry beside its data: header, name, extra fields, descriptor."""


class Entry(Value, frozen=True, kw_only=True):
    """What a local header says."""

    name: bytes
    flags: int
    method: int
    crc: int
    size: int
    """Bytes of packed data; -1 where only a descriptor behind them tells."""


def read_entry(stream: Stream) -> Entry | None:
    """Reads the header that begins here; None if none does."""
    head = stream.peek(HEADER.size)
    if len(head) < HEADER.size or not head.startswith(MAGIC):
        return None
    _, _, flags, method, _, _, crc, size, whole, name_size, extra_size = HEADER.unpack(head)
    stream.read(HEADER.size)
    name, extra = stream.read(name_size), stream.read(extra_size)
    if size == IN_EXTRA:
        size = _long_size(extra, 8 if whole == IN_EXTRA else 0)
    if flags & HAS_DESCRIPTOR and size == 0:
        size = -1
    return Entry(name=name, flags=flags, method=method, crc=crc, size=size)


def entry_name(name: bytes, flags: int) -> str:
    """The name as people see it: many archives have UTF-8 without saying so."""
    try:
        return name.decode()
    except UnicodeDecodeError:
        return name.decode("utf-8" if flags & IS_UTF8 else "cp437", "backslashreplace")


def entry_pieces(stream: Stream, entry: Entry, size: int) -> Iterator[bytes]:
    """The content of the entry whose data, of `size` bytes or -1, begin here. Raises SourceError for damage."""
    start, crc = stream.at, 0
    for piece in _unpacked(stream, entry, size):
        crc = zlib.crc32(piece, crc)
        yield piece
    if size >= 0:
        stream.seek(start + size)
    expected = entry.crc
    if entry.flags & HAS_DESCRIPTOR:
        tail = stream.peek(8)
        has_magic = tail.startswith(DESCRIPTOR)
        expected = int.from_bytes(tail[4:8] if has_magic else tail[:4], "little") if len(tail) == 8 else entry.crc
    if crc != expected:
        raise SourceError("the checksum is another: damaged")


def entry_body(stream: Stream, size: int) -> tuple[bytes, bool]:
    """The content of the entry whose header begins here, up to the limit, and whether all of it is there."""
    entry = read_entry(stream)
    if entry is None:
        raise SourceError("no zip entry begins here")
    out = bytearray()
    try:
        for piece in entry_pieces(stream, entry, size):
            out += piece
            if len(out) >= READ_LIMIT:
                break
    except EndsTooEarly:
        return bytes(out), False
    return bytes(out[:READ_LIMIT]), True


def _unpacked(stream: Stream, entry: Entry, size: int) -> Iterator[bytes]:
    if entry.method == DEFLATED:
        return _inflated(stream, size)
    if size < 0:
        raise SourceError("its size is not known")
    data = stream.part(size)
    if entry.method == STORED:
        return _stored(data, size)
    if entry.method in (BZIPPED, ZSTD):
        return unpacked(data.read, "bzip2" if entry.method == BZIPPED else "zstd")
    raise SourceError(f"zip compression method {entry.method} is not supported")


def _stored(data: Stream, size: int) -> Iterator[bytes]:
    while piece := data.read(PIECE):
        yield piece
    if data.at < size:
        raise EndsTooEarly("the data ends too early")


def _inflated(stream: Stream, size: int) -> Iterator[bytes]:
    """What follows the data is put back, where its size was not known."""
    data = stream if size < 0 else stream.part(size)
    inflater = zlib.decompressobj(wbits=-15)
    while not inflater.eof:
        chunk = data.read(CHUNK)
        if not chunk:
            raise EndsTooEarly("the data ends too early")
        try:
            yield inflater.decompress(chunk)
        except zlib.error as error:
            raise SourceError(f"damaged: {error}") from error
    data.back(inflater.unused_data)


def _long_size(extra: bytes, skipped: int) -> int:
    """The packed size in the field for archives over 4 GB; -1 where it is missing."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        if kind == 1 and size >= skipped + 8:
            return int.from_bytes(extra[4 + skipped : 12 + skipped], "little")
        extra = extra[4 + size :]
    return -1
