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
import yaml

from pipeline.cli import main

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


PAGES = ("shards.md", "engines.md", "common-crawl.md")


def commands(page: str) -> list[list[str]]:
    """Every `winnow …` of a page's code, as the shell makes words of it."""
    code = "\n".join(fenced(page, r"(?:sh|bash|console|crontab|yaml)")).replace("\\\n", " ")
    code = re.sub(r"\$\(\(.*?\)\)|\$SLURM_ARRAY_TASK_ID", "3", code).replace("$SLURM_ARRAY_TASK_COUNT", "16")
    found = re.findall(r"winnow ((?:run|gather|status|validate) .*)", code)
    return [shlex.split(line.rstrip("'") if line.count("'") % 2 else line, comments=True) for line in found]


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_a_page_are_understood(page: str) -> None:
    assert commands(page)
    for name, *arguments in commands(page):
        main.commands[name].make_context(name, arguments)


def test_the_job_for_kubernetes_has_as_many_completions_as_shares() -> None:
    (text,) = fenced("shards.md", "yaml")
    job = yaml.safe_load(text)["spec"]
    (container,) = job["template"]["spec"]["containers"]
    (script,) = container["args"]
    assert job["completionMode"] == "Indexed"
    for index in range(job["completions"]):
        done = shell(f"export JOB_COMPLETION_INDEX={index}; winnow() {{ echo $*; }}; {script}", Path("/"))
        assert done.stdout.decode().rstrip().endswith(f"--shard {index + 1}/{job['completions']}")


def test_the_script_for_slurm_gives_its_share(folder: Path) -> None:
    (script,) = fenced("shards.md", "bash")
    environment = "export SLURM_ARRAY_TASK_ID=3 SLURM_ARRAY_TASK_COUNT=16; srun() { echo $*; };"
    done = shell(f"{environment} {script}", folder)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.rstrip().endswith(b"--shard 3/16")
    assert "#SBATCH --array=1-16\n" in script


def test_three_shares_are_one_output(folder: Path) -> None:
    script = fenced("shards.md", "sh")[0].replace("/data/crawl", str(folder / "exports"))
    done = shell(f'winnow() {{ {COMMAND} "$@"; }}\n{script}'.replace("/data/clean", str(folder / "clean")), folder)
    assert done.returncode == 0, done.stderr
    checked = shell(f"{COMMAND} validate clean", folder)
    assert checked.stdout == b"clean: all as the shards say\n"


@pytest.mark.engines
def test_the_job_for_spark_runs(folder: Path) -> None:
    (script,) = fenced("engines.md", "python")
    (folder / "job.py").write_text(script.replace('form="parquet"', 'form="jsonl"'))
    python = shlex.quote(sys.executable)
    done = shell(f"PYSPARK_PYTHON={python} {python} job.py exports {folder / 'clean'}", folder)
    assert done.returncode == 0, done.stderr
    assert b"kept=3" in done.stdout
    assert shell(f"{COMMAND} validate clean", folder).stdout == b"clean: all as the shards say\n"
