"""Pages made to break a cleaner: an outcome each, in linear time, and nothing unsafe in the record."""

import json
import time
from collections.abc import Callable

import pytest

from pipeline import Kept, Options, Site, clean
from pipeline.catalog import choose_rules
from pipeline.normalise.blocks import repair

PROSE = "<p>" + "The ferry leaves at seven, and by then the fishermen have been back for an hour. " * 5 + "</p>"
PAGE = "<!doctype html><h1>The bell of the harbour</h1>" + PROSE
SECONDS = 5.0  # a hundred times what an ordinary page of the size takes, and far under what backtracking took


@pytest.mark.parametrize(
    "body",
    [
        PAGE + "<p>By Jane Doe " + "r , " * 40 + "r x</p>" + PROSE,
        PAGE + "<p>" + '[gallery a="" ]' * 60 + "x</p>",
        PAGE + "<p>" + "#aa " * 30 + "#aa!</p>",
        PAGE + "<pre>a\n" + " " * 100_000 + "b</pre>",
        PAGE + "<pre>x<br>" + "<br> " * 20_000 + "y</pre>",
        "<!doctype html><a href=x>" + "confirm" * 20_000 + "</a>",
        "a" + "\t" * 50_000 + "b\n" + "The ferry leaves at seven, and by then they have been back for an hour.\n" * 3,
        PAGE + "<p>a" + "\u0301" * 40_000 + "\u0323" * 40_000,
        PAGE + "<p>" + "<a href=/x>a<br>b</a> c " * 10_000,
        PAGE + "<p>x &amp;" + "amp;" * 40_000,
        PAGE + "<pre><b>" + "\n" * 200_000,
        PAGE + '<div class="' + "a " * 20_000 + '">' + "<p>x</p>" * 2_000,
        PAGE + "<!---->" * 50_000,
        "<!---->" * 50_000 + "x",
        "<!doctype html><p>" + "".join(f"<font size={n}>" for n in range(2_500)) + "<p>x" * 2_500,
        PAGE + "<div class='zz aa'>" * 2_000 + "<p>Menu item" * 5_000,
        PAGE
        + '<script type="application/json">['
        + '{"type":"p"},' * 3
        + '{"name":[' * 440
        + '{"name":[1'
        + ",1" * 50_000
        + "]}"
        + "]}" * 440
        + "]</script>",
        PAGE
        + '<script type="application/json">['
        + '{"type":"p"},' * 3
        + '{"type":"p","c":[' * 440
        + '{"type":"p","b":[1'
        + ",1" * 50_000
        + "]}"
        + "]}" * 440
        + "]</script>",
        PAGE + "<noscript><iframe " * 20_000,
        PAGE + "<noscript>" * 20_000 + "<iframe>",
        "<div class=author>" * 390 + "<p>" + "x y " * 400_000,
        "<title>" + "".join(f"word{n} rain{n} " for n in range(40_000)) + "</title>" + "<p>zz qq uu" * 20_000,
        "<meta property=og:title content='word rain in the hills'>" * 20_000 + "<p>zz qq uu" * 20_000,
    ],
    ids=range(23),
)
def test_no_page_takes_more_than_linear_time(body: str) -> None:
    start = time.process_time()
    assert isinstance(clean(body), Kept)
    assert time.process_time() - start < SECONDS


@pytest.mark.parametrize(
    "head",
    [
        "<title>&amp;#" + "9" * 5_000 + ";</title>",
        '<script type="application/ld+json">{"@type": "Article", "headline": "&#' + "9" * 5_000 + ';"}</script>',
        '<base href="http://[">',
        "<!--" + "-" * 6_000 + "-->",
    ],
)
def test_every_page_ends_as_a_record(head: str) -> None:
    outcome = clean(f"<!doctype html><head>{head}</head>{PAGE}", url="https://example.com/a")
    assert isinstance(outcome, Kept)
    assert outcome.record.title == "The bell of the harbour"


