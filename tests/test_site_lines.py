"""Lines that the exports of a batch share."""

import json
import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import Options, OptionsError, Source
from pipeline.catalog import choose_rules
from pipeline.cli import main
from pipeline.content.site_lines import SiteLines, page_lines
from pipeline.decode import decode
from pipeline.model import Document
from pipeline.normalise.blocks import normalise
from pipeline.record import Kept
from pipeline.segment.page import segment
from pipeline.walk import walk

MENU = ("Harbour News", "Home", "Politics", "Culture", "Weather today: rain, and more of it towards the evening")
FOOTER = ("Subscribe to our newsletter and get the harbour in your inbox every morning at seven.", "Imprint", "Contact")
SUBJECTS = ("ferry", "bell", "market", "flood", "orange trade", "lighthouse", "fishing fleet", "old tower")
ACTS = ("leaves at seven", "rang all night", "was sold by noon", "rose in the dark", "came in late", "stood empty")


def article(number: int, lines: int = 8) -> list[str]:
    chance = random.Random(number)
    said = [
        f"The {chance.choice(SUBJECTS)} {chance.choice(ACTS)}, said witness {number}-{n}, and nobody on the quay slept."
        for n in range(lines)
    ]
    return [f"What the {SUBJECTS[number % len(SUBJECTS)]} did on day {number}", *said]


def export(number: int) -> str:
    return "\n".join((*MENU, *article(number), *FOOTER))


def document(text: str, media_type: str = "text/plain") -> Document:
    page = decode(Source(ref="page", body=text, media_type=media_type))
    return normalise(segment(page, Options()), choose_rules().text)


def shared(texts: list[str], asked: str) -> set[str]:
    lines = SiteLines()
    for text in texts:
        if (page := page_lines(document(text))) is not None:
            lines.learn(page)
    found = document(asked)
    return {found.blocks[index].text for index in lines.shared(found)}


def test_a_page_by_itself_shares_nothing() -> None:
    assert shared([export(1)], export(1)) == set()


def test_what_two_pages_share_is_the_sites() -> None:
    assert shared([export(1), export(2)], export(1)) == {*MENU, *FOOTER}


def test_a_line_that_only_happens_to_be_on_two_pages_is_kept() -> None:
    one, two = article(1), article(2)
    one[4] = two[6] = "And that, as everybody in the harbour will tell you, was the end of the matter."
    assert shared(["\n".join(one), "\n".join(two)], "\n".join(one)) == set()


def test_copies_of_a_page_count_once() -> None:
    copy = export(1).replace("Weather today: rain", "Weather today: sun")
    assert shared([export(1), copy], copy) == set()
    assert shared([export(1), copy, export(2)], copy) <= {*MENU, *FOOTER}
    assert not shared([export(1), copy, export(2)], export(1)) & set(article(1))


def test_any_number_of_copies_counts_once() -> None:
    assert shared([export(1)] * 6, export(1)) == set()


def test_html_takes_no_part() -> None:
    html = "".join(f"<p>{line}</p>" for line in (*MENU, *article(1)))
    assert shared([html, html.replace("day 1", "day 2")], html) == set()


def test_nothing_learned_nothing_shared() -> None:
    assert shared([], export(1)) == set()
    assert shared(["one line"], "one line") == set()


def write(folder: Path, *numbers: int) -> Path:
    folder.mkdir()
    for number in numbers:
        (folder / f"{number}.txt").write_text(export(number), encoding="utf-8")
    return folder


def test_a_run_removes_them_and_says_so(tmp_path: Path) -> None:
    folder, out = write(tmp_path / "in", 1, 2, 3), tmp_path / "out.jsonl"
    done = CliRunner().invoke(main, ["run", str(folder), "-o", str(out), "--removed", "inline", "--site-lines"])
    assert done.exit_code == 0, done.stderr
    for number, line in enumerate(out.read_text(encoding="utf-8").splitlines(), 1):
        record = json.loads(line)
        assert not set(MENU[1:] + FOOTER) & {block["text"] for block in record["blocks"]}
        assert set(article(number)[1:]) <= {block["text"] for block in record["blocks"]}
        assert "L014" in {removal["rule"] for removal in record["removed"]}


def test_the_order_of_the_inputs_changes_nothing(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", 1, 2, 3, 4)
    paths = sorted(map(str, folder.iterdir()))
    outputs = []
    for name, some in (("a", paths), ("b", paths[::-1])):
        out = tmp_path / f"{name}.jsonl"
        CliRunner().invoke(main, ["run", *some, "-o", str(out), "--site-lines"], catch_exceptions=False)
        outputs.append(out.read_bytes())
    assert outputs[0] == outputs[1]


def test_stdin_cannot_be_read_twice(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["run", "-", "-o", str(tmp_path / "out.jsonl"), "--site-lines"], input="A line.")
    assert done.exit_code == 2
    assert "stdin cannot be" in done.stderr
    assert not (tmp_path / "out.jsonl").exists()


def test_the_option_is_a_switch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.config import load_options

    (tmp_path / "winnow.toml").write_text("site_lines = true", encoding="utf-8")
    assert load_options({}, folder=tmp_path, environment={}).site_lines
    assert not load_options({}, folder=tmp_path, environment={"WINNOW_SITE_LINES": "no"}).site_lines
    assert not load_options({"site_lines": False}, folder=tmp_path, environment={}).site_lines
    with pytest.raises(OptionsError, match="environment: WINNOW_SITE_LINES: got 'maybe'; allowed: 1, true"):
        load_options({}, folder=tmp_path, environment={"WINNOW_SITE_LINES": "maybe"})
    with pytest.raises(OptionsError, match="site_lines: expected true or false, got 'yes'"):
        Options(site_lines="yes")  # type: ignore[arg-type]
    assert Options(site_lines=True).digest() != Options().digest()


def test_rows_of_numbers_and_rulers_are_no_sites() -> None:
    row = [f"{n}" for n in range(1, 6)] + ["-----", "*****"] * 3
    one, two = "\n".join((*article(1), *row)), "\n".join((*article(2), *row))
    assert shared([one, two], one) == set()


def test_a_poem_saved_twice_is_one_page() -> None:
    poem = "\n".join(f"And line {n} of the song" for n in range(18))
    assert shared([poem, poem + "\nAnd its end"], poem) == set()


def test_long_lines_of_the_site_do_not_make_copies() -> None:
    notices = [f"Notice {n}: the harbour is closed to visitors whenever the wind is from the north." for n in range(3)]
    pages = ["\n".join((*MENU[:3], *article(n, lines=3), *notices, *FOOTER[1:])) for n in range(5)]
    assert {*notices, *MENU[:3]} <= shared(pages, pages[0])


@pytest.mark.parametrize("own", [0, 3, 8])
def test_a_page_that_is_mostly_shared_ends_as_a_record(own: int) -> None:
    lines = SiteLines()
    common = [f"Line {n} of this is on every page of the site, and it is a sentence all the same." for n in range(6)]
    pages = ["\n".join((*article(n, lines=own), *common)) for n in range(2)]
    for page in pages:
        if (taught := page_lines(document(page))) is not None:
            lines.learn(taught)
    outcome = walk(Source(ref="x", body=pages[0], media_type="text/plain"), Options(), site_lines=lines).outcome
    assert isinstance(outcome, Kept)
