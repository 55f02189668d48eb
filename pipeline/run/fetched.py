"""Large inputs of storage, fetched to this machine first: else each of their pages is a request."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from msgspec import structs

from pipeline.read.files import InputFile
from pipeline.read.opened import opened

PIECE = 4 << 20


def fetched(file: InputFile, folder: Path) -> InputFile:
    """The same input as a file in the folder; itself where it cannot be fetched: to read it will say why."""
    copy = folder / os.path.basename(file.path)  # noqa: PTH119
    with suppress(OSError):
        folder.mkdir()
        with opened(file.path) as source, copy.open("wb") as handle:
            shutil.copyfileobj(source, handle, PIECE)
        return structs.replace(file, path=str(copy))
    return file
