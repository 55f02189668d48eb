"""Where outcomes go: a folder, a .jsonl file, or stdout."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Literal

from pipeline.errors import OptionsError, OutputError
from pipeline.markdown import to_markdown
from pipeline.record import Kept, Outcome, Rejected
from pipeline.write.atomic import is_ours, reported, was_interrupted, whole_file, whole_folder
from pipeline.write.lines import fact_lines, json_line, problem_line, record_line, removal_line
from pipeline.write.markdown_files import write_markdown

Format = Literal["jsonl", "md"]
RemovedTo = Literal["beside", "inline"]
Destination = Literal["stdout", "file", "folder"]
STDOUT = "-"
SHARD = "part-00000.jsonl"
NAMES = ("records", "removed", "facts", "rejected.jsonl", "failed.jsonl", "manifest.json")
"""What a folder holds; the manifest goes last, so that it never speaks of files that are not there yet."""
OTHER_FORMATS = (".json", ".csv", ".tsv", ".parquet", ".txt", ".htm", ".html", ".xml", ".gz", ".zst", ".zip")

Put = Callable[[Outcome], None]
Finish = Callable[[dict[str, Any]], None]


def destination_of(out: str) -> Destination:
    """What kind of place an OUT names."""
    if out == STDOUT:
        return "stdout"
    return "file" if out.lower().endswith(".jsonl") else "folder"


def stdout() -> BinaryIO:
    """The bytes of stdout. Raises OutputError if it is closed."""
    if sys.stdout is None:
        raise OutputError("output '-' cannot be written: stdout is closed")
    return sys.stdout.buffer


def check_output(out: str, form: Format, removed: RemovedTo) -> Destination:
    """The kind of output. Raises OptionsError for one that no run could write, before any work is done."""
    destination = destination_of(out)
    if form == "md" and removed == "inline":
        raise OptionsError("--removed inline needs --format jsonl; Markdown has no place for removals")
    if destination == "file":
        if form == "md":
            raise OptionsError(f"output {out!r}: --format md writes a folder or stdout, not a .jsonl file")
        if _is_folder(out):
            raise OptionsError(f"output {out!r} is a folder, but its name says a .jsonl file")
    elif destination == "folder":
        _check_folder(out)
    return destination


def _check_folder(out: str) -> None:
    allowed = "give a folder, a .jsonl file, or - for stdout"
    is_folder = _is_folder(out)
    if not out.strip():
        raise OptionsError(f"output {out!r} has no name; {allowed}")
    if os.path.lexists(out) and not is_folder:
        raise OptionsError(f"output {out!r} is not a folder; {allowed}")
    if out.lower().endswith(OTHER_FORMATS) and not is_folder:
        raise OptionsError(f"output {out!r} has the name of another format; {allowed}")
    theirs = [name for name in NAMES if os.path.lexists(Path(out) / name)]
    if theirs and not is_ours(Path(out) / NAMES[-1]) and not was_interrupted(Path(out)):
        raise OptionsError(f"output {out!r} holds a {theirs[0]!r} that no run of winnow wrote; give another folder")


def _is_folder(out: str) -> bool:
    try:
        return Path(out).is_dir()
    except OSError:  # a name too long, a folder above that may not be searched: writing will say so
        return False


@contextmanager
def open_output(out: str, form: Format, removed: RemovedTo) -> Iterator[tuple[Put, Finish]]:
    """Two functions: one takes outcomes in order, the other the manifest at the end.

    What they write appears when the block ends, whole; nothing of it if the block raises. stdout is the exception.
    """
    inline = removed == "inline"
    destination = destination_of(out)
    if destination == "stdout":
        handle = stdout()
        with reported(out):
            yield _put_records(handle, form, inline=inline), lambda manifest: handle.flush()
    elif destination == "file":
        with whole_file(Path(out)) as handle:
            yield _put_records(handle, form, inline=inline), lambda manifest: None
    else:
        with whole_folder(Path(out), NAMES) as folder, ExitStack() as files:
            yield _folder(folder, files, form, inline=inline)


def _put_records(handle: BinaryIO, form: Format, *, inline: bool) -> Put:
    first = True

    def put(outcome: Outcome) -> None:
        nonlocal first
        if not isinstance(outcome, Kept):
            return
        if form == "md":
            handle.write(b"" if first else b"\n")
            handle.write(to_markdown(outcome.record).encode("utf-8", "replace"))
        else:
            handle.write(record_line(outcome, inline=inline))
        first = False

    return put


def _folder(folder: Path, files: ExitStack, form: Format, *, inline: bool) -> tuple[Put, Finish]:
    for name in NAMES[:3]:
        (folder / name).mkdir()
    opened = {name: files.enter_context((folder / name).open("wb")) for name in NAMES[3:5]}
    records = files.enter_context((folder / "records" / SHARD).open("wb")) if form == "jsonl" else None
    removed = files.enter_context((folder / "removed" / SHARD).open("wb"))
    facts = files.enter_context((folder / "facts" / SHARD).open("wb"))

    def put(outcome: Outcome) -> None:
        if not isinstance(outcome, Kept):
            opened["rejected.jsonl" if isinstance(outcome, Rejected) else "failed.jsonl"].write(problem_line(outcome))
            return
        if records is None:
            write_markdown(folder / "records", outcome.record)
        else:
            records.write(record_line(outcome, inline=inline))
        facts.writelines(fact_lines(outcome))
        if not inline:
            removed.writelines(removal_line(outcome.record.id, removal) for removal in outcome.removals)

    def finish(manifest: dict[str, Any]) -> None:
        files.close()
        (folder / "manifest.json").write_bytes(json_line(manifest))

    return put, finish
