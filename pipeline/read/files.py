"""Files, folders, patterns, lists and URLs → the files to read, in one order whatever order they were given in."""

import os
from collections.abc import Iterator, Sequence

from pipeline.errors import OptionsError
from pipeline.model import Value
from pipeline.read.lists import listed
from pipeline.read.names import printable, ref_of
from pipeline.read.patterns import find_matches, folder_of, is_pattern
from pipeline.read.remote import find_urls, is_url
from pipeline.read.tree import Found, found, walk

STDIN = "-"


class InputFile(Value, frozen=True, kw_only=True):
    """A file that is to be read: a page, or what holds pages."""

    ref: str
    """Its path below the input root, `/` between the parts, or its URL. Bytes that are not UTF-8 are escaped, and so
    are backslashes, and what stands before the name of a page within a file."""
    path: str
    size: int = -1
    """Bytes; -1 where that is not known."""
    mtime_ns: int = -1
    """When it was last changed; -1 where that is not known."""


def find_inputs(
    inputs: Sequence[str], *, out: str | None = None, files_from: str | None = None
) -> tuple[InputFile, ...]:
    """Every file below the inputs, each once, sorted by ref. `out` is a folder or file that is not read back.

    `files_from` names a list of more inputs. Names that start with a dot are passed over within folders. Links are
    followed, loops are not. Raises OptionsError for an input that does not exist, or that is the output.
    """
    out = os.path.realpath(out) if out is not None else None
    files: dict[str, Found] = {}
    roots: list[str] = []
    for name, where in [*((name, "") for name in inputs), *listed(files_from, inputs)]:
        root, below = _below(name, where, out)
        roots += [root] if root is not None else []
        files |= {file.path: file for file in below}
    top = _top(roots)
    pages = (
        InputFile(ref=_ref(file.path, top), path=file.path, size=file.size, mtime_ns=file.mtime_ns)
        for file in files.values()
    )
    return tuple(sorted(pages, key=lambda file: (file.ref, file.path)))


def _below(name: str, where: str, out: str | None) -> tuple[str | None, Iterator[Found]]:
    """The files that an input names, and the path that it stands for. A name that exists is no pattern."""
    if name == STDIN:
        return None, iter([Found(STDIN)])
    path = os.path.abspath(name)
    if not os.path.lexists(path):
        if is_url(name):
            return None, find_urls(name)
        if is_pattern(name):
            return folder_of(path), find_matches(path, f"input {printable(name)!r}{where}", out)
        raise OptionsError(f"input {printable(name)!r}{where} does not exist; give files, folders, or - for stdin")
    if out is not None and _is_same(path, out):
        raise OptionsError(f"input {printable(name)!r}{where} is also the output; give another output")
    return path, walk(path, out) if os.path.isdir(path) else iter([found(path)])


def _is_same(path: str, out: str) -> bool:
    try:
        return os.path.samestat(os.stat(path), os.stat(out))
    except OSError:
        return False


def _top(paths: Sequence[str]) -> str:
    """What refs are relative to: the one input folder, or the nearest folder above all inputs."""
    if not paths:
        return os.getcwd()
    common = os.path.commonpath(paths)
    return common if os.path.isdir(common) else os.path.dirname(common)


def _ref(path: str, top: str) -> str:
    if path == STDIN:
        return "stdin"
    ref = ref_of(path if is_url(path) else path.removeprefix(top).lstrip("/"))
    return f"\\{ref}" if ref == "stdin" else ref
