"""Where outcomes go: a folder, a .jsonl file, or stdout."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Literal

from pipeline.errors import OptionsError, OutputError
from pipeline.markdown import to_markdown
from pipeline.record import Kept, Outcome, Rejected
from pipeline.write.atomic import whole_file, whole_folder
from pipeline.write.lines import json_line, problem_line, record_line, removal_line

Format = Literal["jsonl", "md"]
RemovedTo = Literal["beside", "inline"]
STDOUT = "-"
SHARD = "part-00000.jsonl"
NAMES = ("records", "removed", "rejected.jsonl", "failed.jsonl", "manifest.json")
"""What a folder holds; the manifest goes last, so that it never speaks of files that are not there yet."""
OTHER_FORMATS = (".json", ".csv", ".tsv", ".parquet", ".txt", ".htm", ".html", ".xml", ".gz", ".zst", ".zip")
MAX_NAME_BYTES = 240

Put = Callable[[Outcome], None]
Finish = Callable[[dict[str, Any]], None]


def check_output(out: str, form: Format, removed: RemovedTo) -> None:
    """Raises OptionsError for an output that no run could write, before any work is done."""
    path = Path(out)
    if out == STDOUT or path.suffix == ".jsonl":
        if path.suffix == ".jsonl" and form == "md":
            raise OptionsError(f"output {out!r}: --format md writes a folder or stdout, not a .jsonl file")
        if path.is_dir():
            raise OptionsError(f"output {out!r} is a folder, but its name says a .jsonl file")
        return
    if path.suffix.lower() in OTHER_FORMATS and not path.is_dir():
        raise OptionsError(f"output {out!r}: give a .jsonl file, a folder, or - for stdout")
    if path.exists() and not path.is_dir():
        raise OptionsError(f"output {out!r} is a file; give a .jsonl file, a folder, or - for stdout")
    if (path / "records").exists() and not (path / "manifest.json").exists():
        raise OptionsError(f"output {out!r} holds a `records` that no run of winnow wrote; give another folder")


@contextmanager
def open_output(out: str, form: Format, removed: RemovedTo) -> Iterator[tuple[Put, Finish]]:
    """Two functions: one takes outcomes in order, the other the manifest at the end.

    What they write appears when the block ends, whole; nothing of it if the block raises. stdout is the exception.
    """
    inline = removed == "inline"
    if out == STDOUT:
        yield _put_records(sys.stdout.buffer, form, inline=inline), lambda manifest: sys.stdout.buffer.flush()
    elif out.endswith(".jsonl"):
        with whole_file(Path(out)) as handle:
            yield _put_records(handle, form, inline=inline), lambda manifest: None
    else:
        with whole_folder(Path(out), NAMES) as folder, ExitStack() as files:
            yield _folder(folder, files, form, inline=inline)


def _put_records(handle: BinaryIO, form: Format, *, inline: bool) -> Put:
    def put(outcome: Outcome) -> None:
        if isinstance(outcome, Kept):
            handle.write(to_markdown(outcome.record).encode() if form == "md" else record_line(outcome, inline=inline))

    return put


def _folder(folder: Path, files: ExitStack, form: Format, *, inline: bool) -> tuple[Put, Finish]:
    for name in NAMES[:2]:
        (folder / name).mkdir()
    opened = {name: files.enter_context((folder / name).open("wb")) for name in NAMES[2:4]}
    records = files.enter_context((folder / "records" / SHARD).open("wb")) if form == "jsonl" else None
    removed = files.enter_context((folder / "removed" / SHARD).open("wb"))

    def put(outcome: Outcome) -> None:
        if not isinstance(outcome, Kept):
            opened["rejected.jsonl" if isinstance(outcome, Rejected) else "failed.jsonl"].write(problem_line(outcome))
            return
        if records is None:
            _write_markdown(folder / "records", outcome)
        else:
            records.write(record_line(outcome, inline=inline))
        if not inline:
            removed.writelines(removal_line(outcome.record.id, removal) for removal in outcome.removals)

    def finish(manifest: dict[str, Any]) -> None:
        files.close()
        (folder / "manifest.json").write_bytes(json_line(manifest))

    return put, finish


def _write_markdown(folder: Path, kept: Kept) -> None:
    """One file a page, at the page's own path; under its id where that path cannot be a file's name."""
    record = kept.record
    parts = [part for part in f"{record.source}.md".split("/") if part not in ("", ".", "..")]
    if any(len(part.encode()) > MAX_NAME_BYTES or "\0" in part for part in parts) or len(parts) > 50:
        parts = [f"{record.id}.md"]
    path = folder.joinpath(*parts)
    if path.exists():
        raise OutputError(f"two pages would be written to {'/'.join(parts)!r}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(to_markdown(record), encoding="utf-8")
