"""The quality gate: what it compares, and when it is shut."""

from pathlib import Path

import pytest

from benchmarks.corpora import AnnotatedPage, domain, find_corpora, folds, read_corpus
from benchmarks.examples import line_roles
from benchmarks.exports import exported
from benchmarks.gate import check, set_floors
from benchmarks.roles import Counts, page_roles, table
from benchmarks.rule_gains import page_gains
from benchmarks.scores import shingle_f1, snippet_score, word_score
from pipeline.content.alignment import tokens
from pipeline.content.training import OTHER, ROLES, UNKNOWN
from pipeline.content.weights import Origin, shipped_model

ORIGIN = Origin(corpora=(("news", 2, "0123456789abcdef"),), trees=1, depth=1)
FLOORS = '[floors]\n"news word" = 0.9\n\n[corpora]\nnews = "0123456789abcdef"\n'


def gate(folder: Path, text: str = FLOORS) -> Path:
    path = folder / "floors.toml"
    path.write_text(text)
    return path


def test_the_gate_is_open_at_the_floor(tmp_path: Path) -> None:
    assert check({"news word": 0.9}, ORIGIN, gate(tmp_path)) == []


@pytest.mark.parametrize("found", [{"news word": 0.8999}, {}])
def test_the_gate_is_shut_below_the_floor_and_names_the_figure(tmp_path: Path, found: dict[str, float]) -> None:
    (line,) = check(found, ORIGIN, gate(tmp_path))
    assert line.startswith("news word: ") and line.endswith("is below 0.9")


def test_the_gate_is_shut_for_other_corpora(tmp_path: Path) -> None:
    (line,) = check({"news word": 1.0}, ORIGIN, gate(tmp_path, FLOORS.replace("0123", "4567")))
    assert "not those that the floors were made for" in line


def test_a_lowered_floor_needs_a_reason(tmp_path: Path) -> None:
    lowered = FLOORS + '\n[lowered]\n"news word" = ""\n'
    assert check({"news word": 0.9}, ORIGIN, gate(tmp_path, lowered)) == ["news word: lowered without a reason"]
    assert check({"news word": 0.9}, ORIGIN, gate(tmp_path, lowered.replace('""', '"pages were removed"'))) == []


def test_floors_are_set_below_the_figures_and_not_lowered_without_a_reason(tmp_path: Path) -> None:
    path = gate(tmp_path)
    set_floors({"news word": 0.95}, ORIGIN, path, None)
    assert check({"news word": 0.946}, ORIGIN, path) == [] != check({"news word": 0.94}, ORIGIN, path)
    with pytest.raises(SystemExit, match="--lower REASON: news word"):
        set_floors({"news word": 0.93}, ORIGIN, path, None)
    set_floors({"news word": 0.93}, ORIGIN, path, 'the "new" pages\nwere removed')
    assert check({"news word": 0.93}, ORIGIN, path) == []
    assert "were removed" in path.read_text()


def test_the_floor_of_a_kind_of_page_leaves_more_room(tmp_path: Path) -> None:
    path = gate(tmp_path, "")
    set_floors({"dev word": 0.8, "dev forum": 0.8}, ORIGIN, path, None)
    assert check({"dev word": 0.797, "dev forum": 0.79}, ORIGIN, path) == []
    assert check({"dev word": 0.79, "dev forum": 0.79}, ORIGIN, path) == ["dev word: 0.7900 is below 0.796"]


def test_a_figure_that_is_no_number_shuts_the_gate(tmp_path: Path) -> None:
    assert check({"news word": float("nan")}, ORIGIN, gate(tmp_path)) != []
    with pytest.raises(SystemExit, match="not a number"):
        set_floors({"news word": float("nan")}, ORIGIN, gate(tmp_path), None)
    assert check({}, ORIGIN, gate(tmp_path, "")) == [f"no floors in {tmp_path / 'floors.toml'}"]


def test_words_are_compared_as_bags() -> None:
    assert word_score("a b b", "A b c") == pytest.approx((2 / 3, 2 / 3, 2 / 3))
    assert word_score("", "") == (1, 1, 1) and word_score("a", "") == (0, 0, 0)


def test_shingles_are_runs_of_four_words() -> None:
    assert shingle_f1([("a b c d e", "a b c d e")]) == 1
    assert shingle_f1([("a b c d", "d c b a")]) == 0


def test_snippets_are_counted_over_all_pages() -> None:
    score = snippet_score([("one  two", ["one two"], ["three"]), ("three", ["four"], ["three"])])
    assert score == pytest.approx((0.5, 0.5, 0.5))


