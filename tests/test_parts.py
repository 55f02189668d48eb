"""A part gives back the lines that it was written from, whatever its format; a damaged one is told."""

import io
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

import msgspec
import orjson
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.columns import Column, Table, columns_of
from pipeline.errors import OptionsError, OutputError
from pipeline.options import Options
from pipeline.read.files import InputFile
from pipeline.read.sources import read_source
from pipeline.record import Kept
from pipeline.walk import walk
from pipeline.write import parquet_part
from pipeline.write.lines import fact_lines, json_line, record_line, removal_line
from pipeline.write.parts import FORMATS, check_format, open_part, part_lines

SAMPLES = sorted((Path(__file__).parent.parent / "samples").iterdir())
SOURCES = [read_source(InputFile(ref=path.name, path=str(path)), url=None) for path in SAMPLES]
KEPT = [outcome for source in SOURCES if isinstance(outcome := walk(source, Options()).outcome, Kept)]
LINES: dict[tuple[Table, bool], list[bytes]] = {
    ("records", False): [record_line(kept, inline=False) for kept in KEPT],
    ("records", True): [record_line(kept, inline=True) for kept in KEPT],
    ("removed", False): [removal_line(kept.record.id, removal) for kept in KEPT for removal in kept.removals],
    ("facts", False): [line for kept in KEPT for line in fact_lines(kept)],
}
ODD_TEXTS = (
    "",
    "\0",
    'a,"b"\r\n\tc\n',
    '"',
    '""',
    "\u2028\x85\u2029\x7f\x1e",
    "NULL",
    "[]",
    "😀\ufeff\uffff",
    " 1 ",
)
TEXT_FORMATS = ("jsonl", "csv")
BY_FORMAT = pytest.mark.parametrize("form", FORMATS)
BY_TABLE = pytest.mark.parametrize(("table", "inline"), LINES)


def value_of(column: Column, text: str, *, full: bool) -> Any:
    """A value for the column: with the text wherever one fits, or with nothing wherever nothing fits."""
    if column.is_nullable and not full:
        return None
    match column.kind:
        case "list":
            return [value_of(column.columns[0], text, full=full)] * 2 if full else []
        case "struct":
            return {inner.name: value_of(inner, text, full=full) for inner in column.columns}
        case "integer":
            return 2**62 if full else 0
        case "number":
            return 1e-07 if full else 0.0
    return text


def row(table: Table, text: str, *, full: bool = True, inline: bool = False) -> bytes:
    return json_line({column.name: value_of(column, text, full=full) for column in columns_of(table, inline=inline)})


def written(form: str, table: Table, lines: Iterable[bytes], *, inline: bool = False) -> bytes:
    handle = io.BytesIO()
    part = open_part(form, table, handle, inline)
    for line in lines:
        part.write(line)
    part.close()
    return handle.getvalue()


def read_back(form: str, table: Table, path: Path, content: bytes) -> list[bytes]:
    path.write_bytes(content)
    return list(part_lines(form, table, path))


@BY_FORMAT
@BY_TABLE
def test_gives_back_the_lines_of_real_pages(tmp_path: Path, form: str, table: Table, inline: bool) -> None:
    lines = LINES[table, inline]
    assert len(lines) >= 15
    assert read_back(form, table, tmp_path / "part", written(form, table, lines, inline=inline)) == lines


@BY_FORMAT
@BY_TABLE
def test_gives_back_odd_lines(tmp_path: Path, form: str, table: Table, inline: bool) -> None:
    lines = [row(table, text, full=full, inline=inline) for text in ODD_TEXTS for full in (False, True)]
    long = {"value" if table == "facts" else "text": 'x,"\n' * 300_000}
    lines.append(json_line(orjson.loads(lines[0]) | long))
    for chosen in (lines, lines[:1], []):
        assert read_back(form, table, tmp_path / "part", written(form, table, chosen, inline=inline)) == chosen


@given(st.lists(st.text(), max_size=3), st.floats(0, 1))
@settings(max_examples=25, deadline=None)
def test_gives_back_any_text_and_number(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], ratio: float
) -> None:
    path = tmp_path_factory.getbasetemp() / "any"
    record = orjson.loads(row("records", "", full=False))
    record |= {"title": "".join(texts), "text": "\n".join(texts), "tags": texts}
    record["stats"]["removed_ratio"] = ratio
    lines = [json_line(record)]
    for form in FORMATS:
        assert read_back(form, "records", path, written(form, "records", lines)) == lines


