"""Digests of inputs, to tell a change from a mere touch, and of outputs, to tell damage."""

import hashlib
import os
import stat
from pathlib import Path

from pipeline.read.files import STDIN, InputFile

DIGEST_BYTES = 16


def content_digest(file: InputFile) -> bytes | None:
    """A digest of all that is in a file; None where it cannot be read, or is no file of this machine."""
    if file.path == STDIN or file.size < 0:
        return None
    try:
        descriptor = os.open(file.path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)  # a FIFO would make it wait
        with open(descriptor, "rb") as handle:  # noqa: PTH123
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return None
            return hashlib.file_digest(handle, _hash).digest()
    except OSError:
        return None


def file_digest(path: Path) -> str:
    """A digest of a file of the output, hexadecimal."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, _hash).hexdigest()


def _hash() -> "hashlib.blake2b":
    return hashlib.blake2b(digest_size=DIGEST_BYTES)
