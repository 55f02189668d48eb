"""Files and folders that appear whole or not at all."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
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
        is_special = path.exists() and not path.is_file()
    if is_special:
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


@contextmanager
def whole_folder(path: Path, names: Sequence[str]) -> Iterator[Path]:
    """A folder to write `names` in; when the block ends they replace their namesakes in `path`, the last one last.

    Nothing else in `path` is touched. If the block raises, nothing is.
    """
    with _folder(path, str(path)), reported(str(path)):
        partial = Path(tempfile.mkdtemp(dir=path, prefix=PARTIAL))
        try:
            yield partial
            old = partial / "replaced"
            old.mkdir()
            swap([(path / names[-1], old), *(move for name in names for move in _moves(path, name, partial, old))])
        finally:
            shutil.rmtree(partial, ignore_errors=True)


def _moves(path: Path, name: str, partial: Path, old: Path) -> tuple[tuple[Path, Path], tuple[Path, Path]]:
    return (path / name, old), (partial / name, path)


def swap(moves: Sequence[tuple[Path, Path]]) -> None:
    """Moves each (file, folder) that is there; all of them, or, if one fails or a signal comes, none."""
    done: list[tuple[Path, Path]] = []
    try:
        for source, folder in moves:
            if os.path.lexists(source):
                done.append((source, folder / source.name))
                os.replace(source, folder / source.name)
    except BaseException:
        for source, target in reversed(done):
            if os.path.lexists(target) and not os.path.lexists(source):
                os.replace(target, source)
        raise


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


def is_ours(manifest: Path) -> bool:
    """True if a run of winnow wrote this manifest."""
    if not manifest.is_file():
        return False
    try:
        value = json.loads(manifest.read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(value, dict) and {"version", "schema_version", "counts"} <= value.keys()


def was_interrupted(folder: Path) -> bool:
    """True if a run that wrote this folder was killed: its own folder is still there."""
    return any(folder.glob(f"{PARTIAL}*"))


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
