"""Parts of the tables in every format: lines of JSON in, and the same lines back."""

import zlib
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Literal, Protocol

import zstandard

from pipeline.columns import Table
from pipeline.errors import OptionsError, OutputError
from pipeline.model import Value
from pipeline.write.csv_part import CsvPart, csv_lines
from pipeline.write.dolma_part import DolmaPart, dolma_lines
from pipeline.write.jsonl_part import Plain, gzip_lines, gzip_writer, plain_lines, zstd_lines, zstd_writer

Format = Literal["jsonl", "jsonl.gz", "jsonl.zst", "parquet", "csv", "md", "dolma"]


class PartWriter(Protocol):
    """Takes the lines of a part in order. What is written is whole when it is closed; the file stays open."""

    def write(self, line: bytes, /) -> object: ...

    def close(self) -> None: ...


class Codec(Value, frozen=True, kw_only=True):
    """One kind of file."""

    suffix: str
    open: Callable[[Table, BinaryIO, bool], PartWriter]
    lines: Callable[[Table, Path], Iterator[bytes]]


class PartFormat(Value, frozen=True, kw_only=True):
    """The kinds of file of a format."""

    records: Codec
    beside: Codec
    """Of the tables beside the records."""
    records_folder: str = "records"

    def codec_of(self, table: Table) -> Codec:
        """How the parts of a table are written and read."""
        return self.records if table == "records" else self.beside

    def suffix_of(self, table: Table) -> str:
        """How the names of a table's parts end."""
        return self.codec_of(table).suffix

    def folder_of(self, table: Table) -> str:
        """The folder of a table's parts."""
        return self.records_folder if table == "records" else table


def _open_parquet(table: Table, handle: BinaryIO, inline: bool) -> PartWriter:
    check_format("parquet")
    from pipeline.write.parquet_part import ParquetPart

    return ParquetPart(table, handle, inline=inline)


def _parquet_lines(table: Table, path: Path) -> Iterator[bytes]:
    check_format("parquet")
    from pipeline.write.parquet_part import parquet_lines

    return parquet_lines(table, path)


PLAIN = Codec(
    suffix=".jsonl", open=lambda table, handle, inline: Plain(handle), lines=lambda table, path: plain_lines(path)
)
GZIP = Codec(
    suffix=".jsonl.gz",
    open=lambda table, handle, inline: gzip_writer(handle),
    lines=lambda table, path: gzip_lines(path),
)
ZSTD = Codec(
    suffix=".jsonl.zst",
    open=lambda table, handle, inline: zstd_writer(handle),
    lines=lambda table, path: zstd_lines(path),
)
PARQUET = Codec(suffix=".parquet", open=_open_parquet, lines=_parquet_lines)
CSV = Codec(suffix=".csv", open=lambda table, handle, inline: CsvPart(table, handle, inline=inline), lines=csv_lines)
DOLMA = Codec(
    suffix=".jsonl.gz",
    open=lambda table, handle, inline: DolmaPart(handle),
    lines=lambda table, path: dolma_lines(path),
)

FORMATS: Mapping[str, PartFormat] = MappingProxyType(
    {
        "jsonl": PartFormat(records=PLAIN, beside=PLAIN),
        "jsonl.gz": PartFormat(records=GZIP, beside=GZIP),
        "jsonl.zst": PartFormat(records=ZSTD, beside=ZSTD),
        "parquet": PartFormat(records=PARQUET, beside=PARQUET),
        "csv": PartFormat(records=CSV, beside=CSV),
        "md": PartFormat(records=GZIP, beside=GZIP),
        # Its tools look for documents/ in a path, and put what they find out in attributes/ beside it.
        "dolma": PartFormat(records=DOLMA, beside=GZIP, records_folder="documents"),
    }
)


def check_format(form: str) -> None:
    """Raises OptionsError for a format that is none, or whose library is not installed."""
    if form not in FORMATS:
        raise OptionsError(f"format {form!r} is none of {', '.join(FORMATS)}")
    if form == "parquet" and find_spec("pyarrow") is None:
        raise OptionsError("format 'parquet' needs pyarrow; install it with: pip install 'pagewinnow[parquet]'")


def open_part(form: str, table: Table, handle: BinaryIO, inline: bool) -> PartWriter:
    """Takes a table's lines, as `pipeline.write.lines` makes them, and writes them to the handle."""
    return FORMATS[form].codec_of(table).open(table, handle, inline)


def part_lines(form: str, table: Table, path: Path) -> Iterator[bytes]:
    """The lines that a part was written from, byte for byte. Raises OutputError where it is damaged or missing."""
    try:
        yield from FORMATS[form].codec_of(table).lines(table, path)
    except OSError as error:
        raise OutputError(f"part {str(path)!r} cannot be read: {error.strerror or error}") from error
    except (ValueError, zlib.error, zstandard.ZstdError) as error:
        raise OutputError(f"part {str(path)!r} is damaged: {error}") from error
