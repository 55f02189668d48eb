"""An output in storage such as `s3://`, through fsspec. A `store.Store`."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, cast

from pipeline.errors import OptionsError, OutputError
from pipeline.run.entries import Move, Moves
from pipeline.write.atomic import reported

AT_ONCE = 100
"""Files that are fetched at a time."""
ON_THIS_MACHINE = ("file://", "local://")


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
