"""Bytes that are read once, from the first to the last, in bounded memory."""

import io
from collections.abc import Callable, Iterable
from typing import BinaryIO

from pipeline.errors import SourceError

PIECE = 1 << 16


class Stream:
    """Bytes that come in pieces; looking ahead and skipping are possible.

    What breaks off gives what came before, and raises its SourceError when more is asked for.
    """

    def __init__(
        self, more: Callable[[], bytes], *, place: int | None = None, jump: Callable[[int], object] | None = None
    ) -> None:
        self.at = 0
        """Bytes read so far."""
        self.place = place
        """Where in its file the first byte lies; None where these bytes are not in a file as they are."""
        self._more = more
        self._jump = jump
        self._ahead = b""
        self._used = 0
        self._error: SourceError | None = None

    def peek(self, size: int) -> bytes:
        """The next bytes, which stay unread; fewer at the end."""
        if len(self._ahead) - self._used < size:
            self._fill(size)
        return self._ahead[self._used : self._used + size]

    def read(self, size: int) -> bytes:
        """The next bytes, fewer at the end. Raises the error of what broke off once all before it is read."""
        data = self.peek(size)
        if not data and size and self._error is not None:
            raise self._error
        self._used += len(data)
        self.at += len(data)
        return data

    def back(self, data: bytes) -> None:
        """Puts bytes that were read before what comes next."""
        self._ahead, self._used = data + self._ahead[self._used :], 0
        self.at -= len(data)

    def tell(self) -> int:
        """The same as `at`: what tarfile asks."""
        return self.at

    def seek(self, at: int) -> int:
        """Goes forward, to the end where there is less; backward too, where the bytes lie in a file as they are."""
        ahead = len(self._ahead) - self._used
        if self._jump is not None and not 0 <= at - self.at <= ahead:
            self._jump(at)
            self._ahead, self._used, self.at = b"", 0, at
        elif at < self.at:
            raise io.UnsupportedOperation("this stream cannot go back")
        while self.at < at and self.read(min(at - self.at, PIECE)):
            pass
        return self.at

    def part(self, size: int) -> "Stream":
        """The next bytes as a stream of their own; to be read before anything else is read from this one."""
        start, end = self.at, self.at + size

        def more() -> bytes:
            return self.read(min(PIECE, end - self.at)) if self.at < end else b""

        place = None if self.place is None else self.place + start
        jump = None if self._jump is None else lambda at: self.seek(min(start + at, end))
        return Stream(more, place=place, jump=jump)

    def _fill(self, size: int) -> None:
        parts, count = [self._ahead[self._used :]], len(self._ahead) - self._used
        try:
            while count < size and (piece := self._more()):
                parts.append(piece)
                count += len(piece)
        except SourceError as error:
            self._error = error
        self._ahead, self._used = b"".join(parts), 0


def stream_of(pieces: Iterable[bytes]) -> Stream:
    """The pieces, one after the other."""
    whole = filter(None, pieces)
    return Stream(lambda: next(whole, b""))


def file_stream(raw: BinaryIO, start: int = 0, size: int | None = None) -> Stream:
    """A file's bytes from `start` on, which lie there as they are."""
    at, end = start, None if size is None else start + size

    def more() -> bytes:
        nonlocal at
        raw.seek(at)  # others may read the file between two pieces
        piece = raw.read(PIECE if end is None else max(0, min(PIECE, end - at)))
        at += len(piece)
        return piece

    def jump(to: int) -> None:
        nonlocal at
        at = start + to

    return Stream(more, place=start, jump=jump)
