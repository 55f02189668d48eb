"""Parts as Parquet, of columns whose types are those of the record. Needs the extra `parquet`."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.json
import pyarrow.parquet

from pipeline.columns import Column, Table, columns_of
from pipeline.write.lines import json_line

ROW_GROUP_BYTES = 32 << 20
"""Of JSON. Bounds the memory of writer and reader, and keeps every column chunk far below 2 GB."""
ROWS_READ = 64
"""At a time."""
ZSTD_LEVEL = 3
SCALARS = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64()}


class ParquetPart:
    """Writes rows in groups of bounded size."""

    def __init__(self, table: Table, handle: BinaryIO, *, inline: bool) -> None:
        self._schema = arrow_schema(columns_of(table, inline=inline))
        self._file = pa.parquet.ParquetWriter(
            handle, self._schema, compression="zstd", compression_level=ZSTD_LEVEL, write_page_checksum=True
        )
        self._lines: list[bytes] = []
        self._bytes = 0

    def write(self, line: bytes) -> None:
        """Takes one line of the table."""
        self._lines.append(line)
        self._bytes += len(line)
        if self._bytes >= ROW_GROUP_BYTES:
            self._write_group()

    def close(self) -> None:
        """Writes what is left, and the footer."""
        if self._lines:
            self._write_group()
        self._file.close()

    def _write_group(self) -> None:
        rows = pa.json.read_json(
            pa.BufferReader(b"".join(self._lines)),
            read_options=pa.json.ReadOptions(use_threads=False, block_size=self._bytes),
            parse_options=pa.json.ParseOptions(explicit_schema=self._schema, unexpected_field_behavior="error"),
        )
        self._file.write_table(rows.cast(self._schema), row_group_size=len(self._lines))
        self._lines.clear()
        self._bytes = 0


def parquet_lines(table: Table, path: Path) -> Iterator[bytes]:
    """The lines that the rows were made from. Raises ValueError or OSError where the file is damaged."""
    with path.open("rb") as handle, pa.parquet.ParquetFile(handle, page_checksum_verification=True) as file:
        names = file.schema_arrow.names
        if names != [column.name for column in columns_of(table, inline="removed" in names)]:
            raise ValueError(f"its columns are not those of {table}")
        for group in range(file.num_row_groups):  # by itself, or a batch of huge rows would span many
            for batch in file.iter_batches(batch_size=ROWS_READ, row_groups=[group], use_threads=False):
                yield from map(json_line, batch.to_pylist())


def arrow_schema(columns: Iterable[Column]) -> pa.Schema:
    """The schema of a table."""
    return pa.schema([_field(column) for column in columns])


def _field(column: Column) -> pa.Field:
    return pa.field(column.name, _type(column), nullable=column.is_nullable)


def _type(column: Column) -> pa.DataType:
    if column.kind == "list":
        return pa.list_(_field(column.columns[0]))
    if column.kind == "struct":
        return pa.struct([_field(inner) for inner in column.columns])
    return SCALARS[column.kind]
