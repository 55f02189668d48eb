"""Parquet → a page for each row. A damaged row group costs its rows."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from pipeline.errors import OptionsError
from pipeline.read.columns import choose_columns, missing_column
from pipeline.read.csv_rows import row_page
from pipeline.read.pages import READ_LIMIT, Holder, Loss, PageRef
from pipeline.read.unpack import BOMB_RATIO, BOMB_SIZE

BATCH = 1
"""Rows at a time. A value that a file has once may stand in each of its rows: it would be held as often as there are
rows at a time. One costs 16 µs a row, 64 cost 9."""


def parquet_pages(raw: BinaryIO, holder: Holder) -> Iterator[PageRef | Loss]:
    """A page a row, numbered from 1. Raises OptionsError without pyarrow."""
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise OptionsError(f"reading {holder.ref} needs pyarrow: pip install 'pagewinnow[parquet]'") from error
    try:
        table = ParquetFile(raw)
        places = _text_columns(table)
    except (ArrowException, OSError) as error:
        yield holder.lost("", "damaged", f"not Parquet, or damaged: {error}")
        return
    if why := missing_column(places, holder.columns):
        yield holder.lost("", "no_column", why)
        return
    columns = choose_columns(places, holder.columns)
    if columns is None:
        shown = ", ".join(table.schema_arrow.names)
        yield holder.lost("", "no_column", f"no column is known to hold the page; its columns are {shown}")
        return
    wanted = [places[name] if name is not None else None for name in (columns.html, columns.text, columns.url)]
    first = 1
    for group in range(table.num_row_groups):
        rows = table.metadata.row_group(group).num_rows
        done = 0
        try:
            for html, text, url in _rows(table, group, wanted):
                yield row_page(holder, first + done, html, text, url)
                done += 1
        except (ArrowException, OSError) as error:
            why = f"rows {first + done} to {first + rows - 1} are damaged: {error}"
            yield holder.lost(f"#{first + done}", "damaged", why)
        first += rows


def _text_columns(table: Any) -> dict[str, int]:
    """Name → place among the leaves of the columns that may hold text; the first of those of one name."""
    leaves = [table.schema.column(place) for place in range(len(table.schema))]
    flat = {
        leaf.path: place
        for place, leaf in reversed(list(enumerate(leaves)))
        if leaf.max_repetition_level == 0 and leaf.max_definition_level <= 1
    }
    names = [field.name for field in table.schema_arrow if _is_text(field.type)]
    return {name: flat[name] for name in names if name in flat}


def _is_text(kind: Any) -> bool:
    from pyarrow import types

    kind = kind.value_type if types.is_dictionary(kind) else kind
    tests = (
        types.is_string, types.is_large_string, types.is_string_view, types.is_binary, types.is_large_binary,
        types.is_binary_view, types.is_fixed_size_binary, types.is_null,
    )  # fmt: skip
    return any(test(kind) for test in tests)


def _rows(table: Any, group: int, wanted: list[int | None]) -> Iterator[tuple[bytes, bytes, bytes]]:
    """The values of each row as bytes: strings need not be UTF-8."""
    places = sorted({place for place in wanted if place is not None})
    _refuse_bombs(table.metadata.row_group(group), places)
    reader = table.reader  # `table` itself knows columns by name only
    for batch in reader.iter_batches(BATCH, row_groups=[group], column_indices=places, use_threads=False):
        cells = [batch.column(places.index(place)) if place is not None else None for place in wanted]
        for row in range(len(batch)):
            html, text, url = (_bytes(cell[row]) if cell is not None else b"" for cell in cells)
            yield html, text, url


def _refuse_bombs(group: Any, places: list[int]) -> None:
    """Raises OSError for columns that unpack to far more than they are."""
    for column in map(group.column, places):
        size = column.total_uncompressed_size
        if size > BOMB_SIZE and size > BOMB_RATIO * column.total_compressed_size:
            raise OSError(f"{column.total_compressed_size} bytes unpack to {size}")


def _bytes(value: Any) -> bytes:
    """A cell, as much of it as is read of a page."""
    value = getattr(value, "value", value)  # of a dictionary's
    return bytes(memoryview(value.as_buffer())[:READ_LIMIT]) if value.is_valid else b""
