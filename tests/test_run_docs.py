"""What docs/how-to/ tells cron, systemd and schedulers to do works, with the paths of a test in it."""

import configparser
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOW_TO = ROOT / "docs" / "how-to"
COMMAND = f"{shlex.quote(sys.executable)} -m pipeline"


def fenced(page: str, language: str) -> list[str]:
    text = (HOW_TO / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)


def unit(text: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=True, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(text)
    return parser


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "exports").mkdir()
    for name in ("export-de.txt", "export-fa.txt", "poem.html"):
        shutil.copy(ROOT / "samples" / name, tmp_path / "exports" / name)
    return tmp_path


def shell(command: str, folder: Path) -> "subprocess.CompletedProcess[bytes]":
    """As cron and systemd run it: hardly any environment, no terminal."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(folder)}
    return subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def test_the_line_for_cron_runs_in_silence_every_night(folder: Path) -> None:
    (line,) = fenced("unattended.md", "crontab")
    *times, command = line.strip().split(" ", 5)
    assert [bool(re.fullmatch(r"\*|\d+", time)) for time in times] == [True] * 5
    assert "%" not in command.replace("1%", "", 1)  # cron makes line ends of them
    command = command.replace("/srv/pages", str(folder)).replace("winnow run", f"{COMMAND} run")
    for _ in range(2):
        done = shell(command, folder)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert len((folder / "clean" / "records" / "part-00000.jsonl").read_bytes().splitlines()) == 3


def test_the_shard_runs(folder: Path) -> None:
    (script,) = fenced("shards.md", "python")
    (folder / "shard.py").write_text(script)
    done = shell(f"{shlex.quote(sys.executable)} shard.py", folder)
    assert (done.returncode, done.stdout) == (0, b"3\n"), done.stderr
    assert (folder / "clean" / "shards" / "part-00007.json").exists()


def test_the_units_for_systemd_run(folder: Path) -> None:
    service, timer = map(unit, fenced("unattended.md", "ini"))
    command = service["Service"]["ExecStart"].replace("%%", "%").replace("/usr/local/bin/winnow", COMMAND)
    done = shell(command, folder)
    assert done.returncode == 0, done.stderr
    assert b'"event":"done"' in done.stderr.splitlines()[-1]
    assert service["Service"]["SuccessExitStatus"] == "75"
    assert re.fullmatch(r"\*-\*-\* \d\d:\d\d", timer["Timer"]["OnCalendar"])
    if verify := shutil.which("systemd-analyze"):
        for name, text in zip(("winnow.service", "winnow.timer"), fenced("unattended.md", "ini"), strict=True):
            text = text.replace("/usr/local/bin/winnow", "/bin/true").replace("/srv/pages", str(folder))
            (folder / name).write_text(text)
        checked = subprocess.run([verify, "verify", str(folder / "winnow.timer")], capture_output=True, check=False)
        assert checked.returncode == 0, checked.stderr
