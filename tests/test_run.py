"""Runs over many inputs: nothing lost, nothing doubled, nothing done twice."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.run import buckets, plan
from pipeline.run.lock import locked

ROOT = Path(__file__).parent.parent
SENTENCE = "The river rose in the night, and in the morning the road to {place} was closed until noon. "


def html(place: str) -> str:
    body = SENTENCE.format(place=place)
    return f"<html><title>{place}</title><h1>{place}</h1><p>{body * 2}</p><p>{body * 3}</p></html>"


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Forty pages, in several buckets."""
    monkeypatch.setattr(plan, "FILES_A_BUCKET", 6)
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("WINNOW_")]:
        monkeypatch.delenv(name)
    folder = tmp_path / "in"
    for number in range(40):
        path = folder / f"d{number % 3}" / f"{number}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html(f"Harbour {number}"))
    (folder / "empty.html").write_text("")
    return folder


def winnow(*arguments: Any, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["run", *map(str, arguments)], prog_name="winnow")
    assert result.exit_code == code, (result.stderr, result.exception)
    return result


def run(pages: Path, out: Path, *flags: str, code: int = 0) -> dict[str, Any]:
    """What the run says of itself, for programs; of inputs, those counts that are not 0."""
    lines = winnow(pages, "-o", out, "--log-format", "json", *flags, code=code).stderr.splitlines()
    done: dict[str, Any] = json.loads(next(line for line in lines if '"done"' in line))
    return {**done, "inputs": {fate: count for fate, count in done["inputs"].items() if count}}


def valid(out: Path) -> None:
    """Fails unless the output is what its ledger says."""
    result = CliRunner().invoke(main, ["validate", str(out)], prog_name="winnow")
    assert result.exit_code == 0, result.output


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_bytes().splitlines()]


def sources(out: Path) -> list[str]:
    """Of all records and rejections."""
    rejected = [json.loads(line) for line in (out / "rejected.jsonl").read_bytes().splitlines()]
    return sorted(line["source"] for line in [*lines(out / "records"), *rejected])


def inputs(pages: Path) -> list[str]:
    return sorted(str(path.relative_to(pages)) for path in pages.rglob("*") if path.is_file())


