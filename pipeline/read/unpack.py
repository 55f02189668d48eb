"""Compression undone, in pieces and within limits."""

import bz2
import io
import lzma
import zlib
from collections.abc import Callable, Generator, Iterator
from typing import Literal, Protocol

import zstandard

from pipeline.errors import SourceError

Packing = Literal["gzip", "zstd", "bzip2", "xz"]
GZIP = b"\x1f\x8b\x08"
MAGICS: dict[bytes, Packing] = {GZIP: "gzip", b"\x28\xb5\x2f\xfd": "zstd", b"BZh": "bzip2", b"\xfd7zXZ\0": "xz"}
CHUNKS: dict[Packing, int] = {"gzip": 4096, "zstd": 512, "bzip2": 4096, "xz": 4096}
"""Bytes at a time: gzip makes 4 MB of them at most (deflate's ratio is bounded by 1032), zstd 22 MB (a block of 4 bytes
is 128 kB at most), the others are told when to stop. A chunk also bounds what a tiny member costs."""
PIECE = 1 << 20
MAX_WINDOW = 1 << 27  # what `zstd --long` may need to unpack
BOMB_SIZE, BOMB_RATIO = 200_000_000, 250
"""Past this many bytes, data that grew by more is made to fill memory or time. Text shrinks to a twentieth."""


class EndsTooEarly(SourceError):
    """The data was cut."""


class Decompressor(Protocol):
    """What the compressors' libraries have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /) -> bytes: ...


DECOMPRESSORS: dict[Packing, Callable[[], Decompressor]] = {
    "gzip": lambda: zlib.decompressobj(wbits=31),
    "zstd": lambda: zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW).decompressobj(),
    "bzip2": bz2.BZ2Decompressor,
    "xz": lzma.LZMADecompressor,
}


def packing_of(head: bytes) -> Packing | None:
    """What the first bytes say."""
    return next((packing for magic, packing in MAGICS.items() if head.startswith(magic)), None)


def unpack(data: bytes, packing: Packing, limit: int) -> bytes:
    """The content of all members, up to `limit` bytes.

    Raises SourceError for data that is not packed so, damaged, or cut before the limit.
    """
    out = bytearray()
    for piece in unpacked(io.BytesIO(data).read, packing):
        out += piece
        if len(out) >= limit:
            break
    return bytes(out[:limit])


def first_of(head: bytes, packing: Packing, limit: int) -> bytes:
    """The first bytes of what is packed, as far as `head` goes."""
    out = bytearray()
    try:
        for piece in unpacked(io.BytesIO(head).read, packing):
            out += piece
            if len(out) >= limit:
                break
    except SourceError:  # the head is cut; and what is damaged is told when it is read
        pass
    return bytes(out[:limit])


def unpacked_whole(read: Callable[[int], bytes], packing: Packing) -> Iterator[bytes]:
    """The content of all members in pieces. Raises SourceError as `unpacked` does, and for what follows but zeros."""
    rest = yield from unpacked(read, packing)
    if rest.strip(b"\0"):
        raise SourceError(f"what follows the last member is no {packing} data")


def unpacked(read: Callable[[int], bytes], packing: Packing) -> Generator[bytes, None, bytes]:
    """The content of all members in pieces. What follows the last member is passed over; its first bytes are returned.

    Raises SourceError for data that is not packed so, damaged or a bomb, EndsTooEarly where it is cut.
    """
    rest, taken, given, members = b"", 0, 0, 0
    while members == 0 or packing_of(rest) == packing:
        member = DECOMPRESSORS[packing]()
        while not member.eof:
            chunk = rest or read(CHUNKS[packing])
            if not chunk:
                raise EndsTooEarly(f"{packing} data ends too early")
            rest, taken = b"", taken + len(chunk)
            for piece in _pieces(member, chunk, packing):
                given += len(piece)
                yield piece
            if given > max(BOMB_SIZE, BOMB_RATIO * taken):
                raise SourceError(f"grows more than {BOMB_RATIO} times when unpacked")
        rest, members = member.unused_data, members + 1
        taken -= len(rest)
        while len(rest) < 6 and (more := read(CHUNKS[packing])):
            rest += more
    return rest


def _pieces(member: Decompressor, chunk: bytes, packing: Packing) -> Iterator[bytes]:
    try:
        if isinstance(member, bz2.BZ2Decompressor | lzma.LZMADecompressor):
            yield member.decompress(chunk, PIECE)
            while not member.eof and not member.needs_input:
                yield member.decompress(b"", PIECE)
        else:
            yield member.decompress(chunk)
    except (zlib.error, zstandard.ZstdError, lzma.LZMAError, OSError, EOFError) as error:
        raise SourceError(f"not {packing} data, or damaged: {error}") from error
