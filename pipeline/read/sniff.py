"""What a file holds, by its first bytes; its name tips the balance where these may be anything."""

import os
import re
from typing import Literal

from pipeline.read.columns import are_named, choose_columns, missing_column
from pipeline.read.csv_rows import delimiter_of, fields_of
from pipeline.read.json_lines import parse_line
from pipeline.read.pages import Columns
from pipeline.read.tars import is_tar
from pipeline.read.warc import MAGIC as WARC
from pipeline.read.zip_entry import MAGIC as ZIP

Kind = Literal["page", "zip", "tar", "warc", "json", "csv", "parquet"]
EMPTY_ZIP = b"PK\x05\x06"
PARQUET = b"PAR1"
SUFFIXES: dict[str, Kind] = {
    ".csv": "csv",
    ".jl": "json",
    ".jsonl": "json",
    ".jsonlines": "json",
    ".ndjson": "json",
    ".parquet": "parquet",
    ".tar": "tar",
    ".tsv": "csv",
    ".wacz": "zip",
    ".warc": "warc",
    ".wat": "warc",
    ".wet": "warc",
    ".zip": "zip",
}
"""Believed of what does not begin like a page: archives may be damaged at their start, too."""
KEY = re.compile(rb'[{,]\s*"([^"\\]{1,100})"\s*:')
IDENTIFIER = re.compile(r"[^\W\d][\w.-]{0,99}")
BOM = b"\xef\xbb\xbf"
BLANK = BOM + b" \t\r\n"


def kind_of(head: bytes, name: str, columns: Columns) -> Kind:
    """What begins with these bytes and has this lower-cased name."""
    if head.startswith((ZIP, EMPTY_ZIP)):
        return "zip"
    if head.startswith(PARQUET):
        return "parquet"
    if head.startswith(WARC):
        return "warc"
    if is_tar(head):
        return "tar"
    text = head.lstrip(BLANK)
    if text.startswith(b"<"):
        return "page"
    if kind := SUFFIXES.get(os.path.splitext(name)[1]):
        return kind
    if text.startswith(b"{") and _has_page(text, columns):
        return "json"
    if are_named(columns):
        return "csv" if _is_header(text, columns) else "page"
    return "csv" if _is_plain_header(head.removeprefix(BOM), columns) else "page"


def _has_page(text: bytes, columns: Columns) -> bool:
    """The first line is a JSON object with a page in it, as far as it is to be seen."""
    line, end, _ = text.partition(b"\n")
    row = parse_line(line)
    names = [key.decode("utf-8", "replace") for key in KEY.findall(line)] if row is None and not end else row or {}
    return choose_columns(names, columns) is not None


def _is_header(text: bytes, columns: Columns) -> bool:
    """The first line names the columns that were named."""
    return choose_columns(_header(text, columns)[0], columns) is not None


def _is_plain_header(text: bytes, columns: Columns) -> bool:
    """The first line is a header beyond doubt: names and nothing else, one of them an obvious one, and rows follow.

    The first may be missing: pandas does not name its index. Texts may begin with `Content, text and body`.
    """
    names, delimiter = _header(text, columns)
    rows = text.partition(b"\n")[2]
    return (
        len(names) > 1
        and len(set(names)) == len(names)
        and delimiter.encode() in rows
        and missing_column(names, columns) is None
        and choose_columns(names, columns) is not None
        and all(IDENTIFIER.fullmatch(name) or name == columns.url for name in names[not names[0] :])
    )


def _header(text: bytes, columns: Columns) -> tuple[list[str], str]:
    """The fields of the first line, and what stands between them."""
    line = text.partition(b"\n")[0].decode("utf-8", "replace").rstrip("\r")
    delimiter = delimiter_of(line, "", columns)
    return fields_of(line, delimiter), delimiter
