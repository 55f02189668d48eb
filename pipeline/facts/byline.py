"""Header lines: lines that are a byline, a dateline or both, and nothing else."""

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.facts.byline_words import (
    ASCII_STARTS,
    BARE_TIME,
    BY_STARTS,
    COLON_ONLY,
    LABELS_ONLY,
    MODIFIED,
    NOISE,
    NOISE_WORDS,
    PREFIX,
    RELATIVE,
    RELATIVE_IN_ASCII,
    TRAILING_LABELS,
    UNSPACED_PREFIX,
    UNSPACED_SUFFIX,
)
from pipeline.facts.dates import ParsedDate, parse_date
from pipeline.facts.names import CASED, CREDENTIAL, LIST, PUBLISHER, ROLE, is_full_name, names_in

MAX_LINE_CHARS = 200
MAX_DATES = 3
CUT = "\u241f"
"""Stands where a date was."""
PIECES = re.compile(rf"\s*[|｜·•∙‧⋅●/\t{CUT}]\s*|\s+[–—-]\s+|[（）()\[\]]")
# What every header line has: a digit, or a word for a byline or a day. A cheap way out for all other lines.
WORD = re.compile(r"[^\W\d_]+")
DIGIT = re.compile(r"\d")
STARTS = re.compile(rf"\s*(?:{PREFIX.pattern})|{RELATIVE.pattern}", re.IGNORECASE)
REPORTER = re.compile(rf"{UNSPACED_PREFIX.pattern}|記者|记者|기자")
GLUED_BY = re.compile(r"[a-z]By\s", re.IGNORECASE)
# Inline elements that only style sheets keep apart: `Jane DoePublished May 5, 2024`.
GLUED = re.compile(
    r"(?<=[a-z])(?=(?:Published|Updated|Posted|Last Updated|Last updated|Written by|By)\b(?!$))"
    r"|(?<=[a-z])(?=(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?\s\d{1,2},?\s\d{4})"
)
REVIEWED = re.compile(
    r"(?<=[\w.)])[.,;|]?\s+(?:medically |expert )?(?:reviewed|fact[- ]?checked|edited|photo(?:graph)?s?|illustrations?"
    r"|geprüft|relu|revisado) (?:by|von|par|por)\s.*$",
    re.IGNORECASE,
)
"""After the author: who checked the text, or took its pictures."""
MAX_JOB_WORDS = 5
ARTICLES = ("The", "Die", "Der", "Das", "Le", "La", "El", "Il", "De")
EDGES = " \t,;:：.。-–—|/"


class HeaderLine(NamedTuple):
    """What a byline or dateline says. A relative date (`2 hours ago`) is a dateline with no date."""

    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    raw_date: str = ""
    raw_modified: str = ""
    is_date: bool = False
    is_byline: bool = False


@lru_cache(maxsize=4096)
def parse_header_line(text: str, language: str | None = None) -> HeaderLine | None:
    """What the line says, if all of it is a byline or a dateline; else None."""
    if not 2 <= len(text) <= MAX_LINE_CHARS or not _may_be_header(text):
        return None
    line = GLUED.sub(" | ", " ".join(text.replace("\t", " | ").split()))
    line = REVIEWED.sub("", line)
    rest, dates = _without_dates(line, language)
    rest, relative = RELATIVE.subn(CUT, rest) if _may_be_relative(rest) else (rest, 0)
    is_date = bool(dates or relative)
    if not is_date and not _may_name_people(rest):
        return None
    if is_date:
        rest = _without_noise(BARE_TIME.sub(CUT, rest))
    authors: list[str] = []
    for piece in PIECES.split(_without_noise(rest)):
        names = _people(piece, is_date)
        if names is None and authors and _is_job_or_house(piece):
            continue
        if names is None:
            return None
        authors += [name for name in names if name not in authors]
    if not is_date and not authors:
        return None
    published = next((date for date, changed in dates if not changed), None)
    modified = next((date for date, changed in dates if changed), None)
    shown = published or modified
    return HeaderLine(
        authors=tuple(authors),
        published=published.value if published else None,
        modified=modified.value if modified else None,
        raw_date=shown.raw if shown else "",
        raw_modified=modified.raw if modified else "",
        is_date=is_date,
        is_byline=bool(authors),
    )


def _without_noise(line: str) -> str:
    lowered = line.lower()
    may_hold = DIGIT.search(line) is not None or any(word in lowered for word in NOISE_WORDS)
    return NOISE.sub(CUT, line) if may_hold else line


