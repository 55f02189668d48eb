"""Features of the content model that say what words, heads, links and headings say."""

import json
import re
from array import array
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.content.features.build import PageFeatures
from pipeline.content.features.first_scores import score_columns
from pipeline.content.features.layout import FAR, SEPARATOR, Columns, lay_out
from pipeline.content.features.lines import line_buckets
from pipeline.content.features.markers import MARKERS, NAMES, marker_of
from pipeline.content.features.names import name_tokens
from pipeline.content.features.overlap import looped_overlap, overlap
from pipeline.content.features.said import ENDS, LETTERS, WORDS, said
from pipeline.content.features.tokens import looped_lines, looped_names
from pipeline.content.features.vocabulary import WORD_BUCKETS, Words, _at_once, _looped, codes_of, last_headings, lower
from pipeline.content.features.word_loop import IS_COMPILED
from pipeline.content.features.words import ALL_BUCKETS
from pipeline.decode import decode
from pipeline.model import Source
from pipeline.options import Options
from pipeline.segment.page import segment

BODY = "The ferry had been late all week, and on Friday it did not come at all, so the whole village walked."
OTHER = "Seven recipes with beetroot that your guests will ask for again before the plates are back in the sink."


def columns_of(markup: str, url: str = "https://post.example/valley/the-late-ferry") -> Columns:
    document = segment(decode(Source(ref="page", body=markup, url=url)), Options())
    return PageFeatures(document).with_words(np.zeros(ALL_BUCKETS))


# Words


@given(
    st.sampled_from(sum(MARKERS.values(), ())), st.sampled_from(["", "» ", "(", "12 ", "-----"]), st.text(max_size=6)
)
def test_a_line_begins_with_the_marker_that_all_of_them_together_find(word: str, lead: str, end: str) -> None:
    groups = [f"(?P<{name}>{'|'.join(words)})" for name, words in MARKERS.items()]
    for line in [(lead + word[cut:] + end).lower()[:40] for cut in range(3)]:
        found = re.match(r"[\W_]{0,4}(?:" + "|".join(groups) + ")", line)
        assert marker_of(line) == (NAMES.index(found.lastgroup) if found and found.lastgroup else -1)


def test_words_are_alike_whatever_their_case_and_digits() -> None:
    one, other = Words(lower(["March 2023, Hall 17"])), Words(lower(["MARCH 1999; hall 42!"]))
    assert one.hashes.tolist() == other.hashes.tolist() and len(one.hashes) == 4


def test_scripts_without_spaces_have_a_word_a_character() -> None:
    assert len(Words(lower(["村の渡し船"])).hashes) == 5
    assert len(Words(lower(["फिर वे पैदल गए"])).hashes) == 4  # vowel signs are parts of words


@given(st.lists(st.text(st.characters(exclude_characters=SEPARATOR), max_size=40), min_size=1, max_size=6))
def test_words_of_many_texts_are_those_of_each(texts: list[str]) -> None:
    together = Words(lower(texts))
    for index, text in enumerate(texts):
        alone = Words(lower([text]))
        assert together.hashes[together.text == index].tolist() == alone.hashes.tolist()
    assert ((together.buckets() >= 0) & (together.buckets() < WORD_BUCKETS)).all()


@given(st.text(st.sampled_from("aB9é٣日本ー\0 .-\ud800𝔘\U0001f600"), max_size=200))
def test_words_are_hashed_alike_in_a_loop_and_at_once(text: str) -> None:
    codes = codes_of(text.lower())
    with np.errstate(over="ignore"):  # as plain Python the loop's numbers are numpy's, which tell of it
        looped = _looped(codes)
    for one, other in zip(looped, _at_once(codes), strict=True):
        assert one.tolist() == other.tolist()


PIECES = sorted({piece for words in WORDS.values() for piece in words.replace("~", " ").replace(".", " ").split()})


@given(st.lists(st.sampled_from([*PIECES, "-", "_", "-_", "1", "s", "é", "日"]), max_size=6).map("".join))
def test_a_name_says_what_the_words_in_it_say(name: str) -> None:
    anything_else = f"[^{LETTERS[:26]}]"
    patterns = {"~": "|".join(ENDS["~"]), ".": anything_else}
    flags = 0
    for flag, words in WORDS.items():
        for word in words.split():
            parts = [f"(?:{patterns[part]})" if part in patterns else re.escape(part) for part in word]
            flags |= flag if re.search("".join(parts), f" {name} ") else 0
    assert said(array("I", map(ord, name)), 0, len(name)) == flags


