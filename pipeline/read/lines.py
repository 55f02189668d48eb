"""A stream's lines, those that are too long left out."""

from collections.abc import Iterator

from pipeline.errors import SourceError
from pipeline.model import Value
from pipeline.read.pages import READ_LIMIT
from pipeline.read.stream import Stream

LINE_LIMIT = 3 * READ_LIMIT  # JSON may write one byte of a page in six, but hardly all
STEP = 1 << 20


class Line(Value, frozen=True, kw_only=True):
    """A line, without its line feed."""

    number: int
    """From 1."""
    offset: int
    size: int
    data: bytes | None
    """None for a line that is too long to be held."""


def lines_of(stream: Stream) -> Iterator[Line]:
    """The lines. Raises the SourceError of what breaks off, after the last line."""
    number, offset, parts, held = 1, stream.at, list[bytes](), 0
    error: SourceError | None = None
    while True:
        try:
            chunk = stream.read(STEP)
        except SourceError as broken:
            chunk, error = b"", broken
        *whole, rest = chunk.split(b"\n")
        for data in whole:
            size = held + len(data)
            yield Line(number=number, offset=offset, size=size, data=_joined(parts, data, size))
            number, offset, held = number + 1, offset + size + 1, 0
            parts.clear()
        held += len(rest)
        if held <= LINE_LIMIT:
            parts.append(rest)
        if not chunk:
            break
    if held:
        yield Line(number=number, offset=offset, size=held, data=_joined(parts, b"", held))
    if error is not None:
        raise error


def _joined(parts: list[bytes], last: bytes, size: int) -> bytes | None:
    if size > LINE_LIMIT:
        return None
    return b"".join([*parts, last]) if parts else last
