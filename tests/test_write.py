"""Outputs appear whole or not at all, and touch nothing but their own."""

import json
from pathlib import Path, PurePosixPath

import orjson
import pytest
from msgspec import structs

from pipeline import Failed, Kept, OptionsError, Rejected, Source
from pipeline.errors import OutputError
from pipeline.options import Options
from pipeline.run.ledger import Ledger
from pipeline.walk import walk
from pipeline.write.atomic import whole_file
from pipeline.write.lines import json_line, problem_line, record_line
from pipeline.write.markdown_files import markdown_path, write_markdown
from pipeline.write.outputs import NAMES, check_output, destination_of

BODY = "<p>The river rose in the night, and in the morning the road was closed. Nobody came through.</p>"


def kept(ref: str = "a.html") -> Kept:
    outcome = walk(Source(ref=ref, body=f"<html><h1>River</h1>{BODY}"), Options()).outcome
    assert isinstance(outcome, Kept)
    return outcome


def interrupted(written: int) -> None:
    """What happens after something was written."""
    raise KeyboardInterrupt


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("out", "kind"),
    [
        ("-", "stdout"),
        ("a.jsonl", "file"),
        ("a.JSONL", "file"),
        ("d/.jsonl", "file"),
        ("a", "folder"),
        ("a.jsonl/", "folder"),
    ],
)
def test_a_name_tells_the_kind_of_output(out: str, kind: str) -> None:
    assert destination_of(out) == kind
    assert check_output(out, "jsonl", "inline").destination == kind


def test_takes_a_folder_that_is_new_empty_ours_or_holds_other_things(tmp_path: Path) -> None:
    check_output(str(tmp_path / "new" / "er"), "jsonl", "beside")
    check_output(str(tmp_path), "jsonl", "beside")
    (tmp_path / "notes.txt").write_text("x")
    check_output(str(tmp_path), "md", "beside")
    (tmp_path / "records").mkdir()
    Ledger(tmp_path / "ledger.sqlite").close()
    check_output(str(tmp_path), "jsonl", "beside")
    (tmp_path / "data.txt").mkdir()
    check_output(str(tmp_path / "data.txt"), "jsonl", "beside")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ledger", [b"", b"no ledger", b"SQLite format 3\0" + bytes(84)])
def test_refuses_a_folder_that_holds_a_namesake_of_ours(tmp_path: Path, name: str, ledger: bytes) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(ledger)
    (tmp_path / name).write_text("precious")
    with pytest.raises(OptionsError, match="that no run of winnow wrote; give another folder"):
        check_output(str(tmp_path), "jsonl", "beside")
    assert (tmp_path / name).read_text() == "precious"


@pytest.mark.parametrize("out", ["", " ", "out.tsv", "out.JSON", "out.zip", "out.html.gz", "file", "broken"])
def test_refuses_a_name_that_no_output_has(tmp_path: Path, out: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("x")
    (tmp_path / "broken").symlink_to("nowhere")
    with pytest.raises(OptionsError, match=r"give a folder, a file of records \(\.jsonl, .*\), or - for stdout"):
        check_output(out, "jsonl", "beside")


def test_a_name_tells_the_format_of_a_file() -> None:
    names = ("a.jsonl", "a.jsonl.gz", "a.JSONL.zst", "a.parquet", "a.csv", "folder", "-")
    assert [check_output(name, None, "beside").form for name in names] == [
        "jsonl", "jsonl.gz", "jsonl.zst", "parquet", "csv", "jsonl", "jsonl",
    ]  # fmt: skip


def test_refuses_what_does_not_go_together(tmp_path: Path) -> None:
    with pytest.raises(OptionsError, match=r"'a\.jsonl' has the name of jsonl, not of --format md"):
        check_output("a.jsonl", "md", "beside")
    with pytest.raises(OptionsError, match="--removed inline needs another format"):
        check_output(str(tmp_path), "md", "inline")
    (tmp_path / "a.jsonl").mkdir()
    with pytest.raises(OptionsError, match="is a folder, but its name says a file of jsonl records"):
        check_output(str(tmp_path / "a.jsonl"), "jsonl", "beside")


def test_a_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "sub" / "a.jsonl"
    with whole_file(path) as handle:
        handle.write(b"new")
        assert not path.exists()
    assert (path.read_bytes(), names(path.parent)) == (b"new", {"a.jsonl"})
    assert path.stat().st_mode & 0o600 == 0o600


def test_a_file_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("old")
    with pytest.raises(KeyboardInterrupt), whole_file(path) as handle:
        interrupted(handle.write(b"new"))
    assert (path.read_text(), names(tmp_path)) == ("old", {"a.jsonl"})
    with pytest.raises(ZeroDivisionError), whole_file(tmp_path / "x" / "y" / "b.jsonl"):
        raise ZeroDivisionError
    assert names(tmp_path) == {"a.jsonl"}


def test_a_file_is_written_where_a_link_leads(tmp_path: Path) -> None:
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "real.jsonl")
    with whole_file(tmp_path / "link.jsonl") as handle:
        handle.write(b"x")
    assert (tmp_path / "link.jsonl").is_symlink()
    assert (tmp_path / "real.jsonl").read_text() == "x"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux only")
def test_a_full_disk_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.symlink_to("/dev/full")
    with pytest.raises(OutputError, match=r"a\.jsonl' cannot be written: No space left"), whole_file(path) as handle:
        handle.write(b"x")


@pytest.mark.parametrize(
    "ref", ["a", "a/b.html", "a b/ü?.txt", "a.md", "stdin", "a\nb", "a..b/...", "archive.zip!a/b.html"]
)
def test_markdown_lies_where_its_page_lay(tmp_path: Path, ref: str) -> None:
    record = kept(ref).record
    assert markdown_path(record) == PurePosixPath(f"{ref}.md")
    for _ in range(2):
        write_markdown(tmp_path, record)
    assert [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()] == [f"{ref}.md"]


@pytest.mark.parametrize(
    "ref",
    [
        "",
        ".",
        "/abs",
        "a//b",
        "a/",
        "a/./b",
        "../../etc/x",
        "a\0b",
        "a\\..\\b",
        "C:x",
        "https://example.com/a",
        "0" * 32,
        "x" * 250,
        "ü" * 121,
        "a/" * 60 + "x",
        "/".join(["a" * 200] * 30),
        "a.md/b",  # the page `a` has the file a.md
        "a.md/c/d",
    ],
)
def test_markdown_of_a_page_whose_path_is_not_safe_is_named_by_its_id(ref: str) -> None:
    record = structs.replace(kept("a").record, source=ref)
    assert markdown_path(record) == PurePosixPath(f"{record.id}.md")


def test_lines_hold_no_lone_surrogates_and_no_line_ends(tmp_path: Path) -> None:
    line = json_line({"a\ud800": ["x\udfff", ("\u2028\x85",), 1, None]})
    assert orjson.loads(line) == {"a\ufffd": ["x\ufffd", ["\u2028\x85"], 1, None]}
    assert len(line.decode().splitlines()) == 1


def test_lines_keep_the_order_of_their_keys() -> None:
    record = json.loads(record_line(kept(), inline=True))
    assert list(record)[:3] == ["schema_version", "id", "source"]
    assert list(record)[-1] == "removed"
    failed = Failed(id="1", source="a", stage="read", reason="X", why="y")
    rejected = Rejected(id="1", source="a", stage="decode", reason="empty", why="y")
    assert list(json.loads(problem_line(failed))) == ["id", "source", "stage", "reason", "why"]
    assert json.loads(problem_line(rejected))["rule"] is None
