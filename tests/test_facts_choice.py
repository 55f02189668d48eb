"""What titles and dates are chosen from, and that the better evidence wins."""

import numpy as np
import pytest

from pipeline import Kept, Source, clean
from pipeline.decode import decode
from pipeline.facts.choice import Choice, load_facts, save_facts, shipped_facts
from pipeline.facts.date_candidates import date_candidates
from pipeline.facts.describe import describe_facts
from pipeline.facts.evidence import gather, near_title
from pipeline.facts.page_signs import page_signs
from pipeline.facts.relative_dates import relative_day
from pipeline.facts.title_candidates import title_candidates
from pipeline.forests.forest import Forest
from pipeline.model import Document, Facts
from pipeline.options import Options
from pipeline.segment.html import segment_html
from pipeline.segment.selectors import Selection
from pipeline.walk import walk
from pipeline.write.lines import fact_lines

PROSE = "<p>The valley keeps its mills because the stream has never run dry in all the years that people wrote.</p>"
GERMAN = "<p>Das Tal hat seine Mühlen behalten, weil der Bach in all den Jahren nie versiegt ist.</p>"
NORWEGIAN = "<p>Dalen har beholdt møllene sine fordi bekken aldri har gått tørr i alle de årene.</p>"


def document_of(markup: str, **source: str) -> Document:
    return segment_html(decode(Source(ref="page", body=f"<!doctype html>{markup}", **source)), Selection())


def facts_of(markup: str, **source: str) -> Facts:
    return describe_facts(document_of(markup, **source))


def days_of(markup: str, **source: str) -> dict[str, str]:
    """Each day that a page gives, and its source."""
    document = document_of(markup, **source)
    days = date_candidates(gather(document), "en", 0, near_title(document, 0), page_signs(gather(document)))
    return {fact.value[:10]: fact.via for fact in days.facts}


def test_the_same_day_in_two_places_is_one_candidate() -> None:
    markup = "<meta property='article:published_time' content='2024-03-12T10:00:00Z'><h1>Mills</h1><p>12 March 2024</p>"
    document = document_of(markup + PROSE * 3)
    days = date_candidates(gather(document), "en", 0, near_title(document, 0), page_signs(gather(document)))
    assert [fact.value for fact in days.facts] == ["2024-03-12T10:00:00+00:00"]
    assert days.rows[0]["meta published"] == days.rows[0]["near dateline"] == 1


def test_a_copyright_line_gives_no_day() -> None:
    assert days_of(f"<h1>Mills</h1>{PROSE * 3}<p>© 12 March 2024 Mill Valley</p>") == {}


@pytest.mark.parametrize("date", ["2099-01-01", "0000-00-00", "2024-02-31", "1901-05-05"])
def test_no_day_is_impossible_or_far_away(date: str) -> None:
    assert days_of(f"<meta property='article:published_time' content='{date}'><h1>Mills</h1>{PROSE * 3}") == {}


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/2024/03/12/mills", "2024-03-12"),
        ("/news/2024-03-12-mills.html", "2024-03-12"),
        ("/texts/20240312-mills", "2024-03-12"),
        ("/newsroom/12-03-2024-mills", "2024-03-12"),
        ("/item/20241399-mills", None),
    ],
)
def test_addresses_give_days(path: str, day: str | None) -> None:
    days = days_of(f"<h1>Mills</h1>{PROSE * 3}", url=f"https://mills.example{path}")
    assert days == ({day: "url"} if day else {})


def test_the_address_that_a_page_calls_its_own_counts_where_none_is_known() -> None:
    head = "<link rel=canonical href='https://mills.example/2024/03/12/mills'>"
    assert days_of(f"{head}<h1>Mills</h1>{PROSE * 3}") == {"2024-03-12": "url"}


def test_a_change_before_the_publication_is_none() -> None:
    head = "<meta property='article:published_time' content='2024-03-12'>"
    head += "<meta property='article:modified_time' content='2024-03-01'>"
    facts = facts_of(f"<head>{head}</head><h1>The mills of the valley</h1>{PROSE * 3}")
    assert facts.date_published is not None and facts.date_modified is None


def test_says_what_else_was_found() -> None:
    head = "<meta property='article:published_time' content='2024-03-12'>"
    head += "<meta property='article:modified_time' content='2024-05-01'><title>Mills of the valley | Mill Post</title>"
    facts = facts_of(f"<head>{head}</head><h1>The mills of the valley</h1>{PROSE * 3}")
    assert facts.date_published is not None and facts.date_published.also == ("2024-05-01 (article:modified_time)",)
    assert facts.title is not None and "Mills of the valley | Mill Post (title)" in facts.title.also


def test_facts_are_written_with_where_they_are_from() -> None:
    outcome = clean(f"<!doctype html><title>Mills</title><h1>The mills of the valley</h1>{PROSE * 3}")
    assert isinstance(outcome, Kept)
    lines = b"".join(fact_lines(outcome)).decode()
    assert f'"id":"{outcome.record.id}","fact":"title","value":"The mills of the valley","via":"h1"' in lines


def test_facts_of_an_export_say_their_line() -> None:
    prose = "The mill on the river was built of stone, and its wheel turned day and night for the whole valley."
    outcome = clean("\n\n".join(["The mills of the valley", "By Jane Doe, 12 March 2024", *[prose] * 9]))
    assert isinstance(outcome, Kept)
    assert [(name, fact.line) for name, fact in outcome.facts.each() if fact.where is not None] == [
        ("title", 1),
        ("authors", 3),
        ("date_published", 3),
    ]


