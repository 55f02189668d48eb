"""Records as Markdown files, one a page."""

import os
from pathlib import Path

from pipeline.errors import OutputError
from pipeline.markdown import to_markdown
from pipeline.record import Record

MAX_NAME_BYTES = 240
MAX_DEPTH = 50


def write_markdown(folder: Path, record: Record) -> None:
    """Writes the record at the page's own path; under its id where that path cannot be had."""
    path = folder.joinpath(*_parts(record))
    if not _is_free(path, folder):
        path = folder / f"{record.id}.md"
        if os.path.lexists(path):
            raise OutputError(f"two pages would be written to {path.name!r}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(to_markdown(record).encode("utf-8", "replace"))


def _parts(record: Record) -> list[str]:
    parts = [part for part in f"{record.source}.md".split("/") if part not in ("", ".", "..")]
    fits = len(parts) <= MAX_DEPTH and all(len(part.encode()) <= MAX_NAME_BYTES and "\0" not in part for part in parts)
    return parts if fits else [f"{record.id}.md"]


def _is_free(path: Path, folder: Path) -> bool:
    """Nothing lies there, and no page's file lies where a folder would have to be."""
    above = path.parents[: len(path.parents) - len(folder.parents) - 1]
    return not os.path.lexists(path) and all(parent.is_dir() or not os.path.lexists(parent) for parent in above)
