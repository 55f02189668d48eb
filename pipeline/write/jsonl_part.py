"""Parts of JSON lines, plain or packed."""

import gzip
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

import orjson
import zstandard

GZIP_LEVEL = 6
ZSTD_LEVEL = 3
CHUNK_BYTES = 1 << 16


class Plain:
    """Lines as they are."""

    def __init__(self, handle: BinaryIO) -> None:
        self.write = handle.write

    def close(self) -> None:
        """Nothing is to be said at the end."""


def gzip_writer(handle: BinaryIO) -> gzip.GzipFile:
    """Packs the lines; the file names neither itself nor a time."""
    return gzip.GzipFile(filename="", mode="wb", compresslevel=GZIP_LEVEL, fileobj=handle, mtime=0)


def zstd_writer(handle: BinaryIO) -> zstandard.ZstdCompressionWriter:
    """Packs the lines as one frame with a checksum of its content."""
    packer = zstandard.ZstdCompressor(level=ZSTD_LEVEL, write_checksum=True)
    return packer.stream_writer(handle, closefd=False)


def plain_lines(path: Path) -> Iterator[bytes]:
    """The lines of a file. Raises ValueError at one that is no JSON."""
    with path.open("rb") as handle:
        yield from _checked(handle)


def gzip_lines(path: Path) -> Iterator[bytes]:
    """The lines of a gzip file. Raises ValueError or zlib.error where it is damaged or ends early."""
    yield from _checked(_lines(_unpacked(path, zlib.decompressobj(wbits=zlib.MAX_WBITS | 16))))


def zstd_lines(path: Path) -> Iterator[bytes]:
    """The lines of a zstd frame. Raises ValueError or zstandard.ZstdError where it is damaged or ends early."""
    yield from _checked(_lines(_unpacked(path, zstandard.ZstdDecompressor().decompressobj())))


class Unpacker(Protocol):
    @property
    def eof(self) -> bool: ...

    def decompress(self, data: bytes, /) -> bytes: ...


def _unpacked(path: Path, unpacker: Unpacker) -> Iterator[bytes]:
    """What is packed, in pieces. zstandard's own reader takes the end of a file for the end of what it holds."""
    with path.open("rb") as handle:
        while chunk := handle.read(CHUNK_BYTES):
            if unpacker.eof:
                raise ValueError("more follows behind its end")
            yield unpacker.decompress(chunk)
    if not unpacker.eof:
        raise ValueError("it is cut off")


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    begun: list[bytes] = []
    for chunk in chunks:
        for line in chunk.splitlines(keepends=True):
            begun.append(line)
            if line.endswith(b"\n"):
                yield b"".join(begun)
                begun.clear()
    if begun:
        yield b"".join(begun)


def _checked(lines: Iterable[bytes]) -> Iterator[bytes]:
    for number, line in enumerate(lines, start=1):
        if not line.endswith(b"\n"):
            raise ValueError(f"line {number} is cut off")
        try:
            orjson.loads(line)
        except ValueError as error:
            raise ValueError(f"line {number}: {error}") from error
        yield line
