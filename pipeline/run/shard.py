"""One part of each table: written whole into a folder of its own, and told where it belongs."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

import msgspec

from pipeline.errors import OutputError
from pipeline.model import Value
from pipeline.record import Record
from pipeline.run.clean_page import TABLES, AnyTable, PageResult
from pipeline.run.digest import file_digest
from pipeline.run.entries import Move, Moves, Row
from pipeline.run.tally import Tally
from pipeline.write.atomic import reported, sync
from pipeline.write.jsonl_part import Plain, plain_lines
from pipeline.write.markdown_files import markdown_path, write_markdown
from pipeline.write.outputs import STATE
from pipeline.write.parts import FORMATS, PartWriter, open_part, part_lines


class Layout(Value, frozen=True, kw_only=True):
    """In what form an output is written."""

    form: str
    inline: bool

    def place(self, table: AnyTable, name: str) -> str:
        """Where a part belongs, relative to the output."""
        if table == "rejected" or table == "failed":
            return f"{STATE}/{table}/{name}.jsonl"
        form = FORMATS[self.form]
        folder = f"{STATE}/records" if table == "records" and self.form == "md" else form.folder_of(table)
        return f"{folder}/{name}{form.suffix_of(table)}"

    def open(self, table: AnyTable, handle: BinaryIO) -> PartWriter:
        """Writes a part."""
        if table == "rejected" or table == "failed":
            return Plain(handle)
        return open_part(self.form, table, handle, self.inline)

    def lines(self, out: Path, table: AnyTable, name: str) -> Iterator[bytes]:
        """The lines of a part."""
        path = out / self.place(table, name)
        return plain_lines(path) if table == "rejected" or table == "failed" else part_lines(self.form, table, path)


class Shard:
    """The parts of one name, while they are written. Nothing of it is in the output before `close` and the moves."""

    def __init__(self, out: Path, name: str, layout: Layout) -> None:
        self.out, self.name, self.layout = out, name, layout
        self.folder = out / STATE / "tmp" / name
        self.stack = ExitStack()
        self.handles: list[BinaryIO] = []
        self.documents: list[str] = []
        """Markdown files that were written."""
        self.staying: list[str] = []
        """Markdown files of an earlier run that stay."""
        self.tally = Tally()
        self.lines = [0] * len(TABLES)
        self.bytes = 0

    def __enter__(self) -> "Shard":
        with reported(str(self.out)):
            shutil.rmtree(self.folder, ignore_errors=True)  # of a shard that an exception ended
            self.folder.mkdir(parents=True)
            self.parts = {table: self._open(table) for table in TABLES}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            with reported(str(self.out)):
                self.stack.close()
        except OutputError:
            if error is None:  # else what came first says more
                raise

    def _open(self, table: AnyTable) -> PartWriter:
        handle = self.stack.enter_context((self.folder / table).open("wb"))
        self.handles.append(handle)
        return self.layout.open(table, handle)

    def put(self, result: PageResult) -> None:
        """Takes a page in."""
        with reported(str(self.out)):
            for number, table in enumerate(TABLES):
                lines: list[bytes] = getattr(result, table)
                for line in lines:
                    self.parts[table].write(line)
                    self.bytes += len(line)
                self.lines[number] += len(lines)
            if self.layout.form == "md":
                self.documents += [self._write_document(line) for line in result.records]
        self.tally.add(result.tally)

    def _write_document(self, line: bytes) -> str:
        record = msgspec.json.decode(line, type=Record)
        write_markdown(self.folder / "md", record)
        return str(markdown_path(record))

    def copy(self, row: Row, old: dict[AnyTable, Iterator[bytes]]) -> None:
        """Takes over an input's lines from the parts of an earlier run, which are at its first ones."""
        with reported(str(self.out)):
            for number, (table, count) in enumerate(zip(TABLES, row.lines, strict=True)):
                lines = list(islice(old[table], count))
                if len(lines) != count:
                    raise OutputError(f"part {self.name!r} of {table} has fewer lines than the ledger says")
                for line in lines:
                    self.parts[table].write(line)
                    if table == "records" and self.layout.form == "md":
                        self.staying.append(f"records/{markdown_path(msgspec.json.decode(line, type=Record))}")
                self.lines[number] += count
        self.tally.add(row.tally)

    def close(self) -> Moves:
        """Has everything on disk; where each file lies, and where it belongs."""
        with reported(str(self.out)):
            for part in self.parts.values():
                part.close()
            for handle in self.handles:
                handle.flush()
                os.fsync(handle.fileno())
            for name in self.documents:
                sync(self.folder / "md" / name)
            for folder in {self.folder, *((self.folder / "md" / name).parent for name in self.documents)}:
                sync(folder)
            moves = [self._move(table, self.layout.place(table, self.name)) for table in TABLES]
            return moves + [self._move(f"md/{name}", f"records/{name}") for name in self.documents]

    def _move(self, name: str, target: str) -> Move:
        path = self.folder / name
        return Move(path.relative_to(self.out).as_posix(), target, file_digest(path))
