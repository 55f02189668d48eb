"""The cheap looks of `compare` only pass over what the costly ones would find nothing in."""

import sys

import pytest
from ftfy.badness import is_bad

from pipeline.facts.compare import may_begin, title_matches
from pipeline.normalise.mojibake import MAY_BE_MOJIBAKE


def test_ftfy_mends_no_single_character_that_is_not_looked_for() -> None:
    characters = (chr(code) for code in range(0x80, min(sys.maxunicode, 0x3100)))
    passed_over = [char for char in characters if not MAY_BE_MOJIBAKE.search(char)]
    assert [char for char in passed_over if is_bad(f"a{char}a {char} A{char}. {char}1")] == []


@pytest.mark.parametrize("line", ["Rain", "rain again", "«Rain»", "éRain", "&#82;ain", "r\u0301ain"])
def test_a_line_may_begin_so(line: str) -> None:
    assert may_begin(line, "rain")


def test_a_line_begins_otherwise() -> None:
    assert not may_begin("Snow", "rain")


@pytest.mark.parametrize(
    ("line", "match"),
    [
        ("Snow", None),
        ("The Bell That", None),
        ("The Bell That…", "truncated"),
        ("The Bell That Rang Through", "truncated"),
        ("The Bell That Rang Thruogh the Flood", "exact"),
        ("The Bell That Rang Through the Flood | Harbour Notes", "with-site"),
        ("Read: The Bell That Rang Through the Flood again", "padded"),
    ],
)
def test_how_a_line_repeats_a_title(line: str, match: str | None) -> None:
    assert title_matches(["Snow", line], "The Bell That Rang Through the Flood").get(1) == match
