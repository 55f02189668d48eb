"""Values → lines of JSON, the same bytes for the same values."""

from collections.abc import Iterator
from typing import Any

import msgspec
import orjson

from pipeline.model import Removal
from pipeline.record import Failed, Kept, Rejected
from pipeline.surrogates import to_unicode

LINE_ENDS = tuple((char.encode(), f"\\u{ord(char):04x}".encode()) for char in "\x85\u2028\u2029")
"""Legal within JSON strings, but many a reader of JSON lines takes them for the end of a line."""


def json_line(value: Any) -> bytes:
    """One line of JSON in UTF-8, keys in the order of their declaration. Lone surrogates become U+FFFD."""
    try:
        line = orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)
    except orjson.JSONEncodeError:
        line = orjson.dumps(_without_surrogates(value), option=orjson.OPT_APPEND_NEWLINE)
    for char, escape in LINE_ENDS:
        if char in line:
            line = line.replace(char, escape)
    return line


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return to_unicode(value)
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(item) for key, item in value.items()}
    return [_without_surrogates(item) for item in value] if isinstance(value, (list, tuple)) else value


def record_line(kept: Kept, *, inline: bool) -> bytes:
    """The record; with its removals as one more key if they are to be inline."""
    record = msgspec.to_builtins(kept.record)
    if inline:
        record["removed"] = [msgspec.to_builtins(removal) for removal in kept.removals]
    return json_line(record)


def removal_line(record_id: str, removal: Removal) -> bytes:
    """The removal, with the id of the record that it belongs to."""
    return json_line({"id": record_id, **msgspec.to_builtins(removal)})


def fact_lines(kept: Kept) -> Iterator[bytes]:
    """A line for each fact of the page: its name, its value, where it is from, and what else was found."""
    for name, fact in kept.facts.each():
        yield json_line({"id": kept.record.id, "fact": name, **msgspec.to_builtins(fact)})


def problem_line(outcome: Rejected | Failed) -> bytes:
    """A page that became no record: where it lay, and why."""
    return json_line({key: getattr(outcome, key) for key in outcome.__struct_fields__})
