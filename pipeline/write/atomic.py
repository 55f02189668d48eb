"""Files that appear whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import OutputError

PARTIAL = ".winnow-partial-"


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write, renamed to `path` when the block ends, removed if it raises.

    Links are followed. What is there and is no regular file (a device, a FIFO) is written to as it stands.
    """
    name = str(path)
    with reported(name):
        path = Path(os.path.realpath(path))
        is_no_file = is_special(path)
    if is_no_file:
        with reported(name), path.open("wb") as handle:
            yield handle
        return
    with _folder(path.parent, name):
        with reported(name):
            descriptor, partial = tempfile.mkstemp(dir=path.parent, prefix=PARTIAL)
        try:
            with reported(name), os.fdopen(descriptor, "wb") as handle:
                yield handle
                handle.flush()
                os.fsync(descriptor)
            with reported(name):
                os.chmod(partial, 0o666 & ~_umask())
                os.replace(partial, path)
        except BaseException:
            Path(partial).unlink(missing_ok=True)
            raise


def is_special(path: Path) -> bool:
    """True for what is there and is no regular file: a device, a FIFO, a folder."""
    return path.exists() and not path.is_file()


@contextmanager
def _folder(path: Path, name: str) -> Iterator[None]:
    """The folder, made if it is missing; those that were made go again, while empty, if the block raises."""
    missing = [folder for folder in (path, *path.parents) if not os.path.lexists(folder)]
    try:
        with reported(name):
            path.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        with suppress(OSError):
            for folder in missing:
                folder.rmdir()
        raise


@contextmanager
def reported(name: str) -> Iterator[None]:
    """Turns an operating system's error into one that names the output."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"output {name!r} cannot be written: {error.strerror or error}") from error


def sync(path: Path) -> None:
    """Has a file's content, or a folder's names, on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
