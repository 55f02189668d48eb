"""A run in shares, on machines that share nothing but storage: the output of one machine, and no share is missed."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from pipeline import Options
from pipeline.cli import main
from pipeline.errors import EngineError, OutputError
from pipeline.read.files import InputFile
from pipeline.run import buckets, plan
from pipeline.run.dataset import open_dataset
from pipeline.run.engines.attempts import ATTEMPTS, Broken, ends_of
from pipeline.run.run_shard import ShardEnd, ShardSpec, run_shard
from pipeline.run.share_run import in_this_process
from pipeline.run.shares import Share, share_of
from pipeline.run.store import Folder
from tests.web_archives import crawl, gzipped

SENTENCE = "The river rose in the night, and in the morning the road to {place} was closed until noon. "
OWN = (".winnow", "ledger", "manifest", "shards")


def html(place: str) -> str:
    body = SENTENCE.format(place=place)
    return f"<html><title>{place}</title><h1>{place}</h1><p>{body * 2}</p><p>{body * 3}</p></html>"


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pages for several shards, and an input that is large enough for one of its own, of several parts."""
    monkeypatch.setattr(plan, "FILES_A_BUCKET", 6)
    monkeypatch.setattr(plan, "LARGE", 4_000)
    monkeypatch.setattr(buckets, "LARGE", 4_000)
    monkeypatch.setattr(buckets, "SLICE_PAGES", 5)
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(20):
        (folder / f"{number}.html").write_text(html(f"Harbour {number}"))
    (folder / "empty.html").write_text("")
    rows = [json.dumps({"html": html(f"Quay {number}")}) for number in range(12)]
    (folder / "dump.jsonl").write_text("\n".join(rows) + "\n")
    return folder


def winnow(*arguments: Any, code: int = 0) -> Result:
    result = CliRunner().invoke(main, [*map(str, arguments)], prog_name="winnow")
    assert result.exit_code == code, (result.stderr, result.exception)
    return result


def run(pages: Path, out: Any, *flags: str, of: int = 3) -> None:
    """All shares, and one output of them."""
    for number in range(1, of + 1):
        winnow("run", pages, "-o", out, "--shard", f"{number}/{of}", "-q", *flags)
    winnow("gather", out)


def content(out: Path) -> dict[str, bytes]:
    """All that readers see, but the times."""
    found = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    return {name: data for name, data in found.items() if not name.startswith(OWN)}


def records(out: Path) -> list[bytes]:
    return sorted(line for path in (out / "records").iterdir() for line in path.read_bytes().splitlines())


def times(out: Path) -> dict[Path, int]:
    """When each part was written; the joined files are written by every `gather`."""
    return {path: path.stat().st_mtime_ns for path in out.rglob("part-*.jsonl")}


@given(sizes=st.lists(st.integers(-1, 1 << 40), max_size=60), of=st.integers(1, 20))
def test_every_shard_is_in_one_share_and_no_share_has_much_more_than_another(sizes: list[int], of: int) -> None:
    specs = tuple(
        ShardSpec(name=f"part-{number:05d}", files=(InputFile(ref="a", path="/a", size=size),), out="out")
        for number, size in enumerate(sizes)
    )
    shares = [share_of(specs, Share(number=number, of=of)) for number in range(1, of + 1)]
    assert sorted((spec for share in shares for spec in share), key=lambda spec: spec.name) == list(specs)
    loads = [sum(max(0, spec.files[0].size) for spec in share) for share in shares]
    assert max(loads) - min(loads) <= max(0, *sizes, 0)


@pytest.mark.parametrize("form", ["jsonl", "md", "parquet"])
def test_shares_write_the_files_that_one_machine_writes(pages: Path, tmp_path: Path, form: str) -> None:
    winnow("run", pages, "-o", "one", "-q", "--format", form)
    run(pages, "shares", "--format", form)
    assert content(tmp_path / "shares") == content(tmp_path / "one")
    assert len(list((tmp_path / "one" / "removed").iterdir())) == 7
    assert winnow("validate", "shares").stdout == "shares: all as the shards say\n"
    assert len(list(open_dataset(tmp_path / "shares").pages())) == 32
    status = json.loads(winnow("status", "shares", "--json").stdout)
    assert (status["state"], status["inputs"], status["shares"]) == ("complete", 22, {"done": 3, "missing": []})
    manifests = [json.loads((tmp_path / out / "manifest.json").read_bytes()) for out in ("one", "shares")]
    assert manifests[0]["counts"] == manifests[1]["counts"] == {"sources": 33, "kept": 32, "rejected": 1, "failed": 0}


