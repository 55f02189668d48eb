"""What is written loads in DuckDB, pandas, pyarrow and Hugging Face datasets as docs/how-to/ says, odd parts too."""

import re
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import orjson
import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pyarrow.json
import pyarrow.parquet
import pytest

from pipeline.columns import Table, columns_of
from pipeline.options import Options
from pipeline.read.files import InputFile
from pipeline.read.sources import read_source
from pipeline.record import Kept
from pipeline.report.declarations import Dialect, declaration
from pipeline.walk import walk
from pipeline.write.csv_part import flat
from pipeline.write.lines import fact_lines, json_line, record_line, removal_line
from pipeline.write.parquet_part import arrow_schema
from pipeline.write.parts import FORMATS, open_part

ROOT = Path(__file__).parent.parent
PAGES = ("data-frames.md", "datasets.md")
DOCS = "".join((ROOT / "docs" / "how-to" / page).read_text(encoding="utf-8") for page in PAGES)
JSON_LINES = ("jsonl", "jsonl.gz", "jsonl.zst")
TABLES: tuple[tuple[Table, bool], ...] = (("records", False), ("records", True), ("removed", False), ("facts", False))
BY_TABLE = pytest.mark.parametrize(("table", "inline"), TABLES)
ODD_TEXT = 'Say "hi",\r\n\tthen\u2028go\0.\n\n=1+1'


def pages() -> list[Kept]:
    files = [InputFile(ref=path.name, path=str(path)) for path in sorted((ROOT / "samples").iterdir())]
    outcomes = [walk(read_source(file, url=None), Options()).outcome for file in files]
    return [outcome for outcome in outcomes if isinstance(outcome, Kept)]


def real_lines(kept: Kept, table: Table, *, inline: bool) -> Iterable[bytes]:
    if table == "records":
        return [record_line(kept, inline=inline)]
    return fact_lines(kept) if table == "facts" else (removal_line(kept.record.id, item) for item in kept.removals)


def bare(line: bytes, table: Table, *, inline: bool) -> bytes:
    """The row with null and empty lists wherever there may be some, and an odd text where it has one."""
    row = orjson.loads(line)
    for column in columns_of(table, inline=inline):
        if column.is_nullable or column.kind == "list":
            row[column.name] = None if column.is_nullable else []
    return json_line(row | ({"text": ODD_TEXT} if "text" in row else {}))


@pytest.fixture(scope="module")
def rows() -> dict[tuple[Table, bool], list[list[bytes]]]:
    """Of each table the lines of two parts, the first of them all bare."""
    kept, found = pages(), {}
    for table, inline in TABLES:
        lines = [line for page in kept for line in real_lines(page, table, inline=inline)]
        found[table, inline] = [[bare(line, table, inline=inline) for line in lines[:5]], lines]
    return found


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, rows: dict[tuple[Table, bool], list[list[bytes]]]) -> Path:
    """A folder that holds `out` and, with inline removals, `inline`, of all formats side by side."""
    root = tmp_path_factory.mktemp("loading")
    for (table, inline), parts in rows.items():
        for form in ("dolma", *JSON_LINES, "parquet", "csv"):
            folder = root / ("inline" if inline else "out") / FORMATS[form].folder_of(table)
            folder.mkdir(parents=True, exist_ok=True)
            for number, lines in enumerate(parts):
                with (folder / f"part-{number:05}{FORMATS[form].suffix_of(table)}").open("wb") as handle:
                    part = open_part(form, table, handle, inline)
                    for line in lines:
                        part.write(line)
                    part.close()
    return root


@pytest.fixture
def wanted(rows: dict[tuple[Table, bool], list[list[bytes]]], table: Table, inline: bool) -> list[dict[str, Any]]:
    return [orjson.loads(line) for part in rows[table, inline] for line in part]


@pytest.fixture
def folder(root: Path, table: Table, inline: bool) -> Path:
    return root / ("inline" if inline else "out") / table