def page(name: str, url: str | None, same_as: str | None = None) -> AnnotatedPage:
    return AnnotatedPage("c", name, Path(name), url, "article", "", (), (), "annotated", same_as)


def test_pages_of_one_domain_and_copies_of_a_page_share_a_fold() -> None:
    one, two, copy, *rest = folds(
        [
            page("a", "https://www.example.co.uk/1"),
            page("b", "http://news.example.co.uk/2"),
            page("x", "https://elsewhere.org/", same_as="b"),
            *(page(f"p{number}", f"https://site{number}.com/") for number in range(50)),
        ]
    )
    assert one == two == copy and len(set(rest)) > 1


def test_a_lost_address_still_tells_the_host() -> None:
    assert domain(page("a", "hard::example.com-some-words.html")) == "example.com"


def test_a_corpus_is_read_by_id(tmp_path: Path) -> None:
    (tmp_path / "html").mkdir()
    (tmp_path / "ground-truth").mkdir()
    (tmp_path / "html" / "b.html").write_text("<p>b")
    (tmp_path / "html" / "a.html").write_text("<p>a")
    for name in "ab":
        (tmp_path / "ground-truth" / f"{name}.json").write_text('{"ground_truth": {"main_content": "x"}}')
    assert [found.id for found in read_corpus(find_corpora([str(tmp_path)])[0])] == ["a", "b"]
    with pytest.raises(SystemExit, match="no annotated corpus here"):
        find_corpora([str(tmp_path / "html")])


def test_exports_of_a_page_have_its_gold_and_fold_and_a_corpus_of_their_own(tmp_path: Path) -> None:
    page = AnnotatedPage(
        "news", "a", tmp_path / "a.html", "https://a.example/1", "article", "gold", (), (), "annotated", None
    )
    for kind in ("bs4", "lines"):
        (tmp_path / kind / "news").mkdir(parents=True)
        (tmp_path / kind / "news" / "a.txt").write_text("text")
    pages, fold, origin = exported([page, page._replace(id="b")], [3, 1], tmp_path)
    assert [(found.corpus, found.gold, found.url) for found in pages] == [
        ("news bs4", "gold", None),
        ("news lines", "gold", None),
    ]
    assert fold == [3, 3] and [name for name, _, _ in origin.corpora] == ["news bs4", "news lines"]
    with pytest.raises(SystemExit, match="no exports here"):
        exported([page], [3], tmp_path / "bs4")


SAID = "The ferry leaves at seven, and by then the fishermen have been back for an hour and the market is half sold."
HTML = f"<h1>The Bell</h1><ul><li>Who hung it</li></ul><p>{SAID}</p><h2>Who hung it</h2><p>{SAID} It rang.</p>"


def export_of(folder: Path, lines: tuple[str, ...]) -> AnnotatedPage:
    original, path = folder / "a.html", folder / "a.txt"
    original.write_text(HTML)
    path.write_text("\n".join(lines))
    gold = f"Who hung it {SAID} Who hung it {SAID} It rang."
    return page("a", None)._replace(path=path, gold=gold, original=original)


LINES = ("The Bell", "Who hung it", SAID, "Who hung it", f"{SAID} It rang.", "Not on the page")


def test_lines_have_the_roles_of_the_blocks_with_their_words_in_turn(tmp_path: Path) -> None:
    heading, item = ROLES.index("heading"), ROLES.index("list_item")
    told = line_roles(list(map(tokens, LINES)), export_of(tmp_path, LINES)).tolist()
    assert told == [heading, item, OTHER, heading, OTHER, UNKNOWN]


def test_roles_are_compared_by_words_within_the_gold(tmp_path: Path) -> None:
    export = export_of(tmp_path, LINES)
    found = page_roles(export, shipped_model("text"))
    assert found["heading"].wanted == 1 and found["list_item"].wanted == 1
    assert all(counts.both <= min(counts.found, counts.wanted) for counts in found.values())
    assert page_roles(export._replace(kind="forum"), shipped_model("text")) == {}
    (*_, row) = table(["news lines"] * 2, [{"heading": Counts(1, 2, 4)}, {"heading": Counts(2, 2, 2)}])
    assert row == "| news lines | heading | 6 | 0.750 | 0.500 | 0.600 |"


def test_what_a_rule_takes_is_told_apart_from_what_the_model_would_have_kept(tmp_path: Path) -> None:
    export = export_of(tmp_path, (*LINES, "Share on Facebook", "Share this article"))
    whole = page_gains(export, shipped_model("text"), only_kept=False)
    assert whole["B004"].junk == 6 and whole["B004"].lost == 0
    kept = page_gains(export, shipped_model("text"))
    assert all(kept[code].junk <= gain.junk for code, gain in whole.items() if code in kept)
