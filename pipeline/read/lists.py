"""Lists of inputs, one a line."""

import os
import sys
from collections.abc import Iterator, Sequence

from pipeline.errors import OptionsError
from pipeline.read.names import printable

STDIN = "-"


def listed(path: str | None, inputs: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The inputs on the list, and where on it each stands, in words. Lines, or NUL-separated where there are NULs.

    Raises OptionsError for a list that cannot be read.
    """
    if path is None:
        return
    data = _read(path, inputs)
    separator, part = (b"\0", "entry") if b"\0" in data else (b"\n", "line")
    for number, line in enumerate(data.split(separator), 1):
        name = line if part == "entry" else line.removesuffix(b"\r")
        if not name.strip():
            continue
        where = f" ({part} {number} of {printable(path) if path != STDIN else 'stdin'})"
        if name == b"-" and path == STDIN:
            raise OptionsError(f"input '-'{where} cannot be read: stdin is the list")
        yield os.fsdecode(name), where


def _read(path: str, inputs: Sequence[str]) -> bytes:
    if path == STDIN:
        if STDIN in inputs:
            raise OptionsError("files_from: stdin can be the list of inputs, or an input, but not both")
        return sys.stdin.buffer.read()
    try:
        with open(path, "rb") as handle:
            return handle.read()
    except OSError as error:
        raise OptionsError(f"files_from: {printable(path)!r} cannot be read: {error.strerror}") from error
