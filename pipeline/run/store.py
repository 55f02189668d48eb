"""Where the output of shards lies: a folder that all machines see, or storage such as `s3://` through fsspec.

Nothing here needs a lock: every file is written whole under a name that its shard alone has.
"""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from msgspec import structs

from pipeline.errors import OutputError
from pipeline.read.remote import is_url
from pipeline.run.entries import Move, Moves
from pipeline.run.publish import publish
from pipeline.run.storage import Storage
from pipeline.write.atomic import reported, whole_file
from pipeline.write.outputs import STATE


class Store(Protocol):
    """The files of an output, by their paths below it. What raises, raises OutputError."""

    out: str

    def staging(self, name: str) -> AbstractContextManager[Path]:
        """A folder of its own, in which the files of a shard are written; gone when the block ends."""

    def publish(self, folder: Path, moves: Moves) -> None:
        """Puts the files of a staging folder in their places; a move from nowhere is a removal."""

    def read(self, name: str) -> bytes | None:
        """What the file holds; None where there is none."""

    def has(self, names: Iterable[str]) -> bool:
        """True if all of them are there."""

    def names(self, folder: str) -> set[str]:
        """All files below a folder."""

    def remove(self, names: Iterable[str]) -> None:
        """Removes the files; those that are not there are gone already."""

    def whole(self, name: str) -> AbstractContextManager[BinaryIO]:
        """A file to write, which is there when the block ends, and is not if it raises."""

    def copy(self, names: Iterable[str], handle: BinaryIO) -> None:
        """Writes what the files hold, one after the other."""

    def clear(self) -> None:
        """Removes the staging folders of tasks that were killed."""


def store_of(out: str) -> Store:
    """The store that an output names. Raises OptionsError where fsspec or what it needs is missing."""
    return Storage(out) if is_url(out) else Folder(out)


class Folder:
    """A folder of a disk, or of a file system that several machines share."""

    def __init__(self, out: str) -> None:
        self.out, self.path = out, Path(out)

    @contextmanager
    def staging(self, name: str) -> Iterator[Path]:
        """Beside what it will be: to move it is a mere renaming."""
        tmp = self.path / STATE / "tmp"
        with reported(self.out):
            tmp.mkdir(parents=True, exist_ok=True)
            # Of this attempt alone: another machine may believe that this one is dead, and do the same shard.
            folder = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=tmp))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def publish(self, folder: Path, moves: Moves) -> None:
        """Renames, and has the names on disk."""
        with reported(self.out):
            publish(
                self.path,
                [
                    structs.replace(move, source=str(folder.relative_to(self.path) / move.source))
                    if move.source
                    else move
                    for move in moves
                ],
            )

    def read(self, name: str) -> bytes | None:
        """The file's content."""
        try:
            return (self.path / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise OutputError(f"output {self.out!r}: {name!r} cannot be read: {error.strerror}") from error

    def has(self, names: Iterable[str]) -> bool:
        """A look at each."""
        return all((self.path / name).is_file() for name in names)

    def names(self, folder: str) -> set[str]:
        """By a walk."""
        return {path.relative_to(self.path).as_posix() for path in (self.path / folder).rglob("*") if path.is_file()}

    def remove(self, names: Iterable[str]) -> None:
        """And the folders of Markdown files that become empty."""
        self.publish(self.path, [Move("", name) for name in names])

    def whole(self, name: str) -> AbstractContextManager[BinaryIO]:
        """By a renaming at the end."""
        return whole_file(self.path / name)

    def copy(self, names: Iterable[str], handle: BinaryIO) -> None:
        """In pieces."""
        with reported(self.out):
            for name in names:
                with (self.path / name).open("rb") as part:
                    shutil.copyfileobj(part, handle)

    def clear(self) -> None:
        """All that is temporary."""
        shutil.rmtree(self.path / STATE / "tmp", ignore_errors=True)
