"""Where a run's output goes: a folder, a file of records, or stdout."""

import os
import sys
from pathlib import Path
from typing import BinaryIO, Literal, get_args

from pipeline.columns import Table
from pipeline.errors import OptionsError, OutputError
from pipeline.model import Value
from pipeline.read.remote import is_url
from pipeline.write.parts import FORMATS, check_format

RemovedTo = Literal["beside", "inline"]
Destination = Literal["stdout", "file", "folder", "storage"]
STDOUT = "-"
LEDGER, MANIFEST, STATE = "ledger.sqlite", "manifest.json", ".winnow"
SHARDS = "shards"
"""The folder of what shards and shares say of themselves."""
LAYOUT = f"{SHARDS}/layout.json"
"""The mark of an output that is written in shards, there before anything else."""
APPLICATION = b"winn"
"""SQLite's mark, in the head of the file, of whose ledger it is."""
PROBLEMS = ("rejected.jsonl", "failed.jsonl")
FOLDERS = tuple(dict.fromkeys(form.folder_of(table) for table in get_args(Table) for form in FORMATS.values()))
DUPLICATES, SIGNATURES = "duplicates.jsonl", "signatures"
"""What `winnow dedupe` puts beside the records: what it found, and what it keeps for the next time."""
NAMES = (*FOLDERS, *PROBLEMS, LEDGER, MANIFEST, DUPLICATES, SIGNATURES)
"""What a folder may hold."""
FILES = {".jsonl": "jsonl", ".jsonl.gz": "jsonl.gz", ".jsonl.zst": "jsonl.zst", ".parquet": "parquet", ".csv": "csv"}
"""How the name of a file of records ends, and its format."""
OTHER_FORMATS = (".json", ".tsv", ".txt", ".htm", ".html", ".xml", ".gz", ".zst", ".zip", ".md")


class Output(Value, frozen=True, kw_only=True):
    """Where records go, and in what form."""

    out: str
    destination: Destination
    form: str
    """A key of `pipeline.write.parts.FORMATS`."""
    removed: RemovedTo


def check_output(out: str, form: str | None, removed: RemovedTo) -> Output:
    """What OUT and --format say. Raises OptionsError for an output that no run could write, before any work is done."""
    destination = destination_of(out)
    named = form_of(out) if destination == "file" else None
    check_format(form := form or named or "jsonl")
    if named and form != named:
        raise OptionsError(f"output {out!r} has the name of {named}, not of --format {form}; name it otherwise")
    if form == "md" and removed == "inline":
        raise OptionsError("--removed inline needs another format; Markdown has no place for removals")
    if destination == "file" and _is_folder(out):
        raise OptionsError(f"output {out!r} is a folder, but its name says a file of {named} records")
    if destination == "folder":
        _check_folder(out)
    return Output(out=out, destination=destination, form=form, removed=removed)


def form_of(out: str) -> str | None:
    """The format that a file's name tells, if it does."""
    return next((form for suffix, form in FILES.items() if out.lower().endswith(suffix)), None)


def destination_of(out: str) -> Destination:
    """What kind of place an OUT names."""
    if out == STDOUT:
        return "stdout"
    if is_url(out):
        return "storage"
    return "file" if form_of(out) else "folder"


def stdout() -> BinaryIO:
    """The bytes of stdout. Raises OutputError if it is closed."""
    if sys.stdout is None:
        raise OutputError("output '-' cannot be written: stdout is closed")
    return sys.stdout.buffer


def _check_folder(out: str) -> None:
    allowed = "give a folder, a file of records (.jsonl, .jsonl.gz, .jsonl.zst, .parquet, .csv), or - for stdout"
    is_folder = _is_folder(out)
    if not out.strip():
        raise OptionsError(f"output {out!r} has no name; {allowed}")
    if os.path.lexists(out) and not is_folder:
        raise OptionsError(f"output {out!r} is not a folder; {allowed}")
    if out.lower().endswith(OTHER_FORMATS) and not is_folder:
        raise OptionsError(f"output {out!r} has the name of another format; {allowed}")
    theirs = [name for name in NAMES if os.path.lexists(Path(out) / name)]
    if theirs and not is_ours(Path(out)) and not is_sharded(Path(out)):
        why = "whose ledger is gone or damaged" if (Path(out) / STATE).exists() else "that no run of winnow wrote"
        raise OptionsError(f"output {out!r} holds a {theirs[0]!r} {why}; give another folder")


def is_ours(out: Path) -> bool:
    """True if a run of winnow wrote this folder, or was killed when it had only begun to."""
    ledger = out / LEDGER
    has_begun = (out / STATE / "lock").is_file() and (not ledger.exists() or not ledger.stat().st_size)
    return is_ledger(ledger) or (has_begun and not any(os.path.lexists(out / name) for name in (*FOLDERS, *PROBLEMS)))


def is_sharded(out: Path) -> bool:
    """True if shares of a run wrote this folder, or began to."""
    try:
        return (out / LAYOUT).is_file()
    except OSError:  # a name too long, a folder that may not be searched: writing will say so
        return False


def is_ledger(path: Path) -> bool:
    """True if the file is the ledger of a run of winnow."""
    try:
        with path.open("rb") as handle:
            head = handle.read(72)
    except OSError:
        return False
    return head.startswith(b"SQLite format 3\0") and head[68:] == APPLICATION


def _is_folder(out: str) -> bool:
    try:
        return Path(out).is_dir()
    except OSError:  # a name too long, a folder above that may not be searched: writing will say so
        return False
