"""Files and URLs, opened."""

import io
import os
import stat
import sys
from contextlib import AbstractContextManager
from typing import BinaryIO, cast

from pipeline.read.remote import is_url, opened_url
from pipeline.read.stream import PIECE, Stream


def opened(path: str) -> AbstractContextManager[BinaryIO]:
    """The file or URL. Raises OSError where it cannot be opened, or is no file."""
    if is_url(path):
        return opened_url(path)
    mode = os.stat(path).st_mode
    if stat.S_ISDIR(mode):
        os.scandir(path).close()  # raises what kept it from being searched
        raise OSError("is a folder that could not be searched")
    if not stat.S_ISREG(mode):
        raise OSError("not a regular file")  # opening a FIFO would wait for ever
    return open(path, "rb")


def stdin_stream() -> Stream:
    """Stdin, in pieces: a signal that comes while the interpreter is inside a long read would wait for its end."""
    if sys.stdin is None:
        raise OSError("stdin is closed")
    stdin = cast(io.BufferedReader, sys.stdin.buffer)
    return Stream(lambda: stdin.read1(PIECE))
