"""Gzip undone, within a limit."""

import zlib

from pipeline.errors import SourceError

MAGIC = b"\x1f\x8b\x08"
CHUNK = 4096  # grows to at most 4 MB (deflate's ratio is bounded by 1032), and bounds what a tiny member costs


def gunzip(data: bytes, limit: int) -> bytes:
    """The content of all members, up to `limit` bytes. What follows the last member is padding, and passed over.

    Raises SourceError for data that is not gzip, damaged, or cut before the limit.
    """
    out = bytearray()
    at = 0
    while len(out) < limit and (at == 0 or data.startswith(MAGIC, at)):
        member = zlib.decompressobj(wbits=31)
        while not member.eof and len(out) < limit:
            chunk = data[at : at + CHUNK]
            if not chunk:
                raise SourceError("gzip data ends too early")
            try:
                out += member.decompress(chunk)
            except zlib.error as error:
                raise SourceError(f"not gzip data, or damaged: {error}") from error
            at += len(chunk) - len(member.unused_data)
    return bytes(out[:limit])
