"""Parquet → a page for each row. A damaged row group costs its rows."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from pipeline.errors import OptionsError
from pipeline.read.columns import are_named, check_columns, choose_columns
from pipeline.read.csv_rows import row_page
from pipeline.read.pages import Columns, Holder, Loss, PageRef

BATCH = 64


def parquet_pages(raw: BinaryIO, holder: Holder) -> Iterator[PageRef | Loss]:
    """A page a row, numbered from 1. Raises OptionsError for a named column that is not there, or without pyarrow."""
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise OptionsError(f"reading {holder.ref} needs pyarrow: pip install 'pagewinnow[parquet]'") from error
    try:
        table = ParquetFile(raw)
        names = list(table.schema_arrow.names)
    except (ArrowException, OSError) as error:
        yield holder.lost("", "damaged", f"not Parquet, or damaged: {error}")
        return
    if are_named(holder.columns) or holder.columns.url is not None:
        check_columns(holder.ref, names, holder.columns)
    columns = choose_columns(names, holder.columns)
    if columns is None:
        yield holder.lost("", "no_column", f"no column is known to hold the page; its columns are {', '.join(names)}")
        return
    first = 1
    for group in range(table.num_row_groups):
        rows = table.metadata.row_group(group).num_rows
        done = 0
        try:
            for html, text, url in _rows(table, group, columns):
                yield row_page(holder, first + done, html, text, url)
                done += 1
        except (ArrowException, OSError) as error:
            why = f"rows {first + done} to {first + rows - 1} are damaged: {error}"
            yield holder.lost(f"#{first + done}", "damaged", why)
        first += rows


def _rows(table: Any, group: int, columns: Columns) -> Iterator[tuple[bytes, bytes, bytes]]:
    """The values of each row as bytes: strings need not be UTF-8."""
    import pyarrow

    names = [columns.html, columns.text, columns.url]
    wanted = [name for name in names if name is not None]
    for batch in table.iter_batches(BATCH, row_groups=[group], columns=wanted, use_threads=False):
        values = [
            batch.column(name).cast(pyarrow.large_binary()).to_pylist() if name is not None else [b""] * len(batch)
            for name in names
        ]
        for html, text, url in zip(*values, strict=True):
            yield html or b"", text or b"", url or b""