@BY_FORMAT
@BY_TABLE
def test_the_same_lines_give_the_same_bytes(
    form: str, table: Table, inline: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = written(form, table, LINES[table, inline], inline=inline)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert written(form, table, LINES[table, inline], inline=inline) == first


@BY_FORMAT
def test_the_file_stays_open(form: str) -> None:
    handle = io.BytesIO()
    open_part(form, "records", handle, False).close()
    assert not handle.closed


@BY_FORMAT
@BY_TABLE
def test_a_part_that_is_cut_off_is_told(tmp_path: Path, form: str, table: Table, inline: bool) -> None:
    content = written(form, table, LINES[table, inline], inline=inline)
    for end in (len(content) - 1, len(content) // 2, 1, *([] if form in TEXT_FORMATS else [0])):
        with pytest.raises(OutputError, match=r"part '.*part' (is damaged|cannot be read): ."):
            read_back(form, table, tmp_path / "part", content[:end])


@BY_FORMAT
def test_a_damaged_part_is_told(tmp_path: Path, form: str) -> None:
    content = written(form, "records", LINES["records", False])
    middle = len(content) // 2
    for wrong in (b"\0" * 500, b"\xff" * 500, b'"\n' * 3):
        damaged = content[:middle] + wrong + content[middle + len(wrong) :]
        with pytest.raises(OutputError, match=r"part '.*part' (is damaged|cannot be read): ."):
            read_back(form, "records", tmp_path / "part", damaged)


@pytest.mark.parametrize("form", [form for form in FORMATS if form not in TEXT_FORMATS])
def test_what_follows_a_part_is_told(tmp_path: Path, form: str) -> None:
    content = written(form, "records", LINES["records", False])
    with pytest.raises(OutputError, match="part"):
        read_back(form, "records", tmp_path / "part", content + b"x" * 100_000)


@pytest.mark.parametrize("form", ["parquet", "csv", "dolma"])
def test_a_part_of_another_table_is_told(tmp_path: Path, form: str) -> None:
    content = written(form, "facts", LINES["facts", False])
    with pytest.raises(OutputError, match=r"its columns are not those of records|is no document"):
        read_back(form, "records", tmp_path / "part", content)


@BY_FORMAT
def test_a_part_that_is_not_there_is_told(tmp_path: Path, form: str) -> None:
    with pytest.raises(OutputError, match=r"part '.*part' cannot be read: No such file"):
        list(part_lines(form, "facts", tmp_path / "part"))


@pytest.mark.parametrize("cells", ['"a"', '"a",1,"c",,,"[]"', '"a","b","c",,x,"[]","x"', '"a"b,"b","c","d",,,"[]"'])
def test_a_row_that_is_not_the_tables_is_told(tmp_path: Path, cells: str) -> None:
    with pytest.raises(OutputError, match="part' is damaged: "):
        read_back("csv", "facts", tmp_path / "part", written("csv", "facts", []) + f"{cells}\n".encode())


def test_suffixes_and_folders_of_all_formats() -> None:
    tables = get_args(Table)
    suffixes = {form: {FORMATS[form].suffix_of(table) for table in tables} for form in FORMATS}
    assert suffixes == {
        "jsonl": {".jsonl"},
        "jsonl.gz": {".jsonl.gz"},
        "jsonl.zst": {".jsonl.zst"},
        "parquet": {".parquet"},
        "csv": {".csv"},
        "md": {".jsonl.gz"},
        "dolma": {".jsonl.gz"},
    }
    assert [FORMATS["dolma"].folder_of(table) for table in tables] == ["documents", "removed", "facts"]
    assert [FORMATS["csv"].folder_of(table) for table in tables] == list(tables)


def test_parquet_without_its_library_is_told_before_any_work(monkeypatch: pytest.MonkeyPatch) -> None:
    for form in FORMATS:
        check_format(form)
    monkeypatch.setattr("pipeline.write.parts.find_spec", lambda name: None)
    with pytest.raises(OptionsError, match=r"pip install 'pagewinnow\[parquet\]'"):
        check_format("parquet")
    with pytest.raises(OptionsError, match="'xml' is none of jsonl, "):
        check_format("xml")


def test_parquet_has_the_types_of_the_record_and_row_groups_of_bounded_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [row("records", "", full=False), *LINES["records", False]]
    monkeypatch.setattr(parquet_part, "ROW_GROUP_BYTES", 10_000)
    assert read_back("parquet", "records", tmp_path / "part", written("parquet", "records", lines)) == lines
    with pq.ParquetFile(tmp_path / "part") as file:
        assert file.num_row_groups >= 5
        schema = file.schema_arrow
    assert str(schema.field("url").type) == "string" and schema.field("url").nullable
    assert not schema.field("authors").nullable and not schema.field("authors").type.value_field.nullable
    assert {str(field.type) for field in schema.field("stats").type} == {"int64", "double"}


def test_csv_tells_null_from_an_empty_text() -> None:
    fact = {"id": "1", "fact": "title", "value": "", "via": 'a "b"', "where": None, "line": 0, "raw": None}
    fact |= {"also": ["x"]}
    other = fact | {"where": 0, "raw": "", "also": []}
    assert written("csv", "facts", map(json_line, (fact, other))).decode() == (
        '"id","fact","value","via","where","line","raw","also"\n'
        '"1","title","","a ""b""",,0,,"[""x""]"\n'
        '"1","title","","a ""b""",0,0,"","[]"\n'
    )


class DolmaDocument(msgspec.Struct):
    """What the dolma tools decode a line to."""

    id: str
    text: str
    source: str = ""
    created: str = ""
    added: str = ""
    version: str | None = None
    metadata: dict[str, Any] | None = None


def test_documents_are_what_the_dolma_tools_take(tmp_path: Path) -> None:
    lines = [row("records", "", full=False), row("records", "x", full=True), *LINES["records", False]]
    (tmp_path / "part").write_bytes(written("dolma", "records", lines))
    decoded = msgspec.json.Decoder(DolmaDocument)
    for document, line in zip(part_lines("jsonl.gz", "facts", tmp_path / "part"), lines, strict=True):
        found, record = decoded.decode(document), orjson.loads(line)
        assert list(orjson.loads(document)) == ["id", "text", "source", "added", "created", "metadata"]
        assert (found.id, found.text, found.source) == (record["id"], record["text"], record["source"])
        assert found.created == (record["date_published"] or "")
        assert found.added == (record["provenance"]["fetched_at"] or "")
        assert {"id", "text", "source"} | (found.metadata or {}).keys() == record.keys()


def test_no_table_has_so_many_columns_that_duckdb_folds_them() -> None:
    assert all(len(columns_of(table, inline=True)) < 25 for table in get_args(Table))
