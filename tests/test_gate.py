"""A block rule is shown every block that it acts on: what it declares holds all that it finds."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.catalog import choose_rules
from pipeline.model import Block
from pipeline.rule import BlockRule, Hit
from pipeline.rules.beginnings import ANYTHING, WIDTH, alternatives, beginning_of
from pipeline.rules.character_bits import BEYOND_ASCII, bits_of
from pipeline.rules.extent import extent_of
from pipeline.rules.gate import Gate
from pipeline.rules.line_index import LineIndex, fold

CATALOG = choose_rules()
FIXTURES = Path(__file__).parent / "rules"


def fixture_lines() -> list[str]:
    """Every line of every fixture of a block rule: what one rule drops is a line for the others, too."""
    lines = []
    for rule in CATALOG.block:
        data = json.loads((FIXTURES / f"{rule.name}.json").read_text(encoding="utf-8"))
        lines += [case["text"] if isinstance(case, dict) else case for case in (*data["keeps"], *data["drops"])]
    return lines


@pytest.mark.parametrize("linked", [False, True])
def test_every_rule_that_finds_something_is_asked(linked: bool) -> None:
    missed = []
    for line in fixture_lines():
        for text in (line, line.upper(), f"» {line}"):
            block = Block(index=0, text=text, raw=text, link_chars=len(text) if linked else 0)
            found = {position for position, rule in enumerate(CATALOG.block) if rule.find(block)}
            missed += [(CATALOG.block[position].name, text) for position in found - set(CATALOG.gate.asked(text))]
    assert missed == []


def test_no_rule_is_asked_about_running_text() -> None:
    line = "The ferry leaves at seven, and by then the fishermen have been back for an hour."
    assert CATALOG.gate.asked(line) == ()


def test_a_rule_that_declares_nothing_is_asked_about_every_block() -> None:
    def find(block: Block) -> Hit | None:
        return None

    rules = (
        BlockRule(code="B998", name="any", find=find),
        BlockRule(code="B999", name="short", find=find, max_chars=5),
        BlockRule(code="B997", name="cue", find=find, max_chars=20, cues=("x",)),
    )
    gate = Gate(rules)
    assert [gate.asked(text) for text in ("a", "a box", "a longer line", "x" * 21)] == [(0, 1), (0, 1, 2), (0,), (0,)]


@pytest.mark.parametrize(
    ("pattern", "beginnings"),
    [
        (r"e-?mail", {"emai"}),
        (r"(?:view|see) all", {"view", "seea"}),
        (r"(?:the )?page", {"thep", "page"}),
        (r"\d{1,2} comments?", {"0com", "00co", "000c", "0000"}),
        (r"[ab]c", {"ac", "bc"}),
        (r"©?\W*", {""}),
        (r"(?!x)up\b", {"up"}),
        (r".{3,9} newsletter", {ANYTHING}),
        (r"a[^b]c", {"a" + ANYTHING}),
        (r"i\u0307?lk", {"ilk"}),
        (r"\x41", {ANYTHING}),
    ],
)
def test_knows_with_what_a_line_begins_that_a_pattern_matches(pattern: str, beginnings: set[str]) -> None:
    [(_, found)] = alternatives(pattern)
    assert found == beginnings


@given(st.data())
def test_an_index_finds_what_its_expressions_match(data: st.DataObject) -> None:
    wording = {
        "en": (r"(?:un)?follow(?: us)?|e-?mails?", r"\d+ (?:likes?|[xy]{2,3})", r".{0,4}\(c\) ?\w*"),
        "de": (r"auf|[^a]b",),
    }
    patterns = [pattern for patterns in wording.values() for pattern in patterns]
    line = fold(data.draw(st.one_of([st.from_regex(pattern, fullmatch=True) for pattern in patterns])))
    expected = [p for p in patterns if re.fullmatch(rf"[\s\W_]*(?:{p})[\s\W_]*", line)]
    found = LineIndex((wording,)).find(line, bits_of(line))
    assert bool(found) == bool(expected)
    assert len(beginning_of(line)) <= WIDTH


@pytest.mark.parametrize(
    ("pattern", "least", "most", "held"),
    [
        (r"view all", 8, 8, "view all"),
        (r"e-?mails?|esme", 4, 7, "em"),
        (r"\d{2,3} (?:likes|votes)\b", 8, 9, " es"),
        (r"\(c\) ?|\(r\)", 3, 4, "("),
        (r"\d [-–] \d", 5, 5, " "),
        (r"(?:标签)?tags", 4, 6, "tags"),
        (r".{0,20}登録", 2, 22, "登録"),
        (r"i\u0307?lk", 0, float("inf"), ""),  # what is written by number is not read
        (r"(\w)\1", 0, float("inf"), ""),
    ],
)
def test_an_extent_holds_all_that_its_expression_matches(pattern: str, least: int, most: float, held: str) -> None:
    assert extent_of(pattern) == (least, most, bits_of(held))


def test_characters_that_are_not_ascii_are_told_from_those_that_are() -> None:
    assert extent_of(r"[备證]案|标签").bits & BEYOND_ASCII
    assert not bits_of("~ a line of ascii, with 2 [signs] \x7f") & BEYOND_ASCII


@given(st.text())
def test_a_text_has_the_bits_of_its_parts(text: str) -> None:
    middle = len(text) // 2
    assert bits_of(text) == bits_of(text[:middle]) | bits_of(text[middle:]) < 1 << 64
