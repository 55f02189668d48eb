"""Where lines break, what a block is, and what stays out: HTML as a browser shows it, exports as they stand."""

import json
import re
import textwrap
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.decode import decode
from pipeline.model import Block, Document, Source
from pipeline.options import Options, Site
from pipeline.segment.broken_lines import ends_whole
from pipeline.segment.guard import MAX_ATTRIBUTES, MAX_DEPTH, MAX_FORMATTING, guard
from pipeline.segment.links import Resolver, absolute_url
from pipeline.segment.page import segment
from pipeline.segment.shape import ends_sentence, is_long_line, words_in

LONG = "The ferry leaves at seven, and by then the fishermen have been back for an hour."


def html(body: str, options: Options | None = None, url: str | None = "https://example.com/a/b") -> Document:
    page = decode(Source(ref="page", body=f"<!doctype html><body>{body}", url=url))
    return segment(page, options or Options())


def export(text: str) -> tuple[Block, ...]:
    return segment(decode(Source(ref="page", body=text)), Options()).blocks


def shapes(document: Document) -> list[tuple[str, int, str]]:
    return [(block.role, block.level, block.text) for block in document.blocks]


def texts(body: str) -> list[str]:
    return [block.text for block in html(body).blocks]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>One <b>bold</b> <a href=x>link</a>.</p>", ["One bold link."]),
        ("<p>one<br>two</p>", ["one\ntwo"]),
        ("<p>one<br><br>two</p>", ["one", "two"]),
        ("<p>one<br> <br>two</p>", ["one", "two"]),
        ("<p> spaces \n and\tlines </p>", ["spaces and lines"]),
        ("<div>a<div>b</div>c</div>", ["a", "b", "c"]),
        ("<p>before<my-card>inside</my-card>after</p>", ["before", "inside", "after"]),
        ("<noscript><p>for readers without scripts</p></noscript>", ["for readers without scripts"]),
        ("<div hidden><p>streamed</p></div>", ["streamed"]),
        ("<p>a&nbsp;b</p>", ["a b"]),
    ],
)
def test_breaks_lines_where_a_browser_does(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "<script>var a = 1</script>",
        "<style>p { color: red }</style>",
        "<template><p>later</p></template>",
        "<svg><title>icon</title></svg>",
        "<iframe>old browsers</iframe>",
        "<select><option>one</select>",
        "<textarea>typed</textarea>",
        "<video>no video</video>",
        "<!-- comment -->",
    ],
)
def test_skips_what_is_no_running_text(body: str) -> None:
    assert texts(body) == []


def test_roles_and_levels_follow_the_tags() -> None:
    document = html(
        "<h2>Head</h2><ul><li>one<ul><li>two</li></ul></li></ul><blockquote><p>said</p></blockquote>"
        "<pre>a = 1\n  b\n</pre><figure><figcaption>shown</figcaption></figure>"
        "<table><caption>all</caption><tr><th>x</th><td>1</td></tr></table><p>end</p>"
    )
    assert shapes(document) == [
        ("heading", 2, "Head"),
        ("list_item", 1, "one"),
        ("list_item", 2, "two"),
        ("quote", 0, "said"),
        ("code", 0, "a = 1\n  b"),
        ("caption", 0, "shown"),
        ("caption", 0, "all"),
        ("table_row", 0, "x\t1"),
        ("paragraph", 0, "end"),
    ]


def test_an_empty_code_element_does_not_make_the_next_block_code() -> None:
    document = html(
        "<code></code><p>Rope</p><code> </code><p>Tar</p><p>by <code>a = 1</code></p><code> <p>b = 2</code>"
    )
    assert [block.code for block in document.blocks] == [False, False, True, True]


def test_a_layout_table_is_no_table() -> None:
    assert shapes(html("<table><tr><td><p>left</p></td><td><p>right</p></td></tr></table>")) == [
        ("paragraph", 0, "left"),
        ("paragraph", 0, "right"),
    ]


def test_links_are_absolute_and_counted() -> None:
    block = html(
        "<p>See <a href='../c'>this page</a> or <a href='#top'>top</a> or <a href='javascript:x()'>x</a></p>"
    ).blocks[0]
    assert [(link.text, link.url) for link in block.links] == [("this page", "https://example.com/c")]
    assert block.link_chars == len("this page") + len("top") + len("x")


def test_relative_links_resolve_against_base_and_survive_bad_ones() -> None:
    document = html("<base href='https://other.example/x/'><p><a href='y'>good</a> <a href='http://[bad'>bad</a></p>")
    assert [link.url for link in document.blocks[0].links] == ["https://other.example/x/y", "http://[bad"]


