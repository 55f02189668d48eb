"""One run at a time for an output."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import LockedError, OutputError
from pipeline.write.atomic import reported


@contextmanager
def locked(path: Path, out: str) -> Iterator[None]:
    """Holds the lock while the block runs; the kernel lets go of it whatever this process dies of.

    Raises LockedError if another process has it.
    """
    with reported(out):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        with reported(out):
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise LockedError(f"output {out!r} is being written by another run") from error
        yield
    finally:
        os.close(descriptor)


def is_locked(path: Path) -> bool:
    """True while a run holds the lock."""
    try:
        with locked(path, str(path)):
            return False
    except LockedError:
        return True
    except OutputError:  # it cannot even be opened: nobody holds it here
        return False
