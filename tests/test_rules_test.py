"""`winnow rules test` shows every hit of one's own rule, and what it would do, before it is used."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pipeline import Kept, Options, Source
from pipeline.cli import main
from pipeline.read.files import find_inputs
from pipeline.run.settings import Settings
from pipeline.run.try_rule import TryRule, try_rule
from pipeline.walk import walk

SAMPLES = Path(__file__).parent.parent / "samples"
BODY = "The river rose in the night, and in the morning the road was closed; nobody came through before noon."
PAGE = (
    f"<title>Rain</title><h1>Rain</h1><p>{BODY}</p><div class='box'><p>{BODY} Mirrored by nobody.</p></div>"
    "<p>Share this article</p>"
)


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "cwd").mkdir()
    monkeypatch.chdir(tmp_path / "cwd")
    (tmp_path / "rain.html").write_text(PAGE)
    return tmp_path / "rain.html"


def winnow(*arguments: Any, code: int = 0, stdin: str = "") -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="winnow", input=stdin)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


def lines(*arguments: Any, code: int = 0) -> tuple[list[Any], list[Any], Any]:
    found = [json.loads(line) for line in winnow("rules", "test", *arguments, "--json", code=code).stdout.splitlines()]
    hits, pages, totals = ([one for one in found if one["kind"] == kind] for kind in ("hit", "page", "totals"))
    assert found[-1:] == totals
    return hits, pages, totals[0]


def rule_file(folder: Path, text: str) -> Path:
    (folder / "mine.toml").write_text(text)
    return folder / "mine.toml"


def test_rules_are_still_listed_and_told_about() -> None:
    assert winnow("rules", "L008").stdout.startswith("L008 garbage-id (layout rule)")
    assert json.loads(winnow("rules", "--json", "L008").stdout)[0]["code"] == "L008"
    assert json.loads(winnow("rules", "L008", "--json").stdout)[0]["code"] == "L008"
    assert winnow("rules").stdout.startswith("code ")
    assert "unknown rule ''" in winnow("rules", "", code=2).stderr
    assert "No such command 'x'" in winnow("rules", "L008", "x", code=2).stderr


def test_a_pattern_that_hits_nothing_does_nothing(page: Path) -> None:
    hits, pages, totals = lines("nowhere", page)
    assert (hits, pages) == ([], [])
    assert (totals["pages"], totals["hits"], totals["words_gone"]) == (1, 0, 0)


def test_tells_what_would_go_and_what_is_gone_already(page: Path) -> None:
    hits, _, totals = lines(r"Mirrored by \w+\.|this article", page)
    assert [(hit["text"], hit["effect"], hit["words"], hit["today"]) for hit in hits] == [
        ("Mirrored by nobody.", "goes", 3, []),
        ("this article", "gone already", 0, ["B004 share-bar"]),
    ]
    assert hits[0]["before"].endswith("before noon. ")
    assert (totals["hits"], totals["pages_hit"], totals["words_gone"]) == (2, 1, 3)
    assert totals["today"] == [{"name": "B004 share-bar", "hits": 1}]


def test_shows_people_the_same(page: Path) -> None:
    text = winnow("rules", "test", r"Mirrored by \w+\.|this article", page).stdout
    assert "before noon. [-Mirrored by nobody.-]\n    would go, kept today: 3 words (matches your pattern" in text
    assert "Share [-this article-]\n    removed today as well; today by B004 share-bar" in text
    assert "1 page looked at\n2 hits on 1 page\n" in text
    assert "3 of 41 words of kept content would go" in text


def test_warns_of_pages_that_would_lose_most(page: Path) -> None:
    _, (found,), totals = lines(".+", page)
    assert (found["source"], found["words"], found["words_left"]) == ("rain.html", 41, 0)
    assert totals["emptied"] == ["rain.html"]
    text = winnow("rules", "test", ".+", page).stdout
    assert "  warning: of 41 words, 0 would be left" in text
    assert "warning: 1 page would lose most of their words: rain.html" in text


def test_a_file_may_keep_what_another_rule_drops(page: Path, tmp_path: Path) -> None:
    path = rule_file(tmp_path, "[[sites]]\nhost = '*'\nkeep = ['p']\ndrop = ['.box']")
    hits, _, totals = lines(path, page)
    effects = [(hit["rule"], hit["effect"], hit["because"]) for hit in hits]
    assert ("U002", "overruled", "keep beats drop") in effects
    assert ("U003", "comes back", "") in effects
    assert ("U003", "stays anyway", "") in effects
    assert (totals["words_gone"], totals["words_back"]) == (0, 3)


def test_what_comes_back_does_not_hide_what_goes(page: Path, tmp_path: Path) -> None:
    path = rule_file(tmp_path, "remove = ['Mirrored by']\n[[sites]]\nhost = '*'\nkeep = ['body > p:last-child']")
    _, _, totals = lines(path, page)
    assert (totals["words"], totals["words_gone"], totals["words_back"]) == (41, 2, 3)
    assert (
        "2 of 41 words of kept content would go\n3 words would come back" in winnow("rules", "test", path, page).stdout
    )


def test_what_two_rules_hit_goes_once(page: Path, tmp_path: Path) -> None:
    site = "[[sites]]\nhost = '*'\ndrop = ['.box']"
    hits, _, totals = lines(rule_file(tmp_path, f"remove = ['Mirrored by']\n{site}"), page)
    effects = [(hit["rule"], hit["effect"], hit["words"]) for hit in hits]
    assert effects == [("U001", "goes", 2), ("U002", "goes", 20)]
    assert totals["words_gone"] == 22
    path = rule_file(tmp_path, f"remove = ['^.* Mirrored by.*$', 'Mirrored by']\n{site}")
    hits, _, totals = lines(path, page)
    effects = [(hit["rule"], hit["effect"], hit["words"]) for hit in hits]
    assert effects == [("U001", "goes", 22), ("U001", "goes by another", 0), ("U002", "goes by another", 0)]
    assert totals["words_gone"] == 22
    text = winnow("rules", "test", path, page).stdout
    assert "3 hits on 1 page\n  1 would go, kept today\n  2 would go by another of these rules\n" in text


def test_the_options_of_a_file_are_in_force_but_not_tried(page: Path, tmp_path: Path) -> None:
    hits, _, _ = lines(rule_file(tmp_path, "ignore = ['B004', 'C001']\nremove = ['this article']"), page)
    assert [(hit["effect"], hit["words"]) for hit in hits] == [("goes", 2)]


def test_a_rule_that_is_in_use_is_tried_as_if_it_were_not(page: Path) -> None:
    Path("winnow.toml").write_text("remove = ['Mirrored', 'river']")
    for rule in ("Mirrored", "winnow.toml"):
        hits, _, totals = lines(rule, page)
        assert {hit["effect"] for hit in hits} == {"goes"}
    assert totals["words_gone"] == 3
    hits, _, _ = lines("rose", page)  # those of the file are not among its hits
    assert {hit["text"] for hit in hits} == {"rose"}


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("(", "command line: remove: '(' is not a regular expression"),
        ("none.toml", "'none.toml' is not a file"),
        ("empty.toml", "has neither remove nor [[sites]] to try"),
        ("bad.toml", "bad.toml: remove: '(' is not a regular expression"),
        ("site.toml", "is not a CSS selector"),
        ("other.toml", "unknown option 'removed'; did you mean remove"),
        ("broken.toml", "not valid TOML"),
    ],
)
def test_a_wrong_rule_stops_before_any_work(page: Path, rule: str, said: str) -> None:
    Path("empty.toml").write_text("focus = 'recall'")
    Path("bad.toml").write_text("remove = ['(']")
    Path("site.toml").write_text("[[sites]]\nhost = '*'\ndrop = ['p[']")
    Path("other.toml").write_text("removed = []")
    Path("broken.toml").write_text("remove = [")
    result = winnow("rules", "test", rule, page, code=2)
    assert said in result.stderr
    assert result.stdout == ""


def test_wrong_pages_are_told(page: Path, tmp_path: Path) -> None:
    assert "does not exist" in winnow("rules", "test", "a", tmp_path / "none", code=2).stderr
    assert "Missing argument" in winnow("rules", "test", "a", code=2).stderr
    (tmp_path / "folder").mkdir()
    assert "no pages found" in winnow("rules", "test", "a", tmp_path / "folder").stderr
    (tmp_path / "a.html").write_bytes(b"")
    (tmp_path / "b.html.gz").write_bytes(b"\x1f\x8b\x08 broken")
    _, pages, totals = lines("a", tmp_path, code=3)
    assert [(one["source"], one["outcome"]) for one in pages] == [("a.html", "rejected"), ("b.html.gz", "failed")]
    assert (totals["pages"], totals["kept"], totals["rejected"], totals["failed"]) == (3, 1, 1, 1)


def test_takes_pages_from_stdin_and_tables(page: Path, tmp_path: Path) -> None:
    assert "2 hits on 1 page" in winnow("rules", "test", "river", "-", stdin=PAGE).stdout
    (tmp_path / "dump.jsonl").write_text((json.dumps({"raw": PAGE}) + "\n") * 3)
    _, _, totals = lines("river", tmp_path / "dump.jsonl", "--html-column", "raw", "--limit", 2)
    assert (totals["pages"], totals["hits"]) == (2, 4)


def test_a_pattern_that_never_ends_costs_its_pages_and_no_more(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<p>{BODY} {'a' * 60}!</p>")
    (tmp_path / "b.html").write_text(f"<p>{BODY}</p>")
    settings = Settings(timeout=2.0)
    found = list(try_rule(find_inputs([str(tmp_path)]), Options(), Options(remove=("(a+)+$",)), settings))
    assert [(one.source, one.outcome, one.reason) for one in found] == [
        ("a.html", "failed", "timeout"), ("b.html", "kept", ""),
    ]  # fmt: skip


def test_many_hits_on_a_long_page_take_seconds() -> None:
    source = Source(ref="long.html", body=f"<p>{BODY} {'lorem ipsum. ' * 50_000}</p>")
    before = Options(remove=("ipsum",))
    started = time.monotonic()
    found = TryRule(without=before, given=Options(remove=("ipsum", "lorem ip"))).tried(source)
    assert len(found.hits) == 50_000
    assert {(hit.effect, hit.words) for hit in found.hits} == {("goes", 1)}
    assert time.monotonic() - started < 20


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_what_goes_is_what_a_run_with_the_rule_loses(path: Path) -> None:
    given = Options(remove=(r"\b[aeiou]\w+",))
    source = Source(ref=path.name, body=path.read_bytes())
    found = TryRule(without=Options(), given=given).tried(source)
    outcome = walk(source, given).outcome
    if isinstance(outcome, Kept):
        assert found.words_left == outcome.record.stats.words
        assert (found.words - found.words_gone, found.words_back) == (found.words_left, 0)
        taken = {removal.block for removal in outcome.removals if removal.rule == "U001"}
        assert {hit.block for hit in found.hits if hit.effect in ("goes", "gone already")} == taken
    else:
        assert found.outcome != "kept"


def test_nothing_of_a_page_is_obeyed_by_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "\x1b[31m.html").write_text(PAGE)
    text = winnow("rules", "test", "river|\x1b", tmp_path).stdout
    assert "\x1b" not in text
    assert "\\x1b[31m.html" in text
