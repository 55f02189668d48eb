"""Values → lines of JSON, the same bytes for the same values."""

from typing import Any

import msgspec
import orjson

from pipeline.model import Removal
from pipeline.record import Failed, Kept, Rejected


def json_line(value: Any) -> bytes:
    """One line of JSON in UTF-8, keys in the order of their declaration."""
    return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)


def record_line(kept: Kept, *, inline: bool) -> bytes:
    """The record; with its removals as one more key if they are to be inline."""
    record = msgspec.to_builtins(kept.record)
    if inline:
        record["removed"] = [msgspec.to_builtins(removal) for removal in kept.removals]
    return json_line(record)


def removal_line(record_id: str, removal: Removal) -> bytes:
    """The removal, with the id of the record that it belongs to."""
    return json_line({"id": record_id, **msgspec.to_builtins(removal)})


def problem_line(outcome: Rejected | Failed) -> bytes:
    """A page that became no record: where it lay, and why."""
    return json_line({key: getattr(outcome, key) for key in outcome.__struct_fields__})