def fenced(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", DOCS, flags=re.MULTILINE | re.DOTALL)


def declared(dialect: Dialect, table: Table, inline: bool) -> Any:
    """What the declaration's Python defines."""
    names: dict[str, Any] = {}
    exec(declaration(dialect, table, inline=inline), names)
    return names["schema" if dialect == "arrow" else "features"]


def selected(source: str) -> list[dict[str, Any]]:
    found = duckdb.sql(f"SELECT * FROM {source}")
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def test_the_examples_in_sql_run(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    counts = [len(duckdb.sql(example).fetchall()) for example in fenced("sql")]
    assert counts == [counts[0]] * 4 and counts[0] > 20


def test_the_examples_in_python_run(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    examples = [example for example in fenced("python") if "datasets" not in example]
    assert len(examples) == 2
    for example in examples:
        names: dict[str, Any] = {}
        exec(example, names)
        assert len(names["records"]) >= 5


@BY_TABLE
def test_duckdb_reads_what_the_lines_say(
    folder: Path, table: Table, inline: bool, wanted: list[dict[str, Any]]
) -> None:
    columns = declaration("duckdb", table, inline=inline)
    for suffix in JSON_LINES:
        assert selected(f"read_json('{folder}/*.{suffix}', format = 'newline_delimited', {columns})") == wanted
    assert selected(f"'{folder}/*.parquet'") == wanted


@BY_TABLE
def test_duckdb_and_pyarrow_tell_null_from_an_empty_text_in_csv(
    folder: Path, table: Table, inline: bool, wanted: list[dict[str, Any]]
) -> None:
    found = selected(f"read_csv('{folder}/*.csv', header = true, all_varchar = true, allow_quoted_nulls = false)")
    parts = [
        pyarrow.csv.read_csv(
            path,
            parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
            convert_options=pyarrow.csv.ConvertOptions(
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
                column_types={name: pa.string() for name in found[0]},
            ),
        )
        for path in sorted(folder.glob("*.csv"))
    ]
    columns = columns_of(table, inline=inline)
    assert list(found[0]) == [column.name for column in flat(columns)]
    assert [row for part in parts for row in part.to_pylist()] == found
    for row, line in zip(found, wanted, strict=True):
        for column in columns:
            if column.kind == "string":
                assert row[column.name] == line[column.name]
            elif column.kind == "list":
                assert orjson.loads(row[column.name]) == line[column.name]


@BY_TABLE
def test_pyarrow_reads_what_the_lines_say(
    folder: Path, table: Table, inline: bool, wanted: list[dict[str, Any]]
) -> None:
    schema = declared("arrow", table, inline)
    assert schema == arrow_schema(columns_of(table, inline=inline))
    options = pyarrow.json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="error")
    for suffix in ("jsonl", "jsonl.gz"):
        parts = [pyarrow.json.read_json(path, parse_options=options) for path in sorted(folder.glob(f"*.{suffix}"))]
        assert [row for part in parts for row in part.to_pylist()] == wanted
    parts = [pyarrow.parquet.read_table(path) for path in sorted(folder.glob("*.parquet"))]
    assert [part.schema for part in parts] == [schema, schema]
    assert [row for part in parts for row in part.to_pylist()] == wanted


@BY_TABLE
def test_pandas_reads_what_the_lines_say(
    folder: Path, table: Table, inline: bool, wanted: list[dict[str, Any]]
) -> None:
    names = [column.name for column in columns_of(table, inline=inline) if column.kind == "string"]
    texts = [[row[name] for name in names] for row in wanted]
    for suffix in JSON_LINES:
        parts = [pd.read_json(path, lines=True, dtype=False) for path in sorted(folder.glob(f"*.{suffix}"))]
        assert _texts(parts, names) == texts
    assert _texts([pd.read_parquet(path) for path in sorted(folder.glob("*.parquet"))], names) == texts
    parts = [pd.read_csv(path, keep_default_na=False, dtype=str) for path in sorted(folder.glob("*.csv"))]
    assert _texts(parts, names) == [[text or "" for text in row] for row in texts]


def _texts(parts: Iterable[pd.DataFrame], names: list[str]) -> list[list[str | None]]:
    found = [row for part in parts for row in part[names].astype(object).to_numpy().tolist()]
    return [[None if pd.isna(text) else text for text in row] for row in found]


def test_datasets_reads_what_the_lines_say(
    root: Path, rows: dict[tuple[Table, bool], list[list[bytes]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    monkeypatch.setenv("HF_HOME", str(root / "cache"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_DATASETS_DISABLE_PROGRESS_BARS", "1")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from datasets import load_dataset

        for (table, inline), parts in rows.items():
            wanted = [orjson.loads(line) for part in parts for line in part]
            files = f"{'inline' if inline else 'out'}/{table}/*"
            features = declared("datasets", table, inline)
            for suffix in JSON_LINES:
                found = load_dataset("json", data_files=f"{files}.{suffix}", split="train", features=features)
                assert found.features == features
                assert _undated(found.to_list()) == _undated(wanted), (table, suffix)
            found = load_dataset("parquet", data_files=f"{files}.parquet", split="train")
            assert found.to_list() == wanted and found.features == features
        (example,) = [example for example in fenced("python") if "datasets" in example]
        names: dict[str, Any] = {"features": declared("datasets", "records", False)}
        exec(example, names)
        assert names["records"].num_rows == sum(map(len, rows["records", False]))
        documents = load_dataset("json", data_files="out/documents/part-00001.jsonl.gz", split="train")
        assert documents["text"][:] == [orjson.loads(line)["text"] for line in rows["records", False][1]]


def _undated(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without dates: the reader of JSON of datasets takes them for timestamps, and writes these as it likes."""
    return [{key: value for key, value in row.items() if not key.startswith("date_")} for row in rows]
