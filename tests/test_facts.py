"""Facts of whole pages: right, or absent; and never an error, whatever the page holds."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.decode import decode
from pipeline.facts.describe import describe_facts
from pipeline.facts.language import guess, normal_tag
from pipeline.facts.names import names_in
from pipeline.facts.title import unquoted
from pipeline.facts.title_candidates import without_site
from pipeline.model import Facts, Source
from pipeline.segment.export import segment_export
from pipeline.segment.html import segment_html
from pipeline.segment.selectors import Selection

BODY = (
    "<p>The valley keeps its mills because the stream has never run dry in all the years that people wrote it down.</p>"
    * 3
)


def facts_of(
    head: str, body: str = BODY, url: str = "https://www.millvalley.example/a/b", fetched_at: str | None = None
) -> Facts:
    page = decode(
        Source(
            ref="page",
            body=f"<!doctype html><html><head>{head}</head><body>{body}</body></html>",
            url=url,
            fetched_at=fetched_at,
        )
    )
    return describe_facts(segment_html(page, Selection()))


def ld(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="application/ld+json">{text}</script>'


def export_facts(text: str) -> Facts:
    return describe_facts(segment_export(decode(Source(ref="export.txt", body=text))))


def value(fact):
    return fact.value if fact else None


ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Mills of the Upper Valley",
    "author": [{"@type": "Person", "name": "Clara Winter"}, {"@type": "Organization", "name": "Mill Valley Press"}],
    "datePublished": "2024-03-04T10:00:00+02:00",
    "dateModified": "2024-03-05",
    "publisher": {"@type": "Organization", "name": "Mill Valley"},
    "keywords": ["mills", "water", "mills"],
}


@pytest.mark.parametrize(
    "script",
    [
        ARTICLE,
        [ARTICLE],
        {"@graph": [{"@type": "WebSite", "name": "Mill Valley"}, ARTICLE]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
    ],
)
def test_reads_json_ld_in_each_of_its_shapes(script):
    facts = facts_of(ld(script) + "<title>Mills of the Upper Valley - Mill Valley</title>")
    assert value(facts.title) == "Mills of the Upper Valley"
    assert [fact.value for fact in facts.authors] == ["Clara Winter"]
    assert value(facts.date_published) == "2024-03-04T10:00:00+02:00"
    assert value(facts.date_modified) == "2024-03-05"
    assert value(facts.site_name) == "Mill Valley"
    assert [fact.value for fact in facts.tags] == ["mills", "water"]


def test_follows_references_to_authors():
    graph = {
        "@graph": [
            {**ARTICLE, "author": {"@id": "#clara"}},
            {"@type": "Person", "@id": "#clara", "name": "Clara Winter"},
        ]
    }
    assert [fact.value for fact in facts_of(ld(graph)).authors] == ["Clara Winter"]


def test_reads_json_ld_with_raw_line_breaks_in_strings():
    facts = facts_of(ld('{"@type": "Article", "headline": "Mills\nof the Valley", "datePublished": "2024-03-04"}'))
    assert value(facts.title) == "Mills of the Valley"


def test_takes_the_article_that_bears_the_pages_title():
    other = {**ARTICLE, "headline": "Bridges", "datePublished": "2001-01-01"}
    assert (
        value(facts_of(ld([other, ARTICLE]) + "<title>Mills of the Upper Valley</title>").date_published)
        == "2024-03-04T10:00:00+02:00"
    )


def test_prefers_the_headline_that_a_reader_sees():
    head = '<meta property="og:title" content="10 best mills of the Upper Valley 2024">'
    head += '<meta property="og:type" content="article">'
    head += "<title>Upper Valley mills | Mill Valley</title>"
    facts = facts_of(head, f"<h1>Mill Valley</h1><h1>The best mills of the Upper Valley</h1>{BODY}")
    assert facts.title is not None and (facts.title.value, facts.title.where) == (
        "The best mills of the Upper Valley",
        1,
    )


def test_a_title_is_plain_text():
    facts = facts_of('<meta property="og:title" content="Salt &amp;amp; &lt;b&gt;Water&lt;/b&gt;   in the mills">')
    assert value(facts.title) == "Salt & Water in the mills"


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("Salt and Water - Mill Valley", "Salt and Water"),
        ("Salt and Water | Mill Valley", "Salt and Water"),
        ("Mill Valley » Salt and Water", "Salt and Water"),
        ("Salt – Water", "Salt – Water"),
        ("Mill Valley", "Mill Valley"),
    ],
)
def test_takes_the_site_name_off_a_title(title, plain):
    assert without_site(title, "Mill Valley") == plain


def test_takes_one_pair_of_quotes_off_a_title():
    assert unquoted("“Salt and Water”") == "Salt and Water"
    assert unquoted("“Salt” and “Water”") == "“Salt” and “Water”"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Clara Winter", ["Clara Winter"]),
        ("Clara Winter, Tom Berg & Ana Ruiz", ["Clara Winter", "Tom Berg", "Ana Ruiz"]),
        ("Clara Winter und Jörg Sommer", ["Clara Winter", "Jörg Sommer"]),
        ("Анна Белова и Иван Петров", ["Анна Белова", "Иван Петров"]),
        ("山田花子、李小龍", ["山田花子", "李小龍"]),
        ("Winter, Clara", ["Clara Winter"]),
        ("Clara Winter, MD, PhD", ["Clara Winter"]),
        ("Clara Winter (photographs)", ["Clara Winter"]),
        ("clara@example.org (Clara Winter)", ["Clara Winter"]),
        ("Editorial Team", []),
        ("Mill Valley News", []),
        ("https://example.org/clara", []),
        ("clara@example.org", []),
        ("x" * 5000, []),
    ],
)
def test_tells_people_from_publishers(text, names):
    assert names_in(text) == names


def test_leaves_the_site_itself_out_of_the_authors():
    head = '<meta property="og:site_name" content="Mill Valley"><meta name="author" content="Mill Valley">'
    assert facts_of(head).authors == ()


def test_reads_a_visible_byline_and_date_under_the_headline():
    facts = facts_of(
        "<title>Mills of the Valley</title>",
        f"<h1>Mills of the Valley</h1><div>By Clara Winter</div><div>March 4, 2024</div>{BODY}",
    )
    assert [(fact.value, fact.where) for fact in facts.authors] == [("Clara Winter", 1)]
    assert facts.date_published is not None
    assert (facts.date_published.value, facts.date_published.where, facts.date_published.raw) == (
        "2024-03-04",
        2,
        "March 4, 2024",
    )


def test_gives_no_date_and_no_author_on_a_page_without():
    facts = facts_of(
        "<title>Mills of the Valley</title>",
        f"<h1>Mills of the Valley</h1>{BODY}<footer>© 2024, 4 March 2024, by Clara Winter</footer>",
    )
    assert (facts.date_published, facts.date_modified, facts.authors) == (None, None, ())


@pytest.mark.parametrize("date", ["0000-00-00", "2023-02-31", "2999-01-01", "1970-01-01T00:00:00Z", "soon", ""])
def test_leaves_impossible_dates_out(date):
    facts = facts_of(
        f'<meta property="article:published_time" content="{date}">' + ld({**ARTICLE, "datePublished": date})
    )
    assert facts.date_published is None


def test_leaves_dates_after_the_fetch_out():
    assert facts_of(ld(ARTICLE), fetched_at="2024-01-01T00:00:00Z").date_published is None
    assert facts_of(ld(ARTICLE), fetched_at="2024-03-04T12:00:00Z").date_published is not None


def test_takes_absolute_http_urls_only():
    head = '<link rel="canonical" href="javascript:alert(1)"><meta property="og:url" content="/mills">'
    head += '<meta property="og:image" content="data:x">'
    facts = facts_of(head + '<meta name="twitter:image" content="//cdn.example/a.jpg">')
    assert value(facts.canonical_url) == "https://www.millvalley.example/mills"
    assert value(facts.image) == "https://cdn.example/a.jpg"


def test_languages_are_declared_or_guessed_or_unknown():
    assert normal_tag("en_us") == "en-US" and normal_tag("zh-hans-cn") == "zh-Hans-CN" and normal_tag("{{lang}}") == ""
    assert (
        guess("Der Bach hat nie aufgehört zu fließen, und die Mühlen sind das, was von der alten Zeit in dem Tal ist.")
        == "de"
    )
    assert guess("谷にはまだ水車が残っている。川は一度も涸れたことがない。") == "ja"
    assert guess("xyz qwe") is None


EXPORT = """MillValley.org