def test_a_long_comment_before_the_document_does_not_make_it_text() -> None:
    outcome = clean("<!--" + "x" * 6_000 + "-->" + PAGE)
    assert isinstance(outcome, Kept)
    assert outcome.record.provenance.media_type == "text/html"


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "java&#9;script:alert(1)",
        "java&#10;script:alert(1)",
        "&#1;javascript:alert(1)",
        "&#1;data:text/html,x",
        "file:///etc/passwd",
        "blob:https://example.com/x",
    ],
)
def test_no_link_runs_anything(href: str) -> None:
    outcome = clean(f'{PAGE}<p>Nobody can say when <a href="{href}">the bell</a> was hung, or by whom.</p>')
    assert isinstance(outcome, Kept)
    assert outcome.record.links == ()


@pytest.mark.parametrize(
    "text", ["&lt;&amp;shy;script&gt;x", "&lt;scr&lt;b&gt;&lt;/b&gt;ipt&gt;x", "&lt;b " + "x" * 900 + "&gt;x"]
)
def test_no_fact_holds_markup(text: str) -> None:
    outcome = clean(f"<!doctype html><meta name=description content='{text}'>{PAGE}")
    assert isinstance(outcome, Kept)
    assert "<" not in (outcome.record.description or "")


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("20240101T2959", "2024-01-01"),
        ("2024-03-12T10:00+99:99", "2024-03-12"),
        ("2024-03-12T10:00+05:30", "2024-03-12T10:00+05:30"),
        ("2023-02-31", None),
        ("0000-00-00", None),
    ],
)
def test_dates_are_dates(found: str, expected: str | None) -> None:
    outcome = clean(f"<!doctype html><meta property=article:published_time content='{found}'>{PAGE}")
    assert isinstance(outcome, Kept)
    assert outcome.record.date_published == expected


def test_repairs_reach_their_end() -> None:
    once, _ = repair("&#1" * 12 + "\u00ad" + "73;" * 12, choose_rules().text)
    assert repair(once, choose_rules().text) == (once, ())


def texts_in_json_ld(n: int, *, alike: bool) -> str:
    """A page of n paragraphs, and n long texts in its JSON-LD that it shows in other words."""
    words = [f"w{number}x" for number in range(n * 40)]
    lines = [" ".join(words[at * 40 : at * 40 + 40]) for at in range(n)]
    told = [{"text": lines[0] if alike else line + " and more"} for line in lines]
    shown = "".join(f"<p>{line}</p>" for line in lines)
    return f'<!doctype html><script type="application/ld+json">{json.dumps(told)}</script>{shown}'


@pytest.mark.parametrize("alike", [True, False])
def test_many_texts_in_json_ld_are_compared_in_linear_time(alike: bool) -> None:
    start = time.process_time()
    clean(texts_in_json_ld(2_000, alike=alike))
    assert time.process_time() - start < SECONDS


@pytest.mark.parametrize(
    "body_of",
    [
        lambda n: "<html>" + "<p>The bell rang through the flood and nobody heard it.</p>" * n,
        lambda n: "<html><p>" + '<a href="/x">word here</a> ' * n,
        lambda n: "<html><table>" + "<tr><td>a<td>b" * n,
        lambda n: "The bell rang through the flood and nobody heard it at all.\n" * n,
    ],
    ids=["paragraphs", "links", "rows", "lines"],
)
def test_twice_the_page_takes_about_twice_the_time(body_of: Callable[[int], str]) -> None:
    def seconds(n: int) -> float:
        start = time.process_time()
        clean(body_of(n))
        return time.process_time() - start

    seconds(500)  # patterns are compiled when they are first used
    small = min(seconds(2_000) for _ in range(3))
    assert seconds(8_000) < 4 * small * 2.5 + 0.2


def test_a_page_is_bounded_before_its_own_url_is_looked_for() -> None:
    options = Options(sites=(Site(host="example.org", drop=(".ad",)),))
    start = time.process_time()
    assert isinstance(clean("<!doctype html>" + "<div>" * 60_000 + PROSE, options=options), Kept)
    assert time.process_time() - start < SECONDS