def test_an_output_of_shares_can_be_reported_on(pages: Path, tmp_path: Path) -> None:
    run(pages, "out")
    said = winnow("report", "out").stdout
    assert "33 pages: 32 kept, 1 rejected, 0 failed" in said
    assert "warning" not in said
    assert not (tmp_path / "out" / "ledger.sqlite").exists()


def test_shares_that_are_done_are_not_done_again(pages: Path, tmp_path: Path) -> None:
    run(pages, "out")
    before, manifest = times(tmp_path / "out"), (tmp_path / "out" / "manifest.json").read_bytes()
    assert "unchanged" in winnow("run", pages, "-o", "out", "--shard", "1/3").stderr
    assert (tmp_path / "out" / "manifest.json").exists()
    run(pages, "out")
    assert (tmp_path / "out" / "manifest.json").read_bytes() == manifest
    assert times(tmp_path / "out") == before


def test_a_night_later_only_shards_with_changes_are_cleaned_and_what_is_gone_leaves(
    pages: Path, tmp_path: Path
) -> None:
    run(pages, "out")
    before = times(tmp_path / "out" / "records")
    (pages / "3.html").write_text(html("Harbour three"))
    (pages / "new.html").write_text(html("Harbour new"))
    (pages / "dump.jsonl").unlink()
    run(pages, "out")
    winnow("run", pages, "-o", "one", "-q")
    assert records(tmp_path / "out") == records(tmp_path / "one")
    assert sum(before.get(path) == time for path, time in times(tmp_path / "out" / "records").items()) >= 2
    assert not list((tmp_path / "out").rglob("part-100000*"))
    winnow("validate", "out")


def test_documents_of_pages_that_come_to_other_shards_stay(pages: Path, tmp_path: Path) -> None:
    run(pages, "out", "--format", "md")
    for number in range(12):
        (pages / f"{number}.html").unlink()
    run(pages, "out", "--format", "md", "--focus", "recall")
    winnow("run", pages, "-o", "one", "-q", "--format", "md", "--focus", "recall")
    assert content(tmp_path / "out") == content(tmp_path / "one")


def test_shares_that_are_missing_are_named(pages: Path) -> None:
    winnow("run", pages, "-o", "out", "--shard", "2/4", "-q")
    assert "winnow: shares 1/4, 3/4, 4/4 are not done yet" in winnow("gather", "out", code=1).stderr
    assert "not done yet: shares 1/4, 3/4, 4/4" in winnow("status", "out").stdout
    result = winnow("validate", "out", code=1)
    assert "not done yet: shares 1/4, 3/4, 4/4" in result.stdout
    assert "1 fault found in out; run the missing shares, and then `winnow gather out` makes one" in result.stderr
    for number in (1, 3):
        winnow("run", pages, "-o", "out", "--shard", f"{number}/4", "-q")
    assert "not done yet: share 4/4" in winnow("status", "out").stdout
    assert "not done yet: share 4/4" in winnow("validate", "out", code=1).stdout
    winnow("run", pages, "-o", "out", "--shard", "4/4", "-q")
    assert "winnow gather" in winnow("status", "out").stdout
    assert "1 fault found in out; `winnow gather out` makes one output" in winnow("validate", "out", code=1).stderr
    winnow("gather", "out")


def test_one_of_a_kind_is_said_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.html").write_text(html("Harbour"))
    assert "1 shard, inputs: 1 cleaned" in winnow("run", "a.html", "-o", "out", "--shard", "1/1").stderr
    assert "out: 1 shard of 1 input\n" in winnow("gather", "out").stderr


def test_shares_of_different_inputs_are_not_gathered(pages: Path) -> None:
    run(pages, "out")
    (pages / "new.html").write_text(html("Harbour new"))
    winnow("run", pages, "-o", "out", "--shard", "2/3", "-q")
    said = winnow("gather", "out", code=1).stderr
    assert "share 2/3 is of other inputs than the rest; run all shares on the same" in said
    assert "unfinished" in winnow("status", "out").stdout


