"""Duplicates are found across an output: exact and near ones, the same ones however often it is asked."""

import json
import random
import shutil
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.written_output import record, write_output
from pipeline.cli import main
from pipeline.corpus import bands, signature_files, signing
from pipeline.corpus.shingles import normal_form, shingle_set, shingles_of, similarity
from pipeline.corpus.signatures import SCHEME, band_hashes, order_of
from pipeline.record import Record
from pipeline.run.dataset import open_dataset
from pipeline.run.lock import locked
from pipeline.write.atomic import PARTIAL

random_words = random.Random(7)
RAIN_JA = "雨が一晩中降り続き、朝には川が道を越えていた。市場は半分しか開いていなかった。漁師はもう戻っていた。"
RAIN_TH = "ฝนตกทั้งคืนและตอนเช้าแม่น้ำก็ไหลข้ามถนนไปแล้วชาวประมงกลับมานานแล้ว"
VOCABULARY = ["".join(random_words.choices("abcdefghijklmnop", k=random_words.randint(2, 9))) for _ in range(2000)]


def words(seed: int, count: int = 120) -> list[str]:
    return random.Random(seed).choices(VOCABULARY, k=count)


def text(seed: int, count: int = 120) -> str:
    return " ".join(words(seed, count))


def with_other_end(seed: int, count: int, other: int) -> str:
    """The text, but for its last `other` words."""
    return " ".join([*words(seed, count)[:-other], *words(seed + 1000, other)])


def dedupe(out: Path, *arguments: object) -> dict[str, dict[str, Any]]:
    """What is said of each duplicate, by source."""
    command = ["dedupe", str(out), *map(str, arguments)]
    main(command, standalone_mode=False)
    lines = (out / "duplicates.jsonl").read_text().splitlines()
    return {line["source"]: line for line in map(json.loads, lines)}


def found_in(out: Path, *records: Record) -> dict[str, dict[str, Any]]:
    write_output(out, {"part-00000": records})
    return dedupe(out)


def test_keeps_pages_that_share_less_than_the_threshold(tmp_path: Path) -> None:
    assert not found_in(tmp_path, record("a", text(1)), record("b", with_other_end(1, 120, 20)), record("c", text(2)))


def test_keeps_empty_texts(tmp_path: Path) -> None:
    assert not found_in(tmp_path, record("a", ""), record("b", ""), record("c", " \n\u3000"))


def test_keeps_short_texts_that_differ(tmp_path: Path) -> None:
    found = found_in(tmp_path, record("a", "Rain again"), record("b", "Rain again!"), record("c", "rain  AGAIN"))
    assert [(source, line["kind"]) for source, line in found.items()] == [("c", "exact")]


def test_keeps_texts_of_emoji_that_differ(tmp_path: Path) -> None:
    found = found_in(tmp_path, record("a", "🌧️" * 50), record("b", "🌧️" * 51), record("c", "🌧️" * 50))
    assert found.keys() == {"c"}


def test_an_exact_duplicate_differs_in_case_and_space_only(tmp_path: Path) -> None:
    found = found_in(tmp_path, record("a", text(1)), record("b", text(1).upper().replace(" ", "\n\n")))
    (line,) = found.values()
    assert list(line) == ["id", "source", "kept", "kept_source", "kind", "similarity"]
    assert (line["source"], line["kept_source"], line["kind"], line["similarity"]) == ("b", "a", "exact", 1.0)


def test_a_near_duplicate_is_told_with_its_similarity(tmp_path: Path) -> None:
    found = found_in(tmp_path, record("a", text(1), "2024"), record("b", with_other_end(1, 120, 8)))
    shared, ours = 108, 116  # shingles: 112 words in common, of 120
    assert found["b"]["kind"] == "near"
    assert found["b"]["similarity"] == pytest.approx(shared / (2 * ours - shared))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([RAIN_JA, f"{RAIN_JA}続く"], 1),
        ([RAIN_TH, f"{RAIN_TH}ต่อ"], 1),
        (["下了一整夜的雨到了早上河水已经漫过了道路", "渔民们早就回来了市场上的东西已经卖掉了一半"], 0),
    ],
)  # fmt: skip
def test_scripts_without_spaces_have_shingles_of_characters(tmp_path: Path, texts: list[str], expected: int) -> None:
    found = found_in(tmp_path, *(record(str(number), text) for number, text in enumerate(texts)))
    assert len(found) == expected


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        (("a", None, ""), ("b", "2024-03-04", ""), "b"),
        (("a", "2024-03-05", ""), ("b", "2024-03-04", ""), "b"),
        (("a", "2024-03-04T01:00:00+00:00", ""), ("b", "2024-03-04T01:30:00+02:00", ""), "b"),
        (("a", "2024", ""), ("b", "2024", " and more"), "b"),
        (("b", None, ""), ("a", None, ""), "a"),
    ],
)
def test_the_earliest_is_kept_then_the_longest_then_the_first(
    tmp_path: Path, first: tuple[str, str | None, str], second: tuple[str, str | None, str], kept: str
) -> None:
    found = found_in(tmp_path, *(record(source, text(1) + more, date) for source, date, more in (first, second)))
    (line,) = found.values()
    assert line["kept_source"] == kept


