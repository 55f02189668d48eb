"""Header lines: a byline or a dateline is one as a whole; everything else is none."""

import time

import pytest

from pipeline.facts.byline import STARTS, _may_be_relative, _may_start_so, parse_header_line
from pipeline.facts.byline_words import BEFORE_SPAN, BY, DAY
from pipeline.facts.dates import is_plausible, parse_date
from pipeline.facts.names import names_in

BOTH = [
    ("March 4, 2024 | by Clara Winter", "en", ["Clara Winter"], "2024-03-04"),
    ("Clara Winter · 4 March 2024 · 5 min read", "en", ["Clara Winter"], "2024-03-04"),
    ("Posted on March 4, 2024 by Clara Winter", "en", ["Clara Winter"], "2024-03-04"),
    ("Posted by Clara Winter on March 4, 2024", "en", ["Clara Winter"], "2024-03-04"),
    ("Clara WinterPublished March 4, 2024", "en", ["Clara Winter"], "2024-03-04"),
    ("Von Jörg Sommer, 4. März 2024, 14:05 Uhr", "de", ["Jörg Sommer"], "2024-03-04T14:05"),
    ("Par Marie Lenoir, publié le 4 mars 2024 à 8h30", "fr", ["Marie Lenoir"], "2024-03-04T08:30"),
    ("Por Lucía Vega | 4 de marzo de 2024", "es", ["Lucía Vega"], "2024-03-04"),
    ("Por João Prado, 4 de março de 2024", "pt", ["João Prado"], "2024-03-04"),
    ("Di Carla Neri - 4 marzo 2024", "it", ["Carla Neri"], "2024-03-04"),
    ("Door Piet de Groot | 4 maart 2024", "nl", ["Piet de Groot"], "2024-03-04"),
    ("Autor: Ewa Nowak, 4 marca 2024", "pl", ["Ewa Nowak"], "2024-03-04"),
    ("Автор: Анна Белова, 4 марта 2024", "ru", ["Анна Белова"], "2024-03-04"),
    ("记者 李小龙 2024年3月4日", "zh", ["李小龙"], "2024-03-04"),
    ("文／山田花子 2024年3月4日", "ja", ["山田花子"], "2024-03-04"),
    ("박지민 기자 | 2024. 3. 4.", "ko", ["박지민"], "2024-03-04"),
    ("بقلم سعاد حسن | 4 مارس 2024", "ar", ["سعاد حسن"], "2024-03-04"),
    ("Yazan: Elif Demir, 4 Mart 2024", "tr", ["Elif Demir"], "2024-03-04"),
]
BYLINES = [
    ("By Clara Winter", ["Clara Winter"]),
    ("By CLARA WINTER", ["CLARA WINTER"]),
    ("By Clara Winter, Tom Berg and Ana Ruiz", ["Clara Winter", "Tom Berg", "Ana Ruiz"]),
    ("By Clara Winter, Senior Reporter", ["Clara Winter"]),
    ("Written by Clara Winter, PhD", ["Clara Winter"]),
    ("Von Ludwig van der Berg", ["Ludwig van der Berg"]),
    ("Di Carla Neri", ["Carla Neri"]),
    ("Автор: Анна Белова", ["Анна Белова"]),
    ("作者：李小龙", ["李小龙"]),
    ("記者李小龍", ["李小龍"]),
    ("박지민 기자", ["박지민"]),
    ("بقلم سعاد حسن", ["سعاد حسن"]),
]
DATELINES = [
    ("Published 3 March 2021 at 10:15", "en", "2021-03-03T10:15", None),
    ("Updated: March 4, 2024 10:15 pm", "en", None, "2024-03-04T22:15"),
    ("Tuesday, 5 March 2024", "en", "2024-03-05", None),
    ("03/04/2024", "en-US", "2024-03-04", None),
    ("03/04/2024", "en-GB", "2024-04-03", None),
    ("Stand: 12.09.2023", "de", None, "2023-09-12"),
    ("Publié le 12/09/2023 à 08:30, mis à jour le 13/09/2023 à 10:00", "fr", "2023-09-12T08:30", "2023-09-13T10:00"),
    ("Publicado el 12 de septiembre de 2023", "es", "2023-09-12", None),
    ("12 de setembro de 2023", "pt", "2023-09-12", None),
    ("Pubblicato il 12 settembre 2023 alle 10:15", "it", "2023-09-12T10:15", None),
    ("Gepubliceerd op 12 september 2023", "nl", "2023-09-12", None),
    ("Opublikowano 12 września 2023", "pl", "2023-09-12", None),
    ("12 сентября 2023 г., 10:15", "ru", "2023-09-12", None),
    ("2023年9月12日 10時15分", "ja", "2023-09-12T10:15", None),
    ("发布时间：2023-09-12 10:15", "zh", "2023-09-12T10:15", None),
    ("입력 2023.09.12 10:15", "ko", "2023-09-12T10:15", None),
    ("١٢ سبتمبر ٢٠٢٣", "ar", "2023-09-12", None),
    ("12 Eylül 2023", "tr", "2023-09-12", None),
]
RELATIVE = [
    "2 hours ago",
    "vor 3 Stunden",
    "il y a 2 jours",
    "hace 3 horas",
    "3 часа назад",
    "2 saat önce",
    "3小时前",
    "3時間前",
    "3시간 전",
]
NEITHER = [
    "The meeting was held on 12 May 2024.",
    "On May 12, 2024 the town voted",
    "Von der Leyen in Berlin",
    "By the River",
    "By Train to Rome",
    "By Design",
    "The River by Clara Winter",
    "A History of Rome by Clara Winter, 2021",
    "London, 12 May 2024",
    "Free shipping by May 12, 2024",
    "May 12, 2024 Council Minutes",
    "Politics",
    "10 min",
    "2023",
    "Version 1.2.2023",
    "Por favor",
    "Door to Door",
    "Text",
    "",
    "\n\t",
    "|" * 190,
    "by " * 60,
]


