"""The page on the record: every key of the schema."""

from collections.abc import Iterator
from typing import Any

from pipeline.record import record_schema


def record_page() -> Iterator[str]:
    schema: Any = record_schema()
    yield f"# The record\n\nSchema version {schema['version']}; the JSON Schema is in "
    yield "[record.schema.json](record.schema.json).\n"
    yield "Every key is always there, with one type; lists are never null.\n"
    for name in ("Record", "RecordBlock", "RecordLink", "Stats", "Provenance", "Removal"):
        yield f"\n## {name}\n\n| key | type | what it holds |\n| --- | --- | --- |\n"
        for key, value in schema["$defs"][name]["properties"].items():
            yield f"| {key} | {_type(value)} | {value.get('description', '')} |\n"


def _type(value: dict[str, Any]) -> str:
    if "$ref" in value:
        return str(value["$ref"]).rpartition("/")[2]
    if "enum" in value:
        return ", ".join(f"`{item}`" for item in value["enum"])
    if "anyOf" in value:
        return " or ".join(_type(option) for option in value["anyOf"])
    if value.get("type") == "array":
        return f"list of {_type(value['items'])}"
    return str(value["type"])
