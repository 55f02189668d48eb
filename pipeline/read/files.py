"""Files, folders and stdin → sources, in one order whatever order they were given in."""

import io
import os
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from typing import cast

from pipeline.errors import OptionsError, SourceError
from pipeline.model import Source, Value
from pipeline.read.gunzip import MAGIC, gunzip
from pipeline.read.several_pages import pages_of

STDIN = "-"
# One byte more than `decode` uses, so that it can tell a page that was cut from one that just fits.
READ_LIMIT = 20_000_001
COMPRESSED_LIMIT = 20_100_000  # what does not shrink grows a little
PIECE = 1 << 16
MAX_NUMBER = 9  # digits
NUMBERED = re.compile(r"#(?=\d+\Z)")
"""Before the number of a page in its file. Where a file's own name has it, it is escaped."""
MEDIA_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".shtml": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".txt": "text/plain",
    ".text": "text/plain",
    ".css": "text/css",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".map": "application/json",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}


class InputFile(Value, frozen=True, kw_only=True):
    """A page that is to be read."""

    ref: str
    """Its path below the input root, `/` between the parts; bytes that are not UTF-8, and backslashes, are escaped."""
    path: str


def find_inputs(inputs: Sequence[str], *, out: str | None = None) -> tuple[InputFile, ...]:
    """Every page below the inputs, each once, sorted by ref. `out` is a folder or file that is not read back.

    Names that start with a dot are passed over within folders. Links are followed, loops are not. Raises OptionsError
    for an input that does not exist, or that is the output.
    """
    out = os.path.realpath(out) if out is not None else None
    paths: dict[str, None] = {}
    for name in inputs:
        if name == STDIN:
            paths[STDIN] = None
        elif os.path.isdir(name):
            paths |= dict.fromkeys(_walk(os.path.abspath(name), out))
        elif os.path.lexists(name):
            paths[os.path.abspath(name)] = None
        else:
            raise OptionsError(f"input {_printable(name)!r} does not exist; give files, folders, or - for stdin")
        if name != STDIN and os.path.realpath(name) == out:
            raise OptionsError(f"input {_printable(name)!r} is also the output; give another output")
    root = _root([os.path.abspath(name) for name in inputs if name != STDIN])
    files = (InputFile(ref=_ref(path, root), path=path) for path in paths)
    return tuple(sorted(files, key=lambda file: (file.ref, file.path)))


def read_page(name: str, *, url: str | None = None) -> Source:
    """The one page of this name; `notes.txt#2` is the second of a file that holds several.

    Raises OptionsError if it is no page, SourceError if it cannot be read.
    """
    path, number = _numbered(name)
    if path != STDIN and os.path.isdir(path):
        raise OptionsError(f"input {_printable(path)!r} is a folder; give one page, or - for stdin")
    (file,) = find_inputs([path])
    try:
        pages = pages_of(read_source(file, url=url))
    except SourceError as error:
        raise SourceError(f"input {_printable(path)!r} cannot be read: {error}") from error
    if len(pages) > 1 and number is None:
        raise OptionsError(f"input {_printable(path)!r} holds {len(pages)} pages; give one of them: {path}#1")
    if number is not None and not 1 <= number <= len(pages):
        raise OptionsError(f"input {_printable(path)!r} holds {len(pages)} page{'s' * (len(pages) > 1)}, no #{number}")
    return pages[(number or 1) - 1]


def _numbered(name: str) -> tuple[str, int | None]:
    """The file's name, and which of its pages is meant."""
    path, mark, number = name.rpartition("#")
    if not mark or not number.isdecimal() or len(number) > MAX_NUMBER or os.path.lexists(name):
        return name, None
    return path, int(number)


def read_source(file: InputFile, *, url: str | None = None) -> Source:
    """The file's bytes, gzip undone. Raises SourceError where it cannot be read."""
    try:
        body = _read(file.path)
    except OSError as error:
        raise SourceError(error.strerror or str(error)) from error
    name = file.ref.lower()
    if name.endswith(".gz") or body.startswith(MAGIC):
        body = gunzip(body, READ_LIMIT)
    media_type = MEDIA_TYPES.get(os.path.splitext(name.removesuffix(".gz"))[1])
    return Source(ref=file.ref, body=body[:READ_LIMIT], url=url, media_type=media_type)


def _read(path: str) -> bytes:
    if path == STDIN:
        return _read_stdin()
    mode = os.stat(path).st_mode
    if stat.S_ISDIR(mode):
        os.scandir(path).close()  # raises what kept it from being searched
        raise SourceError("is a folder that could not be searched")
    if not stat.S_ISREG(mode):
        raise SourceError("not a regular file")  # opening a FIFO would wait for ever
    with open(path, "rb") as handle:
        return handle.read(COMPRESSED_LIMIT)


def _read_stdin() -> bytes:
    """In pieces: a signal that comes while the interpreter is inside a long read would wait for its end."""
    if sys.stdin is None:
        raise SourceError("stdin is closed")
    stdin, body = cast(io.BufferedReader, sys.stdin.buffer), bytearray()
    while len(body) < COMPRESSED_LIMIT and (piece := stdin.read1(PIECE)):
        body += piece
    return bytes(body[:COMPRESSED_LIMIT])


def _walk(folder: str, out: str | None) -> Iterator[str]:
    """The files below a folder, and the folders that cannot be searched."""
    unreadable: list[str] = []
    out_name = os.path.basename(out) if out else None
    seen = {os.path.realpath(folder), out}
    for here, folders, names in os.walk(folder, followlinks=True, onerror=lambda e: unreadable.append(str(e.filename))):
        below = []
        for name in sorted(folders):
            real = os.path.realpath(os.path.join(here, name))
            if not name.startswith(".") and real not in seen:
                seen.add(real)
                below.append(name)
        folders[:] = below
        for name in sorted(names):
            path = os.path.join(here, name)
            if not name.startswith(".") and not (name == out_name and os.path.realpath(path) == out):
                yield path
    yield from unreadable


def _root(paths: Sequence[str]) -> str:
    """What refs are relative to: the one input folder, or the nearest folder above all inputs."""
    if not paths:
        return os.getcwd()
    common = os.path.commonpath(paths)
    return common if os.path.isdir(common) else os.path.dirname(common)


def _ref(path: str, root: str) -> str:
    if path == STDIN:
        return "stdin"
    return _printable(NUMBERED.sub(r"\\#", os.path.relpath(path, root).replace("\\", "\\\\")))


def _printable(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "backslashreplace")