URL_PARTS = st.sampled_from(
    "http:// https:// // / a b.c h.example :80 ? # ; .. . %20 é @ [ ] x=1 ?# /./ /../ /.".split()
)
BASES = st.sampled_from(
    [
        "",
        "https://example.com/a/b?c#d",
        "http://h",
        "https://h:80/x/",
        "HTTPS://H/x",
        "//h/x",
        "/x",
        "ftp://h/a",
        "http://[",
    ]
)


@given(st.lists(URL_PARTS, max_size=7).map("".join), BASES)
@settings(max_examples=500, deadline=None)
def test_links_resolve_as_the_standard_library_resolves_them(url: str, base: str) -> None:
    assert Resolver(base).absolute(url) == absolute_url(url, base)


def test_a_link_around_blocks_is_a_link_in_each() -> None:
    document = html("<a href=/x><div>one</div><div>two</div></a>")
    assert [(block.text, block.link_density) for block in document.blocks] == [("one", 1.0), ("two", 1.0)]


def test_blocks_under_an_element_are_a_range() -> None:
    document = html("<div class=outer><p>a</p><div id=inner><p>b</p><p>c</p></div></div><p>d</p>")
    outer, inner = (next(e for e in document.elements if name in e.names) for name in ("outer", "inner"))
    assert (outer.first, outer.last) == (0, 3)
    assert (inner.first, inner.last) == (1, 3)


def test_text_that_only_json_ld_holds_becomes_blocks() -> None:
    article = f'{{"@type": "Article", "articleBody": "{LONG} {LONG} {LONG} Then it rains."}}'
    script = f'<script type="application/ld+json">{article}</script>'
    assert texts(f"{script}<p>Loading…</p>") == ["Loading…", f"{LONG} {LONG} {LONG} Then it rains."]
    assert texts(f"{script}<p>{LONG}</p><p>Then it rains.</p>") == [LONG, "Then it rains."]


def test_the_users_selectors_cut_out_inline_elements_too() -> None:
    options = Options(sites=(Site(host="example.com", drop=("span.ad", "div > b:first-child")),))
    document = html("<p>Before <span class='x ad'>buy this</span> after</p><div><b>one</b><b>two</b></div>", options)
    assert [block.text for block in document.blocks] == ["Before", "buy this", "after", "one", "two"]
    assert document.selected == ((1, "drop", "span.ad"), (3, "drop", "div > b:first-child"))


def test_selectors_match_the_tree_that_is_cut_even_in_broken_markup() -> None:
    options = Options(sites=(Site(host="*", drop=("p > p, table p, .deep .end",)),))
    document = html("<p>a<p>b<table><p>c</p><tr><td class=deep><i class=end>d</table>", options, url=None)
    assert [document.blocks[index].text for index, *_ in document.selected] == ["d"]


def test_depth_and_attributes_are_bounded_and_the_text_stays() -> None:
    start = time.process_time()
    deep, many = "<div>" * 60_000 + "deep text", "<p " + " ".join(f"a{i}=1" for i in range(60_000)) + ">much"
    document = html(deep + "</div>" * 60_000 + many)
    assert [block.text for block in document.blocks] == ["deep text", "much"]
    assert len(document.warnings) == 2
    assert time.process_time() - start < 15


def test_the_guard_leaves_an_ordinary_page_alone() -> None:
    page = "<p>x" * 3 * MAX_DEPTH + "<div><span>y</span></div>" * MAX_DEPTH + "<path/>" * 2 * MAX_DEPTH
    assert guard(page) == (page, ())
    page = "<b>y</b>" * 2 * MAX_FORMATTING + f"<p style='{'a: 1; ' * MAX_ATTRIBUTES}'>"
    assert guard(page) == (page, ())
    page = f"<!-- {'a ' * 3 * MAX_ATTRIBUTES} --></p {'a ' * 3 * MAX_ATTRIBUTES}><noscript><iframe></iframe></noscript>"
    assert guard(page) == (page, ())


@pytest.mark.parametrize("markup", ["<", "<b", "</b", "<n>", "x<", "<<<", "</", "<b><", "<\ud800>", "<\U0001f600b>"])
def test_the_guard_takes_what_is_no_tag(markup: str) -> None:
    assert guard(markup) == (markup, ())
    assert guard(markup * 6_000)[0]


def test_formatting_tags_left_open_are_bounded_in_either_case() -> None:
    assert guard("<B ><i/><STRONG>" * MAX_FORMATTING)[1] != ()
    assert guard("<B ><i></I x></b></ b>" * MAX_FORMATTING)[1] == ()


@pytest.mark.parametrize("before", [0, 1, 7_999, 8_000, 12_345])
def test_a_tag_with_too_many_attributes_is_found_wherever_it_stands(before: int) -> None:
    tag = "<p " + " ".join(f"a{i}" for i in range(MAX_ATTRIBUTES + 500)) + ">"
    markup, warnings = guard("x" * before + tag + "<p>")
    assert warnings != ()
    assert markup.count(" ") < MAX_ATTRIBUTES


