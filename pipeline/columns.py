"""The columns of the three tables that come out, told by the types of their rows."""

from typing import Any, Literal

from msgspec import inspect, structs

from pipeline.model import Fact, Removal, Value
from pipeline.record import Record

Table = Literal["records", "removed", "facts"]
Kind = Literal["string", "integer", "number", "list", "struct"]


class Column(Value, frozen=True, kw_only=True):
    name: str
    kind: Kind
    is_nullable: bool = False
    columns: tuple["Column", ...] = ()
    """Of a struct its keys; of a list the one that its items are."""


ID = Column(name="id", kind="string")
"""Of the record that a row is about."""
FACT = Column(name="fact", kind="string")


def columns_of(table: Table, *, inline: bool) -> tuple[Column, ...]:
    """The columns in their order; those of records with `removed` at the end if removals are inline."""
    if table == "removed":
        return ID, *_columns(inspect.type_info(Removal))
    if table == "facts":
        return ID, FACT, *_columns(inspect.type_info(Fact))
    removed = inspect.VarTupleType(inspect.type_info(Removal))
    return *_columns(inspect.type_info(Record)), *([_column("removed", removed)] if inline else [])


def _columns(struct: Any) -> tuple[Column, ...]:
    return tuple(_column(field.encode_name, field.type) for field in struct.fields)


def _column(name: str, of: inspect.Type) -> Column:
    match of:
        case inspect.Metadata(type=described):
            return _column(name, described)
        case inspect.UnionType(types=(known, inspect.NoneType())):
            return structs.replace(_column(name, known), is_nullable=True)
        case inspect.StrType() | inspect.LiteralType():
            return Column(name=name, kind="string")
        case inspect.IntType():
            return Column(name=name, kind="integer")
        case inspect.FloatType():
            return Column(name=name, kind="number")
        case inspect.VarTupleType(item_type=item):
            return Column(name=name, kind="list", columns=(_column("item", item),))
        case inspect.StructType():
            return Column(name=name, kind="struct", columns=_columns(of))
    raise TypeError(f"{name}: no column holds {of}")