“The Long Memory of Water: Why the Mills of

March 4, 2024 | by Clara Winter

"The Long Memory of Water: Why the Mills of the Valley Still Turn"

The Long Memory of Water: Why the Mills of the Valley Still Turn

The Long Memory of Water: Why the Mills of the Valley Still Turn

The stream that feeds the valley has never run dry in all of the years that people wrote it down.

What the Miller Knew

He kept a book for the stream, and it held the height of the water on every day of his life.
"""


def test_reads_the_header_of_an_export():
    facts = export_facts(EXPORT)
    assert (
        facts.title is not None
        and facts.title.value == "The Long Memory of Water: Why the Mills of the Valley Still Turn"
    )
    assert facts.title.where == 4
    assert [(fact.value, fact.where) for fact in facts.authors] == [("Clara Winter", 2)]
    assert facts.date_published is not None
    assert (facts.date_published.value, facts.date_published.raw, facts.date_published.where) == (
        "2024-03-04",
        "March 4, 2024",
        2,
    )
    assert facts.site_name is not None and (facts.site_name.value, facts.site_name.where) == ("MillValley.org", 0)
    assert value(facts.language) == "en"


def test_an_item_of_a_list_is_no_title():
    assert export_facts("Shopping for Friday\n\n- bread and butter\n- a bag of good apples").title.value == (
        "Shopping for Friday"
    )
    assert export_facts("Notes\n\n- bread and butter\n- a bag of good apples").title is None


def test_an_export_with_one_title_line_gives_it():
    text = "Home\nMills of the Upper Valley | Mill Valley\nMenu\nMills of the Upper Valley\n" + EXPORT.split("\n\n")[6]
    facts = export_facts(text)
    assert (value(facts.title), value(facts.site_name)) == ("Mills of the Upper Valley", "Mill Valley")


def test_an_export_of_menus_has_no_title():
    assert export_facts("Home\nAbout us\nContact\n").title is None


ODD = [
    None,
    7,
    True,
    [],
    {},
    [None],
    [[]],
    {"@id": "#x"},
    {"name": None},
    {"name": [1, {"name": {}}]},
    "x" * 5000,
    "\ud800".encode("utf-8", "surrogatepass").hex(),
]


def test_an_image_of_json_ld_is_unicode():
    facts = facts_of(ld({"@type": "Article", "image": "https://post.example/\ud800.jpg"}))
    assert facts.image.value == "https://post.example/\ufffd.jpg"


@pytest.mark.parametrize("odd", ODD)
def test_wrong_types_everywhere_are_passed_over(odd):
    article = dict.fromkeys((*ARTICLE, "image", "name", "description", "articleSection", "@id", "mainEntity"), odd)
    facts = facts_of(ld({**article, "@type": "Article"}) + ld(odd) + ld({**article, "@type": [odd, "Article"]}))
    assert facts.date_published is None


@pytest.mark.parametrize(
    "script",
    [
        "",
        "{",
        "[" * 100_000,
        '{"a":' * 1000 + "1" + "}" * 1000,
        "NaN",
        "9" * 5000,
        "<!-- {} -->",
        '{"@graph":' * 1000 + "[]" + "}" * 1000,
    ],
)
def test_invalid_and_deep_json_ld_is_passed_over(script):
    assert facts_of(ld(script) + "<title>Mills of the Valley</title>").title is not None


def test_references_in_a_circle_end():
    assert (
        facts_of(
            ld(
                [
                    {**ARTICLE, "author": {"@id": "#a"}},
                    {"@id": "#a", "name": {"@id": "#a"}},
                    {"@id": "#b", "author": {"@id": "#b"}},
                ]
            )
        ).authors
        == ()
    )


WORDS = st.sampled_from(
    [
        "#a",
        "Clara Winter",
        "2024-03-04",
        "",
        "Article",
        "\ud800",
        "<b>",
        "&amp;",
        "javascript:x",
        "http://[",
        "١٢ مارس ٢٠٢٤",
    ]
)
KEYS = st.sampled_from(
    [*ARTICLE, "@graph", "@id", "name", "image", "url", "mainEntityOfPage", "@value", "articleSection"]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=25,
)


@settings(max_examples=200, deadline=None)
@given(JSON, st.text(max_size=60))
def test_no_json_ld_raises(value, text):
    facts = facts_of(
        ld(value)
        + ld([{"@type": "Article", **value}] if isinstance(value, dict) else value)
        + f"<title>{text}</title>",
        f"<h1>{text}</h1>{BODY}",
    )
    assert isinstance(facts, Facts)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_no_export_raises(text):
    assert isinstance(export_facts("Mills\n" + text + "\n" + EXPORT), Facts)


def test_a_word_of_the_headline_is_not_the_site_because_the_domain_is_it():
    head = (
        "<title>Fire in Harbour | Globe News</title><meta property='og:title' content='Fire in Harbour | Globe News'>"
    )
    facts = facts_of(head, f"<h1>Fire in Harbour</h1>{BODY}", url="https://www.harbour.com/a")
    assert value(facts.title) == "Fire in Harbour"
    assert value(facts.site_name) != "Fire in Harbour"


def test_co_authors_who_are_each_marked_are_all_authors():
    marked = "<p>By <a rel=author href=/j>Jane Doe</a> and <a rel=author href=/r>John Roe</a></p>"
    facts = facts_of("<title>The bell of the harbour</title>", f"<h1>The bell of the harbour</h1>{marked}{BODY}")
    assert [fact.value for fact in facts.authors] == ["Jane Doe", "John Roe"]