def test_what_is_no_date_is_ordered_as_it_stands() -> None:
    assert order_of("2024-99-99T00:00+00:00") == "2024-99-99T00:00+00:00"
    assert order_of("0001-01-01T00:00:00+14:00") == "0001-01-01T00:00:00+14:00"


def test_there_are_no_chains(tmp_path: Path) -> None:
    def cut(start: int) -> str:
        return " ".join(words(5, 400)[start : start + 300])

    found = found_in(tmp_path, record("a", cut(0)), record("b", cut(25)), record("c", cut(50)))
    assert similarity(*(shingle_set(normal_form(cut(start))) for start in (25, 50))) > 0.8
    assert {source: line["kept_source"] for source, line in found.items()} == {"b": "a"}


def test_a_copy_of_a_near_duplicate_names_the_kept_one(tmp_path: Path) -> None:
    near = with_other_end(1, 120, 8)
    found = found_in(tmp_path, record("a", text(1), "2024"), record("b", near), record("c", near))
    assert {line["kept_source"] for line in found.values()} == {"a"}
    assert found["c"]["kind"] == "near"
    assert found["c"]["similarity"] == found["b"]["similarity"]


def test_a_text_of_one_word_and_a_long_one_are_compared(tmp_path: Path) -> None:
    long = " ".join(map(str, range(200_000)))
    found = found_in(
        tmp_path, record("a", "rain " * 9), record("b", "rain " * 5000), record("c", long), record("d", long + " end")
    )
    assert {source: line["kept_source"] for source, line in found.items()} == {"a": "b", "c": "d"}


def test_many_copies_are_grouped_before_they_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_output(tmp_path, {"part-00000": [record(f"{n:05}", text(1)) for n in range(3000)]})
    assert len(dedupe(tmp_path, "--json")) == 2999
    assert json.loads(capsys.readouterr().out)["pairs_compared"] == 0


def test_a_bucket_of_different_pages_costs_linear_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = [record(f"{n:05}", f"{text(1, 300)} {text(n + 10, 70)}") for n in range(300)]
    write_output(tmp_path, {"part-00000": pages})
    assert not dedupe(tmp_path, "--json")
    compared = json.loads(capsys.readouterr().out)["pairs_compared"]
    assert 300 < compared <= len(pages) * bands.HEADS * len(bands.BAND_NAMES)


PIECES = st.lists(st.integers(0, 5), min_size=0, max_size=8)


@given(
    pages=st.lists(st.tuples(PIECES, st.sampled_from([None, "2024", "2024-05-01"])), max_size=12),
    split=st.integers(0, 12),
)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_next_night_gives_the_same_as_a_run_from_nothing(
    tmp_path_factory: pytest.TempPathFactory, pages: list[tuple[list[int], str | None]], split: int
) -> None:
    records = [
        record(f"{n}", " ".join(text(piece, 40) for piece in pieces), date) for n, (pieces, date) in enumerate(pages)
    ]
    nightly, at_once = tmp_path_factory.mktemp("nightly"), tmp_path_factory.mktemp("at-once")
    parts = {"part-00000": records[:split], "part-00001": records[split:]}
    write_output(nightly, {"part-00000": records[:split]})
    dedupe(nightly)
    write_output(nightly, parts)
    write_output(at_once, parts)
    found = dedupe(nightly)
    assert found == dedupe(at_once)
    told = list(found.values())
    assert not {line["kept"] for line in told} & {line["id"] for line in told}
    texts = {one.id: one.text for one in records}
    for line in told:
        ours, theirs = (shingle_set(normal_form(texts[line[key]])) for key in ("id", "kept"))
        assert line["similarity"] == (similarity(ours, theirs) if len(ours) else 1.0) >= 0.8


