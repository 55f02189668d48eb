"""An output, read: its parts in order, and the pages of each with what was removed from them.

All that looks at an output after the run (reports, comparisons, duplicates) reads it here, a line at a time.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Generic, Literal, TypeVar, get_args

import msgspec
from msgspec import structs

from pipeline.errors import OptionsError, OutputError
from pipeline.model import Fact, Removal, Value
from pipeline.record import SCHEMA_VERSION, Record
from pipeline.run.clean_page import AnyTable
from pipeline.run.shard import Layout
from pipeline.run.validate import read_manifest
from pipeline.write.outputs import MANIFEST, PROBLEMS, STATE, form_of
from pipeline.write.parts import part_lines

ProblemOutcome = Literal["rejected", "failed"]
PROBLEM_OUTCOMES: tuple[ProblemOutcome, ...] = get_args(ProblemOutcome)
"""In the order of `PROBLEMS`."""
Row = TypeVar("Row", "RemovalRow", "FactRow")
Line = TypeVar("Line")
Item = TypeVar("Item")


class WrittenRecord(Record, frozen=True, kw_only=True):
    """A record as it lies in an output, which may have its removals in it."""

    removed: tuple[Removal, ...] = ()


class RemovalRow(Removal, frozen=True, kw_only=True):
    """A line of the removals, with the id of its record."""

    id: str


class FactRow(Fact, frozen=True, kw_only=True):
    """A line of the facts, with the id of its record."""

    id: str
    fact: str


class Problem(Value, frozen=True, kw_only=True):
    """A page of the inputs that became no record, and why."""

    id: str
    source: str
    stage: str
    reason: str
    why: str
    outcome: ProblemOutcome = "rejected"


class Page(Value, frozen=True, kw_only=True):
    """A record, what was removed to make it, and where its facts are from."""

    record: Record
    removals: tuple[Removal, ...]
    facts: tuple[FactRow, ...]


decode_record = msgspec.json.Decoder(WrittenRecord).decode
decode_removal = msgspec.json.Decoder(RemovalRow).decode
decode_fact = msgspec.json.Decoder(FactRow).decode
decode_problem = msgspec.json.Decoder(Problem).decode


class Part(Value, frozen=True, kw_only=True):
    """One part of an output: of a folder, its files of one name; of a file of records, the file."""

    out: Path
    name: str
    layout: Layout

    def path(self, table: AnyTable) -> Path:
        """Where the lines of a table lie."""
        return self.out / self.layout.place(table, self.name) if self.name else self.out

    def lines(self, table: AnyTable) -> Iterator[bytes]:
        """The lines of a table. Raises OutputError where they are damaged or missing."""
        if self.name:
            yield from self.layout.lines(self.out, table, self.name)
        elif table == "records":
            yield from part_lines(self.layout.form, table, self.out)

    def records(self) -> Iterator[WrittenRecord]:
        """The records. Raises OutputError where they are damaged, or of another version of the schema."""
        for line in self.lines("records"):
            yield self.decoded("records", line, decode_record)

    def pages(self) -> Iterator[Page]:
        """The records with what lies beside them, which is in the same order. Raises OutputError as `records`."""
        removals = _Beside(self, "removed", decode_removal)
        facts = _Beside(self, "facts", decode_fact)
        for record in self.records():
            yield Page(record=record, removals=record.removed or removals.of(record.id), facts=facts.of(record.id))
        removals.check_end()
        facts.check_end()

    def decoded(self, table: AnyTable, line: bytes, decode: Callable[[bytes], Line]) -> Line:
        """The line of a table. Raises OutputError where it is none of its."""
        try:
            return decode(line)
        except msgspec.DecodeError as error:
            raise OutputError(f"part {str(self.path(table))!r} has a line that is none of {table}: {error}") from error


class _Beside(Generic[Row]):
    """The rows of a table beside the records, asked for in the order of these."""

    def __init__(self, part: Part, table: AnyTable, decode: Callable[[bytes], Row]) -> None:
        self.path = part.path(table)
        self.rows: Iterator[Row] = (part.decoded(table, line, decode) for line in part.lines(table))
        self.next: Row | None = next(self.rows, None)

    def of(self, record_id: str) -> tuple[Row, ...]:
        found = []
        while self.next is not None and self.next.id == record_id:
            found.append(self.next)
            self.next = next(self.rows, None)
        return tuple(found)

    def check_end(self) -> None:
        """Raises OutputError for a row that no record has asked for."""
        if self.next is not None:
            raise OutputError(
                f"part {str(self.path)!r} has a line of {self.next.id!r}, which is no record of this part"
            )


class Dataset(Value, frozen=True, kw_only=True):
    """An output whose last run was finished, or a file of records."""

    out: Path
    parts: tuple[Part, ...]
    kept: int | None = None
    """How many records the manifest says there are; None of a file of records."""

    def records(self) -> Iterator[WrittenRecord]:
        """All records, part by part. Raises OutputError where some are damaged or missing."""
        return self._all(Part.records)

    def pages(self) -> Iterator[Page]:
        """All records with what lies beside them, part by part. Raises OutputError as `records`."""
        return self._all(Part.pages)

    def _all(self, read: Callable[[Part], Iterator[Item]]) -> Iterator[Item]:
        count = 0
        for part in self.parts:
            for item in read(part):
                count += 1
                yield item
        if self.kept is not None and count != self.kept:
            raise OutputError(
                f"{str(self.out)!r} has {count:,} records, its manifest says {self.kept:,}; `winnow validate` says more"
            )

    def problems(self) -> Iterator[Problem]:
        """The pages that became no record; none of a file of records. Raises OutputError where they are damaged."""
        if self.out.is_dir():
            for outcome, name in zip(PROBLEM_OUTCOMES, PROBLEMS, strict=True):
                for line in part_lines("jsonl", "records", self.out / name):
                    yield structs.replace(_problem(line, self.out / name), outcome=outcome)


def _problem(line: bytes, path: Path) -> Problem:
    try:
        return decode_problem(line)
    except msgspec.DecodeError as error:
        raise OutputError(f"{str(path)!r} has a line that is none of its: {error}") from error


def open_dataset(out: Path) -> Dataset:
    """The output that lies there: a folder that a run wrote, or a file of records.

    Raises OptionsError if it is neither, OutputError if it is half written, damaged, or of another version.
    """
    if out.is_dir():
        return _open_folder(out)
    if (form := form_of(str(out))) is None or not out.is_file():
        raise OptionsError(f"{str(out)!r} is neither the output folder of a run nor a file of records")
    part = Part(out=out, name="", layout=Layout(form=form, inline=True))
    return Dataset(out=out, parts=(part,))


def _open_folder(out: Path) -> Dataset:
    if not (out / STATE).is_dir() and not (out / MANIFEST).is_file():
        raise OptionsError(f"{str(out)!r} is not the output folder of a run")
    if not (out / MANIFEST).is_file():
        raise OptionsError(
            f"{str(out)!r} is not the output folder of a run that was finished: it has no {MANIFEST}; "
            "`winnow status` says more"
        )
    manifest = read_manifest(out)
    if manifest.schema_version.partition(".")[0] != SCHEMA_VERSION.partition(".")[0]:
        raise OutputError(
            f"{str(out)!r} has records of schema {manifest.schema_version}, this winnow reads {SCHEMA_VERSION}: "
            "run it anew into another folder"
        )
    layout = Layout(form=manifest.format, inline=manifest.removed == "inline")
    pattern = layout.place("records", "part-*")
    suffix = pattern.rpartition("*")[2]
    names = sorted(path.name.removesuffix(suffix) for path in out.glob(pattern))
    parts = tuple(Part(out=out, name=name, layout=layout) for name in names)
    return Dataset(out=out, parts=parts, kept=manifest.counts.get("kept"))