def test_three_words_in_a_row_are_of_one_text() -> None:
    assert Words(lower(["a b", "c d e f", "", "g"])).trigrams()[1].tolist() == [1, 1]


# Tokens

CHARACTERS = st.sampled_from("ab-_:/. \t\n\x1c\x85\u20001290éß村\U0001f600\ud800main post comment")


@given(st.lists(st.tuples(st.sampled_from(["", "div", "x-é"]), st.text(CHARACTERS, max_size=80)), min_size=1))
def test_names_have_the_same_tokens_in_a_loop(kinds: list[tuple[str, str]]) -> None:
    looped, flags = looped_names(kinds)
    lists, said = name_tokens(kinds)
    assert [(buckets.tolist(), starts.tolist()) for buckets, starts in looped] == list(lists)
    assert flags.tolist() == said


@given(st.lists(st.text(CHARACTERS, max_size=80), min_size=1))
def test_lines_have_the_same_tokens_in_a_loop(texts: list[str]) -> None:
    looped, buckets = looped_lines(Words(lower(texts))), line_buckets(lower(texts))
    assert [row.tolist() for row in looped] == [row.tolist() for row in buckets]


@pytest.mark.skipif(not IS_COMPILED, reason="the loop is for a compiler")
@given(st.lists(st.text(CHARACTERS, max_size=80), min_size=1), st.lists(st.sampled_from(["main", "ab", "é"])))
def test_words_overlap_the_same_in_a_loop(texts: list[str], title: list[str]) -> None:
    good = array("d", [float(len(text) % 3) for text in texts])
    for start in (0, len(texts) // 2):
        looped = looped_overlap(title, Words(lower(texts)), good, start)
        assert looped.tolist() == overlap(title, lower(texts), good, start).tolist()


# What the head says


def test_a_block_that_search_engines_are_given_is_known() -> None:
    told = json.dumps({"@type": "NewsArticle", "articleBody": f"{BODY} {BODY.replace('Friday', 'Sunday')}"})
    page = f'<script type="application/ld+json">{told}</script><p>{BODY}</p><p>{OTHER}</p>'
    assert columns_of(page)["head_text"].tolist() == [1.0, 0.0]
    assert columns_of(f"<p>{BODY}</p><p>{OTHER}</p>")["head_text"].tolist() == [0.0, 0.0]


def test_a_block_that_describes_the_page_is_known() -> None:
    page = f'<meta name="description" content="{BODY[:60]}"><p>{BODY}</p><p>{OTHER}</p>'
    own, other = columns_of(page)["head_description"]
    assert own > 0.4 and other == 0


# Where links lead


@pytest.mark.parametrize(
    ("href", "column", "value"),
    [
        ("/valley/the-bridge", "same_site", 1),
        ("https://www.post.example/sport", "same_site", 1),
        ("https://elsewhere.example/valley/x", "same_site", 0),
        ("/valley/the-bridge-and-the-goat", "same_section", 1),
        ("/sport/the-bridge", "same_section", 0),
        ("/sport/the-bridge-and-the-goat", "slug_words", 4),
        ("/a/b/c?d=e/f#g", "steps", 3),
        ("mailto:editor@post.example", "contact", 1),
    ],
)
def test_where_a_link_leads(href: str, column: str, value: float) -> None:
    assert columns_of(f'<p><a href="{href}">More</a></p>')[f"target_{column}"].tolist() == [value]


def test_blocks_without_links_lead_nowhere() -> None:
    assert columns_of(f"<p>{BODY}</p><p>{BODY}</p>")["target_same_site"].tolist() == [-1, -1]


def test_a_card_leads_to_one_place_often() -> None:
    page = '<h3><a href="/x">Seven recipes</a></h3><p><a href="/x">Read on</a></p><p><a href="/y">Else</a></p>'
    assert columns_of(page)["target_mentions"].tolist() == [2, 2, 1]


# The tree


@given(
    st.recursive(
        st.just(""), lambda inner: st.lists(st.tuples(st.sampled_from("abc"), inner), max_size=4), max_leaves=30
    )
)
def test_elements_have_one_number_if_they_are_alike_all_the_way_up(nested: object) -> None:
    def markup(inside: Any) -> str:
        return BODY + "".join([f'<div class="{name}">{markup(inner)}</div>' for name, inner in inside])

    layout = lay_out(segment(decode(Source(ref="page", body=markup(nested), url="")), Options()))
    chains: list[tuple[object, ...]] = [()]
    beside: list[object] = [None]
    for above, tag, names in list(zip(layout.parent, layout.tags, layout.names, strict=True))[1:]:
        chains.append((*chains[above], (tag, names)))
        beside.append((above, tag, names))
    for numbers, told in ((layout.class_paths.tolist(), chains), (list(layout.tree.siblings), beside)):
        assert len(set(numbers)) == len(set(told)) == len(set(zip(numbers, told, strict=True)))


# Headings above


def test_the_heading_above_is_the_last_one() -> None:
    assert last_headings(np.array([False, True, False, True, False])).tolist() == [-1, 1, 1, 3, 3]


def test_a_heading_stands_under_the_last_one_of_a_higher_rank() -> None:
    page = f"<p>{BODY}</p><h2>Travel</h2><h3>Ferries</h3><p>{BODY}</p><h3>Roads</h3><h2>Sport</h2><p>{OTHER}</p>"
    assert columns_of(page)["heading_over"].tolist() == [0, 0, 1, 1, 1, 0, 0]


# Lines of exports


def test_lines_tell_of_blank_lines_runs_and_shared_words() -> None:
    long = "The heron counted the eels at the weir one by one, and when the tide had turned it began again."
    text = f"Home\nNews\n\n\nEels at the weir\n\n{long}\n\n{long} All of it is true.\nShare"
    document = segment(decode(Source(ref="x", body=text, media_type="text/plain")), Options())
    columns = PageFeatures(document).columns
    assert np.expm1(columns["blank_before"]).round().tolist() == [0, 0, 2, 1, 1, 0]
    assert np.expm1(columns["blank_after"]).round().tolist() == [0, 2, 1, 1, 0, 0]
    assert np.expm1(columns["run_of_labels"]).round().tolist() == [3, 3, 3, 0, 0, 1]
    assert columns["place_in_run_of_labels"].argmax() == 2
    assert columns["shared_words"][2] == 1 and columns["shared_words"][[0, 1, 5]].max() == 0
    assert columns["in_first_line"].tolist() == [1, 0, 0, 0, 0, 0]
    assert columns["good_before"][3] == 0 and columns["good_to_come"][4] == 0


def test_lines_of_one_shape_are_counted_and_found() -> None:
    text = "Red scarf\n$ 12.00\nBlue scarf\n$ 14.50\nIt keeps you warm, and it is made to last.\nGreen scarf"
    document = segment(decode(Source(ref="x", body=text, media_type="text/plain")), Options())
    columns = PageFeatures(document).columns
    assert np.expm1(columns["like"]).round().tolist() == [3, 2, 3, 2, 1, 3]
    assert columns["like_before"].tolist() == [FAR, FAR, 2, 2, FAR, 3]
    assert columns["like_after"].tolist() == [2, 2, 3, FAR, FAR, FAR]
    assert columns["like_in_6"].tolist() == [3, 2, 3, 2, 1, 3]


def test_first_scores_tell_where_content_runs() -> None:
    columns = score_columns(np.array([0.1, 0.9, 0.4, 0.8, 0.2, 0.6]), np.array([4.0, 20, 4, 20, 30, 2]))
    assert columns["score_in_run"].tolist() == [0, 1, 1, 1, 0, 0]
    assert columns["score_to_run"].tolist() == [-1, 0, 0, 0, 1, 2]
    assert columns["score_to_run_end"].tolist() == [4, 3, 2, 1, 0, -1]
    assert columns["score_since_0.6"].tolist() == [FAR, 0, 1, 0, 1, 2]
    assert columns["score_before_within_2"][0] == 0
    assert columns["score_rank"].argsort().tolist() == [1, 3, 5, 2, 4, 0]


def test_a_page_of_one_line_has_all_columns() -> None:
    assert score_columns(np.array([0.4]), np.array([3.0]))["score_page"] == [pytest.approx(0.4)]
    assert score_columns(np.array([0.0]), np.array([0.0]))["score_page"] == [0]