def content(out: Path) -> dict[str, bytes]:
    """All that readers see, but the times."""
    found = {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    own = ("ledger", ".winnow", "manifest")
    return {name: data for name, data in found.items() if not name.startswith(own)}


def test_every_input_is_in_the_output_once(pages: Path, tmp_path: Path) -> None:
    done = run(pages, tmp_path / "out")
    assert (done["sources"], done["kept"], done["rejected"], done["failed"]) == (41, 40, 1, 0)
    assert done["inputs"] == {"new": 41}
    assert sources(tmp_path / "out") == inputs(pages)
    assert len(list((tmp_path / "out" / "records").iterdir())) == 7
    ids = {record["id"] for record in lines(tmp_path / "out" / "records")}
    assert {line["id"] for line in lines(tmp_path / "out" / "removed")} == ids
    assert {line["id"] for line in lines(tmp_path / "out" / "facts")} == ids


def test_the_number_of_workers_changes_no_byte(pages: Path, tmp_path: Path) -> None:
    for workers in ("1", "2", "3"):
        run(pages, tmp_path / workers, "--workers", workers)
    assert content(tmp_path / "1") == content(tmp_path / "2") == content(tmp_path / "3")


def test_a_second_run_does_nothing(pages: Path, tmp_path: Path) -> None:
    run(pages, tmp_path / "out")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*") if path.suffix == ".jsonl"}
    manifest = (tmp_path / "out" / "manifest.json").read_bytes()
    done = run(pages, tmp_path / "out")
    assert (done["sources"], done["inputs"]["unchanged"]) == (0, 41)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert (tmp_path / "out" / "manifest.json").read_bytes() == manifest


@pytest.mark.parametrize("form", ["jsonl", "jsonl.gz", "parquet", "csv", "md", "dolma"])
def test_a_night_later_only_what_is_new_or_changed_is_cleaned(pages: Path, tmp_path: Path, form: str) -> None:
    run(pages, tmp_path / "out", "--format", form)
    (pages / "d0" / "0.html").write_text(html("Harbour zero"))
    (pages / "d1" / "new.html").write_text(html("Harbour new"))
    (pages / "d2" / "2.html").unlink()
    (pages / "empty.html").unlink()
    done = run(pages, tmp_path / "out", "--format", form)
    assert done["inputs"] == {"new": 1, "changed": 1, "unchanged": 38, "vanished": 2}
    assert (done["sources"], done["kept"]) == (2, 2)
    run(pages, tmp_path / "anew", "--format", form)
    assert content(tmp_path / "out") == content(tmp_path / "anew")
    for key in ("counts", "chars", "reasons", "statuses", "rules"):
        assert (
            json.loads((tmp_path / "out" / "manifest.json").read_bytes())[key]
            == json.loads((tmp_path / "anew" / "manifest.json").read_bytes())[key]
        )


def test_a_touch_is_no_change(pages: Path, tmp_path: Path) -> None:
    run(pages, tmp_path / "out")
    os.utime(pages / "d0" / "0.html", ns=(1, 1))
    for _ in range(2):
        assert run(pages, tmp_path / "out")["inputs"]["unchanged"] == 41


def test_the_same_size_is_no_proof(pages: Path, tmp_path: Path) -> None:
    run(pages, tmp_path / "out")
    (pages / "d0" / "0.html").write_text(html("Harbour X"))
    assert run(pages, tmp_path / "out")["inputs"]["changed"] == 1
    assert "Harbour X" in [record["title"] for record in lines(tmp_path / "out" / "records")]


@pytest.mark.parametrize(
    "flags", [["--ignore", "L002"], ["--removed", "inline"], ["--format", "jsonl.gz"], ["--force"], ["--sample", "50%"]]
)
def test_other_options_clean_all_again(pages: Path, tmp_path: Path, flags: list[str]) -> None:
    run(pages, tmp_path / "out")
    assert run(pages, tmp_path / "out", *flags)["inputs"] == {"again": 41}
    run(pages, tmp_path / "anew", *flags)
    assert content(tmp_path / "out") == content(tmp_path / "anew")


def test_a_dry_run_says_what_would_be_done_and_does_nothing(pages: Path, tmp_path: Path) -> None:
    said = winnow(pages, "-o", tmp_path / "out", "--dry-run").stderr
    assert said == "would clean 41 of 41 inputs: 41 new\n"
    assert not (tmp_path / "out").exists()
    run(pages, tmp_path / "out")
    before = content(tmp_path / "out")
    (pages / "d0" / "0.html").unlink()
    said = winnow(pages, "-o", tmp_path / "out", "--dry-run", "--force").stderr
    assert (
        said == "would clean 40 of 40 inputs: 40 to be cleaned again (other options, version or output), 1 vanished\n"
    )
    assert content(tmp_path / "out") == before
    assert run(pages, tmp_path / "out")["inputs"] == {"unchanged": 40, "vanished": 1}


def test_a_limit_takes_the_first_pages(pages: Path, tmp_path: Path) -> None:
    run(pages, tmp_path / "out", "--limit", "7")
    assert sources(tmp_path / "out") == inputs(pages)[:7]
    assert run(pages, tmp_path / "out")["inputs"] == {"new": 34, "unchanged": 7}
    assert sources(tmp_path / "out") == inputs(pages)
    records = winnow(pages, "-o", "-", "--limit", "3").stdout
    assert [json.loads(line)["source"] for line in records.splitlines()] == inputs(pages)[:3]


def test_a_sample_is_a_share_and_the_same_every_time(pages: Path, tmp_path: Path) -> None:
    for out in ("a", "b"):
        run(pages, tmp_path / out, "--sample", "30%")
    assert sources(tmp_path / "a") == sources(tmp_path / "b")
    assert 4 <= len(sources(tmp_path / "a")) <= 22


@pytest.fixture
def one_bad(pages: Path) -> Path:
    (pages / "bad.html.gz").write_bytes(b"\x1f\x8b\x08 this is no gzip")
    return pages


def test_failed_pages_give_an_exit_code_unless_allowed(one_bad: Path, tmp_path: Path) -> None:
    assert run(one_bad, tmp_path / "a", code=3)["failed"] == 1
    (failed,) = [json.loads(line) for line in (tmp_path / "a" / "failed.jsonl").read_bytes().splitlines()]
    assert (failed["source"], failed["stage"]) == ("bad.html.gz", "read")
    run(one_bad, tmp_path / "a")  # nothing is done, and nothing failed
    run(one_bad, tmp_path / "b", "--max-failures", "1")
    run(one_bad, tmp_path / "c", "--max-failures", "3%")
    run(one_bad, tmp_path / "d", "--max-failures", "1%", code=3)
    winnow(one_bad, "-o", tmp_path / "e", "--max-failures", "9" * 5000, code=2)


def test_failed_inputs_are_tried_again_on_demand(one_bad: Path, tmp_path: Path) -> None:
    run(one_bad, tmp_path / "out", code=3)
    done = run(one_bad, tmp_path / "out", "--retry-failed", code=3)
    assert (done["sources"], done["failed"], done["inputs"]["again"]) == (1, 1, 1)


def test_a_large_input_is_written_in_slices(pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "LARGE", 5_000)
    monkeypatch.setattr(buckets, "LARGE", 5_000)
    monkeypatch.setattr(buckets, "SLICE_PAGES", 7)
    dump = tmp_path / "dump.jsonl"
    dump.write_text("".join(json.dumps({"html": html(f"Harbour {n}")}) + "\n" for n in range(30)))
    for _ in range(2):
        winnow(dump, pages, "-o", tmp_path / "out")
    names = [path.name for path in sorted((tmp_path / "out" / "records").iterdir())]
    assert names[-5:] == [f"part-100000-{n:05d}.jsonl" for n in range(5)]
    found = [record["source"] for record in lines(tmp_path / "out" / "records") if "dump" in record["source"]]
    assert found == [f"dump.jsonl#{n}" for n in range(1, 31)]
    dump.write_text(dump.read_text()[: len(dump.read_text()) // 2])
    winnow(dump, pages, "-o", tmp_path / "out", code=3)  # the last line is broken now
    names = [path.name for path in sorted((tmp_path / "out" / "records").glob("part-1*"))]
    assert len(names) == 3
    dump.unlink()
    winnow(pages, "-o", tmp_path / "out")
    assert list((tmp_path / "out" / "records").glob("part-1*")) == []


def test_another_run_at_the_same_output_is_told(pages: Path, tmp_path: Path) -> None:
    run(pages, tmp_path / "out")
    with locked(tmp_path / "out" / ".winnow" / "lock", "out"):
        result = winnow(pages, "-o", tmp_path / "out", code=75)
        assert "is being written by another run" in result.stderr
    run(pages, tmp_path / "out")


def _missing(part: Path) -> None:
    part.unlink()


def _a_line_less(part: Path) -> None:
    part.write_bytes(b"".join(part.read_bytes().splitlines(keepends=True)[1:]))


def _other_words(part: Path) -> None:
    part.write_bytes(part.read_bytes().replace(b"river", b"fever"))


@pytest.mark.parametrize("harm", [_missing, _a_line_less, _other_words])
def test_nothing_is_copied_from_parts_that_were_harmed(
    pages: Path, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    run(pages, tmp_path / "out")
    run(pages, tmp_path / "as it should be")
    for part in (tmp_path / "out" / "records").iterdir():
        harm(part)
    for path in pages.rglob("*.html"):
        if path.name != "empty.html":
            path.with_suffix(".htm").write_text("")  # something to do in every bucket
    run(pages, tmp_path / "out")
    for path in pages.rglob("*.htm"):
        path.unlink()
    run(pages, tmp_path / "out")
    assert content(tmp_path / "out") == content(tmp_path / "as it should be")
    valid(tmp_path / "out")


def test_parts_that_are_gone_are_written_again(pages: Path, tmp_path: Path) -> None:
    run(pages, tmp_path / "out")
    before = content(tmp_path / "out")
    next((tmp_path / "out" / "facts").iterdir()).unlink()
    assert set(run(pages, tmp_path / "out")["inputs"]) == {"again", "unchanged"}
    assert content(tmp_path / "out") == before
    (tmp_path / "out" / "manifest.json").unlink()
    run(pages, tmp_path / "out")
    valid(tmp_path / "out")


def test_no_inputs_at_all_are_likelier_a_mistake_than_a_wish(pages: Path, tmp_path: Path) -> None:
    run(pages, tmp_path / "out")
    before = content(tmp_path / "out")
    (tmp_path / "unmounted").mkdir()
    error = winnow(tmp_path / "unmounted", "-o", tmp_path / "out", code=2).stderr
    assert error.startswith("winnow: no inputs were found, and output ")
    assert "holds the records of 41: nothing was done" in error
    assert error.count("\n") == 1
    assert content(tmp_path / "out") == before


def test_other_names_for_all_inputs_are_told(pages: Path, tmp_path: Path) -> None:
    run(pages, tmp_path / "out")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "a.html").write_text(html("Harbour"))
    said = winnow(pages, tmp_path / "more", "-o", tmp_path / "out").stderr
    assert "none of the 41 inputs that were in" in said


def test_documents_that_move_to_another_bucket_stay(pages: Path, tmp_path: Path) -> None:
    run(pages, tmp_path / "out", "--format", "md")
    for number in range(25):
        (pages / f"d{number % 3}" / f"{number}.html").unlink()
    run(pages, tmp_path / "out", "--format", "md", "--focus", "recall")  # in three buckets instead of seven
    found = {str(path.relative_to(tmp_path / "out" / "records")) for path in (tmp_path / "out").rglob("*.md")}
    assert found == {f"{name}.md" for name in inputs(pages) if name != "empty.html"}
    valid(tmp_path / "out")


def test_a_limit_on_stdin_takes_its_first_pages(pages: Path, tmp_path: Path) -> None:
    dump = "".join(json.dumps({"html": html(f"Harbour {n}")}) + "\n" for n in range(8))
    for out in (tmp_path / "out", tmp_path / "out.jsonl"):
        arguments = ["run", "-", "-o", str(out), "--limit", "3"]
        assert CliRunner().invoke(main, arguments, input=dump, prog_name="winnow").exit_code == 0
    found = [line["source"] for line in lines(tmp_path / "out" / "records")]
    assert found == [f"stdin#{n}" for n in (1, 2, 3)]


def test_a_limit_holds_when_inputs_come_and_go(tmp_path: Path, pages: Path) -> None:
    folder = tmp_path / "dumps"
    folder.mkdir()
    for name in ("a", "b"):
        dump = (json.dumps({"html": html(f"Harbour {name} {n}")}) + "\n" for n in range(8))
        (folder / f"{name}.jsonl").write_text("".join(dump))
    (folder / "0.html").write_text(html("Harbour"))
    for change in (lambda: None, (folder / "0.html").unlink, lambda: (folder / "1.html").write_text(html("Harbour"))):
        change()
        run(folder, tmp_path / "out", "--limit", "10")
        assert len(lines(tmp_path / "out" / "records")) == 10
        valid(tmp_path / "out")


def test_slices_of_an_input_that_is_gone_are_cleared_away(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "LARGE", 5_000)
    monkeypatch.setattr(buckets, "LARGE", 5_000)
    monkeypatch.setattr(buckets, "SLICE_PAGES", 7)
    dump = tmp_path / "dump.jsonl"
    dump.write_text("".join(json.dumps({"html": html(f"Harbour {n}")}) + "\n" for n in range(30)))
    seen = 0

    def interrupt(*_: object) -> None:
        nonlocal seen
        seen += 1
        if seen == 60:
            raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.report.run.Progress.watch", interrupt)
    winnow(dump, pages, "-o", tmp_path / "out", code=130)
    assert len(list((tmp_path / "out" / ".winnow" / "tmp").iterdir())) >= 2
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    dump.unlink()
    (tmp_path / "one.html").write_text(html("Harbour"))
    winnow(tmp_path / "one.html", pages, "-o", tmp_path / "out")
    assert list((tmp_path / "out" / ".winnow" / "tmp").iterdir()) == []


def test_an_output_whose_ledger_is_gone_is_refused(pages: Path, tmp_path: Path) -> None:
    run(pages, tmp_path / "out")
    (tmp_path / "out" / "ledger.sqlite").unlink()
    assert "whose ledger is gone or damaged" in winnow(pages, "-o", tmp_path / "out", code=2).stderr


def _no_ledger(out: Path) -> None:
    (out / "ledger.sqlite").write_bytes(b"SQLite format 3\0" + bytes(52) + b"winn" + b"junk" * 100)


def _bad_rows(out: Path) -> None:
    with closing(sqlite3.connect(out / "ledger.sqlite")) as database:
        database.execute("update inputs set tally = x'ff', lines = x'ff'")
        database.commit()


def _read_only(out: Path) -> None:
    shutil.rmtree(out / "records")
    (out / "records").write_text("a file")


@pytest.mark.parametrize("harm", [_no_ledger, _bad_rows, _read_only])
def test_an_output_that_cannot_be_used_is_one_line(pages: Path, tmp_path: Path, harm: Callable[[Path], None]) -> None:
    run(pages, tmp_path / "out")
    harm(tmp_path / "out")
    (pages / "d0" / "0.html").write_text(html("Harbour zero"))
    error = winnow(pages, "-o", tmp_path / "out", code=1).stderr
    assert error.startswith("winnow: ")
    assert error.count("\n") == 1


def test_quiet_says_nothing_and_logs_are_lines_of_json(one_bad: Path, tmp_path: Path) -> None:
    result = winnow(one_bad, "-o", tmp_path / "a", "-q", "--max-failures", "1")
    assert result.output == ""
    log = winnow(one_bad, "-o", tmp_path / "b", "--log-format", "json", "--max-failures", "1").stderr.splitlines()
    events = [json.loads(line) for line in log]
    assert [event["event"] for event in events] == ["page_failed", "page_rejected", "done"] or [
        event["event"] for event in events
    ] == ["page_rejected", "page_failed", "done"]


def test_workers_end_when_the_run_is_killed(pages: Path, tmp_path: Path) -> None:
    """Even in the middle of a page that would take for ever."""
    if sys.platform != "linux":
        pytest.skip("Linux only: elsewhere a worker ends with its page")
    (tmp_path / "endless.txt").write_text("a" * 60 + "!\n")
    command = [sys.executable, "-m", "pipeline", "run", str(tmp_path / "endless.txt"), "-o", str(tmp_path / "out")]
    running = subprocess.Popen([*command, "--remove", "(a+)+$"], cwd=ROOT, start_new_session=True)
    group = running.pid
    while not _is_stuck(group):
        assert running.poll() is None
    running.kill()
    running.wait()
    while _members(group):  # the kernel ends them
        os.sched_yield()


def _members(group: int) -> list[int]:
    pids = (int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal())
    return [pid for pid in pids if _group(pid) == group]


def _group(pid: int) -> int:
    try:
        state, _, group = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:3]
    except (OSError, ValueError):
        return -1
    return -1 if state == "Z" else int(group)


def _is_stuck(group: int) -> bool:
    """True when the youngest process has worked for longer than any page of one line takes."""
    pids = sorted(_members(group))
    return len(pids) > 2 and _seconds(pids[-1]) > 1.0  # the run, the server of workers, a worker


def _seconds(pid: int) -> float:
    """Of CPU time."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return int(fields[11]) / os.sysconf("SC_CLK_TCK")


def _server(group: int) -> int:
    """The process that all workers are forked from."""
    for pid in _members(group):
        try:
            if b"forkserver" in Path(f"/proc/{pid}/cmdline").read_bytes() and _parent(pid) == group:
                return pid
        except OSError:
            continue
    return 0


def _parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_no_page_is_blamed_for_the_end_of_the_server_of_workers(pages: Path, tmp_path: Path) -> None:
    for number in range(400):
        (pages / f"more-{number}.html").write_text(html(f"Harbour {number}"))
    command = [sys.executable, "-m", "pipeline", "run", str(pages), "-o", str(tmp_path / "out"), "-q"]
    with subprocess.Popen(command, cwd=ROOT, start_new_session=True, stderr=subprocess.PIPE) as running:
        while not (tmp_path / "out" / "records").exists() and running.poll() is None:
            os.sched_yield()
        if server := _server(running.pid):
            os.kill(server, signal.SIGKILL)
        assert running.stderr is not None
        assert (running.stderr.read(), running.wait()) == (b"", 0)
    assert sources(tmp_path / "out") == inputs(pages)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_an_interrupt_while_workers_start_is_one_line(pages: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pipeline", "run", str(pages), "-o", str(tmp_path / "out"), "-q"]
    with subprocess.Popen(
        command, cwd=ROOT, start_new_session=True, stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as running:  # fmt: skip
        while not _server(running.pid):
            assert running.poll() is None
        os.killpg(running.pid, signal.SIGINT)
        assert running.stderr is not None
        assert (running.stderr.read(), running.wait()) == (b"winnow: interrupted\n", 130)
