"""The files below a folder."""

import os
import stat
from collections.abc import Iterator
from typing import NamedTuple

Seen = set[tuple[int, int]]


class Found(NamedTuple):
    """A file, and what tells whether it has changed."""

    path: str
    size: int = -1
    """Bytes; -1 where that is not known."""
    mtime_ns: int = -1


def found(path: str) -> Found:
    """The file there, whatever it is."""
    try:
        return _found(path, os.stat(path))
    except OSError:
        return Found(path)


def _found(path: str, status: os.stat_result) -> Found:
    return Found(path, status.st_size, status.st_mtime_ns) if stat.S_ISREG(status.st_mode) else Found(path)


def walk(folder: str, out: str | None) -> Iterator[Found]:
    """The files below a folder, and the folders that cannot be searched; not the folder or file `out`, a real path,
    nor what a link leads to below it.

    Names that start with a dot are passed over. Links are followed, loops are not.
    """
    out_name = os.path.basename(out) if out else None
    seen: Seen = set()
    for path in (folder, out):
        if path is not None and os.path.lexists(path):
            _is_new(path, seen)
    folders = [folder]
    while folders:
        here = folders.pop()
        try:
            with os.scandir(
                here
            ) as entries:  # in order: of two links to one folder, the same one is followed every time
                visible = sorted((entry for entry in entries if not entry.name.startswith(".")), key=_name)
        except OSError:
            yield Found(here)
            continue
        below = []
        for entry in visible:
            if out is not None and entry.is_symlink() and is_within(entry.path, out):
                continue
            if _is_folder(entry):
                below += [entry.path] if _is_new(entry.path, seen) else []
            elif entry.name != out_name or not is_within(entry.path, out):
                yield _file(entry)
        folders += reversed(below)


def is_within(path: str, out: str | None) -> bool:
    """The path leads to `out`, a real path, or to what lies below it."""
    return out is not None and f"{os.path.realpath(path)}{os.sep}".startswith(f"{out}{os.sep}")


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _file(entry: os.DirEntry[str]) -> Found:
    try:
        return _found(entry.path, entry.stat())
    except OSError:  # a broken link: reading it will tell
        return Found(entry.path)


def _is_new(folder: str, seen: Seen) -> bool:
    """True at the first visit, whatever way leads there."""
    try:
        status = os.stat(folder)
    except OSError:
        return True
    key = (status.st_dev, status.st_ino)
    if key in seen:
        return False
    seen.add(key)
    return True
