"""The report on a run: its numbers are those of the output."""

import base64
import json
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.aggregates import Aggregates, bin_of, site_of, start_of
from pipeline.report.charts import LONGEST, Chart, charts
from pipeline.report.html_page import html_page
from pipeline.report.plots import plot
from pipeline.run.tally import Tally
from tests.test_cli import lines, records, removals, winnow

SAMPLES = Path(__file__).parent.parent / "samples"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of two runs over the samples: the second without one of them, and with one more."""
    pages, out = tmp_path_factory.mktemp("report") / "pages", tmp_path_factory.mktemp("report") / "out"
    shutil.copytree(SAMPLES, pages)
    winnow("run", pages, "-o", out, "--workers", 1)
    shutil.copy(out / "manifest.json", out.parent / "before.json")
    (pages / "poem.html").unlink()
    shutil.copy(SAMPLES / "recipe.html", pages / "another.html")
    winnow("run", pages, "-o", out, "--workers", 1)
    return out


def report(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(winnow("report", out, "--json").stdout)
    return found


def numbers(values: dict[str, Any], name: str) -> dict[str, float]:
    chart = values["charts"][name]
    ((_, series),) = chart["series"].items()
    return dict(zip(chart["labels"], series, strict=True))


def test_its_numbers_are_those_of_the_records(out: Path) -> None:
    values, pages = report(out), records(out)
    counts = values["counts"]
    assert counts["sources"] == counts["kept"] + counts["rejected"] + counts["failed"]
    assert counts["kept"] == len(pages)
    assert counts["rejected"] == len(lines(out / "rejected.jsonl")) == sum(one["pages"] for one in values["reasons"])
    assert values["words"] == sum(page["stats"]["words"] for page in pages)
    assert values["chars"] == {way: sum(page["stats"][f"chars_{way}"] for page in pages) for way in ("in", "out")}
    assert numbers(values, "statuses") == Counter(page["status"] for page in pages)
    assert numbers(values, "languages") == Counter(page["language"] for page in pages)
    assert sum(numbers(values, "confidence").values()) == len(pages)
    assert sum(numbers(values, "published").values()) == sum(page["date_published"] is not None for page in pages)
    for series in values["charts"]["lengths"]["series"].values():
        assert sum(series) == len(pages)
    removed = sum(len(one["text"]) for one in removals(out))
    assert sum(numbers(values, "rules").values()) == pytest.approx(100 * removed / values["chars"]["in"], abs=0.1)
    assert values["doubts"] == []


def test_the_least_certain_pages_come_first(out: Path) -> None:
    found = [page["confidence"] for page in report(out)["uncertain"]]
    assert found == sorted(page["stats"]["confidence"] for page in records(out))[: len(found)]


def test_it_says_what_the_last_run_changed(out: Path) -> None:
    values = report(out)
    assert {key: count for key, count in values["inputs"].items() if count} == {
        "new": 1, "unchanged": len(list(SAMPLES.iterdir())) - 1, "vanished": 1,
    }  # fmt: skip
    changes = {one["what"]: one["after"] - one["before"] for one in values["changes"]}
    assert "kept" not in changes  # one more, one less
    before = json.loads((out.parent / "before.json").read_bytes())
    assert changes["chars in"] == values["chars"]["in"] - before["chars"]["in"] != 0
    assert [page["source"] for page in values["slowest"]] == ["another.html"]


def test_the_page_says_the_same(out: Path, tmp_path: Path) -> None:
    winnow("report", out, "--html", tmp_path / "report.html")
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    values = report(out)
    assert f"<dd>{values['words']:,}</dd>" in text
    links = re.findall(r'href="(report_pages/[0-9a-f]{32}\.html)"', text)
    assert len(links) == len(values["uncertain"])
    assert all((tmp_path / link).is_file() for link in links)
    assert not re.search(r"""(?:src|srcset|href)=["'](?!data:|#|report_pages/)""", text)