def test_shares_of_different_options_are_not_gathered(pages: Path) -> None:
    run(pages, "out")
    winnow("run", pages, "-o", "out", "--shard", "2/3", "-q", "--focus", "recall")
    assert "share 2/3 is of other options than the rest" in winnow("gather", "out", code=1).stderr


def test_shares_of_different_versions_are_not_gathered(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(pages, "out")
    monkeypatch.setattr("pipeline.run.share_run.code_digest", lambda: "another")
    monkeypatch.setattr("pipeline.run.fingerprint.code_digest", lambda: "another")
    winnow("run", pages, "-o", "out", "--shard", "2/3", "-q")
    assert "share 2/3 is of another version of winnow than the rest" in winnow("gather", "out", code=1).stderr


def test_another_number_of_shares_takes_over_what_is_done(pages: Path, tmp_path: Path) -> None:
    run(pages, "out")
    before = times(tmp_path / "out" / "records")
    run(pages, "out", of=2)
    assert times(tmp_path / "out" / "records") == before
    assert json.loads((tmp_path / "out" / "manifest.json").read_bytes())["shares"] == 2


def test_a_share_whose_files_are_gone_is_named_and_done_again(pages: Path, tmp_path: Path) -> None:
    run(pages, "out", of=1)
    whole = content(tmp_path / "out")
    (tmp_path / "out" / "facts" / "part-00001.jsonl").unlink()
    assert "lacks files: share 1/1 is to be run again" in winnow("gather", "out", code=1).stderr
    run(pages, "out", of=1)
    assert content(tmp_path / "out") == whole


def test_a_shard_that_was_killed_while_its_files_were_moved_is_done_again(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(pages, "out", of=1)
    whole = content(tmp_path / "out")
    publish = Folder.publish

    def half(self: Folder, folder: Path, moves: list[Any]) -> None:
        publish(self, folder, moves[:1])
        if len(moves) > 1:
            raise OutputError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(Folder, "publish", half)
        winnow("run", pages, "-o", "out", "--shard", "1/1", "-q", "--focus", "recall", "--ignore", "L002", code=1)
    run(pages, "out", of=1)
    assert content(tmp_path / "out") == whole
    winnow("validate", "out")


@pytest.mark.parametrize(
    "share", ["0/3", "4/3", "3", "a/b", "1/0", "-1/3", "1/3/3", "1/99999999999", f"1/{'9' * 5000}", f"{'9' * 5000}/1"]
)
def test_a_share_that_is_none_is_told(pages: Path, share: str) -> None:
    assert "is no share of a run" in winnow("run", pages, "-o", "out", "--shard", share, code=2).stderr


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["-o", "-"], "write a folder, or storage"),
        (["-o", "out.jsonl"], "write a folder, or storage"),
        (["-o", "out", "--limit", "3"], "--limit"),
        (["-o", "out", "--site-lines"], "site_lines"),
        (["-o", "out", "--engine", "ray"], "give one"),
        (["-o", "out", "--address", "auto"], "--engine"),
    ],
)
def test_what_shares_cannot_do_is_told_before_any_work(
    pages: Path, tmp_path: Path, flags: list[str], said: str
) -> None:
    assert said in winnow("run", pages, *flags, "--shard", "1/2", code=2).stderr
    assert not (tmp_path / "out").exists()


def test_stdin_and_no_inputs_are_refused(tmp_path: Path) -> None:
    assert "stdin" in winnow("run", "-", "-o", tmp_path / "out", "--shard", "1/2", code=2).stderr
    (tmp_path / "in").mkdir()
    assert "no inputs" in winnow("run", tmp_path / "in", "-o", tmp_path / "out", "--shard", "1/2", code=2).stderr