def test_an_export_is_cut_into_its_lines_whatever_ends_them() -> None:
    blocks = export("one\r\n\r\n  two  \rthree\u2028four\f\nfive")
    assert [(block.text, block.line) for block in blocks] == [
        ("one", 1),
        ("two", 3),
        ("three", 4),
        ("four", 5),
        ("five", 7),
    ]


BROKEN_AT_LINKS = [
    "",
    " ",
    "The weir at ",
    "Alder Mill",
    ", built in 1848, was opened by ",
    "the miller's widow",
    " on a Sunday. The",
    " Tern Valley Chronicle",
    ", which had sent nobody, wrote of “a great crowd”",
    ".",
    " ",
    "Home",
    "About us",
    "Seven boats went through before noon, and ",
    "an eighth",
    " sank.",
]


def test_lines_broken_at_links_are_joined_and_what_stands_apart_is_not() -> None:
    blocks = export("\n".join(BROKEN_AT_LINKS))
    assert [block.text for block in blocks] == [
        "The weir at Alder Mill, built in 1848, was opened by the miller's widow on a Sunday. "
        "The Tern Valley Chronicle, which had sent nobody, wrote of “a great crowd”.",
        "Home",
        "About us",
        "Seven boats went through before noon, and an eighth sank.",
    ]
    assert [block.line for block in blocks] == [3, 12, 13, 14]
    assert blocks[-1].raw.split("\n") == ["Seven boats went through before noon, and ", "an eighth", " sank."]


@pytest.mark.parametrize("width", [48, 60, 72, 77])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_wrapped_lines_are_joined(width: int, between: str) -> None:
    lines = ["Home", "What the bell saw", LONG, "Rope", " ".join([LONG] * 5), "• Bring a coat", "• " + LONG]
    wrapped = between.join("\n".join(textwrap.wrap(line, width)) for line in lines)
    assert [block.text for block in export(wrapped)] == lines


@pytest.mark.parametrize(
    "text",
    [
        "Home\nabout us\ncontact\nnews\nsports\nweather",
        "if (x) {\n  y = [\n1\n];\n}\n)\n}\n]\n;",
        "The sea was calm\nand grey as slate\nwhen we put out\nbefore the late\nmoon",
        "\n".join([LONG] * 5),
    ],
)
def test_lines_that_nothing_broke_stay_as_they_are(text: str) -> None:
    assert [block.text for block in export(text)] == [line.strip() for line in text.split("\n")]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("• Bring a coat", "list_item"),
        ("3. Bring a coat", "list_item"),
        ("1848 was the year of the flood", "paragraph"),
        ("Mill Weir\t2,310\t3,105", "table_row"),
        ("“Nobody on the quay can say when the bell was hung, only that it rang.”", "quote"),
        ("“Nobody on the quay can say” – “when the bell was hung or by whom it was.”", "paragraph"),
        ("> quoted in a mail", "quote"),
        ("    if (x) { return y; }", "code"),
    ],
)
def test_an_exports_roles_are_told_by_shape(text: str, role: str) -> None:
    assert export(f"{text}\n\nRope")[0].role == role


def test_a_short_line_before_a_long_one_is_a_heading() -> None:
    assert [block.role for block in export(f"What the bell saw\n\n{LONG}\n\nRope\n\nTar")] == [
        "heading",
        "paragraph",
        "paragraph",
        "paragraph",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [("one two three", 3), ("鐘は洪水の中で鳴った", 5), ("naïve café", 2), ("", 0), ("ร้านกาแฟ", 4)],
)
def test_words_are_counted_in_scripts_without_spaces(text: str, words: int) -> None:
    assert words_in(text) == words


def test_sentences_end_in_many_scripts() -> None:
    for text in ("It rained.", "“It rained.”", "下雨了。", "بارید؟", "बारिश हुई।", "(It rained.)", "It rained.[3]"):
        assert ends_sentence(text), text
    assert not ends_sentence("Related posts")
    assert is_long_line("駅前の再開発が進むなかで、南通り商店街の時計店は変わらない。")


def test_a_page_without_url_is_of_the_site_that_it_names() -> None:
    canonical = "<head><link rel=canonical href='https://www.example.com/a/b'></head>"
    page = f"<html>{canonical}<body><p class=ad>Rope</p><p><a href='../c'>next</a></p>"
    options = Options(sites=(Site(host="example.com", drop=(".ad",)),))
    document = segment(decode(Source(ref="page", body=page)), options)
    assert document.selected == ((0, "drop", ".ad"),)
    assert document.blocks[1].links[0].url == "https://www.example.com/c"


