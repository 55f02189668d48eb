"""Two thousand pages, twelve of which end or stop the process that reads them: all others are done, each is named."""

import ctypes
import json
import os
import re
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.read.pages import PageRef
from pipeline.run import local
from pipeline.run.clean_page import CleanPages

PAGES = 2_000
POISON: dict[str, tuple[Callable[[], object], tuple[str, str]]] = {
    "segfault": (lambda: ctypes.string_at(0), ("run", "crashed")),
    "abort": (os.abort, ("run", "crashed")),
    "regex": (lambda: re.match(r"(?:a+)+$", "a" * 64 + "b"), ("run", "timeout")),
    "sleep": (lambda: time.sleep(3600), ("run", "timeout")),
    "stop": (lambda: os.kill(os.getpid(), signal.SIGSTOP), ("run", "timeout")),
    "exit": (lambda: os._exit(3), ("run", "exited")),
    "exit-0": (lambda: os._exit(0), ("run", "exited")),
    "memory": (lambda: bytearray(8 << 30), ("run", "out_of_memory")),
    "recursion": (lambda: recurse(), ("run", "RecursionError")),
    "kill-9": (lambda: os.kill(os.getpid(), signal.SIGKILL), ("run", "killed")),
    "kill-15": (lambda: os.kill(os.getpid(), signal.SIGTERM), ("run", "crashed")),
    "bus-error": (lambda: os.kill(os.getpid(), signal.SIGBUS), ("run", "crashed")),
}


def recurse() -> int:
    return recurse() + 1


class PoisonedPages(CleanPages, frozen=True, kw_only=True):
    """Cleans a page, unless its name says what it does to the process that reads it."""

    def __call__(self, page: PageRef) -> bytes:
        kind = page.ref.rpartition("/")[2].removesuffix(".poison.html")
        if kind in POISON:
            POISON[kind][0]()
        return super().__call__(page)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
def test_each_culprit_is_named_and_every_other_page_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "CleanPages", PoisonedPages)
    pages = tmp_path / "in"
    kinds = iter(POISON)
    for number in range(PAGES):
        folder = pages / f"d{number // 100:02d}"
        folder.mkdir(parents=True, exist_ok=True)
        is_poison = number % 160 == 80
        name = f"{next(kinds)}.poison.html" if is_poison else f"{number}.html"
        (folder / name).write_text(
            f"<h1>Page {number}</h1><p>It rained all night, and by morning the road was closed.</p>"
        )
    assert next(kinds, None) is None
    arguments = ["run", str(pages), "-o", str(tmp_path / "out"), "--timeout", "3", "--memory", "1024"]
    result = CliRunner().invoke(main, [*arguments, "--log-format", "json"], prog_name="winnow")
    assert result.exit_code == 3, result.exception
    failed = [json.loads(line) for line in (tmp_path / "out" / "failed.jsonl").read_bytes().splitlines()]
    found = {
        line["source"].rpartition("/")[2].removesuffix(".poison.html"): (line["stage"], line["reason"])
        for line in failed
    }
    assert found == {kind: ends for kind, (_, ends) in POISON.items()}
    records = [
        json.loads(line)["source"]
        for path in (tmp_path / "out" / "records").iterdir()
        for line in path.read_bytes().splitlines()
    ]
    wanted = {str(path.relative_to(pages)) for path in pages.rglob("*.html") if ".poison." not in path.name}
    assert len(records) == len(wanted) == PAGES - len(POISON)
    assert set(records) == wanted
    (done,) = [json.loads(line) for line in result.stderr.splitlines() if '"event":"done"' in line]
    assert (done["sources"], done["kept"], done["failed"]) == (PAGES, len(wanted), len(POISON))
