"""`winnow status` and `winnow validate`: what an output holds, and whether it is what its ledger says."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main

SAMPLES = Path(__file__).parent.parent / "samples"


def winnow(*arguments: Any, code: int = 0) -> Result:
    result = CliRunner().invoke(main, [*map(str, arguments)], prog_name="winnow")
    assert result.exit_code == code, (result.output, result.exception)
    return result


@pytest.fixture(scope="module")
def cleaned(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """An output of each form."""
    folder = tmp_path_factory.mktemp("outputs")
    for form in ("jsonl", "parquet", "csv", "md", "dolma"):
        winnow("run", SAMPLES, "-o", folder / form, "--format", form, "-q")
    winnow("run", SAMPLES, "-o", folder / "inline", "--removed", "inline", "-q")
    return {path.name: path for path in folder.iterdir()}


@pytest.mark.parametrize("form", ["jsonl", "parquet", "csv", "md", "dolma", "inline"])
def test_an_output_as_it_was_written_is_valid(cleaned: dict[str, Path], form: str) -> None:
    assert winnow("validate", cleaned[form]).stdout == f"{cleaned[form]}: all as the ledger says\n"


def test_status_says_what_is_there(cleaned: dict[str, Path]) -> None:
    said = winnow("status", cleaned["jsonl"]).stdout.splitlines()
    assert said[0] == f"{cleaned['jsonl']}: complete"
    assert said[1] == "25 inputs, 25 pages: 20 kept, 5 rejected, 0 failed"
    found = json.loads(winnow("status", cleaned["jsonl"], "--json").stdout)
    assert found["counts"] == {"sources": 25, "kept": 20, "rejected": 5, "failed": 0}
    assert (found["state"], found["format"], found["last_run"]["new"]) == ("complete", "jsonl", 25)


@pytest.mark.parametrize("command", ["status", "validate"])
def test_a_folder_that_no_run_wrote_is_told(tmp_path: Path, command: str) -> None:
    error = winnow(command, tmp_path, code=2).stderr
    assert error == f"winnow: {str(tmp_path)!r} is not the output folder of a run, or its ledger is damaged\n"
    winnow(command, tmp_path / "nowhere", code=2)


def _record(change: Callable[[dict[str, Any]], Any]) -> Callable[[Path], None]:
    def harm(out: Path) -> None:
        part = out / "records" / "part-00000.jsonl"
        first, *rest = part.read_bytes().splitlines(keepends=True)
        record = json.loads(first)
        change(record)
        part.write_bytes(json.dumps(record).encode() + b"\n" + b"".join(rest))

    return harm


def _double(out: Path) -> None:
    part = out / "records" / "part-00000.jsonl"
    part.write_bytes(part.read_bytes() + part.read_bytes().splitlines(keepends=True)[0])


def _manifest(out: Path) -> None:
    path = out / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b'"sources":25', b'"sources":26', 1))


HARMS: dict[str, tuple[Callable[[Path], None], str]] = {
    "a key too many": (_record(lambda record: record.update(extra=1)), "unknown field `extra`"),
    "a key too few": (_record(lambda record: record.pop("title")), "missing required field `title`"),
    "another type": (_record(lambda record: record.update(tags=None)), "Expected `array`"),
    "a record twice": (_double, "is there twice"),
    "a part gone": (lambda out: (out / "facts" / "part-00000.jsonl").unlink(), "cannot be read"),
    "a part cut": (lambda out: (out / "removed" / "part-00000.jsonl").write_bytes(b""), "removed: 0 lines"),
    "problems gone": (
        lambda out: (out / "rejected.jsonl").write_bytes(b""),
        "rejected.jsonl: is not what its parts say",
    ),
    "other problems": (lambda out: (out / "rejected.jsonl").write_bytes(b"x\n" * 5), "rejected.jsonl: is not what"),
    "other counts": (_manifest, "counts are"),
}


@pytest.mark.parametrize("name", list(HARMS))
def test_what_is_wrong_is_told(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    harm, said = HARMS[name]
    winnow("run", SAMPLES, "-o", tmp_path / "out", "-q")
    harm(tmp_path / "out")
    if name not in ("a part gone", "problems gone", "other problems", "other counts"):
        assert "its digest differs" in winnow("validate", tmp_path / "out", code=1).stdout
        monkeypatch.setattr("pipeline.run.validate.file_digest", lambda path: _pretend(tmp_path / "out", path))
    assert said in winnow("validate", tmp_path / "out", code=1).stdout


def _pretend(out: Path, path: Path) -> str:
    """The digest that the ledger has, so that a look at the lines must find out."""
    from pipeline.run.ledger import Ledger

    ledger = Ledger(out / "ledger.sqlite")
    digest = ledger.files(0)[path.relative_to(out).as_posix()]
    ledger.close()
    return digest


def test_a_run_that_was_not_finished_is_told(tmp_path: Path) -> None:
    from pipeline.run.ledger import Ledger

    winnow("run", SAMPLES, "-o", tmp_path / "out", "-q")
    ledger = Ledger(tmp_path / "out" / "ledger.sqlite")
    ledger.set_value("complete", "no")
    ledger.close()
    assert "unfinished" in winnow("status", tmp_path / "out").stdout
    assert "the same command goes on with it" in winnow("status", tmp_path / "out").stdout
    assert "was not finished" in winnow("validate", tmp_path / "out", code=1).stdout
    winnow("run", SAMPLES, "-o", tmp_path / "out", "-q")
    winnow("validate", tmp_path / "out")


@pytest.mark.parametrize("text", ["{}", "[", "[]", ""])
def test_a_manifest_that_is_none_is_one_line(tmp_path: Path, text: str) -> None:
    winnow("run", SAMPLES, "-o", tmp_path / "out", "-q")
    (tmp_path / "out" / "manifest.json").write_text(text)
    assert "is damaged" in winnow("validate", tmp_path / "out", code=1).stderr
    assert winnow("status", tmp_path / "out").stdout.splitlines()[1].startswith("25 inputs")


def test_status_knows_of_a_run_that_is_under_way(tmp_path: Path) -> None:
    from pipeline.run.lock import locked

    winnow("run", SAMPLES, "-o", tmp_path / "out", "-q")
    with locked(tmp_path / "out" / ".winnow" / "lock", "out"):
        assert winnow("status", tmp_path / "out").stdout.splitlines()[0].endswith(": running")
