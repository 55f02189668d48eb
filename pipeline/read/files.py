"""Files, folders and stdin → sources, in one order whatever order they were given in."""

import os
import stat
import sys
import zlib
from collections.abc import Iterator, Sequence

from pipeline.errors import OptionsError, SourceError
from pipeline.model import Source, Value

STDIN = "-"
# One byte more than `decode` uses, so that it can tell a page that was cut from one that just fits.
READ_LIMIT = 20_000_001
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
    """Its path below the input root, `/` between the parts; what is not UTF-8 in it is escaped."""
    path: str


def find_inputs(inputs: Sequence[str], *, exclude: str | None = None) -> tuple[InputFile, ...]:
    """Every page below the inputs, each once, sorted by ref. `exclude` is a folder that is not searched.

    Names that start with a dot are passed over within folders. Links are followed, loops are not. Raises OptionsError
    for an input that does not exist.
    """
    paths: dict[str, None] = {}
    for name in inputs:
        if name == STDIN:
            paths[STDIN] = None
        elif os.path.isdir(name):
            paths |= dict.fromkeys(_walk(os.path.abspath(name), os.path.abspath(exclude) if exclude else None))
        elif os.path.lexists(name):
            paths[os.path.abspath(name)] = None
        else:
            raise OptionsError(f"input {_printable(name)!r} does not exist; give files, folders, or - for stdin")
    root = _root([os.path.abspath(name) for name in inputs if name != STDIN])
    files = (InputFile(ref=_ref(path, root), path=path) for path in paths)
    return tuple(sorted(files, key=lambda file: (file.ref, file.path)))


def read_source(file: InputFile, *, url: str | None = None) -> Source:
    """The file's bytes, gzip undone. Raises SourceError where it cannot be read."""
    try:
        body = _read(file.path)
    except OSError as error:
        raise SourceError(error.strerror or str(error)) from error
    name = file.ref.lower()
    if name.endswith(".gz"):
        name, body = name[:-3], _gunzip(body)
    media_type = MEDIA_TYPES.get(os.path.splitext(name)[1])
    return Source(ref=file.ref, body=body, url=url, media_type=media_type)


def _read(path: str) -> bytes:
    if path == STDIN:
        return sys.stdin.buffer.read(READ_LIMIT)
    mode = os.stat(path).st_mode
    if stat.S_ISDIR(mode):
        os.scandir(path).close()  # raises what kept it from being searched
        raise SourceError("is a folder that could not be searched")
    if not stat.S_ISREG(mode):
        raise SourceError("not a regular file")  # opening a FIFO would wait for ever
    with open(path, "rb") as handle:
        return handle.read(READ_LIMIT)


def _gunzip(data: bytes) -> bytes:
    """The members' content, up to READ_LIMIT bytes of it. A bomb costs no more than that."""
    out = bytearray()
    try:
        while data and len(out) < READ_LIMIT:
            member = zlib.decompressobj(wbits=31)
            out += member.decompress(data, READ_LIMIT - len(out))
            if not member.eof and len(out) < READ_LIMIT:
                raise SourceError("gzip data ends too early")
            data = member.unused_data.lstrip(b"\0")
    except zlib.error as error:
        raise SourceError(f"not gzip data, or damaged: {error}") from error
    return bytes(out)


def _walk(folder: str, exclude: str | None) -> Iterator[str]:
    """The files below a folder, and the folders that cannot be searched."""
    unreadable: list[str] = []
    seen = {os.path.realpath(folder)}
    for here, folders, names in os.walk(folder, followlinks=True, onerror=lambda e: unreadable.append(str(e.filename))):
        below = []
        for name in folders:
            path = os.path.join(here, name)
            real = os.path.realpath(path)
            if name.startswith(".") or path == exclude or real in seen:
                continue
            seen.add(real)
            below.append(name)
        folders[:] = sorted(below)
        yield from (os.path.join(here, name) for name in sorted(names) if not name.startswith("."))
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
    return _printable(os.path.relpath(path, root)).replace(os.sep, "/")


def _printable(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "backslashreplace")
