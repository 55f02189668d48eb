"""Files and folders that appear whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import OutputError

PARTIAL = ".winnow-partial-"


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write, renamed to `path` when the block ends, removed if it raises."""
    with _reported(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, partial = tempfile.mkstemp(dir=path.parent, prefix=PARTIAL)
    try:
        with _reported(path), os.fdopen(descriptor, "wb") as handle:
            yield handle
            handle.flush()
            os.fsync(descriptor)
        with _reported(path):
            os.chmod(partial, 0o666 & ~_umask())
            os.replace(partial, path)
    except BaseException:
        Path(partial).unlink(missing_ok=True)
        raise


@contextmanager
def whole_folder(path: Path, names: tuple[str, ...]) -> Iterator[Path]:
    """A folder to write `names` in; when the block ends they replace their namesakes in `path`, the last one last.

    Nothing else in `path` is touched. If the block raises, nothing is.
    """
    with _reported(path):
        path.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(dir=path, prefix=PARTIAL))
    try:
        with _reported(path):
            yield partial
            old = partial / "replaced"
            old.mkdir()
            _move(path / names[-1], old)
            for name in names:
                _move(path / name, old)
                _move(partial / name, path)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _move(source: Path, folder: Path) -> None:
    if source.exists():
        os.replace(source, folder / source.name)


@contextmanager
def _reported(path: Path) -> Iterator[None]:
    """Turns an operating system's error into one that names the output."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"output {str(path)!r} cannot be written: {error.strerror or error}") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