def test_a_block_is_selected_once_by_a_selector_however_many_elements_around_it_match() -> None:
    options = Options(sites=(Site(host="*", drop=("div",)),))
    assert html("<div><div><div><p>Rope</p></div></div></div>", options).selected == ((0, "drop", "div"),)


@pytest.mark.parametrize(
    "noscript",
    [
        '<noscript><iframe src="https://example.com/tag" /></noscript>',
        '<NOSCRIPT><IFRAME src="x"></NOSCRIPT>',
        '<noscript><iframe src="x"/><img src=y></noscript>',
        '<noscript><iframe src="a>b"></noscript>',
        '<noscript><iframe src="x"></iframe></noscript>',
    ],
)
def test_an_iframe_in_noscript_does_not_swallow_the_page(noscript: str) -> None:
    assert texts(f"<body>{noscript}<p>The bell rings.</p>") == ["The bell rings."]


def test_page_state_is_text_without_markup_and_not_doubled() -> None:
    nodes = [
        {"type": "paragraph", "text": f"<b>{n}</b>&nbsp;x", "children": [{"text": f"<b>{n}</b>&nbsp;{'y' * 200}"}]}
        for n in range(4)
    ]
    state = json.dumps(nodes)
    assert texts(f'<body><script type="application/json">{state}</script>') == [f"{n} {'y' * 200}" for n in range(4)]


def rich_text(*lines: str) -> str:
    nodes = [{"type": "paragraph", "content": [{"type": "text", "value": line}]} for line in lines]
    state = json.dumps({"props": {"story": {"body": {"content": nodes}}, "menu": ["Home"]}})
    return f'<script id="__NEXT_DATA__" type="application/json">{state}</script>'


LINES = [
    f"The ferry of pier {number} leaves at seven, and the fishermen wait for it in the rain." for number in range(8)
]


def test_the_article_that_only_page_state_holds_becomes_an_element_with_blocks() -> None:
    document = html(f"<body><p>Loading…</p>{rich_text(*LINES)}")
    assert [block.text for block in document.blocks] == ["Loading…", *LINES]
    holder = document.elements[-1]
    assert (holder.tag, holder.first, holder.last) == ("article", 1, 9)
    assert {block.element for block in document.blocks[1:]} == {len(document.elements) - 1}


@pytest.mark.parametrize(
    "body",
    [
        "".join(f"<p>{line}</p>" for line in LINES) + rich_text(*LINES),
        f"<p>{' '.join(LINES)} And the bell of the harbour rings for all of them.</p>" + rich_text(*LINES[:7]),
        rich_text(*LINES[:2]),
        '<script type="application/json">{"type":"paragraph","type":"paragraph",[</script>',
    ],
    ids=["shown", "less than is shown", "short", "no JSON"],
)
def test_page_state_that_adds_nothing_is_left_alone(body: str) -> None:
    assert not [block for block in html(f"<body>{body}").blocks if block.path.startswith("script")]


@pytest.mark.parametrize(
    "lines",
    [
        [f"2024-05-12 10:0{n}:00 INFO  harbour.ferry Ferry number {n} has left the quay" for n in range(8)],
        [
            "Name            Quantity     Price in EUR",
            *[f"Oranges {n}       12{n}          {n}.50 the box" for n in range(6)],
        ],
        [f"https://harbour.example/articles/2024/05/12/the-bell-that-rang-{n}" for n in range(8)],
        ["Ferry Leaves Without Its Captain On Stormy Night", "Market Closed After Flood Takes The Old Wooden Hall"] * 6,
    ],
    ids=["log", "table", "addresses", "headlines"],
)
def test_lines_that_fill_a_column_are_not_joined_for_that(lines: list[str]) -> None:
    document = segment(decode(Source(ref="x", body="\n".join(lines), media_type="text/plain")), Options())
    assert [block.raw for block in document.blocks] == lines


def test_a_text_that_was_wrapped_says_so() -> None:
    line = "The ferry leaves at seven, and by then the fishermen have been back for an hour and sold half of it."
    text = "\n\n".join(textwrap.fill(line, 40) for _ in range(4))
    document = segment(decode(Source(ref="x", body=text, media_type="text/plain")), Options())
    assert [block.text for block in document.blocks] == [line] * 4
    assert document.warnings == ("8 line ends taken out: the text was wrapped at column 40",)


@given(st.text(st.sampled_from("aZ.!?…:。\"'”’»)]」』 ,"), max_size=8).map(str.strip))
def test_a_line_is_whole_that_ends_in_a_stop_and_what_may_follow_one(text: str) -> None:
    assert ends_whole(text) == (re.search(r"[.!?…:。！？؟।][\"'”’»)\]」』]*$", text) is not None)