@pytest.mark.parametrize(("fetched_at", "warns"), [("2024-03-12T10:00:00Z", False), (None, False), ("soon", True)])
def test_a_time_of_the_fetch_that_is_none_is_warned_of(fetched_at: str | None, warns: bool) -> None:
    outcome = clean(f"<!doctype html><h1>Mills</h1>{PROSE * 3}", fetched_at=fetched_at)
    assert isinstance(outcome, Kept)
    assert any("fetched_at is no time" in warning for warning in outcome.record.warnings) is warns


def test_titles_come_whole_without_the_site_and_in_parts() -> None:
    document = document_of("<title>Mills | Valleys | Mill Post</title><p>Home</p>")
    texts = [candidate.text for candidate in title_candidates(gather(document), "Mill Post", {}).candidates]
    assert texts == [
        "Mills | Valleys | Mill Post",
        "Mills | Valleys",
        "Mills",
        "Valleys | Mill Post",
        "Mill Post",
        "Valleys",
    ]


def test_a_sign_of_a_link_is_no_part_of_a_heading() -> None:
    document = document_of(f"<h1>Middleware ¶</h1>{PROSE}")
    assert [candidate.text for candidate in title_candidates(gather(document), "", {}).candidates] == ["Middleware"]


def test_the_headline_is_known_where_the_title_is_not_shown() -> None:
    head = "<title>Mill Post</title><meta property=og:title content='Mill Post'>"
    facts = facts_of(f"{head}<h1>The mills</h1><p>By Clara Winter</p>{PROSE * 4}")
    assert [fact.value for fact in facts.authors] == ["Clara Winter"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2 hours ago", "2024-03-04"),
        ("vor 3 Tagen", "2024-03-02"),
        ("il y a 2 jours", "2024-03-03"),
        ("3時間前", "2024-03-04"),
        ("2일 전", "2024-03-03"),
        ("yesterday", "2024-03-04"),
        ("heute", "2024-03-05"),
        ("5 min ago", "2024-03-05"),
        ("2 weeks ago", None),
        ("3 months ago", None),
        ("12 mills", None),
    ],
)
def test_relative_dates_need_the_time_of_the_fetch(text: str, day: str | None) -> None:
    assert relative_day(text, "2024-03-05T01:00:00Z") == day
    assert relative_day(text, None) is None and relative_day(text, "some day") is None


def test_a_page_has_a_relative_date_only_where_it_is_known_when_it_was_fetched() -> None:
    markup = f"<title>Mills of the valley</title><h1>Mills of the valley</h1><p>3 days ago</p>{PROSE * 4}"
    assert facts_of(markup).date_published is None
    found = facts_of(markup, fetched_at="2024-03-05T01:00:00Z").date_published
    assert found is not None and (found.value, found.raw) == ("2024-03-02", "3 days ago")


def test_the_text_overrules_a_language_that_is_clearly_wrong() -> None:
    found = facts_of(f"<html lang=en-US><h1>Die Mühlen</h1>{GERMAN * 4}").language
    assert found is not None and (found.value, found.via) == ("de", "its words, against html lang en-US")


@pytest.mark.parametrize(
    ("declared", "prose"),
    [("en-GB", PROSE * 4), ("nb", NORWEGIAN * 4), ("de", "<p>Home About Contact</p>"), ("de", "<p>Lorem ipsum</p>")],
)
def test_a_declared_language_stays_where_the_text_is_in_it_or_says_little(declared: str, prose: str) -> None:
    found = facts_of(f"<html lang={declared}><h1>Mill</h1>{prose}").language
    assert found is not None and (found.value, found.via) == (declared, "html lang")


def test_a_writer_whose_name_the_site_has_is_an_author_and_the_site_is_none() -> None:
    for name, authors in (("Ben Nadel", ["Ben Nadel"]), ("Bennadel", [])):
        head = f"<meta name=author content='{name}'>"
        markup = f"<head>{head}</head><h1>The mills of the valley</h1>{PROSE * 3}"
        assert [fact.value for fact in facts_of(markup, url="https://bennadel.example/a").authors] == authors


def test_a_model_is_the_same_after_it_was_stored(tmp_path) -> None:
    forest = Forest(
        feature=np.zeros((1, 1), np.int64),
        border=np.full((1, 1), 0.5, np.float32),
        leaves=np.array([[-1.0, 1.0]], np.float32),
        cover=np.full((1, 2), 0.5, np.float32),
        bias=0.0,
    )
    model = {"title": Choice(("words",), forest)}
    save_facts(model, "{}", tmp_path / "facts.npz")
    for found in (model, load_facts(tmp_path / "facts.npz")):
        assert [place for place, _ in found["title"].ranked([{}, {"words": 1.0}, {"chars": 9.0}], {})] == [1, 0, 2]
    assert model["title"].ranked([], {}) == [] and set(shipped_facts()) == {"title", "date", "kind"}


def test_another_model_of_facts_can_be_walked_with() -> None:
    source = Source(ref="a", body=f"<title>Mills | Mill Post</title><h1>The mills of the valley</h1>{PROSE * 3}")
    shipped = shipped_facts()
    upside_down = Forest(
        feature=np.zeros((1, 1), np.int64),
        border=np.full((1, 1), 0.5, np.float32),
        leaves=np.array([[3.0, -3.0]], np.float32),
        cover=np.full((1, 2), 0.5, np.float32),
        bias=0.0,
    )
    titles = [
        outcome.record.title
        for facts in (shipped, {**shipped, "title": Choice(("h1",), upside_down)})
        if isinstance(outcome := walk(source, Options(), facts=facts).outcome, Kept)
    ]
    assert titles == ["The mills of the valley", "Mills | Mill Post"]
