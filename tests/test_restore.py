"""`winnow restore` gives back what a record lost, all of it or what some rules took."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pipeline import Kept, Options, explain
from pipeline.cli import main
from pipeline.errors import OutputError
from pipeline.report.restored import print_restored
from pipeline.report.visible import visible
from pipeline.undo import restore, restore_rules

BODY = "The river rose in the night, and in the morning the road was closed; nobody came through before noon."
PAGE = f"<title>{{0}}</title><h1>{{0}}</h1><p>{BODY}</p><p>{BODY} Mirrored by nobody.</p><p>Share this article</p>"


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pages").mkdir()
    for name in ("fog", "rain"):
        (tmp_path / "pages" / f"{name}.html").write_text(PAGE.format(name.title()))
    (tmp_path / "pages" / "empty.html").write_bytes(b"")
    run(tmp_path / "pages", "-o", tmp_path / "out")
    return tmp_path / "out"


def run(*arguments: Any) -> None:
    winnow("run", *arguments, "--workers", 1, "--quiet", "--remove", r"Mirrored by \w+\.")


def winnow(*arguments: Any, code: int = 0, stdin: bytes = b"") -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="winnow", input=stdin)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


def test_gives_back_all_that_was_removed(out: Path) -> None:
    whole = f"Rain\n\n{BODY}\n\n{BODY} Mirrored by nobody.\n\nShare this article\n"
    assert winnow("restore", out, "rain.html").stdout == whole


@pytest.mark.parametrize("rule", ["U001", "U", "user-pattern"])
def test_gives_back_what_one_rule_removed(out: Path, rule: str) -> None:
    assert winnow("restore", out, "rain.html", "--rule", rule).stdout == f"{BODY}\n\n{BODY} Mirrored by nobody.\n"


def test_takes_an_id_and_tells_programs_all(out: Path) -> None:
    record = json.loads((out / "records" / "part-00000.jsonl").read_text().splitlines()[0])
    found = json.loads(winnow("restore", out, record["id"], "--json", "--rule", "B,L").stdout)
    assert list(found) == ["id", "source", "blocks"]
    assert found["source"] == "fog.html"
    assert [block["role"] for block in found["blocks"]] == ["heading", "paragraph", "paragraph", "paragraph"]


@pytest.mark.parametrize("name", ["one.jsonl", "one.jsonl.zst", "one.csv", "one.parquet", "one.json"])
def test_of_a_file_with_one_record_no_name_is_needed(out: Path, tmp_path: Path, name: str) -> None:
    written = tmp_path / name.replace(".json", ".jsonl").replace(".jsonll", ".jsonl")
    run(tmp_path / "pages" / "fog.html", "-o", written, "--removed", "inline")
    written.rename(tmp_path / name)
    assert winnow("restore", tmp_path / name).stdout.startswith("Fog\n\n")


def test_takes_json_lines_from_stdin(out: Path, tmp_path: Path) -> None:
    run(tmp_path / "pages", "-o", tmp_path / "a.jsonl", "--removed", "inline")
    lines = (tmp_path / "a.jsonl").read_bytes()
    assert winnow("restore", "-", "rain.html", stdin=lines).stdout.startswith("Rain\n\n")
    assert "more than one record: 'fog.html' and 'rain.html'" in winnow("restore", "-", stdin=lines, code=2).stderr


def test_a_rule_that_took_nothing_is_said_and_the_text_is_as_it_was(out: Path) -> None:
    result = winnow("restore", out, "rain.html", "--rule", "B001")
    assert result.stdout == f"{BODY}\n\n{BODY}\n"
    assert result.stderr == "winnow: rain.html: nothing was removed by B001\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rain"], "neither as id nor as source; did you mean 'rain.html'?"),
        (["rian.html"], "did you mean 'rain.html'"),
        (["empty.html"], "it was rejected: empty: "),
        ([], "more than one record: 'fog.html' and 'rain.html'"),
        (["rain.html", "--rule", "X9"], "--rule: unknown rule 'X9'"),
    ],
)
def test_what_is_not_there_is_one_line(out: Path, arguments: list[str], said: str) -> None:
    result = winnow("restore", out, *arguments, code=2)
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_what_is_no_output_is_one_line(out: Path, tmp_path: Path) -> None:
    assert "neither the output folder" in winnow("restore", tmp_path / "none", "a", code=2).stderr
    assert "neither the output folder" in winnow("restore", tmp_path / "none.jsonl", "a", code=2).stderr
    (tmp_path / "bad.jsonl").write_bytes(b'{"id": "\xff"}\n')
    assert "is damaged" in winnow("restore", tmp_path / "bad.jsonl", code=1).stderr
    (tmp_path / "bad.json").write_bytes(b'{"id": "a"}\n')
    assert "line 1 of" in winnow("restore", tmp_path / "bad.json", code=1).stderr
    assert "holds no records" in winnow("restore", "-", code=2).stderr


def test_records_without_their_removals_are_refused(out: Path) -> None:
    records = (out / "records" / "part-00000.jsonl").read_bytes()
    said = "holds no removals of 'fog.html'; `winnow run` with --removed inline writes them there"
    assert said in winnow("restore", "-", "fog.html", stdin=records, code=1).stderr
    (out.parent / "recs.jsonl").write_bytes(records)
    assert f"recs.jsonl' {said}" in winnow("restore", out.parent / "recs.jsonl", "fog.html", code=1).stderr
    (out / "removed" / "part-00000.jsonl").unlink()
    assert "cannot be read" in winnow("restore", out, "fog.html", code=1).stderr


def test_a_part_restored_lies_between_the_record_and_the_page() -> None:
    outcome = explain(PAGE.format("Rain"), options=Options(remove=("[aeiou] ", "^.", ".$"))).outcome
    assert isinstance(outcome, Kept)
    codes = {removal.rule for removal in outcome.removals}
    assert restore_rules(outcome.record, outcome.removals, rules=()) == outcome.record.blocks
    assert restore_rules(outcome.record, outcome.removals, rules=codes) == restore(outcome.record, outcome.removals)
    for code in codes:
        others = sum(len(removal.text) for removal in outcome.removals if removal.rule != code)
        blocks = restore_rules(outcome.record, outcome.removals, rules={code})
        assert sum(len(block.text) for block in blocks) == outcome.record.stats.chars_in - others


def test_what_a_terminal_would_obey_is_shown() -> None:
    assert visible("a\tb\n\x1b]0;x\x07 \x9b31m \u202eesrever\r \ud800") == (
        "a\tb\n\\x1b]0;x\\x07 \\x9b31m \\u202eesrever\\r \\ud800"
    )
    assert (
        visible("naïve 日本語 می\u200cخواهم 👩\u200d🚀\u3000\xa0") == "naïve 日本語 می\u200cخواهم 👩\u200d🚀\u3000\xa0"
    )


def test_a_closed_stdout_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", None)
    with pytest.raises(OutputError, match="stdout is closed"):
        print_restored(())
