"""`winnow diff` tells what changed between two outputs, and by which rule."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main

BODY = "The river rose in the night, and in the morning the road was closed; nobody came through before noon."
PAGE = f"<title>{{0}}</title><h1>{{0}}</h1><p>{BODY}</p><p>{BODY} Mirrored by nobody.</p><p>Share this article</p>"
EVIL = """"><script>alert(1)</script><img src=x onerror=alert(2)>' onmouseover='alert(3) {{ 7 * 7 }} </style>"""
Run = Callable[..., Path]


def winnow(*arguments: Any, code: int = 0) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="winnow")
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "cwd").mkdir()
    monkeypatch.chdir(tmp_path / "cwd")
    write(tmp_path / "pages", fog=PAGE.format("Fog"), rain=PAGE.format("Rain"), snow=PAGE.format("Snow"))
    return tmp_path / "pages"


def write(folder: Path, **pages: str) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in pages.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")


def run(pages: Path, name: str, *flags: str) -> Path:
    winnow("run", pages, "-o", pages.parent / name, "--workers", 1, "--quiet", *flags, "--max-failures", "100%")
    return pages.parent / name


def lines(*arguments: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {"head": [], "only": [], "changed": [], "totals": []}
    for line in winnow("diff", *arguments, "--json").stdout.splitlines():
        value = json.loads(line)
        found[value.pop("kind")].append(value)
    assert len(found["head"]) == len(found["totals"]) == 1
    (totals,) = found["totals"]
    assert totals["records_a"] == totals["same"] + totals["changed"] + totals["only_a"]
    assert totals["records_b"] == totals["same"] + totals["changed"] + totals["only_b"]
    return found


def edit(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for record in records:
        change(record)
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")


def test_an_output_is_the_same_as_itself(pages: Path) -> None:
    out = run(pages, "a")
    assert "3 the same, 0 changed\n0 only in A, 0 only in B\n" in winnow("diff", out, out, "--exit-code").stdout


@pytest.mark.parametrize("form", ["jsonl.zst", "parquet", "csv", "md", "dolma"])
def test_the_form_of_an_output_changes_nothing(pages: Path, form: str) -> None:
    a, b = run(pages, "a"), run(pages, "b", "--format", form)
    assert lines(a, b)["totals"][0]["same"] == 3
    c = run(pages, "c", "--removed", "inline")
    assert lines(c, b)["totals"][0]["same"] == 3


def test_neither_version_nor_options_by_themselves_change_a_record(pages: Path) -> None:
    a, b = run(pages, "a"), run(pages, "b", "--focus", "recall")
    edit(b / "records" / "part-00000.jsonl", lambda record: record["provenance"].update(version="9.9.9"))
    edit(b / "records" / "part-00000.jsonl", lambda record: record["stats"].update(confidence=0.123))
    found = lines(a, b)
    assert found["totals"][0]["same"] == 3
    assert found["head"][0]["settings"] == [{"name": "option focus", "a": "balanced", "b": "recall"}]
    assert "option focus: 'balanced' in A, 'recall' in B" in winnow("diff", a, b).stdout


def test_a_page_may_lie_in_another_part(pages: Path) -> None:
    a, b = run(pages, "a"), run(pages, "b")
    for table in ("records", "removed", "facts"):
        part = b / table / "part-00000.jsonl"
        snow, others = [], []
        first = json.loads((b / "records" / "part-00000.jsonl").read_text().splitlines()[0])["id"]
        for line in part.read_text().splitlines(keepends=True):
            (snow if json.loads(line)["id"] == first else others).append(line)
        (b / table / "part-00001.jsonl").write_text("".join(snow))
        if table != "records":
            part.write_text("".join(others))
        else:
            kept = "".join(others)
    (b / "records" / "part-00000.jsonl").write_text(kept)
    assert lines(a, b)["totals"][0]["same"] == 3


def test_tells_the_words_that_a_rule_took_and_the_rule(pages: Path) -> None:
    a, b = run(pages, "a"), run(pages, "b", "--remove", r"Mirrored by \w+\.")
    found = lines(a, b)
    assert [page["source"] for page in found["changed"]] == ["fog.html", "rain.html", "snow.html"]
    page = found["changed"][0]
    assert (page["keys"], page["causes"]) == (["text", "removals"], ["rules"])
    (rule,) = page["rules"]
    assert (rule["rule"], rule["only_a"], rule["only_b"], rule["chars_b"]) == ("U001", 0, 1, 20)
    (hunk,) = page["hunks"]
    assert {"change": "removed", "text": "noon. Mirrored by nobody."} in hunk["words"]
    (total,) = found["totals"][0]["rules"]
    assert (total["rule"], total["records"], total["only_b"], total["chars_b"]) == ("U001", 3, 3, 60)
    text = winnow("diff", a, b).stdout
    assert "before [-noon. Mirrored by nobody.-]{+noon.+}" in text
    assert "U001 user-pattern removed 1 (20 characters) only in B: matches your pattern" in text
    assert re.search(r"^U001 .* 3 +0 +0 +3 +60$", text, re.MULTILINE)


def test_a_removal_that_another_rule_makes_is_a_change_without_another_text(pages: Path) -> None:
    a, b = run(pages, "a"), run(pages, "b", "--remove", "^Share this article$")
    page = lines(a, b)["changed"][0]
    assert (page["keys"], page["causes"], page["hunks"]) == (["removals"], [], [])
    assert [(rule["rule"], rule["only_a"], rule["only_b"]) for rule in page["rules"]] == [
        ("B004", 1, 0), ("U001", 0, 1),
    ]  # fmt: skip


def test_tells_facts_that_changed(pages: Path) -> None:
    a, b = run(pages, "a"), run(pages, "b")
    edit(b / "records" / "part-00000.jsonl", lambda record: record.update(title=None, authors=["Ann", "Bo"]))
    page = lines(a, b)["changed"][0]
    assert page["keys"] == ["title", "authors"]
    assert page["facts"] == [{"key": "title", "a": "Fog", "b": None}, {"key": "authors", "a": [], "b": ["Ann", "Bo"]}]
    assert "  title: [-Fog-]{+none+}\n  authors: [-none-]{+Ann · Bo+}\n" in winnow("diff", a, b).stdout


def test_a_text_that_no_rule_changed_is_said_to_be_so(pages: Path) -> None:
    def change(word: str, *, digest: str = "") -> list[str]:
        def apply(record: dict[str, Any]) -> None:
            for block in record["blocks"]:
                block["text"] = block["text"].replace("morning", word)
            record["text"] = record["text"].replace("morning", word)
            record["provenance"]["digest"] = digest or record["provenance"]["digest"]

        edit(run(pages, "b", "--force") / "records" / "part-00000.jsonl", apply)
        causes: list[str] = lines(pages.parent / "a", pages.parent / "b")["changed"][0]["causes"]
        return causes

    run(pages, "a")
    assert change("evening") == ["repair"]
    assert change("mor\ning", digest="0") == ["page"]
    assert change("evenings") == ["unknown"]  # longer than its stats say


def test_blocks_cut_otherwise_are_said_to_be_so(pages: Path) -> None:
    def cut(record: dict[str, Any]) -> None:
        record["blocks"][1:2] = [
            {"role": "paragraph", "level": 0, "text": text} for text in re.split("(?<=; )", record["blocks"][1]["text"])
        ]
        record["stats"]["blocks_in"] += 1
        record["text"] = "\n\n".join(block["text"] for block in record["blocks"])

    a, b = run(pages, "a"), run(pages, "b")
    edit(b / "records" / "part-00000.jsonl", cut)
    edit(b / "removed" / "part-00000.jsonl", lambda one: one.update(block=one["block"] + (one["block"] > 1)))
    page = lines(a, b)["changed"][0]
    assert (page["keys"], page["causes"], page["rules"]) == (["text"], ["segmentation"], [])
    assert "cut into blocks otherwise; no rule did that" in winnow("diff", a, b).stdout


def test_tells_what_became_of_pages_that_only_one_has(pages: Path) -> None:
    a = run(pages, "a")
    write(pages, rain="", hail=PAGE.format("Hail"))
    (pages / "snow.html").unlink()
    found = lines(a, run(pages, "b"))
    only = {one["source"]: (one["side"], one["outcome"], one["reason"]) for one in found["only"]}
    assert only == {
        "hail.html": ("b", "absent", ""), "rain.html": ("a", "rejected", "empty"), "snow.html": ("a", "absent", ""),
    }  # fmt: skip
    text = winnow("diff", a, pages.parent / "b").stdout
    assert "only in A: rain.html\n  rejected in B: empty: " in text
    assert "only in A: snow.html\n  not among the pages of B\n" in text
    assert "only in A, rejected (empty) in B: 1" in text
    assert "rejected in A" in winnow("diff", pages.parent / "b", a).stdout


def test_the_exit_code_tells_on_demand(pages: Path) -> None:
    a, b = run(pages, "a"), run(pages, "b", "--ignore", "B")
    winnow("diff", a, b)
    winnow("diff", a, b, "--exit-code", code=1)
    winnow("diff", a, b, "--exit-code", "--json", code=1)
    (pages / "fog.html").unlink()
    winnow("diff", a, run(pages, "c"), "--exit-code", code=1)


def test_only_the_pages_named_are_compared(pages: Path) -> None:
    a, b = run(pages, "a"), run(pages, "b", "--remove", "Mirrored")
    found = lines(a, b, "rain.html")
    assert [page["source"] for page in found["changed"]] == ["rain.html"]
    assert found["totals"][0]["records_a"] == 1
    assert lines(a, b, "rain.html", found["changed"][0]["id"])["totals"][0]["records_a"] == 1
    said = winnow("diff", a, b, "rain.html", "rian.html", code=2).stderr
    assert re.search(r"no record 'rian.html' in '.*a' or '.*b', .* did you mean 'rain.html'", said)


def test_shows_20_and_tells_how_many_more(pages: Path) -> None:
    write(pages, **{f"p{number:02}": PAGE.format(number) for number in range(30)})
    a, b = run(pages, "a"), run(pages, "b", "--remove", "Mirrored")
    text = winnow("diff", a, b).stdout
    assert text.count(".html: text, removals") == 20
    assert "13 more not shown: --all" in text
    assert "0 the same, 33 changed" in text
    assert winnow("diff", a, b, "--all").stdout.count(".html: text, removals") == 33
    assert len(lines(a, b)["changed"]) == 33


@pytest.mark.parametrize("name", ["x.jsonl", "x.csv", "x.parquet"])
def test_takes_files_of_records(pages: Path, name: str) -> None:
    a = run(pages, "a")
    assert lines(a, run(pages, name, "--removed", "inline"))["totals"][0]["same"] == 3
    assert lines(a, run(pages, f"bare{name}"))["totals"][0]["same"] == 3  # no removals on file: nothing to compare
    found = lines(a, run(pages, f"other{name}", "--remove", "Mirrored"))
    assert found["changed"][0]["causes"] == ["unknown"]
    assert [setting["name"] for setting in found["head"][0]["settings"]] == ["options digest"]


def test_empty_outputs_are_the_same(pages: Path) -> None:
    (pages.parent / "none").mkdir()
    empty = run(pages.parent / "none", "empty")
    assert "0 records in A, 0 in B" in winnow("diff", empty, empty, "--exit-code").stdout
    assert "3 only in B" in winnow("diff", empty, run(pages, "a"), "--exit-code", code=1).stdout


def test_what_cannot_be_compared_is_one_line(pages: Path, tmp_path: Path) -> None:
    a, b = run(pages, "a"), run(pages, "b")
    assert "neither the output folder" in winnow("diff", a, tmp_path / "none", code=2).stderr
    (b / "manifest.json").unlink()
    assert "not the output folder of a run that was finished" in winnow("diff", a, b, code=2).stderr
    run(pages, "b", "--force")
    (b / "removed" / "part-00000.jsonl").unlink()
    assert "cannot be read" in winnow("diff", a, b, code=1).stderr
    run(pages, "b", "--force")
    (b / "rejected.jsonl").write_text('{"id": 1}\n')
    assert "none of its" in winnow("diff", a, b, code=1).stderr
    records = (a / "records" / "part-00000.jsonl").read_text()
    (tmp_path / "twice.jsonl").write_text(records + records)
    assert "twice" in winnow("diff", tmp_path / "twice.jsonl", a, code=1).stderr
    assert "twice" in winnow("diff", a, tmp_path / "twice.jsonl", code=1).stderr
    (tmp_path / "cut.jsonl").write_text(records[:-30])
    assert "is damaged" in winnow("diff", a, tmp_path / "cut.jsonl", code=1).stderr
    winnow("diff", a, a, "--json", "--html", tmp_path / "x.html", code=2)
    assert "cannot be written" in winnow("diff", a, a, "--html", a / "manifest.json" / "x.html", code=1).stderr


def test_nothing_of_a_page_is_obeyed_by_a_terminal(pages: Path) -> None:
    def evil(record: dict[str, Any]) -> None:
        record["title"] = "\x1b]0;pwned\x07 \x9b31m"
        record["text"] = record["blocks"][0]["text"] = "x \x1b[2J \u202e y"

    a, b = run(pages, "a"), run(pages, "b")
    edit(b / "records" / "part-00000.jsonl", evil)
    edit(b / "removed" / "part-00000.jsonl", lambda one: one.update(why="\x1b[1m", name="\x1b[1m", text="\x1b"))
    text = winnow("diff", a, b).stdout
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", text)
    assert "\\x1b]0;pwned\\x07 \\x9b31m" in text


def test_the_html_file_holds_it_all_as_text(pages: Path, tmp_path: Path) -> None:
    escaped = EVIL.replace("&", "&amp;").replace("<", "&lt;")
    write(pages, evil=PAGE.format(escaped) + f"<p>{BODY} {escaped} Mirrored by nobody. {BODY}</p>")
    a, b = run(pages, "a"), run(pages, "b", "--remove", r"Mirrored by \w+\.", "--remove", "<script>.*</style>")
    result = winnow("diff", a, b, "--html", tmp_path / "d.html")
    assert (result.stdout, result.stderr) == ("", f"winnow: written: {tmp_path / 'd.html'}\n")
    text = (tmp_path / "d.html").read_text(encoding="utf-8")
    assert "<script" not in text
    assert "<img" not in text
    assert "{{ 7 * 7 }}" in text
    assert "default-src &#39;none&#39;" in text or "default-src 'none'" in text
    assert "<del>[-noon. Mirrored by nobody.-]</del><ins>{+noon.+}</ins>" in text
    assert re.search(r'<th scope="row">U001 user-pattern</th><td class="number">4</td>', text)


def test_a_number_beyond_64_bits_is_damage(pages: Path) -> None:
    a, b = run(pages, "a"), run(pages, "b")
    edit(b / "records" / "part-00000.jsonl", lambda record: record["blocks"][0].update(level=10**30))
    assert "a number that is none" in winnow("diff", a, b, code=1).stderr