def test_outputs_of_one_machine_and_of_shares_are_not_mixed(pages: Path, tmp_path: Path) -> None:
    run(pages, "shares", of=1)
    winnow("run", pages, "-o", "one", "-q")
    assert "one machine" in winnow("run", pages, "-o", "one", "--shard", "1/1", code=2).stderr
    assert "--shard or --engine" in winnow("run", pages, "-o", "shares", code=2).stderr
    assert "--shard or --engine" in winnow("run", pages, "-o", "shares", "--dry-run", code=2).stderr
    assert "not an output that was written with --shard" in winnow("gather", "one", code=2).stderr
    assert not (tmp_path / "shares" / "ledger.sqlite").exists()
    (tmp_path / "theirs" / "records").mkdir(parents=True)
    (tmp_path / "theirs" / "records" / "mine.txt").write_text("mine")
    assert "no run of winnow wrote" in winnow("run", pages, "-o", "theirs", "--shard", "1/1", code=2).stderr


def test_a_dry_run_says_what_a_share_would_do(pages: Path, tmp_path: Path) -> None:
    said = winnow("run", pages, "-o", "out", "--shard", "1/1", "--dry-run").stderr
    assert said == "winnow: would clean 5 of 5 shards, 22 inputs; the run has 5 shards\n"
    assert not (tmp_path / "out").exists()
    run(pages, "out", of=1)
    assert "would clean 0 of 5" in winnow("run", pages, "-o", "out", "--shard", "1/1", "--dry-run").stderr
    (pages / "3.html").write_text(html("Harbour three"))
    assert "would clean 1 of 5" in winnow("run", pages, "-o", "out", "--shard", "1/1", "--dry-run").stderr


def test_force_and_retry_failed_clean_again(pages: Path, tmp_path: Path) -> None:
    (pages / "bad.warc").write_bytes(b"WARC/1.0\r\nContent-Length: 10\r\n\r\n")
    for number in (1, 2):
        code = 3 if number == 1 else 0
        said = winnow("run", pages, "-o", "out", "--shard", "1/1", "--log-format", "json", code=code).stderr
        done = json.loads(next(line for line in said.splitlines() if '"done"' in line))
        assert done["inputs"] == ({"cleaned": 23} if number == 1 else {"unchanged": 23})
    said = winnow("run", pages, "-o", "out", "--shard", "1/1", "--log-format", "json", "--retry-failed", code=3).stderr
    done = json.loads(next(line for line in said.splitlines() if '"done"' in line))
    assert 0 < done["inputs"]["cleaned"] < 23
    said = winnow("run", pages, "-o", "out", "--shard", "1/1", "--log-format", "json", "--force", code=3).stderr
    assert '"inputs":{"cleaned":23}' in said


@pytest.fixture
def bucket() -> Iterator[str]:
    system = fsspec.filesystem("memory")
    system.store.clear()
    yield "memory://bucket/out"
    system.store.clear()


def test_storage_holds_the_files_that_a_folder_holds(pages: Path, tmp_path: Path, bucket: str) -> None:
    winnow("run", pages, "-o", "one", "-q")
    run(pages, bucket)
    run(pages, bucket)
    fsspec.filesystem("memory").get(bucket, str(tmp_path / "got"), recursive=True)
    assert content(tmp_path / "got") == content(tmp_path / "one")
    winnow("validate", "got")
    (pages / "dump.jsonl").unlink()
    run(pages, bucket)
    assert not fsspec.filesystem("memory").glob("/bucket/out/records/part-100000*")


def test_inputs_beside_the_output_in_storage_are_not_read_back(pages: Path) -> None:
    for _ in range(2):
        winnow("run", f"file://{pages}", "-o", f"file://{pages}/out", "--shard", "1/1", "-q")
    winnow("gather", f"file://{pages}/out")
    assert json.loads((pages / "out" / "manifest.json").read_bytes())["counts"]["sources"] == 33


def test_a_large_input_of_storage_is_fetched_once(pages: Path, tmp_path: Path, bucket: str) -> None:
    """Workers, which have another memory, could not read it there."""
    packed = gzipped(crawl(60))
    (pages / "crawl.warc.gz").write_bytes(packed)
    assert len(packed) > plan.LARGE
    fsspec.filesystem("memory").put(str(pages / "crawl.warc.gz"), "/bucket/crawl.warc.gz")
    winnow("run", "memory://bucket/crawl.warc.gz", "-o", "out", "--shard", "1/1", "-q")
    winnow("gather", "out")
    found = [json.loads(line)["source"] for line in records(tmp_path / "out")]
    assert len(found) == 60
    assert all("/bucket/crawl.warc.gz@" in source for source in found)