def test_only_what_is_new_is_signed_and_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parts = {
        f"part-{part:05}": [record(f"{part}-{n}", with_other_end(n, 120, part + 1)) for n in range(5)]
        for part in range(3)
    }
    write_output(tmp_path, parts)
    first = dedupe(tmp_path, "--json")
    assert dedupe(tmp_path, "--json") == first
    parts["part-00001"] = [record("1-0", text(77))]
    write_output(tmp_path, parts)
    dedupe(tmp_path, "--json")
    runs = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [run["parts_signed"] for run in runs] == [3, 0, 1]
    assert [run["pairs_compared"] > 0 for run in runs] == [True, False, False]


def test_files_of_signatures_do_not_grow_in_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signature_files, "ROWS", 8)
    monkeypatch.setattr(signature_files, "FEW_ROWS", 2)
    parts: dict[str, list[Record]] = {}
    for night in range(8):
        parts[f"part-{night:05}"] = [record(f"{night}", text(night))]
        write_output(tmp_path, parts)
        dedupe(tmp_path)
    del parts["part-00003"]
    shutil.rmtree(tmp_path / "records")
    write_output(tmp_path, parts)
    assert not dedupe(tmp_path)
    dataset = open_dataset(tmp_path)
    assert len(list((tmp_path / "signatures").glob("part-*.parquet"))) <= 7
    assert signature_files.update_signatures(dataset, 1).new_parts == 0


def test_workers_sign_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = {f"part-{part:05}": [record(f"{part}-{n}", text(n)) for n in range(part)] for part in range(6)}
    tables = []
    for few in (100, 1):
        monkeypatch.setattr(signing, "FEW", few)
        write_output(tmp_path / str(few), parts)
        (file,) = signature_files.update_signatures(open_dataset(tmp_path / str(few)), 2).files
        tables.append(pyarrow.parquet.read_table(file))
    assert tables[0].equals(tables[1])


def test_damage_that_a_worker_finds_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing, "FEW", 1)
    write_output(tmp_path, {f"part-{part:05}": [record(f"{part}", text(part))] for part in range(9)})
    (tmp_path / "records" / "part-00003.jsonl.zst").write_bytes(b"")
    assert code_of("dedupe", tmp_path, "--workers", 2) == 1
    assert not (tmp_path / "duplicates.jsonl").exists()


def test_damaged_signatures_are_made_anew(tmp_path: Path) -> None:
    first = found_in(tmp_path, record("a", text(1)), record("b", text(1)), record("c", with_other_end(1, 120, 8)))
    for path in (tmp_path / "signatures").iterdir():
        path.write_bytes(b"PAR1 nothing")
    assert dedupe(tmp_path) == first


def test_signatures_of_another_scheme_are_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found_in(tmp_path, record("a", text(1)))
    dataset = open_dataset(tmp_path)
    assert signature_files.update_signatures(dataset, 1).new_parts == 0
    monkeypatch.setattr(signature_files, "SCHEME", "another")
    assert signature_files.update_signatures(dataset, 1).new_parts == 1


def test_signatures_are_the_same_on_every_machine() -> None:
    """If this fails, signatures in outputs are no longer comparable: SCHEME must change with them."""
    assert SCHEME.startswith("1 5 20x6 1 rensa 2 ")
    shingles = shingles_of(normal_form("It rained all night, and by morning the river was over the road. 雨が降る"))
    assert [f"{hashed:016x}" for hashed in shingles[[0, -1]].tolist()] == PINNED_SHINGLES
    assert [f"{hashed:016x}" for hashed in band_hashes([shingles])[0, [0, -1]].tolist()] == PINNED_BANDS


PINNED_SHINGLES = ["f2e3d49c265abcfb", "7daf082e6dd849d4"]
PINNED_BANDS = ["ceba7522a178964c", "183bd8b7777e886d"]


@pytest.mark.parametrize("form", ["jsonl", "parquet", "csv", "md", "dolma"])
def test_a_folder_without_duplicates_is_an_output(tmp_path: Path, form: str) -> None:
    (tmp_path / "pages").mkdir()
    page = "<title>{0}</title><h1>{0}</h1><p>" + text(1) + ".</p><p>Share this article</p>"
    for name in ("fog", "rain"):
        (tmp_path / "pages" / f"{name}.html").write_text(page.format(name.title()))
    (tmp_path / "pages" / "snow.html").write_text(f"<h1>Snow</h1><p>{text(2)}.</p>")
    out, kept = tmp_path / "out", tmp_path / "kept"
    main(
        ["run", str(tmp_path / "pages"), "-o", str(out), "--format", form, "--quiet", "--workers", "1"],
        standalone_mode=False,
    )
    for _ in range(2):
        assert dedupe(out, "-o", kept).keys() == {"rain.html"}
    pages = list(open_dataset(kept).pages())
    assert [page.record.source for page in pages] == ["fog.html", "snow.html"]
    assert pages[0].removals and pages[0].facts
    assert not dedupe(kept)
    main(["validate", str(out)], standalone_mode=False)
    (tmp_path / "pages" / "snow.html").unlink()
    main(
        ["run", str(tmp_path / "pages"), "-o", str(out), "--format", form, "--quiet", "--workers", "1"],
        standalone_mode=False,
    )
    assert not (out / "duplicates.jsonl").exists()
    assert dedupe(out).keys() == {"rain.html"}
    main(["validate", str(out)], standalone_mode=False)
    with pytest.raises(SystemExit):  # a run takes no folder that it has not written
        main(["run", str(tmp_path / "pages"), "-o", str(kept), "--quiet"], standalone_mode=False)