def test_views_of_an_earlier_report_go_and_other_files_stay(out: Path, tmp_path: Path) -> None:
    folder = tmp_path / "report_pages"
    folder.mkdir()
    (folder / f"{'0' * 32}.html").write_text("an old view")
    (folder / "notes.html").write_text("mine")
    winnow("report", out, "--html", tmp_path / "report.html")
    assert not (folder / f"{'0' * 32}.html").exists()
    assert (folder / "notes.html").read_text() == "mine"


def test_for_people_it_names_what_stands_out(out: Path) -> None:
    said = winnow("report", out).stdout
    assert re.search(r"^\d+ pages: \d+ kept, \d+ rejected, 0 failed; [\d,]+ words kept$", said, re.MULTILINE)
    assert "C001 main-content" in said and "another.html" in said


def test_numbers_that_do_not_add_up_are_told(out: Path, tmp_path: Path) -> None:
    shutil.copytree(out, tmp_path / "out")
    path = tmp_path / "out" / "records" / "part-00000.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[1:]))
    (doubt,) = report(tmp_path / "out")["doubts"]
    assert doubt.startswith("kept: ") and "winnow validate" in doubt


def test_an_empty_output_has_a_report(tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    winnow("run", tmp_path / "empty.html", "-o", tmp_path / "out", "--workers", 1)
    assert "1 page" in winnow("report", tmp_path / "out").stdout
    winnow("report", tmp_path / "out", "--html", tmp_path / "report.html")
    assert "Why pages became no records" in (tmp_path / "report.html").read_text()


def test_a_damaged_output_is_an_error(out: Path, tmp_path: Path) -> None:
    shutil.copytree(out, tmp_path / "out")
    (tmp_path / "out" / "records" / "part-00000.jsonl").write_bytes(b'{"id": "a"')
    result = winnow("report", tmp_path / "out", "--html", tmp_path / "report.html", code=1)
    assert "damaged" in result.stderr
    assert not (tmp_path / "report.html").exists()


@pytest.mark.parametrize("what", ["nothing", "a.jsonl", "pages"])
def test_what_is_no_output_is_a_usage_error(tmp_path: Path, what: str) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "a.jsonl").write_bytes(b"")
    assert "is not the output folder" in winnow("report", tmp_path / what, code=2).stderr


def test_without_matplotlib_it_names_the_extra(out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.report.run_report.find_spec", lambda name: None)
    result = winnow("report", out, "--html", tmp_path / "report.html", code=2)
    assert "pip install 'pagewinnow[report]'" in result.stderr


HOSTILE = "$\\frac{1}$ <script>alert(1)</script> & \x00\x1b[31m \u202e 日本 \ud800"


@pytest.mark.parametrize("kind", ["bars", "columns", "steps"])
def test_a_plot_is_the_same_every_time_and_its_labels_are_text(kind: Any) -> None:
    chart = Chart(name="a", title="A", kind=kind, unit="pages", labels=(HOSTILE, "b"), series=(("x", (1.0, 2.0)),))
    url = plot(chart, "light")
    assert plot(chart, "light") == url
    svg = base64.b64decode(url.partition(",")[2]).decode("utf-8")
    assert "<script" not in svg
    assert "frac" in svg and "\x00" not in svg


def test_what_has_no_room_in_a_plot_is_added_up() -> None:
    found = Aggregates(sites=Counter({f"{number}.example": number for number in range(1, 101)}))
    (chart,) = charts(found, Tally(), [])
    ((_, values),) = chart.series
    assert len(values) == LONGEST
    assert sum(values) == 5050
    assert chart.labels[-1] == "86 others"


@given(st.integers(min_value=0, max_value=10**9))
def test_a_length_lies_in_its_bin(chars: int) -> None:
    assert start_of(bin_of(chars)) <= chars < start_of(bin_of(chars) + 1)


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.a.example/b", "a.example"),
        ("HTTPS://A.example:8080", "a.example"),
        ("/b", None),
        ("http://[", None),
        (None, None),
    ],
)
def test_a_site_is_a_host(url: str | None, site: str | None) -> None:
    assert site_of(url) == site


