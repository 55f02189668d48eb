"""JSON lines → a page for each, those of a file by offset."""

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

import orjson

from pipeline.errors import SourceError
from pipeline.model import Source
from pipeline.read.columns import choose_columns, missing_column
from pipeline.read.lines import LINE_LIMIT, Line, lines_of
from pipeline.read.pages import Columns, Holder, Loss, PageRef
from pipeline.read.stream import Stream
from pipeline.surrogates import to_unicode

LOOKED_AT, LOOKED_AT_BYTES = 100, 50_000_000
"""Lines at the start in which a key must be: not every line need have it."""
BOM = b"\xef\xbb\xbf"


def json_pages(stream: Stream, holder: Holder) -> Iterator[PageRef | Loss]:
    """A page a line. A named key that the first lines do not have costs the file."""
    lines = lines_of(stream)
    first, names = _look(lines, holder.columns)
    if names and (why := missing_column(names, holder.columns)):
        yield holder.lost("", "no_column", why)
        return
    if names and choose_columns(names, holder.columns) is None:
        yield holder.lost("", "no_column", f"no key is known to hold the page; its keys are {', '.join(names)}")
        return
    for line in chain(first, lines):
        label = f"#{line.number}"
        if line.data is None:
            yield holder.lost(label, "too_large", f"a line of {line.size} bytes; {LINE_LIMIT} are read")
        elif line.data.strip():
            yield PageRef(
                ref=holder.ref + label,
                path=holder.path,
                reader="json",
                offset=0 if stream.place is None else stream.place + line.offset,
                length=line.size,
                body=line.data if stream.place is None else None,
                columns=holder.columns,
            )


def parse_line(data: bytes) -> dict[str, Any] | None:
    """The object on a line; None for what is none."""
    data = data.removeprefix(BOM)
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError:
        try:  # halves of characters, NaN, and bytes that are not UTF-8 are found in the wild
            value = json.loads(data.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            return None
        if isinstance(value, dict):
            return {to_unicode(key): _plain(one) for key, one in value.items()}
    return value if isinstance(value, dict) else None


def _plain(value: object) -> object:
    return to_unicode(value) if isinstance(value, str) else value


def json_source(page: PageRef, data: bytes) -> Source:
    """The page on a line. Raises SourceError where there is none."""
    row = parse_line(data)
    if row is None:
        raise SourceError("the line is no JSON object")
    columns = choose_columns(row, page.columns)
    if columns is None:
        raise SourceError(f"no key holds the page; its keys are {', '.join(row)}"[:500])
    html, text, url = (_text(row, name) for name in (columns.html, columns.text, columns.url))
    return Source(ref=page.ref, body=html or text, url=url or None, media_type="text/html" if html else "text/plain")


def _text(row: dict[str, Any], name: str | None) -> str:
    value = row.get(name) if name is not None else None
    return value if isinstance(value, str) else ""


def _look(lines: Iterator[Line], columns: Columns) -> tuple[list[Line], list[str]]:
    """The first lines, until one has all that is asked for, and their keys."""
    first: list[Line] = []
    names: dict[str, None] = {}
    for line in lines:
        first.append(line)
        names |= dict.fromkeys(parse_line(line.data or b"") or ())
        chosen = choose_columns(names, columns)
        if chosen and all(name in names for name in (columns.html, columns.text, columns.url) if name is not None):
            break
        if len(first) >= LOOKED_AT or sum(line.size for line in first) > LOOKED_AT_BYTES:
            break
    return first, list(names)
