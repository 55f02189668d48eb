"""What the pages of sites share: learned by `winnow sites`, used by `--sites`."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from pipeline import Options, OptionsError, Source, clean
from pipeline.cli import main
from pipeline.config import load_options
from pipeline.content.site_file import SiteLine
from pipeline.content.site_table import SiteTable
from pipeline.corpus.site_lines import distinct, lines_of_site
from pipeline.corpus.site_pages import SitePage, site_page, site_pages
from pipeline.corpus.sites import learn_sites
from pipeline.corpus.spilled_pages import PAGES_A_SITE
from pipeline.record import Kept
from tests.test_site_lines import FOOTER, MENU, article, document, export


def page(lines: Iterable[str], site: str = "example.com") -> SitePage:
    return site_page(site, "text", list(lines))


def learned(pages: Iterable[Sequence[str]]) -> dict[str, tuple[int, int]]:
    """Beginning of a line → on how many pages it is, of how many."""
    return {line.line: (line.pages, line.of) for line in lines_of_site([page(lines) for lines in pages])}


def test_two_pages_of_a_site_teach_nothing() -> None:
    assert learned([(*MENU, *article(1)), (*MENU, *article(2))]) == {}


def test_what_three_pages_share_is_learned() -> None:
    assert learned((*MENU, *article(n)) for n in range(3)) == dict.fromkeys(MENU, (3, 3))


def test_what_less_than_three_in_ten_share_is_not() -> None:
    pages = [(*MENU, *article(n)) for n in range(3)] + [article(n) for n in range(3, 11)]
    assert learned(pages) == {}
    assert learned(pages[:10]) == dict.fromkeys(MENU, (3, 10))


def test_a_line_that_is_always_among_others_is_not_learned() -> None:
    pages = [article(n) for n in range(6)]
    for number, lines in enumerate(pages):
        lines.insert(1 + number, "And that was that, as everybody in the harbour says.")
    assert learned(pages) == {}


@pytest.mark.parametrize("copies", [3, 4, 9, 50])
def test_copies_of_a_page_teach_nothing_of_it(copies: int) -> None:
    lines = (*MENU, *article(1))
    assert learned([lines] * copies) == {}
    others = [(*MENU, *article(n)) for n in (2, 3, 4, 5)]
    assert set(learned([*[lines] * min(copies, 4), *others])) == set(MENU)


def test_pages_that_are_almost_the_same_count_once() -> None:
    texts = [(*MENU, *article(1), f"Printed at {n} o'clock.") for n in range(3)]
    assert len(distinct([page(lines) for lines in texts])) == 1


def test_a_site_whose_pages_are_all_short_is_learned() -> None:
    pages = [(*MENU[:4], f"Anchor number {n}", f"{n} metres", f"In stock: {n}", *FOOTER[1:]) for n in range(9)]
    assert set(learned(pages)) == {*MENU[:4], *FOOTER[1:]}


def test_long_lines_of_the_site_make_no_copies() -> None:
    notices = [f"Notice {n}: the harbour is closed to visitors whenever the wind is from the north." for n in range(9)]
    assert set(learned((*article(n, lines=4), *notices) for n in range(5))) == set(notices)


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=6), max_size=8))
def test_any_pages_give_lines_that_enough_of_them_have(texts: list[list[str]]) -> None:
    for line in lines_of_site([page(letter * 3 for letter in text) for text in texts]):
        assert 3 <= line.pages <= line.of <= len(texts)
        assert sum(line.line in [letter * 3 for letter in text] for text in texts) >= line.pages


def file_of(folder: Path, pages: Iterable[SitePage]) -> Path:
    learn_sites(pages, folder / "sites.jsonl")
    return folder / "sites.jsonl"


def of_exports(numbers: Iterable[int], url: str | None = "https://www.example.com/") -> list[SitePage]:
    sources = [Source(ref=f"news/{n}.txt", body=export(n), url=url, media_type="text/plain") for n in numbers]
    return list(site_pages(sources))


def test_the_order_of_pages_changes_nothing(tmp_path: Path) -> None:
    pages = of_exports(range(9))
    assert file_of(tmp_path, pages).read_bytes() == file_of(tmp_path, pages[::-1]).read_bytes()


def test_a_site_of_many_copies_and_a_large_site_are_sampled(tmp_path: Path) -> None:
    copies = [page([*MENU, *article(1), f"Seen {n} times"], "copies.example") for n in range(3000)]
    many = [page([*MENU, *article(n, lines=2)], "large.example") for n in range(2 * PAGES_A_SITE)]
    found = learn_sites([*copies, *many], tmp_path / "sites.jsonl")
    assert (found.pages, found.sites, found.known) == (3000 + 2 * PAGES_A_SITE, 2, 1)
    lines = (tmp_path / "sites.jsonl").read_text(encoding="utf-8").splitlines()[1:-1]
    assert {(json.loads(line)["line"], json.loads(line)["of"]) for line in lines} >= {
        (text, PAGES_A_SITE) for text in MENU
    }


def test_a_site_is_its_host_or_the_folder(tmp_path: Path) -> None:
    sites = {found.site for found in [*of_exports([1]), *of_exports([1], url=None)]}
    assert sites == {"example.com", "news/"}
    headed = Source(ref="1.txt", body=f"URL: https://m.example.com/1\n\n{export(1)}", media_type="text/plain")
    assert [found.site for found in site_pages([headed])] == ["m.example.com"]
    assert [found.site for found in site_pages([Source(ref="1.txt", body=export(1))])] == ["./"]


def test_lines_of_another_site_say_nothing() -> None:
    table = SiteTable(lines_of_site(of_exports(range(5), url="https://other.example/")))
    assert table.of_site(document(export(1))) == ()


def test_clean_takes_the_file(tmp_path: Path) -> None:
    options = Options(sites_file=str(file_of(tmp_path, of_exports(range(5)))))
    outcome = clean(export(9), url="https://example.com/9", media_type="text/plain", options=options)
    assert isinstance(outcome, Kept)
    whys = {removal.why for removal in outcome.removals if removal.rule == "L016"}
    assert whys == {"on 5 of 5 pages of example.com"}
    assert set(article(9)[1:]) <= {block.text for block in outcome.record.blocks}


def test_a_page_that_is_all_the_sites_is_not_emptied(tmp_path: Path) -> None:
    pages = [page([*article(1), *article(n)]) for n in range(2, 9)]
    options = Options(sites_file=str(file_of(tmp_path, pages)))
    outcome = clean("\n".join(article(1)), url="https://example.com/1", media_type="text/plain", options=options)
    assert isinstance(outcome, Kept)
    assert set(article(1)[1:]) <= {block.text for block in outcome.record.blocks}
    assert "boilerplate rules overruled: they would have taken most of the body" in outcome.record.warnings


def winnow(*arguments: object) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)])


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    for number in range(4):
        path = tmp_path / "in" / "news" / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(export(number), encoding="utf-8")
        menu = "".join(f"<li><a href='/{item}'>{item}</a></li>" for item in MENU)
        text = "".join(f"<p>{line}</p>" for line in article(number))
        markup = f"<title>Day {number}</title><link rel=canonical href='https://www.example.com/{number}'><ul>{menu}</ul>{text}"
        path.with_suffix(".html").write_text(markup, encoding="utf-8")
    return tmp_path / "in"


def test_an_output_teaches_what_its_inputs_teach(pages: Path, tmp_path: Path) -> None:
    assert winnow("run", pages, "-o", tmp_path / "out", "-q").exit_code == 0
    for source, name in ((pages, "a"), (tmp_path / "out", "b")):
        done = winnow("sites", source, "-o", tmp_path / name)
        assert (done.exit_code, done.stdout) == (0, "")
        assert "of 2 sites, learned from 8 pages" in done.stderr
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    winnow("run", pages, "-o", tmp_path / "cleaned", "--sites", tmp_path / "a", "-q")
    winnow("sites", tmp_path / "cleaned", "-o", tmp_path / "c", "-q")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "c").read_bytes()
    lines = [json.loads(line) for line in (tmp_path / "a").read_text(encoding="utf-8").splitlines()]
    assert {(line["site"], line["kind"]) for line in lines[1:-1]} == {("example.com", "html"), ("news/", "text")}


def test_a_run_uses_the_file_and_another_file_cleans_all_again(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    winnow("sites", pages, "-o", tmp_path / "sites.jsonl")
    flags = ("--log-format", "json", "--sites")
    assert '"new": 8' in spaced(winnow("run", pages, "-o", out, *flags, tmp_path / "sites.jsonl").stderr)
    moved = (tmp_path / "sites.jsonl").rename(tmp_path / "moved.jsonl")
    assert '"unchanged": 8' in spaced(winnow("run", pages, "-o", out, *flags, moved).stderr)
    learn_sites(of_exports(range(9)), moved)
    assert '"again": 8' in spaced(winnow("run", pages, "-o", out, *flags, moved).stderr)


def spaced(text: str) -> str:
    return text.replace('":', '": ').replace(":  ", ": ")


def test_one_page_a_site_teaches_nothing_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(export(1), encoding="utf-8")
    done = winnow("sites", tmp_path / "1.txt", "-o", tmp_path / "sites.jsonl")
    assert done.exit_code == 0
    assert "nothing was learned: no site has 3 distinct pages that share lines" in done.stderr
    assert (
        winnow("run", tmp_path / "1.txt", "-o", tmp_path / "o.jsonl", "--sites", tmp_path / "sites.jsonl").exit_code
        == 0
    )


def test_a_half_written_output_teaches_nothing(pages: Path, tmp_path: Path) -> None:
    winnow("run", pages, "-o", tmp_path / "out", "-q")
    (tmp_path / "out" / "manifest.json").unlink()
    done = winnow("sites", tmp_path / "out", "-o", tmp_path / "sites.jsonl")
    assert done.exit_code == 2
    assert "has no manifest.json" in done.stderr
    assert not (tmp_path / "sites.jsonl").exists()


DAMAGE = {
    "is no file that `winnow sites` wrote": lambda lines: lines[1:],
    "is of version 2, this winnow reads 1": lambda lines: [lines[0].replace(b":1}", b":2}"), *lines[1:]],
    "is damaged: its end is missing": lambda lines: lines[:-1],
    "has 6 lines, and its last one says 7": lambda lines: [*lines[:-2], lines[-1]],
    "is damaged: line 3: ": lambda lines: [*lines[:2], lines[2][:40] + b"\n", *lines[3:]],
    "is damaged: a hash is none": lambda lines: [lines[0], lines[1].replace(b'"hash":"', b'"hash":"x'), *lines[2:]],
}


@pytest.mark.parametrize("says", DAMAGE)
def test_a_file_that_is_none_stops_the_run(says: str, tmp_path: Path) -> None:
    file = file_of(tmp_path, [page([*article(n), *MENU, *FOOTER[:2]]) for n in range(3)])
    file.write_bytes(b"".join(DAMAGE[says](file.read_bytes().splitlines(keepends=True))))
    (tmp_path / "1.txt").write_text(export(1), encoding="utf-8")
    done = winnow("run", tmp_path / "1.txt", "-o", tmp_path / "out.jsonl", "--sites", file)
    assert done.exit_code == 2
    assert says in done.stderr
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"[]", b"null\n", b'{"format":"winnow sites","version":1}\n'])
def test_any_other_file_stops_it_too(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "sites.jsonl").write_bytes(content)
    with pytest.raises(OptionsError, match=r"sites_file: .*winnow sites"):
        clean("A line.", options=Options(sites_file=str(tmp_path / "sites.jsonl")))


def test_a_file_that_is_not_there_or_has_changed_stops_it(tmp_path: Path) -> None:
    with pytest.raises(OptionsError, match="cannot be read: No such file"):
        Options(sites_file=str(tmp_path / "none"))
    with pytest.raises(OptionsError, match="cannot be read: it is no regular file"):
        Options(sites_file="/dev/zero")
    file = file_of(tmp_path, of_exports(range(3)))
    options = Options(sites_file=str(file))
    file_of(tmp_path, of_exports(range(5)))
    with pytest.raises(OptionsError, match="has changed since the options were made"):
        clean("A line.", options=options)


def test_the_file_is_named_by_flag_environment_and_toml(tmp_path: Path) -> None:
    file = str(file_of(tmp_path, of_exports(range(3))))
    (tmp_path / "winnow.toml").write_text("sites_file = 'sites.jsonl'", encoding="utf-8")
    options = [
        load_options({"sites_file": file}, folder=Path("/"), environment={}),
        load_options({}, folder=Path("/"), environment={"WINNOW_SITES_FILE": file}),
        load_options({}, folder=tmp_path, environment={}),
    ]
    assert {found.sites_file for found in options} == {file}
    assert {found.digest() for found in options} == {Options(sites_file=file).digest()}
    assert options[0].digest() != Options().digest()


def test_a_line_is_written_for_people() -> None:
    lines = lines_of_site(of_exports(range(3)))
    assert lines[0] == SiteLine(
        site="example.com", kind="text", line="Contact", pages=3, of=3, hash=lines[0].hash, beside=()
    )


def test_an_output_whose_removals_are_not_its_own_stops_it(pages: Path, tmp_path: Path) -> None:
    winnow("run", pages, "-o", tmp_path / "out", "-q")
    part = tmp_path / "out" / "removed" / "part-00000.jsonl"
    part.write_bytes(b"".join(part.read_bytes().splitlines(keepends=True)[1:]))
    done = winnow("sites", tmp_path / "out", "-o", tmp_path / "sites.jsonl")
    assert done.exit_code == 1
    assert "is damaged: record" in done.stderr
    assert not (tmp_path / "sites.jsonl").exists()


def test_a_table_with_addresses_teaches_too(tmp_path: Path) -> None:
    rows = [{"body": export(n), "at": f"https://example.com/{n}"} for n in range(4)]
    (tmp_path / "dump.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    flags = ("--text-column", "body", "--url-column", "at", "-o", tmp_path / "sites.jsonl")
    assert "8 lines of 1 site, learned from 4 pages" in winnow("sites", tmp_path / "dump.jsonl", *flags).stderr
    assert '"site":"example.com","kind":"text"' in (tmp_path / "sites.jsonl").read_text(encoding="utf-8")
