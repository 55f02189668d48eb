"""Where the output of shards lies: a folder that all machines see, or storage such as `s3://` through fsspec.

Nothing here needs a lock: every file is written whole under a name that its shard alone has.
"""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

from msgspec import structs

from pipeline.errors import OptionsError, OutputError
from pipeline.read.remote import is_url
from pipeline.run.entries import Move, Moves
from pipeline.run.publish import publish
from pipeline.write.atomic import reported, whole_file
from pipeline.write.outputs import STATE

AT_ONCE = 100
"""Files that are fetched at a time."""
ON_THIS_MACHINE = ("file://", "local://")


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


class Storage:
    """A place that a URL names. Files are written on this machine, and sent when they are whole."""

    def __init__(self, url: str) -> None:
        self.out = url.rstrip("/")
        self.system, self.path = _system(self.out)

    @contextmanager
    def staging(self, name: str) -> Iterator[Path]:
        """Where this machine keeps what is temporary."""
        with reported(tempfile.gettempdir()), tempfile.TemporaryDirectory(prefix=f"winnow-{name}-") as folder:
            yield Path(folder)

    def publish(self, folder: Path, moves: Moves) -> None:
        """Sends the files."""
        for move in moves:
            if move.source:
                with self._told("written"):
                    self.system.put_file(str(folder / move.source), self._place(move.target))
        self.remove(move.target for move in moves if not move.source)

    def read(self, name: str) -> bytes | None:
        """The file's content."""
        with self._told("read"):
            try:
                return cast(bytes, self.system.cat_file(self._place(name)))
            except FileNotFoundError:
                return None

    def has(self, names: Iterable[str]) -> bool:
        """A request for each."""
        with self._told("read"):
            self.system.invalidate_cache()
            return all(self.system.exists(self._place(name)) for name in names)

    def names(self, folder: str) -> set[str]:
        """A listing."""
        with self._told("read"):
            self.system.invalidate_cache()
            try:
                found = self.system.find(self._place(folder))
            except FileNotFoundError:
                return set()
            return {name.removeprefix(self._place("")).lstrip("/") for name in found}

    def remove(self, names: Iterable[str]) -> None:
        """A request for each."""
        with self._told("written"):
            for name in names:
                with suppress(FileNotFoundError):
                    self.system.rm_file(self._place(name))

    @contextmanager
    def whole(self, name: str) -> Iterator[BinaryIO]:
        """Sent at the end."""
        with self.staging("file") as folder:
            path = folder / "whole"
            with path.open("wb") as handle:
                yield handle
            self.publish(folder, [Move("whole", name)])

    def copy(self, names: Iterable[str], handle: BinaryIO) -> None:
        """Many at a time: most are small, and each is a request."""
        places = map(self._place, names)
        while some := list(islice(places, AT_ONCE)):
            with self._told("read"):
                found = self.system.cat(some)
            handle.writelines(found[place] for place in some)

    def clear(self) -> None:
        """Nothing of theirs lies here."""

    def _place(self, name: str) -> str:
        return f"{self.path.rstrip('/')}/{name}"

    @contextmanager
    def _told(self, verb: str) -> Iterator[None]:
        """Every storage has errors of its own."""
        try:
            yield
        except Exception as error:
            words = f"{type(error).__name__}: {' '.join(str(error).split())}"[:300]
            raise OutputError(f"output {self.out!r} cannot be {verb}: {words}") from error


def _system(url: str) -> tuple[Any, str]:
    """The file system, and the name that it has for the output."""
    options = {"auto_mkdir": True} if url.startswith(ON_THIS_MACHINE) else {}
    try:
        from fsspec.core import url_to_fs

        system, path = url_to_fs(url, **options)
    except ImportError as error:
        raise OptionsError(f"output {url!r}: {error}: pip install 'pagewinnow[remote]'") from error
    except ValueError as error:
        raise OptionsError(f"output {url!r}: {error}") from error
    return system, path
