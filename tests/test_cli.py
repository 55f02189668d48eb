"""The command line as its users meet it: a process, its exit code, stdout, stderr, and files."""

import gzip
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from pipeline.catalog import all_rules
from pipeline.cli import main

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
WINNOW = [sys.executable, "-m", "pipeline"]
OURS = {"records", "removed", "facts", "rejected.jsonl", "failed.jsonl", "manifest.json", "ledger.sqlite", ".winnow"}
BODY = "The river rose in the night, and in the morning the road was closed; nobody came through before noon. "
ARTICLE = f"<p>{BODY}</p><p>{BODY}Mirrored by harbour.example</p><p>{BODY}</p>"
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>River</title></head><body><article><h1>River</h1>{ARTICLE}
<div class="box"><p>{BODY}Buy the book.</p></div><p>{BODY}</p></article>
<footer class="foot"><p>© 2024 The Harbour</p></footer></body></html>"""
LINUX_ONLY = pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux only")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No options but those of the test."""
    (tmp_path / "cwd").mkdir()
    monkeypatch.chdir(tmp_path / "cwd")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    for name in [name for name in os.environ if name.startswith("WINNOW_")]:
        monkeypatch.delenv(name)


def winnow(*arguments: Any, stdin: bytes = b"", code: int = 0) -> Result:
    """The command in this process. No traceback, and one line that says why, if the exit code is not 0."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin, prog_name="winnow")
    assert result.exit_code == code, (result.stderr, result.exception)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert (code == 0) or result.stderr
    return result


def process(*arguments: Any, **options: Any) -> "subprocess.CompletedProcess[bytes]":
    """The command in a process of its own."""
    options = {"capture_output": True, "timeout": 120, **options}
    return subprocess.run([*WINNOW, *map(os.fsencode, arguments)], check=False, **options)


def stops(*arguments: Any, folder: Path) -> str:
    """What a wrong option is told, before there is any output."""
    out = folder / "stopped"
    error = winnow("run", *arguments, "-o", out, code=2).stderr
    assert not out.exists()
    assert error.startswith("winnow: ")
    assert error.count("\n") == 1
    return error.removeprefix("winnow: ").strip()


def lines(data: str | bytes | Path) -> list[Any]:
    if isinstance(data, Path):
        data = data.read_bytes()
    return [json.loads(line) for line in data.splitlines()]


def records(out: Path) -> list[Any]:
    return lines(out / "records" / "part-00000.jsonl")


def removals(out: Path) -> list[Any]:
    return lines(out / "removed" / "part-00000.jsonl")


def tree(folder: Path) -> dict[str, bytes]:
    """Path → content of every file but the ledger; of the manifest, without its times."""
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    manifest = json.loads(files["manifest.json"])
    del manifest["started"], manifest["finished"], files["ledger.sqlite"]
    return {**files, "manifest.json": json.dumps(manifest).encode()}


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "river.html"
    path.parent.mkdir()
    path.write_text(PAGE)
    return path


# run: what comes out


def test_a_folder_holds_records_removals_and_a_manifest_that_adds_up(tmp_path: Path) -> None:
    result = winnow("run", SAMPLES, "-o", tmp_path / "out")
    assert {path.name for path in (tmp_path / "out").iterdir()} == OURS
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_bytes())
    counts = manifest["counts"]
    assert counts["sources"] == len(list(SAMPLES.iterdir()))
    assert counts["kept"] + counts["rejected"] + counts["failed"] == counts["sources"]
    got = [record["source"] for record in records(tmp_path / "out")]
    assert len(got) == counts["kept"]
    assert got == sorted(got)
    assert len(lines(tmp_path / "out" / "rejected.jsonl")) == counts["rejected"]
    assert (tmp_path / "out" / "failed.jsonl").read_bytes() == b""
    assert {line["id"] for line in removals(tmp_path / "out")} <= {record["id"] for record in records(tmp_path / "out")}
    assert sum(rule.get("removals", 0) for rule in manifest["rules"]) == len(removals(tmp_path / "out"))
    assert sum(rule.get("rejected", 0) for rule in manifest["rules"]) == 2  # the bot wall and the soft 404
    assert result.stdout == ""
    assert f"{counts['sources']} pages: {counts['kept']} kept" in result.stderr


def test_a_jsonl_file_holds_what_the_folder_and_stdout_hold(tmp_path: Path) -> None:
    winnow("run", SAMPLES, "-o", tmp_path / "out")
    result = winnow("run", SAMPLES, "-o", tmp_path / "deep" / "er" / "out.jsonl")
    file = tmp_path / "deep" / "er" / "out.jsonl"
    assert file.read_bytes() == (tmp_path / "out" / "records" / "part-00000.jsonl").read_bytes()
    assert "rejected empty.txt: empty: no characters but white space" in result.stderr
    assert list(file.parent.iterdir()) == [file]
    assert winnow("run", SAMPLES, "-o", "-").stdout_bytes == file.read_bytes()


def test_stdin_is_a_page(page: Path) -> None:
    for body in (PAGE.encode(), gzip.compress(PAGE.encode())):
        (record,) = lines(winnow("run", "-", "-o", "-", "--url", "https://a.example/x", stdin=body).stdout)
        assert (record["source"], record["url"], record["title"]) == ("stdin", "https://a.example/x", "River")
    assert [line["source"] for line in lines(winnow("run", "-", page, "-o", "-", stdin=b"x").stdout)] == [
        "river.html",
        "stdin",
    ]


def test_removals_can_be_inline(tmp_path: Path, page: Path) -> None:
    winnow("run", page, "-o", tmp_path / "out", "--removed", "inline")
    (record,) = records(tmp_path / "out")
    assert "© 2024 The Harbour" in [removal["text"] for removal in record["removed"]]
    assert removals(tmp_path / "out") == []
    assert lines(winnow("run", page, "-o", "-", "--removed", "inline").stdout) == [record]


def test_markdown_is_a_file_a_page(tmp_path: Path, page: Path) -> None:
    winnow("run", page.parent, SAMPLES / "poem.html", "-o", tmp_path / "out", "--format", "md")
    found = sorted((tmp_path / "out" / "records").rglob("*.md"))
    assert [path.name for path in found] in (["river.html.md", "poem.html.md"], ["poem.html.md", "river.html.md"])
    text = winnow("run", page, "-o", "-", "--format", "md").stdout
    assert text.startswith('---\ntitle: "River"\n')
    assert "\n# River\n\nThe river rose" in text
    two = winnow("run", page, SAMPLES / "poem.html", "-o", "-", "--format", "md").stdout
    assert two.count("\n\n---\n") >= 1


def test_quiet_prints_nothing(tmp_path: Path) -> None:
    result = winnow("run", SAMPLES, "-o", tmp_path / "out.jsonl", "--quiet")
    assert result.output == ""
    (tmp_path / "empty").mkdir()
    assert winnow("run", tmp_path / "empty", "-o", tmp_path / "out", "-q").output == ""


def test_no_input_is_told_and_gives_an_empty_output(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = winnow("run", tmp_path / "empty", "-o", tmp_path / "out")
    assert result.stderr == f"winnow: no pages found in {tmp_path / 'empty'}\n"
    assert (records(tmp_path / "out"), removals(tmp_path / "out")) == ([], [])
    assert winnow("run", tmp_path / "empty", "-o", "-").stdout == ""


def test_the_same_inputs_in_any_order_give_the_same_bytes(tmp_path: Path) -> None:
    winnow("run", SAMPLES, SAMPLES / "poem.html", "-o", tmp_path / "a")
    winnow("run", SAMPLES / "poem.html", SAMPLES / "recipe.html", SAMPLES, "-o", tmp_path / "b")
    first = tree(tmp_path / "a")
    assert first == tree(tmp_path / "b")
    winnow("run", SAMPLES, "-o", tmp_path / "a")
    assert first == tree(tmp_path / "a")


def test_an_output_inside_the_input_is_not_read_back(page: Path) -> None:
    for _ in range(3):
        winnow("run", page.parent, "-o", page.parent / "out.jsonl")
        assert [record["source"] for record in lines(page.parent / "out.jsonl")] == ["river.html"]
    for _ in range(3):
        winnow("run", page, page.parent, "-o", page.parent / "out")
        assert "river.html" in [record["source"] for record in records(page.parent / "out")]
        assert not any(record["source"].startswith("out/") for record in records(page.parent / "out"))


def test_nothing_but_our_own_is_touched(tmp_path: Path, page: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "notes.txt").write_text("mine")
    for _ in range(2):
        winnow("run", page, "-o", out)
        assert {path.name for path in out.iterdir()} == {*OURS, "notes.txt"}
    assert (out / "notes.txt").read_text() == "mine"


def test_a_foreign_records_is_refused(tmp_path: Path, page: Path) -> None:
    (tmp_path / "out" / "records").mkdir(parents=True)
    error = winnow("run", page, "-o", tmp_path / "out", code=2).stderr
    assert "holds a 'records' that no run of winnow wrote; give another folder" in error
    assert list((tmp_path / "out").iterdir()) == [tmp_path / "out" / "records"]


# run: the user's own patterns and selectors


def test_patterns_and_selectors_act_and_show_in_the_audit(tmp_path: Path, page: Path) -> None:
    out = tmp_path / "out"
    winnow("run", page, "-o", out, "--remove", r"Mirrored by \S+", "--drop", ".box", "--keep", ".foot")
    (record,) = records(out)
    assert "Mirrored" not in record["text"]
    assert "Buy the book" not in record["text"]
    assert "© 2024 The Harbour" in record["text"]
    assert {line["rule"]: line["text"].strip() for line in removals(out) if line["rule"][0] == "U"} == {
        "U001": "Mirrored by harbour.example",
        "U002": f"{BODY}Buy the book.",
    }
    explained = json.loads(winnow("explain", page, "--json", "--keep", ".foot").stdout)
    assert {item["because"] for item in explained["overruled"]} == {"keep beats drop"}


def test_keep_beats_drop(page: Path) -> None:
    (record,) = lines(winnow("run", page, "-o", "-", "--drop", "article", "--keep", ".box").stdout)
    assert [block["text"] for block in record["blocks"]] == [f"{BODY}Buy the book."]
    assert "U003" in winnow("rules").stdout


def test_a_site_is_told_by_the_url(page: Path) -> None:
    Path("winnow.toml").write_text('[[sites]]\nhost = "harbour.example"\ndrop = [".box"]')
    for url, dropped in (("https://www.harbour.example/a", True), ("https://other.example/a", False)):
        (record,) = lines(winnow("run", page, "-o", "-", "--url", url).stdout)
        assert ("Buy the book" not in record["text"]) == dropped


@pytest.mark.parametrize("flags", [["--ignore", "B012,L,C"], ["--ignore", "copyright-line", "--ignore", "L, C"]])
def test_codes_are_repeated_or_separated_by_commas(page: Path, flags: list[str]) -> None:
    (record,) = lines(winnow("run", page, "-o", "-", *flags).stdout)
    assert "© 2024 The Harbour" in record["text"]


def test_select_leaves_only_these_rules(tmp_path: Path) -> None:
    winnow("run", SAMPLES, "-o", tmp_path / "out", "--select", "B012", "--select", "share-bar,L00")
    used = {line["rule"] for line in removals(tmp_path / "out")}
    assert {"B012", "B004", "L001"} < used
    assert all(code in ("B012", "B004") or code.startswith("L00") for code in used)


def test_flags_beat_the_environment_beats_files(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ignored(*flags: str) -> Any:
        winnow("run", page, "-o", "out", *flags)
        return json.loads(Path("out/manifest.json").read_bytes())["options"]["ignore"]

    Path("../pyproject.toml").write_text('[tool.winnow]\nignore = ["B001"]')
    assert ignored() == ["B001"]
    Path("../winnow.toml").write_text('ignore = ["B002"]')
    assert ignored() == ["B002"]
    Path("pyproject.toml").write_text('[tool.winnow]\nignore = ["B003"]')
    assert ignored() == ["B003"]
    monkeypatch.setenv("WINNOW_IGNORE", "B004,B005")
    assert ignored() == ["B004", "B005"]
    assert ignored("--ignore", "B006") == ["B006"]


# run: wrong options


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--select", "B001,X9"], "command line: select: unknown rule 'X9'; "),
        (["--ignore", "sharebar"], "command line: ignore: unknown rule 'sharebar'; did you mean share-bar?"),
        (["--remove", "(a"], "command line: remove: '(a' is not a regular expression: "),
        (["--drop", "p["], "command line: keep or drop: 'p[' is not a CSS selector: "),
        (["--keep", ""], "command line: keep or drop: '' is not a CSS selector: "),
        (["--config", "no.toml"], "command line: --config: 'no.toml' is not a file; give one like winnow.toml"),
        (["--config", "."], "command line: --config: '.' is not a file; give one like winnow.toml"),
        (["--url", "a\udcff"], "--url: 'a\\udcff' is not valid UTF-8"),
        (["nowhere"], "input 'nowhere' does not exist; give files, folders, or - for stdin"),
        (["--format", "md", "--removed", "inline"], "--removed inline needs another format; "),
        (["--url", "http://a/", SAMPLES], "--url is for one page; the inputs hold "),
    ],
)
def test_a_wrong_flag_stops_before_any_work(tmp_path: Path, page: Path, flags: list[str], said: str) -> None:
    assert stops(page, *flags, folder=tmp_path).startswith(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('selct = ["B001"]', "unknown option 'selct'; did you mean select?"),
        ('select = "B001"', "select: expected array, got str"),
        ("[[sites]]\ndrop = [3]", "sites[0]"),
        ("[[sites]]\nhost = 'a'\nhide = []", "sites: unknown option 'hide'; allowed: host, keep, drop"),
        ('remove = ["["]', "remove: '[' is not a regular expression: unterminated character set"),
        ('ignore = ["nothing"]', "ignore: unknown rule 'nothing'; "),
        ("select = [", "not valid TOML: "),
    ],
)
def test_a_wrong_file_stops_before_any_work(tmp_path: Path, page: Path, text: str, said: str) -> None:
    file = tmp_path / "cwd" / "winnow.toml"
    file.write_text(text)
    assert stops(page, folder=tmp_path).startswith(f"{file}: {said}")
    shared = tmp_path / "pyproject.toml"
    file.unlink()
    head = text if text == "select = [" else "[tool.winnow]\n" + text.replace("[[sites]]", "[[tool.winnow.sites]]")
    shared.write_text(head)
    assert stops(page, folder=tmp_path).startswith(f"{shared}: {said}")


def test_a_wrong_environment_stops_before_any_work(tmp_path: Path, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value, said in (
        ("WINNOW_SELECT", "B001,X9", "environment: select: unknown rule 'X9'; "),
        ("WINNOW_DROP", "p\np[", "environment: keep or drop: 'p[' is not a CSS selector: "),
        ("WINNOW_CONFIG", "no.toml", "environment: WINNOW_CONFIG: 'no.toml' is not a file; "),
    ):
        with monkeypatch.context() as patch:
            patch.setenv(name, value)
            assert stops(page, folder=tmp_path).startswith(said)


@pytest.mark.parametrize(
    "arguments", [["run", "x"], ["run", "-o", "x"], ["run", "x", "-o", "y", "--format", "z"], ["no"]]
)
def test_wrong_usage_is_2(arguments: list[str]) -> None:
    assert winnow(*arguments, code=2).stdout == ""


# run: bad pages


def bad_pages(folder: Path) -> None:
    """Pages of every kind of trouble, by name: k… is kept, r… rejected, f… failed."""
    bodies = {
        "k-whole.html": PAGE.encode(),
        "k-cut.html": PAGE.encode()[:600] + b"<p class='",
        "k-nul.html": PAGE.replace("river", "ri\0ver").encode(),
        "k-utf16.html": PAGE.encode("utf-16"),
        "k-lying.html": f"<html><meta charset=utf-8><p>{'Река вышла из берегов. ' * 20}</p>".encode("cp1251"),
        "k-mixed.html": PAGE.replace("nobody", "вода").encode() + "<p>“cafe”</p>".encode("cp1252"),
        "k-line.txt": b"river and road " * 70_000,
        "k-deep.html": b"<html><body>" + b"<div>" * 100_000 + PAGE.encode(),
        "k-attributes.html": b"<p " + b" ".join(b"a%d=1" % i for i in range(100_000)) + b">" + PAGE.encode(),
        "k-json-ld.html": PAGE.replace(
            "<title>", '<script type="application/ld+json">{"@type": "Article", "author": "\\ud800"}</script><title>'
        ).encode(),
        "k-good.html.gz": gzip.compress(PAGE.encode()),
        "k page.html/-k two\nlines": PAGE.encode(),
        "k" + "x" * 200: PAGE.encode(),
        "r-empty.html": b"",
        "r-blank.txt": b" \n\t\n",
        "r-binary.html": bytes(range(256)) * 9,
        "r-pdf.html": b"%PDF-1.4\n%",
        "r-style.css": b"p { color: red }",
        "r-bomb.html.gz": gzip.compress(bytes(30_000_000)),
        "f-cut.html.gz": gzip.compress(os.urandom(9999))[:-99],
        "f-garbage.gz": b"garbage",
    }
    for name, body in bodies.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    (folder / "f-broken").symlink_to("nowhere")
    (folder / "f-loop").symlink_to("f-loop")
    (folder / "up").symlink_to(folder)
    os.mkfifo(folder / "f-fifo")
    if sys.platform != "darwin":
        Path(os.fsdecode(os.fsencode(folder) + b"/k-\xff\xfe")).write_bytes(PAGE.encode())


def test_bad_pages_have_an_outcome_each_and_every_other_page_is_done(tmp_path: Path) -> None:
    bad_pages(tmp_path / "in")
    result = winnow("run", tmp_path / "in", "-o", tmp_path / "out", code=3)
    outcomes = {
        "k": records(tmp_path / "out"),
        "r": lines(tmp_path / "out" / "rejected.jsonl"),
        "f": lines(tmp_path / "out" / "failed.jsonl"),
    }
    for letter, found in outcomes.items():
        assert {line["source"][0] for line in found} == {letter}, letter
    assert sum(map(len, outcomes.values())) == sum(path.name != "up" for path in (tmp_path / "in").iterdir())
    assert {line["stage"] for line in outcomes["f"]} == {"read"}
    assert all(line["reason"] and line["why"] for line in (*outcomes["r"], *outcomes["f"]))
    assert result.stderr.splitlines()[-1] == f"winnow: 5 of {sum(map(len, outcomes.values()))} pages failed"
    statuses = {record["source"]: (record["status"], record["warnings"]) for record in outcomes["k"]}
    assert statuses["k-cut.html"] == ("partial", ["source truncated: ends inside a tag"])
    assert statuses["k-mixed.html"] == ("ok", ["windows-1252 inside utf-8 mended"])
    assert statuses["k-lying.html"][1][0] == "declared utf-8 by meta, but is cp1251"
    again = winnow("run", tmp_path / "in", "-o", tmp_path / "out.jsonl", "-q", code=3)
    assert again.stderr == result.stderr.splitlines()[-1] + "\n"


def test_explain_tells_the_score_of_what_is_kept_and_dropped(tmp_path: Path) -> None:
    menu = "<nav><ul>" + "".join(f"<li><a href=/{n}>Item {n}</a></li>" for n in range(8)) + "</ul></nav>"
    (tmp_path / "a.html").write_text(f"<html><body>{menu}<article><h1>Rain</h1>" + f"<p>{BODY}</p>" * 4 + "</article>")
    shown = winnow("explain", tmp_path / "a.html").stdout
    assert re.search(r"^    score 0\.\d\d, cut 0\.\d\d: \S", shown, flags=re.MULTILINE)
    assert re.search(r"C001 main-content: .*\(score 0\.\d\d, cut 0\.\d\d\)", shown)
    assert re.search(r"blocks kept, status ok, confidence 0\.\d\d$", shown.strip())


def test_explain_tells_what_the_user_kept_against_a_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.html").write_text(f"<html><body><h1>Rain</h1><p>{BODY}</p><p class=note>Share this article</p>")
    (tmp_path / "winnow.toml").write_text('[[sites]]\nhost = "*"\nkeep = [".note"]\n')
    shown = winnow("explain", "a.html").stdout
    assert "B004 overruled (keep beats drop)" in shown


def test_a_page_of_25_megabytes_is_cut(tmp_path: Path) -> None:
    (tmp_path / "big.html").write_text("<html><body>" + f"<p>{BODY * 2000}</p>" * (25_000_000 // (len(BODY) * 2000)))
    (record,) = lines(winnow("run", tmp_path / "big.html", "-o", "-").stdout)
    assert (record["status"], record["warnings"]) == ("partial", ["source truncated at 20000000 bytes"])
    assert 19_000_000 < record["stats"]["chars_in"] < 20_000_000


def test_page_lines_on_stderr_hold_no_control_characters(tmp_path: Path) -> None:
    (tmp_path / "a\n\x1b[31mb.html").write_bytes(b"")
    assert "rejected a\\n\\x1b[31mb.html: empty" in winnow("run", tmp_path / "a\n\x1b[31mb.html", "-o", "-").stderr


def test_names_may_begin_with_a_dash(page: Path) -> None:
    Path("-o").write_text(PAGE)
    assert len(lines(winnow("run", "-o", "-", "--", "-o").stdout)) == 1


# run: outputs that cannot be written, and ends that come early


@pytest.mark.parametrize("name", ["file/out", "file/out.jsonl", "x" * 300, "x" * 300 + ".jsonl"])
def test_an_output_that_cannot_be_written_is_one_line(tmp_path: Path, page: Path, name: str) -> None:
    (tmp_path / "file").write_text("x")
    before = sorted(tmp_path.rglob("*"))
    error = winnow("run", page, "-o", tmp_path / name, code=1).stderr
    assert error.startswith(f"winnow: output '{tmp_path / name}' cannot be written: ")
    assert error.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == before


@LINUX_ONLY
@pytest.mark.parametrize(
    "arguments",
    [["run", SAMPLES, "-q", "-o", "-"], ["rules"], ["schema"], ["explain", SAMPLES / "poem.html"], ["--help"]],
)
def test_a_stdout_that_is_full_is_one_line(arguments: list[Any]) -> None:
    with Path("/dev/full").open("wb") as full:
        result = process(*arguments, stdout=full, stderr=subprocess.PIPE, capture_output=False)
    assert result.returncode == 1
    assert result.stderr.startswith(b"winnow: ")
    assert result.stderr.endswith(b"cannot be written: No space left on device\n")
    assert result.stderr.count(b"\n") == 1


@LINUX_ONLY
def test_a_jsonl_file_on_a_full_disk_is_one_line(tmp_path: Path, page: Path) -> None:
    (tmp_path / "a.jsonl").symlink_to("/dev/full")
    error = winnow("run", page, "-o", tmp_path / "a.jsonl", "-q", code=1).stderr
    assert error == f"winnow: output '{tmp_path / 'a.jsonl'}' cannot be written: No space left on device\n"


@pytest.mark.parametrize(
    "arguments", [["run", SAMPLES, "-q", "-o", "-"], ["rules"], ["explain", SAMPLES / "poem.html"]]
)
def test_a_reader_that_leaves_is_no_news(arguments: list[Any]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    result = process(*arguments, stdout=writing, stderr=subprocess.PIPE, capture_output=False)
    os.close(writing)
    assert (result.returncode, result.stderr) == (1, b"")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_closed_streams_end_without_a_traceback(page: Path, closed: str) -> None:
    for command in (f"run - {page} -o -", f"explain {page}", "rules", "schema"):
        script = f"{sys.executable} -m pipeline {command} {closed}"
        result = subprocess.run(["/bin/sh", "-c", script], capture_output=True, check=False, timeout=60, input=b"x")
        assert b"Traceback" not in result.stderr
        assert result.returncode in (0, 1, 3)


@pytest.mark.parametrize(
    ("number", "code", "said"),
    [(signal.SIGINT, 130, b"winnow: interrupted\n"), (signal.SIGTERM, 143, b"winnow: terminated\n")],
)
@pytest.mark.parametrize("name", ["out", "out.jsonl"])
def test_a_signal_ends_the_run_and_leaves_nothing_half_done(
    tmp_path: Path, number: int, code: int, said: bytes, name: str
) -> None:
    command = [*WINNOW, "run", str(SAMPLES), "-", "-o", str(tmp_path / name), "-q"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=lambda: signal.signal(number, signal.SIG_DFL)
    ) as running:  # a shell that runs this in the background ignores SIGINT, and so would the run
        assert running.stdin is not None
        running.stdin.write(bytes(1_000_000))  # more than a pipe holds: done when the run has begun and reads its stdin
        assert len(list(tmp_path.iterdir())) == 2
        running.send_signal(number)
        assert running.stderr is not None
        error = running.stderr.read()
    assert (running.returncode, error) == (code, said)
    left = {path.name for path in tmp_path.iterdir() if path.name != "cwd"}
    assert left == ({"out"} if name == "out" else set())
    if name == "out":
        assert {path.name for path in (tmp_path / "out").iterdir()} == {"ledger.sqlite", ".winnow"}
        winnow("run", SAMPLES, "-", "-o", tmp_path / "out", stdin=b"<p>From stdin, a page of a few words.</p>")
        assert len(records(tmp_path / "out")) == 21


# explain, rules, schema


def test_explain_shows_each_block_with_its_verdict(page: Path) -> None:
    text = winnow("explain", page, "--remove", r"Mirrored by \S+").stdout
    assert "title           River  from " in text
    assert "\n- block 6    paragraph   © 2024 The Harbour\n    B012 copyright-line: " in text
    assert "~ block 2" in text
    assert "    U001 user-pattern: ' Mirrored by harbour.example' matches your pattern" in text
    assert "+ block 1" in text
    assert "blocks kept, status ok" in text


def test_explain_shows_what_a_terminal_would_obey(tmp_path: Path) -> None:
    said = json.dumps({"@type": "NewsArticle", "articleSection": "Ports \x9b2J"})
    page = tmp_path / "a\x1b[31m.html"
    for text, shown in (
        (PAGE.replace("<title>", f'<script type="application/ld+json">{said}</script><title>'), r"Ports \x9b2J"),
        ("", r"a\x1b[31m.html"),
    ):
        page.write_text(text)
        told = winnow("explain", page).stdout
        assert shown in told
        assert not {"\x1b", "\x9b"} & set(told)


def test_explain_tells_programs_all(page: Path) -> None:
    (got,) = lines(winnow("explain", page, "--json", "--url", "https://a.example/").stdout)
    assert (got["outcome"], got["record"]["url"]) == ("kept", "https://a.example/")
    assert len(got["blocks"]) == got["record"]["stats"]["blocks_in"]
    removed = [removal["rule"] for block in got["blocks"] for removal in block["removals"]]
    assert "B012" in removed
    assert got["facts"]["title"]["value"] == "River"
    assert winnow("explain", "-", "--json", stdin=PAGE.encode()).stdout


@pytest.mark.parametrize(
    ("name", "reason"), [("empty.txt", "empty"), ("report.html", "not_text"), ("bot-wall.html", "blocked")]
)
def test_explain_says_why_a_page_was_rejected(name: str, reason: str) -> None:
    assert winnow("explain", SAMPLES / name).stdout.startswith(f"rejected: {reason}: ")
    (got,) = lines(winnow("explain", SAMPLES / name, "--json").stdout)
    assert (got["outcome"], got["reason"]) == ("rejected", reason)


def test_explain_takes_one_page(tmp_path: Path, page: Path) -> None:
    assert "is a folder; give one page" in winnow("explain", page.parent, code=2).stderr
    assert "does not exist" in winnow("explain", "nowhere", code=2).stderr
    (tmp_path / "broken").symlink_to("nowhere")
    assert "broken' cannot be read: No such file" in winnow("explain", tmp_path / "broken", code=1).stderr


def test_rules_lists_them_and_tells_all_about_one() -> None:
    text = winnow("rules").stdout
    assert all(rule.code in text for rule in all_rules())
    for name in ("B012", "copyright-line"):
        assert winnow("rules", name).stdout.startswith("B012 copyright-line (block rule)\n")
    assert "`[[sites]]`" in " ".join(winnow("rules", "U002").stdout.split())
    assert "[[sites]]" in " ".join(text.split())
    assert len(json.loads(winnow("rules", "--json").stdout)) == len(all_rules())
    assert json.loads(winnow("rules", "B012", "--json").stdout)[0]["name"] == "copyright-line"


def test_rules_lists_a_family() -> None:
    shown = winnow("rules", "P").stdout
    assert "P001" in shown
    assert "B001" not in shown


@pytest.mark.parametrize("code", ["X999", "copyrightline", ""])
def test_rules_refuses_what_is_none(code: str) -> None:
    assert winnow("rules", code, code=2).stderr.startswith(f"winnow: unknown rule {code!r}; ")


def test_every_record_is_as_the_schema_says(tmp_path: Path) -> None:
    schema = json.loads(winnow("schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    winnow("run", SAMPLES, "-o", tmp_path / "out")
    for record in records(tmp_path / "out"):
        validator.validate(record)
    assert not validator.is_valid({**record, "title": 3})
    assert not validator.is_valid({key: value for key, value in record.items() if key != "id"})


def test_a_terminal_that_lacks_letters_gets_their_numbers() -> None:
    result = process("explain", SAMPLES / "arabic.html", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert (result.returncode, result.stderr) == (0, b"")
    assert b"\\u0633" in result.stdout
