"""Hostile and odd metadata: passed over or cleaned, in time that grows with its length."""

import json
import time
from datetime import UTC, datetime

import pytest

from pipeline import Kept, clean
from pipeline.facts.evidence import absolute
from pipeline.facts.language import normal_tag
from pipeline.facts.names import names_in
from pipeline.facts.plain_text import one_line, plain_text
from pipeline.model import Facts
from pipeline.record import Record

PROSE = "<p>The river rose in the night, and in the morning the road was closed. Nobody came through for a day.</p>" * 3
SECONDS = 3.0
"""A hundred times what such a page takes, and less than it took while time grew with the square."""


def kept(head: str, body: str = f"<h1>The river over the road</h1>{PROSE}", **told: object) -> Kept:
    outcome = clean(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>", **told)  # type: ignore[arg-type]
    assert isinstance(outcome, Kept), outcome
    return outcome


def record(head: str, **told: object) -> Record:
    return kept(head, **told).record


def facts(head: str, body: str = f"<h1>The river over the road</h1>{PROSE}") -> Facts:
    return kept(head, body).facts


def meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">'


@pytest.mark.parametrize(
    "head",
    [
        meta("author", ", " * 1000) * 60,
        '<script type="application/ld+json">'
        + json.dumps({"@type": "NewsArticle", "headline": "x", "author": [", " * 1000] * 60})
        + "</script>",
        meta("description", "<a" * 6000 + ">" * 6000) * 60,
        "".join(meta(f"date{n}", f"{1990 + n % 50}-{n // 50 % 12 + 1:02}-{n % 28 + 1:02}") for n in range(15_000)),
        "<title>" + "The river | " * 20_000 + "</title>",
    ],
)
def test_time_grows_with_the_length_of_metadata(head: str) -> None:
    started = time.process_time()
    kept(head)
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize(
    "title", ["The <canvas> element", "Vec<T> and Option<T> in Rust", "How to use the <b> tag in HTML"]
)
def test_a_title_that_shows_tags_keeps_them(title: str) -> None:
    shown = title.replace("<", "&lt;").replace(">", "&gt;")
    outcome = kept(f"<title>{shown} | Docs</title>", f"<h1>{shown}</h1>{PROSE}")
    assert outcome.record.title == title
    assert title in [removal.text for removal in outcome.removals]


def test_metadata_loses_markup_that_is_whole_nested_or_cut() -> None:
    assert plain_text("<b>The</b> river") == "The river"
    assert plain_text("&lt;i&gt;The&lt;/i&gt; river") == "The river"
    assert plain_text("The river <img src=x onerror=alert(1)") == "The river"
    assert plain_text("a < b and c > d") == "a < b and c > d"
    assert one_line("The  <canvas>\n element\u202e") == "The <canvas> element"


@pytest.mark.parametrize(
    ("date", "fetched_at"),
    [("2098-05-05", "2099-01-01"), ("1989-05-05", "2024-01-01"), ("2024-05-05", "2024-01-01"), ("2050-01-01", None)],
)
def test_no_date_is_from_another_time(date: str, fetched_at: str | None) -> None:
    assert record(meta("article:published_time", date), fetched_at=fetched_at).date_published is None


def test_a_time_of_the_fetch_that_is_no_string_is_read() -> None:
    head = meta("article:published_time", "2024-05-05")
    for fetched_at in (datetime(2024, 5, 6, tzinfo=UTC), 20240506):
        assert record(head, fetched_at=fetched_at).date_published == "2024-05-05"


@pytest.mark.parametrize("words", ["© 12 March 2024", "Copyright 12 March 2024"])
def test_a_copyright_line_gives_no_date_whatever_its_class(words: str) -> None:
    body = f"<h1>The river over the road</h1><p class=date>{words}</p>{PROSE}"
    assert facts("", body).date_published is None


def test_a_change_in_the_hours_before_the_publication_is_none() -> None:
    for changed, stays in (("2024-03-12T08:00:00Z", False), ("2024-03-12T13:00:00+01:00", True), ("2024-03-12", True)):
        head = meta("article:published_time", "2024-03-12T10:00:00Z") + meta("article:modified_time", changed)
        assert (facts(head).date_modified is not None) is stays


def test_the_raw_form_of_a_date_is_short_and_clean() -> None:
    value = "2024-03-12\x1b[31m &lt;b&gt;" + "x" * 300_000
    found = facts("", f"<h1>The river over the road</h1><time datetime='{value}'>12 March 2024</time>{PROSE}")
    assert found.date_published is not None and len(found.date_published.raw or "") <= 100
    assert "\x1b" not in (found.date_published.raw or "")


def test_names_of_metadata_are_short_and_printed() -> None:
    head = meta("article:published_time", "2024-04-11") + meta("xdate\x1b[31m" + "y" * 100_000, "2024-04-12")
    found = facts(head).date_published
    assert found is not None and all(len(other) < 200 and other.isprintable() for other in found.also)


@pytest.mark.parametrize(
    "url",
    [
        "http://<script>alert(1)</script>/",
        "http://ex.com:99999/x",
        "http://ex.com:abc/a",
        "http://.",
        "http://ex.com\\@evil",
        "http://a b.com/",
        "javascript:alert(1)",
        "http://ex.com/" + "x" * 2000,
        "http://[::1/",
    ],
)
def test_what_is_no_address_is_none(url: str) -> None:
    assert absolute(url, "https://mills.example/a") == ""


def test_addresses_hold_no_control_characters_and_no_lone_surrogates() -> None:
    assert absolute("http://ex.com/\x1b]0;a\x07b", "") == "http://ex.com/]0;ab"
    assert absolute("b", "http://ex.com/\ud800/a").encode()
    assert absolute("//münchen.example:8080/a", "https://x.example") == "https://münchen.example:8080/a"
    assert absolute("http://[::1]:80/a", "") == "http://[::1]:80/a"


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "[object Object]",
        "<?php echo $a ?>",
        "12 March 2024",
        "15 comments",
        "View all posts",
        "Leave a comment",
        "Click here to subscribe now",
        "nan",
        "true",
    ],
)
def test_what_is_no_name_is_no_author(text: str) -> None:
    assert names_in(text) == []


@pytest.mark.parametrize(
    "text", ["Clara Winter", "Seymour Reading", "No Young-ok", "T.C. Sottek", "user_name", "amondale"]
)
def test_names_are_kept(text: str) -> None:
    assert names_in(text) == [text]


@pytest.mark.parametrize("tag", ["utf-8", "cn", "jp", "xq", "zz-ZZ", "yes", ""])
def test_what_is_no_language_is_none(tag: str) -> None:
    assert normal_tag(tag) == ""


def test_a_page_of_dates_does_not_hide_its_headline() -> None:
    body = "<time>12 March 2024</time>" * 600 + f"<h1>The river over the road</h1>{PROSE}"
    title = kept("<title>The river over the road | Site</title>", body).facts.title
    assert title is not None and (title.value, title.via) == ("The river over the road", "h1")


def test_a_title_of_signs_alone_is_one() -> None:
    assert kept("<title>🌊🌊</title>", f"<h1>🌊🌊</h1>{PROSE}").record.title == "🌊🌊"
