"""An output that is read again gives what the walk gave."""

import json
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.errors import OptionsError, OutputError
from pipeline.run.dataset import open_dataset
from pipeline.undo import restore
from pipeline.write.parts import FORMATS

PAGE = (
    "<title>{0}</title><h1>{0}</h1><p>It rained all night, and by morning the river was over the road.</p>"
    "<p>Share this article</p>"
)
WAYS = [(form, removed) for form in FORMATS for removed in ("beside", "inline") if (form, removed) != ("md", "inline")]


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    for name in ("fog", "rain", "snow"):
        (tmp_path / "pages" / f"{name}.html").parent.mkdir(exist_ok=True)
        (tmp_path / "pages" / f"{name}.html").write_text(PAGE.format(name.title()))
    (tmp_path / "pages" / "empty.html").write_bytes(b"")
    return tmp_path / "pages"


def run(*arguments: object) -> None:
    main([str(argument) for argument in ("run", *arguments, "--workers", 1, "--quiet")], standalone_mode=False)


@pytest.mark.parametrize(("form", "removed"), WAYS)
def test_gives_every_page_with_its_removals_and_facts(pages: Path, tmp_path: Path, form: str, removed: str) -> None:
    run(pages, "-o", tmp_path / "out", "--format", form, "--removed", removed)
    found = list(open_dataset(tmp_path / "out").pages())
    assert [page.record.title for page in found] == ["Fog", "Rain", "Snow"]
    for page in found:
        assert {row.fact for row in page.facts} >= {"title"}
        assert [block.text for block in restore(page.record, page.removals)][-1] == "Share this article"


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.parquet", "a.csv"])
def test_gives_the_records_of_a_file(pages: Path, tmp_path: Path, name: str) -> None:
    run(pages, "-o", tmp_path / name, "--removed", "inline")
    found = list(open_dataset(tmp_path / name).pages())
    assert [page.record.source for page in found] == ["fog.html", "rain.html", "snow.html"]
    assert all(page.removals for page in found)


def test_a_folder_without_a_manifest_is_half_written(pages: Path, tmp_path: Path) -> None:
    run(pages, "-o", tmp_path / "out")
    (tmp_path / "out" / "manifest.json").unlink()
    with pytest.raises(OptionsError, match=r"no manifest\.json"):
        open_dataset(tmp_path / "out")


def test_records_of_another_schema_are_not_read(pages: Path, tmp_path: Path) -> None:
    run(pages, "-o", tmp_path / "out")
    path = tmp_path / "out" / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"schema_version": "0.9.0"}))
    with pytest.raises(OutputError, match=r"schema 0\.9\.0"):
        open_dataset(tmp_path / "out")


def test_a_line_that_is_no_record_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "a"}\n')
    with pytest.raises(OutputError, match="none of records"):
        list(open_dataset(tmp_path / "a.jsonl").records())


def test_what_is_no_output_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OptionsError, match="neither"):
        open_dataset(tmp_path / "nothing")


def test_a_part_that_is_gone_or_cut_at_a_line_is_missed(pages: Path, tmp_path: Path) -> None:
    run(pages, "-o", tmp_path / "out")
    part = tmp_path / "out" / "records" / "part-00000.jsonl"
    part.write_bytes(b"".join(part.read_bytes().splitlines(keepends=True)[:2]))
    (tmp_path / "out" / "removed" / "part-00000.jsonl").write_bytes(b"")
    (tmp_path / "out" / "facts" / "part-00000.jsonl").write_bytes(b"")
    with pytest.raises(OutputError, match="has 2 records, its manifest says 3"):
        list(open_dataset(tmp_path / "out").pages())
    part.unlink()
    with pytest.raises(OutputError, match="has 0 records, its manifest says 3"):
        list(open_dataset(tmp_path / "out").records())


@pytest.mark.parametrize("table", ["removed", "facts"])
def test_a_line_of_no_record_is_told(pages: Path, tmp_path: Path, table: str) -> None:
    run(pages, "-o", tmp_path / "out")
    part = tmp_path / "out" / table / "part-00000.jsonl"
    lines = part.read_text().splitlines(keepends=True)
    part.write_text("".join([*lines, json.dumps({**json.loads(lines[0]), "id": "another"}) + "\n"]))
    with pytest.raises(OutputError, match="line of 'another', which is no record"):
        list(open_dataset(tmp_path / "out").pages())


@pytest.mark.parametrize(("key", "value"), [("format", "xml"), ("format", "../x"), ("removed", "elsewhere")])
def test_a_manifest_of_unknown_form_is_damaged(pages: Path, tmp_path: Path, key: str, value: str) -> None:
    run(pages, "-o", tmp_path / "out")
    path = tmp_path / "out" / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), key: value}))
    with pytest.raises(OutputError, match="is damaged"):
        open_dataset(tmp_path / "out")
