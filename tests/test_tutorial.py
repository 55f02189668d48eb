"""The tutorial, run as it stands in a copy of the samples: every command prints what is shown below it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
TUTORIAL = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
CUT = "…"


def make_run() -> str:
    """What `make run` does once everything is installed."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = re.search(r"^run:.*\n\t(.*)$", makefile, flags=re.MULTILINE)
    assert recipe
    return recipe[1].replace("$(BIN)/", "")


# CI runs the first as it is. Of the second, what it is for is done by `environment`: winnow is on PATH.
STAND_INS = {"make run": make_run(), ". .venv/bin/activate": "true"}


def steps() -> Iterator[tuple[str, list[str]]]:
    """Every command, with the lines that are shown below it."""
    for block in re.findall(r"^```console\n(.*?)^```", TUTORIAL, flags=re.MULTILINE | re.DOTALL):
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *shown = step.splitlines()
            yield command, shown


def environment(folder: Path) -> dict[str, str]:
    """Hardly any, as in a terminal of some width; with `winnow` as that of this Python."""
    script = folder / "bin" / "winnow"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pipeline "$@"\n')
    script.chmod(0o755)
    path = f"{script.parent}{os.pathsep}{os.environ['PATH']}"
    return {"PATH": path, "PYTHONPATH": str(ROOT), "HOME": str(folder), "COLUMNS": "100", "LC_ALL": "C.UTF-8"}


def as_pattern(shown: list[str]) -> str:
    """Where a line is cut, anything may stand; in place of a whole line any lines."""
    return "".join(r"(?:.*\n)*?" if line == CUT else f"{re.escape(line).replace(CUT, '.*')}\n" for line in shown)


def test_every_command_prints_what_is_shown(tmp_path: Path) -> None:
    folder = tmp_path / "clone"
    folder.mkdir()
    shutil.copytree(ROOT / "samples", folder / "samples")
    variables = environment(tmp_path)
    for command, shown in steps():
        done = subprocess.run(
            ["/bin/sh", "-c", STAND_INS.get(command, command)],
            cwd=folder,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        printed = "".join(f"{line.rstrip()}\n" for line in done.stdout.decode().splitlines())
        assert done.returncode == 0, f"{command}\n{printed}"
        assert re.fullmatch(as_pattern(shown), printed), f"{command}\n{printed}"


def test_what_ci_stands_in_for_is_run_by_ci() -> None:
    assert "make run" in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert [command for command, _ in steps()][:2] == list(STAND_INS)
