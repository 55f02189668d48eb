"""The same pages through every engine: the same bytes, and every culprit named. Run by `make engines`."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = 2_000
POISON = ("segfault", "abort", "exit", "recursion", "kill-9", "sleep")
pytestmark = pytest.mark.engines


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two thousand pages, six of which end or stop the process that reads them."""
    folder = tmp_path_factory.mktemp("pages")
    kinds = iter(POISON)
    for number in range(PAGES):
        name = f"{next(kinds)}.poison.html" if number % 333 == 100 else f"{number}.html"
        body = f"It rained all night, and by morning the road to harbour {number} was closed until noon. " * 3
        (folder / name).write_text(f"<h1>Page {number}</h1><p>{body}</p><p>Share this article</p>")
    assert next(kinds, None) is None
    return folder


def begin(pages: Path, out: Path, *flags: str) -> "subprocess.Popen[str]":
    """A run, in which pages called so are poison, in whatever process they come to be cleaned."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'tests' / 'poison'}{os.pathsep}{ROOT}"}
    command = [
        sys.executable,
        "-m",
        "pipeline",
        "run",
        str(pages),
        "-o",
        str(out),
        "--timeout",
        "4",
        "--memory",
        "1024",
        *flags,
    ]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)


def ended(run: "subprocess.Popen[str]", code: int) -> str:
    _, said = run.communicate(timeout=300)
    assert run.returncode == code, said
    return said


def tables(out: Path) -> dict[str, bytes]:
    """All lines of records, removals, facts and problems, by file."""
    folders = [path for name in ("records", "removed", "facts") for path in (out / name).iterdir()]
    found = [*folders, out / "rejected.jsonl", out / "failed.jsonl"]
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="module")
def local(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of the run of one machine, in which every culprit is named."""
    out = tmp_path_factory.mktemp("local") / "out"
    said = ended(begin(pages, out), 3)
    assert f"{len(POISON)} of {PAGES} pages failed" in said
    failed = [json.loads(line)["source"] for line in (out / "failed.jsonl").read_bytes().splitlines()]
    assert sorted(failed) == sorted(f"{kind}.poison.html" for kind in POISON)
    assert sum(path.read_bytes().count(b"\n") for path in (out / "records").iterdir()) == PAGES - len(POISON)
    return out


def by_shares(pages: Path, out: Path) -> str:
    codes = []
    for number in (1, 2, 3):
        run = begin(pages, out, "--shard", f"{number}/3")
        run.communicate(timeout=300)
        codes.append(run.returncode)
    assert set(codes) <= {0, 3}  # a share may be without poison
    subprocess.run([sys.executable, "-m", "pipeline", "gather", str(out)], cwd=ROOT, check=True)
    return ""


def by_ray(pages: Path, out: Path) -> str:
    return ended(begin(pages, out, "--engine", "ray"), 3)


def by_spark(pages: Path, out: Path) -> str:
    return ended(begin(pages, out, "--engine", "spark"), 3)


@pytest.mark.parametrize("engine", [by_shares, by_ray, by_spark])
def test_every_engine_gives_the_same_bytes_and_names_every_culprit(
    pages: Path, local: Path, tmp_path: Path, engine: Callable[[Path, Path], str]
) -> None:
    said = engine(pages, tmp_path / "out")
    assert tables(tmp_path / "out") == tables(local)
    assert said.count("winnow:") == (1 if said else 0)
    checked = subprocess.run(
        [sys.executable, "-m", "pipeline", "validate", str(tmp_path / "out")], cwd=ROOT, check=False
    )
    assert checked.returncode == 0


def processes(name: str, below: int) -> Iterator[int]:
    """Of a process and all below it, those that are called so."""
    for child in Path(f"/proc/{below}/task/{below}/children").read_text().split():
        try:
            called = Path(f"/proc/{child}/cmdline").read_bytes()
            yield from processes(name, int(child))
        except OSError:
            continue
        if name.encode() in called:
            yield int(child)


def kill_one(run: "subprocess.Popen[str]", name: str, shards: Path) -> None:
    """Kills a process of the engine when a shard is done and others are under way."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        assert run.poll() is None, run.communicate()[1]
        if list(shards.glob("part-*.json")) and (found := list(processes(name, run.pid))):
            os.kill(found[0], signal.SIGKILL)
            return
        time.sleep(0.02)
    raise AssertionError(f"no process {name} came to be")


@pytest.mark.parametrize(("engine", "name"), [("ray", "ray::attempt"), ("spark", "pyspark.daemon")])
def test_a_process_of_an_engine_that_is_killed_loses_and_doubles_nothing(
    pages: Path, local: Path, tmp_path: Path, engine: str, name: str
) -> None:
    run = begin(pages, tmp_path / "out", "--engine", engine)
    kill_one(run, name, tmp_path / "out" / "shards")
    ended(run, 3)
    assert tables(tmp_path / "out") == tables(local)


@pytest.mark.parametrize(("engine", "name"), [("ray", "raylet/raylet"), ("spark", "org.apache.spark")])
def test_a_cluster_that_goes_away_is_one_line_and_the_next_run_goes_on(
    pages: Path, local: Path, tmp_path: Path, engine: str, name: str
) -> None:
    run = begin(pages, tmp_path / "out", "--engine", engine)
    kill_one(run, name, tmp_path / "out" / "shards")
    said = ended(run, 1)
    assert said.count("\n") == 1 and said.startswith("winnow: ") and "the same command goes on" in said
    assert not (tmp_path / "out" / "manifest.json").exists()
    done = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "out" / "shards").glob("part-*.json")}
    ended(begin(pages, tmp_path / "out", "--shard", "1/1", "-q"), 3)
    assert done.items() <= {p.name: p.stat().st_mtime_ns for p in (tmp_path / "out" / "shards").glob("*.json")}.items()
    subprocess.run([sys.executable, "-m", "pipeline", "gather", str(tmp_path / "out")], cwd=ROOT, check=True)
    assert tables(tmp_path / "out") == tables(local)


def test_spark_without_java_is_told(pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert "needs Java, and none was found" in ended(begin(pages, tmp_path / "out", "--engine", "spark"), 2)
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\necho 'openjdk version \"1.8.0_412\"' >&2\n")
    java.chmod(0o755)
    assert "needs Java 17 or later" in ended(begin(pages, tmp_path / "out", "--engine", "spark"), 2)


@pytest.mark.parametrize(("engine", "address"), [("ray", "127.0.0.1:9"), ("spark", "spark://127.0.0.1:9")])
def test_a_cluster_that_cannot_be_reached_is_told(pages: Path, tmp_path: Path, engine: str, address: str) -> None:
    said = ended(begin(pages, tmp_path / "out", "--engine", engine, "--address", address), 1)
    assert said.startswith(f"winnow: no cluster answers at '{address}'")
