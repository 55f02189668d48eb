"""Records as Markdown: read back by a CommonMark parser, they say what the record says."""

import json
from typing import Any

import msgspec
import pytest
from markdown_it import MarkdownIt

from pipeline import Kept, Record, clean, to_markdown
from pipeline.record import RecordBlock, RecordLink

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OUTCOME = clean("<h1>River</h1><p>The river rose in the night, and in the morning the road was closed.</p>")
assert isinstance(OUTCOME, Kept)
BARE = msgspec.structs.replace(OUTCOME.record, title=None, blocks=(), links=())


def block(role: Any, text: str, level: int = 0) -> RecordBlock:
    return RecordBlock(role=role, level=level, text=text)


def record(*blocks: RecordBlock, links: tuple[tuple[str, str], ...] = (), **values: Any) -> Record:
    found = tuple(RecordLink(text=text, url=url) for text, url in links)
    return msgspec.structs.replace(BARE, blocks=blocks, links=found, **values)


def body(*blocks: RecordBlock, links: tuple[tuple[str, str], ...] = ()) -> str:
    """The Markdown after the front matter."""
    return to_markdown(record(*blocks, links=links)).split("---\n", 2)[2].strip("\n")


def html(*blocks: RecordBlock, links: tuple[tuple[str, str], ...] = ()) -> str:
    return str(READER.render(body(*blocks, links=links))).strip()