def test_storage_that_cannot_be_reached_is_told_and_the_run_goes_on_later(
    pages: Path, bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = type(fsspec.filesystem("memory"))
    put, count = system.put_file, 0

    def breaking(self: Any, *arguments: Any, **more: Any) -> None:
        nonlocal count
        count += 1
        if count > 12:
            raise ConnectionError("the network is down")
        put(self, *arguments, **more)

    with monkeypatch.context() as patch:
        patch.setattr(system, "put_file", breaking)
        said = winnow("run", pages, "-o", bucket, "--shard", "1/1", "-q", code=1).stderr
    assert said == f"winnow: output {bucket!r} cannot be written: ConnectionError: the network is down\n"
    assert len(fsspec.filesystem("memory").glob("/bucket/out/shards/part-*")) == 1
    run(pages, bucket, of=1)


def test_storage_needs_shares_and_a_package(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "--shard" in winnow("run", pages, "-o", "s3://bucket/out", code=2).stderr
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    said = winnow("run", pages, "-o", "s3://bucket/out", "--shard", "1/1", code=2).stderr
    assert "pip install 'pagewinnow[remote]'" in said


def specs(pages: Path) -> tuple[ShardSpec, ...]:
    files = [InputFile(ref=path.name, path=str(path), size=9) for path in sorted(pages.glob("*.html"))]
    return tuple(ShardSpec(name=f"part-{n:05d}", files=(file,), out="out") for n, file in enumerate(files[:4]))


def test_a_shard_that_cannot_be_done_is_named_when_all_others_are(pages: Path) -> None:
    seen = []

    def spreading(some: Any, options: Options) -> Iterator[ShardEnd | Broken]:
        for spec in some:
            seen.append(spec.name)
            if spec.name == "part-00001" or (spec.name == "part-00003" and seen.count(spec.name) == 1):
                yield Broken(name=spec.name, why="its machine died")
            else:
                yield from in_this_process([spec], options)

    done = []
    with pytest.raises(EngineError, match=r"1 shard could not be done in 3 attempts.*part-00001: its machine died"):
        done.extend(end.report.name for end in ends_of(spreading, specs(pages), Options()))
    assert seen.count("part-00001") == ATTEMPTS


def test_a_machine_with_another_version_is_told(pages: Path) -> None:
    def spreading(some: Any, options: Options) -> Iterator[ShardEnd | Broken]:
        yield ShardEnd(report=run_shard(some[0], Options(focus="recall")), fate="cleaned")

    with pytest.raises(EngineError, match="another version of winnow"):
        list(ends_of(spreading, specs(pages), Options()))


@pytest.mark.parametrize(("engine", "module"), [("ray", "ray"), ("spark", "pyspark")])
def test_an_engine_that_is_not_installed_is_told(
    pages: Path, monkeypatch: pytest.MonkeyPatch, engine: str, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    said = winnow("run", pages, "-o", "out", "--engine", engine, code=2).stderr
    assert f"pip install 'pagewinnow[{engine}]'" in said
    assert not Path("out").exists()


def test_a_damaged_report_of_a_shard_that_is_gone_does_not_keep_its_files(pages: Path) -> None:
    out = Path("out")
    run(pages, out)
    before = content(out)
    (out / "shards" / "part-00099.json").write_text('{"x"')
    for table in ("records", "removed"):
        (out / table / "part-00099.jsonl").write_text("{}\n")
    winnow("gather", out)
    assert content(out) == before
    assert not (out / "shards" / "part-00099.json").exists()


@pytest.mark.parametrize(
    "change",
    [
        {"share": {"number": 1, "of": 10**9}},
        {"share": {"number": 0, "of": 3}},
        {"name": "elsewhere"},
        {"files": {"../victim.md": ""}},
        {"files": {"/victim.md": ""}},
        {"files": {"records/../../victim.md": ""}},
    ],
)
def test_a_report_of_a_share_names_nothing_outside_the_output(pages: Path, change: dict[str, Any]) -> None:
    run(pages, "out")
    path = Path("out/shards/share-00001-of-00003.json")
    report = json.loads(path.read_text())
    (report if "share" in change else report["shards"][0]).update(change)
    path.write_text(json.dumps(report))
    for command in ("gather", "status"):
        assert "is damaged" in winnow(command, "out", code=1).stderr
