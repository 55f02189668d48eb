"""Days that pages write in other orders, calendars and places."""

import pytest

from pipeline.decode import decode
from pipeline.facts.choice import shipped_facts
from pipeline.facts.date_candidates import Days, date_candidates
from pipeline.facts.dates import parse_date
from pipeline.facts.evidence import gather, near_title
from pipeline.facts.page_signs import page_signs
from pipeline.facts.persian_calendar import persian_day
from pipeline.facts.title import html_title
from pipeline.model import Document, Source
from pipeline.segment.html import segment_html
from pipeline.segment.selectors import Selection

PROSE = "<p>The mill on the river was built of stone, and its wheel turned day and night for the whole valley.</p>" * 3
MENU = "".join(f"<h2>Section {number}</h2><p>Link {number}</p>" for number in range(90))


def document_of(markup: str) -> Document:
    return segment_html(decode(Source(ref="page", body=f"<!doctype html>{markup}")), Selection())


def days_of(markup: str, language: str = "en") -> Days:
    document = document_of(markup)
    evidence = gather(document)
    return date_candidates(evidence, language, 0, near_title(document, 0), page_signs(evidence))


def values_of(markup: str, language: str = "en") -> list[str]:
    return [fact.value for fact in days_of(markup, language).facts]


def declared(date: str) -> str:
    return f"<meta property='article:published_time' content='{date}'>"


def test_a_month_that_is_named_is_not_taken_for_a_day() -> None:
    assert values_of(f"{declared('2021-11-01')}<h1>Mills</h1><p>11 January 2021</p>{PROSE}") == [
        "2021-11-01",
        "2021-01-11",
    ]


def test_a_date_in_numbers_that_metadata_gives_too_stays() -> None:
    markup = f"{declared('2021-11-01')}<meta property='article:modified_time' content='2021-01-11'><h1>Mills</h1>"
    assert values_of(f"{markup}<p>11/01/2021</p>{PROSE}", "de") == ["2021-11-01", "2021-01-11"]


def test_a_date_in_numbers_is_read_in_the_order_that_metadata_confirms() -> None:
    assert values_of(f"{declared('2021-11-01')}<h1>Mills</h1><p>11/01/2021</p>{PROSE}", "de") == ["2021-11-01"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1399/04/12", "2020-07-02"),
        ("۱۲ تیر ۱۳۹۹", "2020-07-02"),
        ("2 تير 1399 - 12:09", "2020-06-22"),
        ("۱ فروردین ۱۴۰۰", "2021-03-21"),
        ("30 اسفند 1403", "2025-03-20"),
        ("1408/12/30", "2030-03-20"),
    ],
)
def test_reads_dates_of_the_persian_calendar(text: str, day: str) -> None:
    found = parse_date(text, "fa")
    assert found is not None
    assert found.value == day


@pytest.mark.parametrize("text", ["1399/13/12", "1399/07/31", "0 تیر 1399", "in 1399 or so"])
def test_no_persian_day_is_impossible(text: str) -> None:
    assert persian_day(text) is None


def test_years_of_other_languages_are_not_persian() -> None:
    assert parse_date("The battle of 1399/04/12", "en") is None


def test_a_persian_page_may_write_common_dates() -> None:
    found = parse_date("2020-07-02", "fa")
    assert found is not None
    assert found.value == "2020-07-02"


def test_data_of_scripts_is_not_asked_where_the_page_gives_a_day() -> None:
    script = '<script>window.state = {"publishedAt": "2024-05-01T10:00:00Z"}</script>'
    assert values_of(f"{script}<h1>Mills</h1><p>12 March 2024</p>{PROSE}") == ["2024-03-12"]


@pytest.mark.parametrize(
    "script",
    [
        '{"publishedAt": "2024-05-01T10:00:00+00:00"}',
        '{"published_at":"2024-05-01T10:00:00+00:00"}',
        r'"{\"createdAt\":\"2024-05-01T10:00:00+00:00\"}"',
        '{"article_publication_date" : "2024-05-01T10:00:00+00:00"}',
    ],
)
def test_data_of_scripts_is_asked_where_nothing_else_gives_a_day(script: str) -> None:
    found = days_of(f"<script>window.state = {script}</script><h1>Mills</h1>{PROSE}")
    assert [fact.value for fact in found.facts] == ["2024-05-01T10:00:00+00:00"]
    assert found.facts[0].via.startswith("script ")


def test_a_note_below_the_text_says_when_it_was_published() -> None:
    filed = "and is filed under Mills, Rivers and the old trades of the valley. " * 4
    row = days_of(f"<h1>Mills</h1>{PROSE * 9}<p>This entry was posted on 12 March 2024 {filed}</p>").rows[0]
    assert row["says published"] == 1


def test_the_same_moment_elsewhere_on_earth_is_known_as_one() -> None:
    found = days_of(f"{declared('2023-11-09T05:30:59Z')}<h1>Mills</h1><p>8 November 2023 at 23:30</p>{PROSE}")
    assert [row["same moment beside"] for row in found.rows] == [1, 1]


def test_the_headline_of_a_page_with_a_long_menu_is_found_below_it() -> None:
    head = "<title>The mill is sold</title><meta property='og:title' content='The mill is sold'>"
    document = document_of(f"{head}<h1>Valley</h1>{MENU}<h2>The mill is sold</h2>{PROSE}")
    evidence = gather(document)
    title = html_title(evidence, "Valley", page_signs(evidence), shipped_facts()["title"])
    assert title.at is not None
    assert document.blocks[title.at].text == "The mill is sold"
