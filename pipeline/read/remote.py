"""Object stores and servers, through fsspec."""

import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, BinaryIO, cast

from pipeline.errors import OptionsError
from pipeline.read.names import is_hidden
from pipeline.read.tree import Found

URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
WEB = ("http://", "https://")
TIMES = ("mtime", "LastModified", "last_modified", "updated")
"""What file systems call the time of the last change."""


def is_url(name: str) -> bool:
    """True for `s3://…` and the like, unless a file is called so."""
    return URL.match(name) is not None and not os.path.lexists(name)


def find_urls(url: str) -> Iterator[Found]:
    """The files that a URL names: itself, all below a folder, or all that a pattern matches.

    Raises OptionsError where nothing is there, or the storage cannot be reached.
    """
    system, path = _system(url)
    magic = "*" if url.lower().startswith(WEB) else "*?["
    try:
        if any(sign in path for sign in magic):
            infos = system.glob(path, detail=True)
        else:
            info = system.info(path)
            infos = system.find(path, detail=True) if info["type"] == "directory" else {path: info}
    except Exception as error:  # every storage has errors of its own
        raise OptionsError(f"input {url!r} cannot be found: {_words(error)}") from error
    if not infos and magic:
        raise OptionsError(f"input {url!r} matches no files")
    for name, info in infos.items():
        inside = name.removeprefix(path).strip("/")
        if info["type"] != "directory" and not is_hidden(inside):
            size = info.get("size")
            yield Found(system.unstrip_protocol(name), size if isinstance(size, int) else -1, _mtime_ns(info))


class RemoteFile(io.RawIOBase):
    """A file there. Raises OSError for whatever its storage raises: every one has errors of its own."""

    def __init__(self, handle: Any) -> None:
        super().__init__()
        self._handle = handle

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        with _told():
            return int(self._handle.seek(offset, whence))

    def readinto(self, buffer: Any) -> int:
        with _told():
            data = self._handle.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._handle.close()
        super().close()


def opened_url(url: str) -> BinaryIO:
    """The file there. Raises OSError where it cannot be reached."""
    system, path = _system(url)
    with _told():
        return cast(BinaryIO, RemoteFile(system.open(path, "rb")))


def read_url(url: str, offset: int, size: int) -> bytes:
    """Bytes of the file there, and no more of it fetched. Raises OSError where it cannot be reached."""
    system, path = _system(url)
    with _told():
        try:
            data: bytes = system.cat_file(path, start=offset, end=offset + size)
        except Exception:
            if (system.size(path) or 0) > offset:
                raise
            return b""  # object stores have no range of a file that is empty
    return data[:size]


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        raise OSError(_words(error)) from error


def _system(url: str) -> tuple[Any, str]:
    """The file system, and the name that it has for the file."""
    try:
        from fsspec.core import url_to_fs

        system, path = url_to_fs(url)
    except ImportError as error:
        raise OptionsError(f"input {url!r}: {error}: pip install 'pagewinnow[remote]'") from error
    except ValueError as error:
        raise OptionsError(f"input {url!r}: {error}") from error
    return system, path


def _mtime_ns(info: dict[str, Any]) -> int:
    time = next((info[key] for key in TIMES if info.get(key)), None)
    if isinstance(time, datetime):
        time = time.timestamp()
    return int(time * 1_000_000_000) if isinstance(time, int | float) else -1


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"[:300]