def _may_be_header(text: str) -> bool:
    if DIGIT.search(text) or (_may_start_so(text) and STARTS.match(text)):
        return True
    if "by" in text.lower() and GLUED_BY.search(text):
        return True
    return not text.isascii() and REPORTER.search(text) is not None


def _may_start_so(text: str) -> bool:
    """False for most lines that do not match `STARTS`, which takes 3 µs a line to say so."""
    start = text.lstrip()[:2].lower()
    return not start.isascii() or start in ASCII_STARTS or start[:1] in ASCII_STARTS


def _may_be_relative(text: str) -> bool:
    lowered = text.lower()
    return not text.isascii() or any(phrase in lowered for phrase in RELATIVE_IN_ASCII)


def _may_name_people(line: str) -> bool:
    """Holds a word that stands before names. A cheap way out for menu lines and headlines with numbers."""
    return not line.isascii() or not BY_STARTS.isdisjoint(WORD.findall(line.lower()))


def without_dates(text: str) -> str:
    """The text with its dates, times and reading times cut out."""
    rest, dates = _without_dates(text, None)
    if not dates and not RELATIVE.search(text):
        return text
    return " ".join(NOISE.sub(" ", BARE_TIME.sub(" ", RELATIVE.sub(" ", rest))).replace(CUT, " ").split()).strip(EDGES)


def _without_dates(line: str, language: str | None) -> tuple[str, list[tuple[ParsedDate, bool]]]:
    """The line with its dates cut out, and the dates, each with whether it is one of a change."""
    dates: list[tuple[ParsedDate, bool]] = []
    while len(dates) < MAX_DATES and (date := parse_date(line, language)):
        before = line[: date.start].rpartition(CUT)[2]
        dates.append((date, MODIFIED.search(before[-40:]) is not None))
        line = f"{line[: date.start]}{CUT}{line[date.end :]}"
    return line, dates


def _people(piece: str, is_date: bool) -> list[str] | None:
    """The names in a piece of a line; none for labels and white space; None where it is something else."""
    # `New York, 12 May 2024`: what a comma joins to a date is as often a place as a person.
    bare_allowed = is_date and not piece.rstrip().endswith(",")
    piece = piece.strip(EDGES)
    if not piece or LABELS_ONLY.fullmatch(piece):
        return []
    by = UNSPACED_SUFFIX.match(piece) or UNSPACED_PREFIX.match(piece)
    if by:
        return _unspaced(piece)
    found = PREFIX.match(piece)
    if found is None:
        label = re.match(r"(?:posted|published|updated)\s", piece, re.IGNORECASE)
        if label and PREFIX.match(piece[label.end() :]):
            return _people(piece[label.end() :], is_date)
        return _full_names(piece) if bare_allowed else None
    word = found[0].rstrip(" :：/／﹕").casefold()
    if word in COLON_ONLY and not found[0].rstrip().endswith((":", "：", "/", "／", "﹕")) and not is_date:
        return None
    return _full_names(TRAILING_LABELS.sub("", piece[found.end() :]), labelled=True)


def _is_job_or_house(piece: str) -> bool:
    """`Senior Review Analyst`, `Associated Press`, `The Northern Ledger`: after a name, who that is or works for."""
    words = piece.split()
    if len(words) > MAX_JOB_WORDS:
        return False
    is_house = len(words) > 1 and words[0] in ARTICLES and all(word[0].isupper() for word in words)
    return is_house or ROLE.search(piece) is not None or PUBLISHER.search(piece) is not None


def _unspaced(piece: str) -> list[str] | None:
    """Chinese, Japanese and Korean names with their label: two to eight characters each."""
    names = names_in(piece)
    short = all(2 <= len(name.replace(" ", "")) <= 8 for name in names)
    return names if names and short and len(piece) <= 30 else None


def full_names(text: str) -> list[str]:
    """The names, if the text is nothing but full names and job titles."""
    return _full_names(text) or []


def _may_stand_by(part: str, labelled: bool) -> bool:
    """A job title; after `By`, an agency too."""
    return ROLE.search(part) is not None or (labelled and PUBLISHER.search(part) is not None)


def _full_names(text: str, labelled: bool = False) -> list[str] | None:
    """The names, if the text is a list of full names with at most job titles and degrees between; else None."""
    names = names_in(text)
    for name in names:
        if not is_full_name(name) and not (labelled and not CASED.search(name) and len(name.split()) <= 4):
            return None
    parts = LIST.split(CREDENTIAL.sub("", text))
    strangers = [part for part in parts if part and not names_in(part)]
    plain = all(len(part.split()) <= MAX_JOB_WORDS and _may_stand_by(part, labelled) for part in strangers)
    return names if names and plain else None