def test_a_folder_of_something_else_is_not_written(tmp_path: Path) -> None:
    write_output(tmp_path / "out", {"part-00000": [record("a", text(1))]})
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").touch()
    for folder in ("mine", "out", "out/kept", "kept.jsonl", "."):
        assert code_of("dedupe", tmp_path / "out", "-o", tmp_path / folder) == 2
    assert not (tmp_path / "out" / "duplicates.jsonl").exists()


def code_of(*command: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(word) for word in command])
    return int(ended.value.code or 0)


def test_what_is_no_output_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "records.jsonl").write_text("")
    (tmp_path / "empty").mkdir()
    for name in ("records.jsonl", "empty", "nothing"):
        assert code_of("dedupe", tmp_path / name) == 2
    assert [path.name for path in (tmp_path / "empty").iterdir()] == []
    assert "file of records" in capsys.readouterr().err


def test_a_missing_library_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("pipeline.corpus.extra.LIBRARIES", ("duckdb", "not_installed_here"))
    assert code_of("dedupe", tmp_path) == 2
    assert "not_installed_here; install it with: pip install 'pagewinnow[dedupe]'" in capsys.readouterr().err


def test_records_of_another_schema_or_damaged_are_an_error(tmp_path: Path) -> None:
    found_in(tmp_path, record("a", text(1)))
    path = tmp_path / "records" / "part-00000.jsonl.zst"
    path.write_bytes(path.read_bytes()[:-5])
    assert code_of("dedupe", tmp_path) == 1
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"schema_version": "0.1.0"}))
    assert code_of("dedupe", tmp_path) == 1


def test_waits_for_no_run(tmp_path: Path) -> None:
    found_in(tmp_path, record("a", text(1)))
    with locked(tmp_path / ".winnow" / "lock", "out"):
        assert code_of("dedupe", tmp_path) == 75


def test_an_output_without_records_has_no_duplicates(tmp_path: Path) -> None:
    write_output(tmp_path, {})
    assert not dedupe(tmp_path)


def test_odd_names_of_folders_are_taken_as_they_are(tmp_path: Path) -> None:
    out = tmp_path / "a*[1]?'b"
    assert found_in(out, record("a", text(1)), record("b", text(1))).keys() == {"b"}


STEPS = (
    "signature_files.file_digest", "signature_files._write_file", "shingle_store.in_batches", "duplicates.group_copies",
    "duplicates.pair_near", "duplicates.keep_compared", "duplicates.json_line", "kept.publish", "kept.json_line",
)  # fmt: skip


@pytest.mark.parametrize("step", STEPS)
def test_what_was_stopped_goes_on_with_nothing_half_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    records = [record(f"{n}", with_other_end(n // 2, 120, n % 2 + 1)) for n in range(6)]
    expected = found_in(tmp_path / "at once", *records)
    out, kept = tmp_path / "out", tmp_path / "kept"
    write_output(out, {"part-00000": records})
    with monkeypatch.context() as patch:
        patch.setattr(f"pipeline.corpus.{step}", stop)
        assert code_of("dedupe", out, "-o", kept) == 130
    assert not (kept / "manifest.json").exists()
    assert (out / "duplicates.jsonl").exists() == step.startswith("kept")
    assert dedupe(out, "-o", kept) == expected
    assert len(list(open_dataset(kept).records())) == 6 - len(expected) < 6


def stop(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_what_a_killed_process_left_is_cleared(tmp_path: Path) -> None:
    (tmp_path / ".winnow" / "tmp" / "duplicates" / "old").mkdir(parents=True)
    (tmp_path / "signatures").mkdir()
    for folder in (tmp_path, tmp_path / "signatures"):
        (folder / f"{PARTIAL}1").touch()
    assert not found_in(tmp_path, record("a", text(1)))
    assert not list((tmp_path / ".winnow" / "tmp").iterdir())
    assert not list(tmp_path.rglob(f"{PARTIAL}*"))