@pytest.mark.parametrize(("text", "language", "authors", "published"), BOTH)
def test_reads_a_byline_and_a_date_from_one_line(text, language, authors, published):
    line = parse_header_line(text, language)
    assert line is not None and line.is_byline and line.is_date
    assert (list(line.authors), line.published) == (authors, published)


@pytest.mark.parametrize(("text", "authors"), BYLINES)
def test_reads_a_byline_alone(text, authors):
    line = parse_header_line(text)
    assert line is not None and line.is_byline and not line.is_date
    assert list(line.authors) == authors


@pytest.mark.parametrize(("text", "language", "published", "modified"), DATELINES)
def test_reads_a_dateline_alone(text, language, published, modified):
    line = parse_header_line(text, language)
    assert line is not None and line.is_date and not line.is_byline
    assert (line.published, line.modified) == (published, modified)


@pytest.mark.parametrize("text", RELATIVE)
def test_a_relative_date_is_a_dateline_without_a_date(text):
    line = parse_header_line(text)
    assert line is not None and line.is_date and line.published is None


@pytest.mark.parametrize("text", NEITHER)
def test_spares_lines_that_are_no_header_lines(text):
    assert parse_header_line(text, "en") is None


def test_keeps_the_date_as_it_was_found():
    line = parse_header_line("March 4, 2024 | by Clara Winter", "en")
    assert line is not None and line.raw_date == "March 4, 2024"


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("2024-03-04", None, "2024-03-04"),
        ("2024-03-04T10:00:00+02:00", None, "2024-03-04T10:00:00+02:00"),
        ("2024-03-04T10:00:00.123Z", None, "2024-03-04T10:00:00+00:00"),
        ("20240304", None, "2024-03-04"),
        ("Mon, 04 Mar 2024 10:15:00 +0200", None, "2024-03-04T10:15:00+02:00"),
        ("04.03.2024", "de", "2024-03-04"),
        ("03/04/2024", "en", "2024-03-04"),
        ("13/04/2024", "en", "2024-04-13"),
        ("4th of March 2024", "en", "2024-03-04"),
        ("1er mars 2024", "fr", "2024-03-01"),
        ("2024년 3월 4일", "ko", "2024-03-04"),
    ],
)
def test_parses_dates_with_the_precision_found(text, language, value):
    date = parse_date(text, language)
    assert date is not None and date.value == value


@pytest.mark.parametrize(
    "text", ["0000-00-00", "2023-02-31", "31 February 2024", "2024-13-01", "9999999999", "", "may 2024", "12:30"]
)
def test_refuses_what_the_calendar_does_not_know(text):
    assert parse_date(text) is None


def test_refuses_dates_after_the_fetch_and_before_the_web():
    assert is_plausible("2024-03-04", "2024-03-04T01:00:00Z")
    assert is_plausible("2024-03-04", None)
    assert not is_plausible("2024-03-09", "2024-03-04T01:00:00Z")
    assert not is_plausible("1970-01-01", None)
    assert not is_plausible("2999-01-01", None)


@pytest.mark.parametrize(
    "unit", ["发布时间", "日", "d ", "by ", "1 ", "A ", ", ", "(", "Jane Doe, ", "2024-01-01 ", "May ", "MD, "]
)
def test_repetition_costs_no_more_than_linear_time(unit):
    start = time.process_time()
    parse_header_line((unit * 200)[:199] + "x")
    names_in(unit * 2000)
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize("phrase", f"{BY}|{BEFORE_SPAN}|{DAY}".replace("?", "").split("|"))
def test_no_line_is_passed_over_that_begins_as_header_lines_do(phrase: str) -> None:
    undotted = phrase.replace("ı", "i")
    lines = [f"{phrase} Jane", f" {phrase.upper()}: Jane", phrase, f"{phrase} una hora", f"{undotted} Jane"]
    assert [line for line in lines if STARTS.match(line) and not _may_start_so(line)] == []


@pytest.mark.parametrize("line", [*RELATIVE, "A minute AGO", "il y a 2 heures", "hoy", "3 ore fa"])
def test_no_relative_date_is_passed_over(line: str) -> None:
    assert _may_be_relative(line)