def shown(text: str) -> str:
    """The text as an HTML writer escapes it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


@pytest.mark.parametrize(
    "text",
    [
        "1. not an item",
        "2) not an item",
        "1986. A great year.",
        "1.",
        "- not an item",
        "-",
        "+ plus",
        "# not a heading",
        "#",
        "#hashtag",
        "> not a quote",
        "---",
        "===",
        "* * *",
        "- - -",
        "~~~",
        "```",
        "a_b_c *bold* __init__ `code`",
        "[link](http://x) ![image](y) [ref]",
        "<b>bold</b> <!-- x --> <http://x.example>",
        "&amp; &copy; &#65; AT&T",
        "back\\slash \\* \\",
        "a | b",
        "--- | ---",
        "~~gone~~",
        "5 * 3 * 2 = 30",
        "* starred",
        ":--",
        "| a | b |",
        "C:\\new\\1. x",
    ],
)
def test_shows_text_as_it_is(text: str) -> None:
    assert html(block("paragraph", text)) == f"<p>{shown(text)}</p>"
    assert html(block("paragraph", f"first\n{text}\nlast")) == f"<p>first<br />\n{shown(text)}<br />\nlast</p>"
    assert html(block("quote", text)) == f"<blockquote>\n<p>{shown(text)}</p>\n</blockquote>"
    assert html(block("heading", text, 3)) == f"<h3>{shown(text)}</h3>"
    assert shown(text) in READER.render(to_markdown(record(title=text)).split("---\n", 2)[2])


@pytest.mark.parametrize("text", ["C #", "Sharp ##", "C#", "# #"])
def test_keeps_hashes_at_the_end_of_a_heading(text: str) -> None:
    assert html(block("heading", text, 2)) == f"<h2>{text}</h2>"


def test_headings_keep_their_level_below_the_title() -> None:
    assert [body(block("heading", "H", level)) for level in (1, 2, 6)] == ["## H", "## H", "###### H"]
    assert body(block("heading", "two\nlines", 2)) == "## two lines"


def test_lists_nest() -> None:
    items = [("a", 1), ("b", 2), ("c", 3), ("d", 1)]
    assert body(*(block("list_item", text, level) for text, level in items)) == "- a\n  - b\n    - c\n- d"


def test_a_list_that_begins_deep_does_not_turn_into_code() -> None:
    got = html(block("list_item", "a", 4), block("list_item", "b", 4), block("list_item", "c", 1))
    assert "<pre>" not in got
    assert got.count("<li>") == 3


def test_items_lose_the_bullet_of_their_line_and_keep_their_number() -> None:
    for text in ("• rain", "- rain", "* rain", "– rain"):
        assert body(block("list_item", text, 1)) == "- rain"
    assert html(block("list_item", "1. rain", 1)) == "<ul>\n<li>1. rain</li>\n</ul>"


def test_lines_of_an_item_stay_in_it() -> None:
    got = html(block("list_item", "a", 1), block("list_item", "b\n- c", 2))
    assert "b<br />\n- c" in got
    assert got.count("<li>") == 2


@pytest.mark.parametrize("text", ["x = 1", "```\nfenced\n```", "a `````", "  indented\n\n\n<b> & *", "~~~"])
def test_code_is_verbatim(text: str) -> None:
    assert html(block("code", text)) == f"<pre><code>{shown(text)}\n</code></pre>"


def test_lines_of_a_quote_stay_in_it() -> None:
    assert html(block("quote", "one\n# two\nthree")) == (
        "<blockquote>\n<p>one<br />\n# two<br />\nthree</p>\n</blockquote>"
    )


def test_captions_are_set_off() -> None:
    assert html(block("caption", "Rain * on\nroofs")) == "<p><em>Rain * on roofs</em></p>"


def test_tables_hold_pipes_and_ragged_rows() -> None:
    rows = (block("table_row", "Year\tRain | snow"), block("table_row", "2023"), block("table_row", "a\\|b\tc\n*d*\te"))
    got = html(*rows)
    assert got.count("<tr>") == 3
    assert got.count("<td>") + got.count("<th>") == 9
    for cell in ("Rain | snow", "2023", "a\\|b", "c *d*", "e"):
        assert f">{cell}<" in got


def test_links_stand_where_their_words_are() -> None:
    got = html(
        block("paragraph", "Read this [now] and this."),
        block("paragraph", "No link."),
        block("paragraph", "And this."),
        links=(("this", "http://a.example/?x=1&copy=2"), ("[now]", "/b c_d*"), ("this", "u\\<v>"), ("this", "w")),
    )
    assert got == (
        '<p>Read <a href="http://a.example/?x=1&amp;copy=2">this</a> <a href="/b%20c_d*">[now]</a> and '
        '<a href="u%5C%3Cv%3E">this</a>.</p>\n<p>No link.</p>\n<p>And <a href="w">this</a>.</p>'
    )


def test_a_link_whose_words_are_gone_hides_no_other() -> None:
    got = body(
        block("paragraph", "One two."), block("code", "x"), block("paragraph", "Three."),
        links=(("gone", "/1"), ("two", "/2"), ("One", "/3"), ("x", "/4"), ("Three", "/5")),
    )  # fmt: skip
    assert got == "One [two](</2>).\n\n```\nx\n```\n\n[Three](</5>)."


def test_links_of_a_table_may_hold_pipes() -> None:
    got = html(block("table_row", "a\tb"), block("table_row", "c\td"), links=(("d", "/x|y"),))
    assert '<a href="/x%7Cy">d</a>' in got


@pytest.mark.parametrize(
    "title", ["plain", 'a "quoted": #1', "two\nlines", "\u0085\u2028\x7f\x9b\ufeff\x00", "[a, b]", "😀"]
)
def test_front_matter_is_json_on_lines_of_their_own(title: str) -> None:
    got = to_markdown(record(title=title, authors=("A: B", "C"), tags=(), url=None))
    head = got.split("---\n", 2)[1]
    values = {key: json.loads(value) for key, _, value in (line.partition(": ") for line in head.split("\n") if line)}
    assert (values["title"], values["authors"]) == (title, ["A: B", "C"])
    assert "tags" not in values
    assert len(head.splitlines()) == len(values)
    assert all(char.isprintable() or char == "\n" for char in head)


def test_ends_in_one_line_feed() -> None:
    assert to_markdown(record(block("paragraph", "x"))).endswith("x\n")
    assert to_markdown(record(block("paragraph", "x"))).startswith("---\n")
