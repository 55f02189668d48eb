"""Kills runs at random moments, and sees whether anything is lost, doubled or done twice.

    python -m tests.kill_runs [KILLS] [SEED]

A third of the kills hits a first run, a third a run after changes, additions and deletions, a third a run with other
options. After each series the command is run to its end: records must equal inputs, and one more run must do nothing.
"""

import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from pipeline.cli import main
from pipeline.run import buckets, plan

ROOT = Path(__file__).parent.parent
PAGES, LINES = 48, 40
KILLS_A_SERIES = 6
SENTENCE = "The river rose in the night, and in the morning the road to {place} was closed until noon. "


def html(place: str) -> str:
    body = SENTENCE.format(place=place) * 2
    return f"<html><title>{place}</title><h1>{place}</h1><p>{body}</p><p>{body}</p></html>"


def small_shards() -> None:
    """`winnow` with shards so small that a few pages fill many."""
    plan.FILES_A_BUCKET = 5
    plan.LARGE = buckets.LARGE = 6_000
    buckets.SLICE_PAGES = 7
    main(prog_name="winnow")


class Trial:
    """A folder of inputs that changes, and an output that follows."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.pages, self.out = folder / "in", folder / "out"
        self.chance = random.Random(seed)
        self.kills = Counter[str]()
        self.longest = 2.0
        """Seconds that a run took to its end."""
        self.flags: list[str] = []
        self.pages.mkdir()
        for number in range(PAGES):
            (self.pages / f"{number}.html").write_text(html(f"Harbour {number}"))
        self.write_dump(LINES)

    def write_dump(self, count: int) -> None:
        dump = (json.dumps({"html": html(f"Quay {number}")}) + "\n" for number in range(count))
        (self.pages / "dump.jsonl").write_text("".join(dump))

    def change(self) -> None:
        """Changes, adds and removes some of the pages."""
        files = sorted(self.pages.glob("*.html"))
        for path in self.chance.sample(files, 6):
            path.write_text(html(f"Harbour {self.chance.random()}"))
        for path in self.chance.sample(files, 5):
            path.unlink()
        for _ in range(5):
            (self.pages / f"new-{self.chance.random()}.html").write_text(html("A new one"))
        self.write_dump(self.chance.randrange(10, LINES))

    def command(self) -> list[str]:
        return [sys.executable, "-m", "tests.kill_runs", "--as-winnow", "run", str(self.pages), "-o", str(self.out),
                "--workers", "2", "--log-format", "json", *self.flags]  # fmt: skip

    def kill(self, series: str) -> None:
        """Begins a run, and kills it at a random moment. No other process of it lives on."""
        running = subprocess.Popen(self.command(), cwd=ROOT, stderr=subprocess.DEVNULL)
        try:
            running.wait(self.chance.uniform(0, self.longest))
        except subprocess.TimeoutExpired:
            self.kills[series] += 1
            running.send_signal(signal.SIGKILL)
            running.wait()
        self.check_what_is_visible()

    def finish(self) -> dict[str, Any]:
        """A run to its end; what it says of itself."""
        began = time.monotonic()
        done = subprocess.run(self.command(), cwd=ROOT, stderr=subprocess.PIPE, check=True)
        found: dict[str, Any] = json.loads(done.stderr.splitlines()[-1])
        if found["sources"]:
            self.longest = time.monotonic() - began
        return found

    def check_what_is_visible(self) -> None:
        """Every line that a reader can see is whole."""
        for path in self.out.glob("*/part-*.jsonl"):
            for line in path.read_bytes().splitlines(keepends=True):
                assert line.endswith(b"\n"), path
                json.loads(line)

    def check(self) -> None:
        """Records equal inputs, none is doubled, tables go together, and a further run does nothing."""
        wanted = {path.name for path in self.pages.glob("*.html")}
        dump = (self.pages / "dump.jsonl").read_text().splitlines()
        wanted |= {f"dump.jsonl#{n}" for n, _ in enumerate(dump, 1)}
        records = self.lines("records")
        found = [record["source"] for record in records]
        assert sorted(found) == sorted(wanted), (Counter(found) - Counter(wanted), wanted - set(found))
        titles = {record["source"]: record["title"] for record in records if record["source"].endswith(".html")}
        assert all(f"<h1>{title}</h1>" in (self.pages / name).read_text() for name, title in titles.items())
        assert {line["id"] for line in self.lines("removed")} == {record["id"] for record in records}
        counts = json.loads((self.out / "manifest.json").read_bytes())["counts"]
        assert (counts["sources"], counts["kept"]) == (len(found), len(found))
        before = self.state()
        again = self.finish()
        assert again["sources"] == 0, again
        assert self.state() == before
        assert list((self.out / ".winnow" / "tmp").iterdir()) == []

    def lines(self, table: str) -> list[dict[str, Any]]:
        return [json.loads(line) for path in (self.out / table).iterdir() for line in path.read_bytes().splitlines()]

    def state(self) -> dict[str, int]:
        return {str(path): path.stat().st_mtime_ns for path in self.out.rglob("*.json*") if path.is_file()}


def run_series(folder: Path, kills: int, seed: int) -> Counter[str]:
    """So many kills or some more, spread over the kinds of run; how many hit a run of each kind before its end."""
    total = Counter[str]()
    number = 0
    while total.total() < kills:
        number += 1
        trial = Trial(Path(tempfile.mkdtemp(dir=folder)), seed + number)
        for series in ("first", "changed", "other options"):
            if series == "changed":
                trial.change()
            elif series == "other options":
                trial.flags = ["--ignore", "B001"]
            for _ in range(min(KILLS_A_SERIES, max(1, kills // 3))):
                trial.kill(series)
            trial.finish()
            trial.check()
        total += trial.kills
        shutil.rmtree(trial.pages.parent)
    return total


if __name__ == "__main__":
    if sys.argv[1:2] == ["--as-winnow"]:
        del sys.argv[1]
        small_shards()
    else:
        amount, first = int((sys.argv[1:2] or ["200"])[0]), int((sys.argv[2:3] or ["1"])[0])
        with tempfile.TemporaryDirectory() as place:
            hits = run_series(Path(place), amount, first)
        print(
            f"{sum(hits.values())} runs killed ({', '.join(f'{name} {count}' for name, count in hits.items())}): "
            "nothing lost, nothing doubled, nothing done twice"
        )
