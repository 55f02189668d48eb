"""The learned content model: its parts, and what users may rely on whatever it has learned."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import Kept, Options, OptionsError, clean, explain
from pipeline.content.alignment import align, soft_labels, tokens
from pipeline.content.attribution import Attribution
from pipeline.content.cut import KEEPS_NOTHING, NOTHING, NOTHING_WORDS, best_cut
from pipeline.content.features.build import PageFeatures
from pipeline.content.reasons import GROUP_NAMES, group_of, main_groups
from pipeline.content.second_opinion import second_opinion
from pipeline.content.tables import with_whole_tables
from pipeline.content.weights import load_model, shipped_model
from pipeline.decode import decode
from pipeline.forests.forest import Forest, averaged
from pipeline.model import Kind, Source
from pipeline.segment.page import segment
from pipeline.walk import Explanation

PARAGRAPHS = [
    "The ferry had been late all week, and on Friday it did not come at all, so the whole village walked.",
    "At the bridge a man with a lantern counted them, as he had counted their parents, and wrote nothing down.",
    "By noon the road was dry, the dogs were asleep, and nobody could say who had first thought of walking.",
    "When the ferry came back in the evening it carried only mail, a goat, and an apology signed by the captain.",
]
COMMENTS = [
    "I was there that Friday and I can tell you that it was not a goat at all but a very large white dog.",
    "My grandmother walked too. She said that the man with the lantern was her cousin and could not write.",
]
MENU = "".join(
    f'<li><a href="/{name}">{name.title()}</a></li>' for name in ("home", "news", "sport", "weather", "about")
)


ARTICLE = '<meta property="og:type" content="article">'


def page(comments: list[str] = COMMENTS, body: list[str] = PARAGRAPHS) -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in body)
    below = "".join(f'<div class="comment"><p>{comment}</p></div>' for comment in comments)
    return (
        f"<html><head><title>The late ferry</title>{ARTICLE}</head><body><nav><ul>{MENU}</ul></nav><main><article>"
        f"<h1>The late ferry</h1>{text}</article><section class='comments'><h2>Comments</h2>{below}</section></main>"
        f"<footer><p>© 2024 The Valley Post. All rights reserved.</p></footer></body></html>"
    )


def text_of(markup: str, **options: str) -> str:
    outcome = clean(markup, options=Options(**options))  # type: ignore[arg-type]
    assert isinstance(outcome, Kept)
    return outcome.record.text


# What a user gets


TABLE = "<tr><th>Year<th>Walkers</tr><tr><td>1952<td>41</tr><tr><td>1953<td>112</tr><tr><td>1954<td>97</tr>"


def test_keeps_the_heading_row_of_a_table_whose_rows_are_kept() -> None:
    body = page().replace("</article>", f"<table>{TABLE}</table><p>{PARAGRAPHS[0]}</p></article>")
    assert "Year\tWalkers" in text_of(body)


def test_rows_of_one_cell_are_no_table() -> None:
    rows = "".join(f"<tr><td>{text}</tr>" for text in ("Privacy", *PARAGRAPHS))
    document = segment(decode(Source(ref="page", body=f"<table>{rows}</table>")), Options())
    features = PageFeatures(document)
    scores = np.array([0.1, 0.9, 0.9, 0.9, 0.9])
    assert with_whole_tables(scores, 0.5, features.layout, features.columns).tolist() == scores.tolist()


def test_a_table_is_kept_whole_or_as_it_was_scored() -> None:
    document = segment(decode(Source(ref="page", body=f"<p>Walkers</p><table>{TABLE}</table>")), Options())
    features = PageFeatures(document)
    most, few = np.array([0.1, 0.2, 0.9, 0.8, 0.9]), np.array([0.1, 0.2, 0.9, 0.1, 0.1])
    assert with_whole_tables(most, 0.5, features.layout, features.columns).tolist() == [0.1, 0.5, 0.9, 0.8, 0.9]
    assert with_whole_tables(few, 0.5, features.layout, features.columns).tolist() == few.tolist()


def test_keeps_the_article_and_drops_menu_and_footer() -> None:
    text = text_of(page())
    assert all(paragraph in text for paragraph in PARAGRAPHS)
    assert "Weather" not in text and "All rights reserved" not in text


@pytest.mark.parametrize(("policy", "kept"), [("auto", False), ("drop", False), ("keep", True)])
def test_comments_under_an_article_go_unless_they_are_asked_for(policy: str, kept: bool) -> None:
    text = text_of(page(), comments=policy)
    assert all(paragraph in text for paragraph in PARAGRAPHS)
    assert [comment in text for comment in COMMENTS] == [kept] * len(COMMENTS)


def test_a_discussion_is_kept_and_dropped_when_asked() -> None:
    thread = page(comments=[*PARAGRAPHS, *COMMENTS], body=[])
    assert all(post in text_of(thread) for post in COMMENTS)
    assert not any(post in text_of(thread, comments="drop") for post in COMMENTS)


def test_focus_orders_what_is_kept() -> None:
    found = {focus: clean(page(), options=Options(focus=focus)) for focus in ("precision", "balanced", "recall")}  # type: ignore[arg-type]
    sizes = [outcome.record.stats.chars_out for outcome in found.values() if isinstance(outcome, Kept)]
    assert len(sizes) == 3 and sizes == sorted(sizes)


@pytest.mark.parametrize("key", ["focus", "comments", "second_opinion"])
def test_an_unknown_choice_is_named_with_what_is_allowed(key: str) -> None:
    with pytest.raises(OptionsError, match=f"{key}: got 'loud'"):
        Options(**{key: "loud"})  # type: ignore[arg-type]


def test_every_block_has_a_score_and_a_reason() -> None:
    explanation: Explanation = explain(page())
    assert explanation.view is not None
    body = explanation.view.body
    assert len(body.scores) == len(body.why) == len(body.kept) == len(explanation.view.blocks)
    assert all(0 <= score <= 1 for score in body.scores) and all(body.why)
    assert all(kept == (score >= body.cut) for kept, score in zip(body.kept, body.scores, strict=True))


def test_confidence_is_a_share() -> None:
    outcome = clean(page())
    assert isinstance(outcome, Kept) and 0 < outcome.record.stats.confidence <= 1


def test_the_record_says_that_a_second_opinion_was_asked() -> None:
    asked = clean(page(), options=Options(second_opinion="always"))
    alone = clean(page(), options=Options(second_opinion="never"))
    assert isinstance(asked, Kept) and isinstance(alone, Kept)
    assert [warning for warning in asked.record.warnings if "second opinion" in warning]
    assert not [warning for warning in alone.record.warnings if "second opinion" in warning]


def test_a_second_opinion_that_finds_nothing_changes_nothing() -> None:
    assert second_opinion("<html></html>", ["a", "b"]) is None


# The parts


def test_alignment_follows_the_order_of_the_gold() -> None:
    blocks = [tokens(text) for text in ("menu home the", PARAGRAPHS[0], "related the ferry", PARAGRAPHS[1])]
    labels = soft_labels(blocks, tokens(f"{PARAGRAPHS[0]} {PARAGRAPHS[1]}"))
    assert labels[1] == labels[3] == 1 and labels[0] == 0


def test_a_block_that_the_gold_holds_elsewhere_is_found() -> None:
    blocks = [tokens(text) for text in (PARAGRAPHS[1], PARAGRAPHS[0], PARAGRAPHS[2])]
    assert soft_labels(blocks, tokens(" ".join(PARAGRAPHS[:3]))) == [1, 1, 1]


@given(st.lists(st.sampled_from("abcd"), max_size=30), st.lists(st.sampled_from("abcd"), max_size=30))
def test_alignment_matches_equal_tokens_once(found: list[str], gold: list[str]) -> None:
    matched, used = align(found, gold)
    assert [token for token, there in zip(found, matched, strict=True) if there] == [
        token for token, there in zip(gold, used, strict=True) if there
    ]


PROBABILITIES = st.integers(0, 10_000).map(lambda count: count / 10_000)  # as records show them


@given(st.lists(st.tuples(PROBABILITIES, st.integers(1, 500)), min_size=1, max_size=40))
def test_the_cut_keeps_the_best_set_there_is(blocks: list[tuple[float, int]]) -> None:
    probability, size = (np.array(side, dtype=float) for side in zip(*blocks, strict=True))
    cut, expected = best_cut(probability, size, "balanced")
    for other in probability:
        kept = probability >= other
        f1 = 2 * (probability * size)[kept].sum() / (size[kept].sum() + (probability * size).sum() + 1e-9)
        assert f1 <= expected + 1e-9
    if cut == KEEPS_NOTHING and 1.0 not in probability:
        assert probability.max() <= NOTHING + 1e-9 and (probability * size).sum() <= NOTHING_WORDS + 0.1
    else:
        assert cut in probability


def test_nothing_is_kept_where_nothing_is_likely() -> None:
    cut, expected = best_cut(np.array([0.2, 0.1, 0.05]), np.array([20.0, 10.0, 90.0]), "balanced")
    assert cut == KEEPS_NOTHING and 0 < expected < 0.3


def test_a_likely_block_is_kept_however_small_its_share() -> None:
    cut, _ = best_cut(np.array([NOTHING + 0.01, *[0.01] * 50]), np.array([3.0, *[40.0] * 50]), "balanced")
    assert cut < KEEPS_NOTHING


def test_much_that_may_be_content_is_kept_however_unlikely() -> None:
    cut, _ = best_cut(np.full(20, 0.2), np.full(20, 50.0), "balanced")
    assert cut <= 0.2


def test_nothing_is_kept_of_a_shell_and_the_record_says_so() -> None:
    links = "".join(
        f'<li><a href="/{name}">{name.title()}</a></li>' for name in ("help", "returns", "careers", "press")
    )
    shell = (
        f"<header><nav><ul>{MENU}</ul></nav></header><div id=app></div><footer><ul>{links}</ul><p>© 2024</p></footer>"
    )
    outcome = clean(f"<html><head><title>Shoes</title></head><body>{shell}</body></html>")
    assert isinstance(outcome, Kept)
    assert outcome.record.text == "" and outcome.record.status == "empty"
    assert any(warning.startswith("no block is likely to be main content") for warning in outcome.record.warnings)


def some_forest(rng: np.random.Generator, trees: int, bias: float) -> Forest:
    depth, features = 3, 5
    return Forest(
        feature=rng.integers(0, features, (depth, trees)),
        border=rng.normal(size=(depth, trees)).astype(np.float32),
        leaves=rng.normal(size=(trees, 1 << depth)).astype(np.float32),
        cover=np.ones((trees, 1 << depth), dtype=np.float32),
        bias=bias,
    )


def test_averaged_forests_give_the_mean_of_their_scores() -> None:
    rng = np.random.default_rng(4)
    forests = [some_forest(rng, trees, bias) for trees, bias in ((7, 0.25), (4, -1.0))]
    columns = rng.normal(size=(5, 50)).astype(np.float32)
    mean = (forests[0].scores(columns) + forests[1].scores(columns)) / 2
    assert averaged(forests).scores(columns) == pytest.approx(mean, abs=1e-5)


def test_a_forest_sums_the_leaves_that_its_questions_lead_to() -> None:
    rng = np.random.default_rng(3)
    depth, trees, rows, features = 3, 7, 50, 5
    forest = some_forest(rng, trees, 0.25)
    columns = rng.normal(size=(features, rows)).astype(np.float32)
    for row, score in enumerate(forest.scores(columns)):
        expected = 0.25
        for tree in range(trees):
            leaf = 0
            for level in range(depth):
                leaf = leaf * 2 + int(columns[forest.feature[level, tree], row] > forest.border[level, tree])
            expected += float(forest.leaves[tree, leaf])
        assert score == pytest.approx(expected, abs=1e-5)
    # What moved a score adds up to it, but for where the trees start from.
    moved = Attribution(forest, np.arange(features), trees).shares(columns).sum(axis=0)
    start = float(forest.leaves.mean(axis=1, dtype=np.float64).sum()) + 0.25
    assert moved + start == pytest.approx(forest.scores(columns), abs=1e-5)


KINDS: tuple[Kind, ...] = ("html", "text")


@pytest.mark.parametrize("kind", KINDS)
def test_the_model_file_holds_what_was_saved(tmp_path: Path, kind: Kind) -> None:
    model = shipped_model(kind)
    for name in ("one", "two"):
        model.save(tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    again = load_model(tmp_path / "one")
    assert again.columns == model.columns and again.origin == model.origin
    assert (again.forest.leaves == model.forest.leaves).all() and (again.lexicon == model.lexicon).all()


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_model_asks_for_features_that_are_made(kind: Kind) -> None:
    explanation = explain(page() if kind == "html" else "\n".join(PARAGRAPHS), media_type=f"text/{kind}")
    assert explanation.view is not None
    from pipeline.content.features.layout import FAR
    from pipeline.model import Document

    view, model = explanation.view, shipped_model(kind)
    assert view.page.kind == kind
    document = Document(page=view.page, blocks=view.blocks, elements=view.elements, head=view.head)
    columns = PageFeatures(document).with_words(model.lexicon)
    assert set(model.columns) <= set(columns)
    for values in columns.values():
        assert values.shape == (len(view.blocks),) and np.isfinite(values).all() and (np.abs(values) <= 1e4 * FAR).all()


@pytest.mark.parametrize("kind", KINDS)
def test_every_feature_has_a_group_that_tells_of_it(kind: Kind) -> None:
    assert all(group_of(column) >= 0 for column in shipped_model(kind).columns)


@pytest.mark.parametrize("markup", ["<p>x", "<nav><a href=/>home</a></nav>", "<table><tr><td>1<td>2</table>", "x"])
def test_tiny_pages_lose_nothing_without_a_trace(markup: str) -> None:
    outcome = clean(f"<html>{markup}</html>")
    assert isinstance(outcome, Kept)
    assert outcome.record.stats.chars_out + sum(len(r.text) for r in outcome.removals) == outcome.record.stats.chars_in


def test_blocks_past_the_limit_are_kept_unscored_and_the_record_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.content.page.MAX_BLOCKS", 8)
    explanation = explain(page())
    assert explanation.view is not None and isinstance(explanation.outcome, Kept)
    rest = len(explanation.view.blocks) - 8
    assert explanation.view.body.kept[8:] == (True,) * rest
    assert f"{rest} blocks past the first 8 kept unscored" in explanation.outcome.record.warnings


def test_a_page_of_comments_only_is_empty_when_comments_are_dropped() -> None:
    outcome = clean(
        f'<div class="comments">{"".join(f"<p>{c}</p>" for c in COMMENTS * 3)}</div>', options=Options(comments="drop")
    )
    assert isinstance(outcome, Kept)
    assert outcome.record.text == "" and len(outcome.removals) == 6


def test_no_record_that_keeps_everything_says_that_it_keeps_nothing() -> None:
    outcome = clean(
        f'<html><div class="comments">{"".join(f"<p>{c}</p>" for c in COMMENTS * 3)}</div>',
        options=Options(comments="keep"),
    )
    assert isinstance(outcome, Kept)
    assert COMMENTS[0] in outcome.record.text and not outcome.record.warnings


def test_a_url_may_be_a_string_of_another_type() -> None:
    class Url(str):
        pass

    assert isinstance(clean(page(), url=Url("https://post.example/ferry")), Kept)


@pytest.mark.parametrize("kind", [bytearray, memoryview, np.bytes_])
def test_a_body_may_be_bytes_of_another_type(kind: Any) -> None:
    outcome = clean(kind(page().encode()))
    assert isinstance(outcome, Kept) and outcome == clean(page().encode())


def test_a_path_holds_no_control_characters() -> None:
    explanation = explain(page().replace("<main>", '<main class="a\x1b[31m\x07b">'))
    assert explanation.view is not None
    assert all(block.path.isprintable() for block in explanation.view.blocks)


def test_a_reason_is_one_printable_line() -> None:
    footer = "<div class='foo\x1b[31m\nbar footer related'><p>Related: x</p><p>© 2024</p></div>"
    explanation = explain(page().replace("</main>", f"{footer}</main>"))
    assert explanation.view is not None
    assert all(why.isprintable() for why in explanation.view.body.why)


def test_text_with_the_separator_of_lines_is_text() -> None:
    data = (
        '<script type="application/ld+json">{"articleBody": "'
        + "word \\u0000 one two three four. " * 50
        + '"}</script>'
    )
    assert isinstance(clean(f"<html>{data}<p>x</p></html>", options=Options(select=("C",))), Kept)
    assert isinstance(clean("<html><p>a\0b</p></html>", options=Options(select=("C",))), Kept)


@pytest.mark.parametrize("name", ["blog-wordpress.html", "spanish-blog.html"])
def test_no_rule_takes_comments_that_are_asked_for(name: str) -> None:
    sample = (Path(__file__).parent.parent / "samples" / name).read_bytes()
    kept, dropped = (clean(sample, options=Options(comments=policy)) for policy in ("keep", "drop"))  # type: ignore[arg-type]
    assert isinstance(kept, Kept) and isinstance(dropped, Kept)
    assert kept.record.stats.blocks_out > dropped.record.stats.blocks_out
    assert not [r for r in kept.removals if r.text == "¿Qué variedad plantaste?"]


def test_a_reason_is_never_of_a_group_that_the_model_does_not_know() -> None:
    run = GROUP_NAMES.index("run")
    shares = np.full((len(GROUP_NAMES), 2), -0.5)
    shares[run] = 0.0  # of exports only: in a page's model nothing asks for it
    assert run not in main_groups(shares, np.array([True, True])).tolist()
    assert run not in main_groups(-shares, np.array([False, False])).tolist()
