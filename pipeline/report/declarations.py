"""The types of a table's columns, as the tools that load it want them said."""

from collections.abc import Callable, Iterable
from typing import Literal

from pipeline.columns import Column, Table, columns_of

Dialect = Literal["duckdb", "datasets", "arrow"]
SQL_TYPES = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE"}
ARROW_TYPES = {"string": "string", "integer": "int64", "number": "float64"}


def declaration(dialect: Dialect, table: Table, *, inline: bool) -> str:
    """Text to paste: an argument of DuckDB's `read_json`, or Python that defines `features` or `schema`."""
    return WRITERS[dialect](columns_of(table, inline=inline))


def _duckdb(columns: Iterable[Column]) -> str:
    return "columns = {\n" + ",\n".join(f"  '{column.name}': '{_sql(column)}'" for column in columns) + "\n}\n"


def _sql(column: Column) -> str:
    if column.kind == "list":
        return f"{_sql(column.columns[0])}[]"
    if column.kind == "struct":
        return "STRUCT(" + ", ".join(f'"{inner.name}" {_sql(inner)}' for inner in column.columns) + ")"
    return SQL_TYPES[column.kind]


def _datasets(columns: Iterable[Column]) -> str:
    head = "from datasets import Features, Value\n\nfeatures = Features({\n"
    return head + "".join(f'    "{column.name}": {_feature(column)},\n' for column in columns) + "})\n"


def _feature(column: Column) -> str:
    if column.kind == "list":
        return f"[{_feature(column.columns[0])}]"
    if column.kind == "struct":
        return "{" + ", ".join(f'"{inner.name}": {_feature(inner)}' for inner in column.columns) + "}"
    return f'Value("{ARROW_TYPES[column.kind]}")'


def _arrow(columns: Iterable[Column]) -> str:
    head = "import pyarrow as pa\n\nschema = pa.schema([\n"
    return head + "".join(f"    {_field(column)},\n" for column in columns) + "])\n"


def _field(column: Column) -> str:
    nullable = "" if column.is_nullable else ", nullable=False"
    return f'pa.field("{column.name}", {_arrow_type(column)}{nullable})'


def _arrow_type(column: Column) -> str:
    if column.kind == "list":
        return f"pa.list_({_field(column.columns[0])})"
    if column.kind == "struct":
        return f"pa.struct([{', '.join(map(_field, column.columns))}])"
    return f"pa.{ARROW_TYPES[column.kind]}()"


WRITERS: dict[Dialect, Callable[[Iterable[Column]], str]] = {
    "duckdb": _duckdb,
    "datasets": _datasets,
    "arrow": _arrow,
}
