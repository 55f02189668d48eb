"""The ledger remembers what runs did."""

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.run.history import RUNS, SCHEMA, SLOW, History, PastRun, Slowest, SlowPage
from pipeline.run.ledger import opened_ledger
from pipeline.run.tally import Tally
from tests.test_cli import winnow

PAGE = "<title>Rain</title><p>It rained all night, and by morning the river was over the road, and nobody came.</p>"


def history(out: Path) -> tuple[list[PastRun], list[SlowPage]]:
    with opened_ledger(out / "ledger.sqlite") as ledger:
        return ledger.history.runs(), ledger.history.slowest()


def test_each_run_that_did_something_is_remembered(tmp_path: Path) -> None:
    pages, out = tmp_path / "pages", tmp_path / "out"
    pages.mkdir()
    (pages / "a.html").write_text(PAGE)
    winnow("run", pages, "-o", out, "--workers", 1)
    winnow("run", pages, "-o", out, "--workers", 1)  # nothing to do
    (pages / "b.html").write_text(PAGE)
    winnow("run", pages, "-o", out, "--workers", 1)
    runs, slowest = history(out)
    assert [run.cleaned.sources for run in runs] == [1, 1]
    assert [run.total.sources for run in runs] == [1, 2]
    assert [run.inputs["new"] for run in runs] == [1, 1]
    assert [page.source for page in slowest] == ["b.html"]
    assert slowest[0].seconds > 0
    manifest = json.loads((out / "manifest.json").read_bytes())
    assert (runs[1].started, runs[1].finished) == (manifest["started"], manifest["finished"])
    assert runs[1].options == manifest["options_digest"]


def test_only_the_slowest_pages_are_kept() -> None:
    slowest = Slowest()
    for number in range(3 * SLOW):
        slowest.add(f"{number}.html", (number * 7919 % (3 * SLOW)) / 10)
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(SCHEMA)
        found = History(db)
        found.add_slow(slowest.taken())
        found.add_slow([SlowPage(1000.0, "late.html"), SlowPage(0.0, "quick.html")])
        seconds = [page.seconds for page in found.slowest()]
    assert slowest.taken() == []
    assert seconds == [1000.0, *[number / 10 for number in range(3 * SLOW - 1, 2 * SLOW, -1)]]


def test_the_oldest_runs_are_forgotten() -> None:
    some = {"started": "", "version": "", "options": "", "inputs": {}, "cleaned": Tally(), "total": Tally()}
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(SCHEMA)
        found = History(db)
        for number in range(RUNS + 5):
            found.add(PastRun(finished=str(number), **some))  # type: ignore[arg-type]
        assert [run.finished for run in found.runs()] == [str(number) for number in range(5, RUNS + 5)]


def test_an_output_that_may_not_be_written_can_be_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.html").write_text(PAGE)
    out = tmp_path / "out#1"
    winnow("run", tmp_path / "a.html", "-o", out, "--workers", 1)
    before = {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in (out, *out.rglob("*"))}
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    for command in ("status", "report", "validate"):
        winnow(command, out)
    assert before == {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in (out, *out.rglob("*"))}
    with closing(sqlite3.connect(out / "ledger.sqlite")) as db:
        db.executescript("drop table runs; drop table slow")  # an older winnow kept no history
    assert history(out) == ([], [])
