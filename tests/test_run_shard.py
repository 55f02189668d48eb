"""One shard by itself, as other engines run it."""

import shutil
from pathlib import Path

import pytest
from msgspec import structs

from pipeline import Options
from pipeline.errors import OutputError
from pipeline.read.files import find_inputs
from pipeline.run.run_shard import ShardSpec, run_shard
from pipeline.run.settings import Settings

SAMPLES = Path(__file__).parent.parent / "samples"
NO_TITLES = Options(ignore=("L002",))


@pytest.fixture
def spec(tmp_path: Path) -> ShardSpec:
    shutil.copytree(SAMPLES, tmp_path / "in")
    return ShardSpec(name="part-00007", files=find_inputs([str(tmp_path / "in")]), out=str(tmp_path / "out"))


def parts(spec: ShardSpec) -> dict[str, bytes]:
    out = Path(spec.out)
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*.jsonl")}


def times(spec: ShardSpec) -> list[int]:
    return [path.stat().st_mtime_ns for path in sorted(Path(spec.out).rglob("*.jsonl"))]


def test_a_shard_has_its_files_and_its_counts(spec: ShardSpec) -> None:
    report = run_shard(spec, Options())
    assert (report.tally.sources, report.tally.kept, report.tally.rejected) == (25, 20, 5)
    assert set(report.files) == set(parts(spec)) == {
        "records/part-00007.jsonl", "removed/part-00007.jsonl", "facts/part-00007.jsonl",
        ".winnow/rejected/part-00007.jsonl", ".winnow/failed/part-00007.jsonl",
    }  # fmt: skip
    assert len(parts(spec)["records/part-00007.jsonl"].splitlines()) == 20


def test_a_shard_that_is_done_is_not_done_again(spec: ShardSpec) -> None:
    report, before = run_shard(spec, Options()), times(spec)
    assert run_shard(spec, Options()) == report
    assert times(spec) == before


def test_other_options_or_inputs_do_it_again(spec: ShardSpec, tmp_path: Path) -> None:
    first, before = run_shard(spec, Options()), parts(spec)
    second = run_shard(spec, NO_TITLES)
    assert second.fingerprint != first.fingerprint
    assert parts(spec) != before
    assert run_shard(spec, Options()) == first
    assert parts(spec) == before
    (tmp_path / "in" / "poem.html").write_text("<p>A page that has become another one, with a few words.</p>")
    changed = structs.replace(spec, files=find_inputs([str(tmp_path / "in")]))
    assert run_shard(changed, Options()).fingerprint != first.fingerprint
    assert parts(spec) != before


def test_files_that_a_shard_no_longer_has_are_removed(spec: ShardSpec) -> None:
    run_shard(spec, Options())
    report = run_shard(structs.replace(spec, settings=Settings(form="csv")), Options())
    found = {str(path.relative_to(spec.out)) for path in Path(spec.out).rglob("part-*") if path.is_file()}
    assert found - {"shards/part-00007.json"} == set(report.files)
    (Path(spec.out) / "records" / "part-00007.csv").unlink()
    again = run_shard(structs.replace(spec, settings=Settings(form="csv")), Options())
    assert again == report
    assert (Path(spec.out) / "records" / "part-00007.csv").exists()


def test_a_report_that_is_none_does_it_again(spec: ShardSpec) -> None:
    report = run_shard(spec, Options())
    (Path(spec.out) / "shards" / "part-00007.json").write_text("{}")
    assert run_shard(spec, Options()) == report


def test_an_output_that_cannot_be_written_is_told(spec: ShardSpec) -> None:
    Path(spec.out).write_text("a file")
    with pytest.raises(OutputError, match="cannot be written"):
        run_shard(spec, Options())