def test_a_missing_value_in_a_template_is_an_error() -> None:
    from jinja2 import UndefinedError

    with pytest.raises(UndefinedError):
        html_page("report", title="x")


@pytest.mark.parametrize("target", [".", "/", "", "folder", "/dev/full"])
def test_what_cannot_be_written_leaves_no_views(
    out: Path, tmp_path: Path, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    assert "cannot be written" in winnow("report", out, "--html", target, code=1).stderr
    assert [path.name for path in tmp_path.rglob("*")] == ["folder"]
    assert not Path("/dev/full_pages").exists()


def test_a_device_gets_the_report_and_no_views(out: Path) -> None:
    winnow("report", out, "--html", "/dev/null")
    assert not Path("/dev/null_pages").exists()


def test_views_of_an_earlier_report_stay_when_a_later_one_fails(out: Path, tmp_path: Path) -> None:
    winnow("report", out, "--html", tmp_path / "r.html")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.html")}
    shutil.copytree(out, tmp_path / "damaged")
    (part := tmp_path / "damaged" / "facts" / "part-00000.jsonl").write_bytes(part.read_bytes()[:-9])
    winnow("report", tmp_path / "damaged", "--html", tmp_path / "r.html", code=1)
    winnow("report", tmp_path / "damaged", "--html", tmp_path / "new" / "r.html", code=1)
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*.html")}


def test_the_name_of_a_report_may_be_no_unicode(out: Path, tmp_path: Path) -> None:
    path = tmp_path / "r\udcff #1.html"
    winnow("report", out, "--html", path)
    folder = tmp_path / "r\udcff #1_pages"
    assert f'href="r%FF%20%231_pages/{next(folder.iterdir()).name}"' in path.read_text()


@pytest.mark.parametrize(("key", "value"), [("confidence", 1e308), ("confidence", -0.5), ("removed_ratio", 2.0)])
def test_shares_that_are_none_are_damage(out: Path, tmp_path: Path, key: str, value: float) -> None:
    assert "is none of records" in winnow("report", _with_stats(out, tmp_path, **{key: value}), code=1).stderr


def test_numbers_of_any_size_are_added_up(out: Path, tmp_path: Path) -> None:
    assert report(_with_stats(out, tmp_path, words=10**30))["words"] >= 10**30


def _with_stats(out: Path, tmp_path: Path, **stats: float) -> Path:
    shutil.copytree(out, tmp_path / "changed")
    part = tmp_path / "changed" / "records" / "part-00000.jsonl"
    rows = [json.loads(line) for line in part.read_text().splitlines()]
    rows[0]["stats"].update(stats)
    part.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return tmp_path / "changed"


@pytest.mark.parametrize(
    ("months", "labels"),
    [
        (["2023-11", "2024-02"], ("2023-11", "2023-12", "2024-01", "2024-02")),
        (["2019", "2021-05"], ("2019", "2020", "2021")),
        (["1989-12", "2001-01"], tuple(map(str, range(1989, 2002)))),
        (["1066-10", "2020-01", "2024-01"], ("before 1990", *map(str, range(1990, 2025)))),
        (["0000", "9999-12"], ("before 9965", *map(str, range(9965, 10000)))),
    ],
)  # fmt: skip
def test_months_and_years_without_pages_are_there_too(months: list[str], labels: tuple[str, ...]) -> None:
    (chart,) = charts(Aggregates(months=Counter(months)), Tally(), [])
    assert chart.labels == labels
    assert sum(chart.series[0][1]) == len(months)


def test_one_output_is_for_programs_or_for_people(out: Path, tmp_path: Path) -> None:
    for command in (("report", out), ("explain", SAMPLES / "poem.html")):
        assert "give one" in winnow(*command, "--json", "--html", tmp_path / "a.html", code=2).stderr
    assert not (tmp_path / "a.html").exists()
