"""Both texts are whole in what tells them apart, whatever they are, and in time."""

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from pipeline.record import RecordBlock
from pipeline.report.word_diff import Words, hunks, runs, word_diff

TEXT = "The river rose in the night, and in the morning the road was closed; nobody came through before noon."


def shown(a: str, b: str) -> str:
    signs = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(signs[words.change].format(words.text) for words in word_diff(a, b))


def side(words: tuple[Words, ...], change: str) -> str:
    return "".join(piece.text for piece in words if piece.change in ("same", change))


def blocks(*texts: str) -> list[RecordBlock]:
    return [RecordBlock(role="paragraph", level=0, text=text) for text in texts]


def test_the_same_is_the_same() -> None:
    assert word_diff(TEXT, TEXT) == (Words(change="same", text=TEXT),)
    assert word_diff("", "") == ()
    assert list(hunks(blocks("a", TEXT), blocks("a", TEXT))) == []


def test_words_that_changed_are_told_apart() -> None:
    assert shown("the road was closed; nobody came", "the road was open; nobody came") == (
        "the road was [-closed; -]{+open; +}nobody came"
    )
    assert shown("日本語の文章です", "日本の文章です") == "日本[-語-]の文章です"
    assert shown("a b a b a", "a b c a b a") == "a b {+c +}a b a"


def test_texts_that_share_little_are_shown_whole() -> None:
    assert shown("one two three four", "five six two seven") == "[-one two three four-]{+five six two seven+}"


@given(st.text("ab \n語", max_size=60), st.text("ab \n語", max_size=60))
def test_no_word_is_lost_or_invented(a: str, b: str) -> None:
    words = word_diff(a, b)
    assert (side(words, "removed"), side(words, "added")) == (a, b)


@given(st.lists(st.integers(0, 4), max_size=30), st.lists(st.integers(0, 4), max_size=30))
def test_runs_are_the_same_in_both_and_in_order(a: list[int], b: list[int]) -> None:
    at_a = at_b = 0
    for i, j, length in runs(a, b):
        assert length > 0 and i >= at_a and j >= at_b
        assert a[i : i + length] == b[j : j + length]
        at_a, at_b = i + length, j + length


def test_only_changed_blocks_are_in_hunks_with_what_is_beside_them() -> None:
    (hunk,) = hunks(blocks("a", "b", TEXT, "d"), blocks("a", "b", TEXT.replace("night", "day"), "d"))
    assert (hunk.a_start, hunk.a_end, hunk.b_start, hunk.b_end) == (2, 3, 2, 3)
    assert (hunk.before, hunk.after) == ("b", "d")
    assert side(hunk.words, "removed") == TEXT


def test_a_block_of_another_role_is_a_hunk() -> None:
    (hunk,) = hunks(blocks("a"), [RecordBlock(role="heading", level=2, text="a")])
    assert (hunk.a_roles, hunk.b_roles) == (("paragraph",), ("heading 2",))
    assert hunk.words == (Words(change="same", text="a"),)


def test_texts_of_300_000_words_that_repeat_take_seconds() -> None:
    for letters in ("x", "xy", "abcdefgh"):
        random_ = random.Random(1)
        a, b = (" ".join(random_.choices(letters, k=300_000)) for _ in range(2))
        started = time.monotonic()
        words = word_diff(f"1 {a} 2", f"3 {b} 4")
        assert (side(words, "removed"), side(words, "added")) == (f"1 {a} 2", f"3 {b} 4")
        assert time.monotonic() - started < 20
