"""Records as Markdown files, one a page."""

import re
from pathlib import Path, PurePosixPath

from pipeline.markdown import to_markdown
from pipeline.record import Record

MAX_NAME_BYTES = 240
MAX_DEPTH = 50
MAX_PATH_BYTES = 1000
"""Of the whole path below the folder: systems take 1024 to 4096 with the folder before it."""
UNSAFE = re.compile(r"[\0\\]|\A[A-Za-z]:")
"""What no file may be called, what Windows would take for a folder, and what it would take for a drive."""
LIKE_AN_ID = re.compile(r"[0-9a-f]{32}")


def write_markdown(folder: Path, record: Record) -> None:
    """Writes the record's file; what lay there is replaced."""
    path = folder / markdown_path(record)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(to_markdown(record).encode("utf-8", "replace"))


def markdown_path(record: Record) -> PurePosixPath:
    """Where the record's file lies below the folder: at the page's own path, or under its id where that is not safe.

    It depends on the source alone, is another one for each, and is never the folder of another page's file.
    """
    return PurePosixPath(f"{record.source if _is_safe(record.source) else record.id}.md")


def _is_safe(source: str) -> bool:
    *folders, _ = parts = source.split("/")
    return (
        len(source.encode()) <= MAX_PATH_BYTES
        and len(folders) < MAX_DEPTH
        and not UNSAFE.search(source)
        and not LIKE_AN_ID.fullmatch(source)
        and all(part not in ("", ".", "..") and len(part.encode()) <= MAX_NAME_BYTES for part in parts)
        and not any(folder.endswith(".md") for folder in folders)
    )
