"""Parts as CSV: texts in quotes, numbers bare, null as nothing at all, lists as JSON."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import orjson
from msgspec import structs

from pipeline.columns import Column, Table, columns_of
from pipeline.write.lines import json_line

CELL = re.compile(r'(?:"((?:[^"]++|"")*+)"|([^",\n]*+))([,\n])')
"""A text between quotes, or what stands bare; and what follows. Possessive: a text may be of any length."""
READERS: dict[str, Callable[[str], Any]] = {"string": str, "list": orjson.loads, "integer": int, "number": float}

Cell = tuple[str, bool]
"""What stands there, and whether it does in quotes."""


class CsvPart:
    """Writes rows under a header."""

    def __init__(self, table: Table, handle: BinaryIO, *, inline: bool) -> None:
        self._handle = handle
        self._columns = columns_of(table, inline=inline)
        handle.write(_row(_quoted(column.name) for column in flat(self._columns)))

    def write(self, line: bytes) -> None:
        """Takes one line of the table."""
        self._handle.write(_row(_cells(self._columns, orjson.loads(line))))

    def close(self) -> None:
        """Nothing is to be said at the end."""


def csv_lines(table: Table, path: Path) -> Iterator[bytes]:
    """The lines that the rows were made from. Raises ValueError at a row that is none of the table."""
    with path.open("rb") as handle:
        rows = _rows(handle)
        header = next(rows, [])
        columns = columns_of(table, inline=("removed", True) in header)
        if [name for name, _ in header] != [column.name for column in flat(columns)]:
            raise ValueError(f"its columns are not those of {table}")
        for row in rows:
            if len(row) != len(header):
                raise ValueError(f"a row has {len(row)} cells instead of {len(header)}")
            yield json_line(_values(columns, iter(row)))


def flat(columns: Iterable[Column]) -> Iterator[Column]:
    """The columns of the file: in place of a struct, its own under its name and theirs."""
    for column in columns:
        if column.kind == "struct":
            yield from (structs.replace(inner, name=f"{column.name}_{inner.name}") for inner in column.columns)
        else:
            yield column


def _cells(columns: Iterable[Column], values: dict[str, Any]) -> Iterator[str]:
    for column in columns:
        value = values[column.name]
        if column.kind == "struct":
            yield from _cells(column.columns, value)
        elif column.kind == "string" and value is not None:
            yield _quoted(value)
        elif column.kind == "list":
            yield _quoted(orjson.dumps(value).decode())
        else:
            yield "" if value is None else repr(value)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _row(cells: Iterable[str]) -> bytes:
    return f"{','.join(cells)}\n".encode()


def _rows(lines: Iterable[bytes]) -> Iterator[list[Cell]]:
    """Rows end at the first line end outside quotes."""
    begun: list[bytes] = []
    quotes = 0
    for line in lines:
        begun.append(line)
        quotes += line.count(b'"')
        if quotes % 2 == 0:
            yield list(_cells_of(b"".join(begun).decode()))
            begun.clear()
    if begun:
        raise ValueError("its last row is cut off")


def _cells_of(row: str) -> Iterator[Cell]:
    position = 0
    while position < len(row):
        cell = CELL.match(row, position)
        if cell is None or (cell[3] == "\n") != (cell.end() == len(row)):
            raise ValueError(f"a row is broken at {row[position : position + 40]!r}")
        yield (cell[2], False) if cell[1] is None else (cell[1].replace('""', '"'), True)
        position = cell.end()


def _values(columns: Iterable[Column], cells: Iterator[Cell]) -> dict[str, Any]:
    return {
        column.name: _values(column.columns, cells) if column.kind == "struct" else _value(column, *next(cells))
        for column in columns
    }


def _value(column: Column, text: str, in_quotes: bool) -> Any:
    if column.is_nullable and not text and not in_quotes:
        return None
    if (column.kind in ("string", "list")) != in_quotes:
        raise ValueError(f"{column.name} cannot be {text[:40]!r}")
    return READERS[column.kind](text)
