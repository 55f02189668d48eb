"""The days on which the page may have been published: each day that the page gives, with what speaks for it.

Declared in metadata, marked, shown in a byline, part of the address: the same day mostly stands in several places.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from math import log1p
from typing import NamedTuple

from pipeline.facts.byline import HeaderLine, parse_header_line
from pipeline.facts.byline_words import MODIFIED
from pipeline.facts.choice import Row
from pipeline.facts.dates import YEAR, ParsedDate, is_plausible, parse_date
from pipeline.facts.evidence import RIGHTS, Evidence, is_aside, meta_via
from pipeline.facts.json_ld import texts_of
from pipeline.facts.plain_text import one_line, plain_text
from pipeline.facts.relative_dates import relative_day
from pipeline.model import Block, Fact, Hint
from pipeline.segment.shape import ends_sentence

STRONG_METAS = (
    "article:published_time", "article:published", "og:published_time", "og:article:published_time", "datepublished",
    "dc.date.issued", "dcterms.issued", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "citation_publication_date", "originalpublicationdate", "article_date_original",
)  # fmt: skip
PUBLISHED_METAS = (
    "dc.date", "dcterms.date", "dcterms.created", "dc.date.created", "publishdate", "publish-date", "publish_date",
    "pubdate", "publication_date", "date", "article.published", "citation_date", "published_time", "datecreated",
    "article:post_date", "pdate", "ptime", "displaydate", "published-date", "publication-date", "article-published",
    "published", "release_date", "dateposted", "creation_date",
)  # fmt: skip
MODIFIED_METAS = (
    "article:modified_time", "article:modified", "og:updated_time", "og:modified_time", "datemodified",
    "dc.date.modified", "dcterms.modified", "last-modified", "article.updated", "lastmod", "revised", "updated_time",
    "modified",
)  # fmt: skip
OTHER_META = re.compile(r"date|time|publi|modif|updat|issued|created|posted", re.IGNORECASE)
URL_DATE = re.compile(
    r"[/_-]((?:19|20)\d{2})[/_-](\d{1,2})[/_-](\d{1,2})(?=[/_.?-]|$)"
    r"|[/_-]((?:19|20)\d{2})([01]\d)([0-3]\d)(?=[/_.?-]|$)"
)
DAY_FIRST_URL_DATE = re.compile(r"[/_-](\d{1,2})[-_.](\d{1,2})[-_.](20\d{2})(?=[/_.?-]|$)")
URL_MONTH = re.compile(r"/((?:19|20)\d{2})[/-]?([01]\d)(?=[/_-]|$)")
SOURCES = (
    *("json-ld published", "json-ld created", "json-ld uploaded", "json-ld other published"),
    *("meta published", "meta date"),
    *("itemprop published", "time", "time shown", "date class"),
    *("dateline", "beside words", "start of line", "url", "title", "in a line", "in a heading", "in a sentence"),
    *("json-ld modified", "meta modified", "itemprop modified", "dateline modified", "json-ld other modified"),
    "meta other",
)
"""Where a day may come from. The first that gives it gives the form that is written."""
DECLARED = frozenset(source for source in SOURCES if source.startswith(("json-ld", "meta")))
OUTRIGHT = ("json-ld published", "meta published", "near itemprop published")
"""Columns of a day on which, as the page's metadata says, its article was published."""
MAX_LINE, MAX_WORDS_BESIDE, MAX_START, MAX_LABEL = 200, 8, 6, 60
MAX_META = 100
MAX_NODES = 200
MIN_DATE = 6
MAX_LINES = 20
"""Lines with a date that are looked at, those near the title first."""
NOWHERE = 99.0
CHANGED = tuple([source for source in SOURCES if "modified" in source])
"""Sources of the day on which the page was changed, the best first."""


class Days(NamedTuple):
    facts: list[Fact]
    """A date for each day, as the best source of that day gives it."""
    rows: list[Row]
    page: Row
    """Columns that they share."""
    modified: Fact | None
    """When the page says that it was changed."""


class _Said(NamedTuple):
    source: str
    fact: Fact
    aside: bool = False


def date_candidates(
    evidence: Evidence, language: str | None, title_at: int | None, near: Sequence[int], signs: Row
) -> Days:
    """The distinct days, with what speaks for each; `signs` are those of `page_signs`."""
    declared = [*_from_nodes(evidence), *_from_metas(evidence, language)]
    is_export = evidence.document.page.kind == "text"  # no elements tell the dates of other pages from its own
    is_outright = any(one.source in OUTRIGHT for one in declared)
    found = (
        *declared,
        *_from_hints(evidence, language, title_at),
        *_from_lines(evidence, language, title_at, near, only_near=is_outright or is_export),
        *_from_addresses(evidence),
        *_from_titles(evidence, language),
    )
    fetched = evidence.document.page.source.fetched_at
    said = [one for one in found if is_plausible(one.fact.value, fetched)]
    days: dict[str, list[_Said]] = {}
    for one in said:
        days.setdefault(one.fact.value[:10], []).append(one)
    page = _Page(evidence, days, title_at, near)
    return Days(
        facts=[min(own, key=lambda one: SOURCES.index(one.source)).fact for own in days.values()],
        rows=[page.row(day, own) for day, own in days.items()],
        page=signs | page.row_of_all(days),
        modified=_modified(said, set(near)),
    )


def is_said_outright(row: Row) -> bool:
    return any(column in row for column in OUTRIGHT)


def _modified(said: Sequence[_Said], near: set[int]) -> Fact | None:
    """The best of what is declared or shown near the title."""
    changed = [
        one
        for one in said
        if one.source in CHANGED and (one.fact.where is None or (one.fact.where in near and not one.aside))
    ]
    return min(changed, key=lambda one: CHANGED.index(one.source)).fact if changed else None


def _from_nodes(evidence: Evidence) -> Iterator[_Said]:
    article = evidence.linked.article
    for node in evidence.linked.nodes[:MAX_NODES]:
        own = "" if node is article else "other "
        for key, source in (
            ("datePublished", f"json-ld {own}published"),
            ("dateCreated", "json-ld created"),
            ("uploadDate", "json-ld uploaded"),
            ("dateModified", f"json-ld {own}modified"),
        ):
            for text in texts_of(node.get(key))[:1] if key in node else ():
                if parsed := parse_date(text[:MAX_META]):
                    yield _Said(source, Fact(value=parsed.value, via=f"json-ld {key}", raw=text[:MAX_META]))


def _from_metas(evidence: Evidence, language: str | None) -> Iterator[_Said]:
    for name, texts in evidence.metas.items():
        if name in STRONG_METAS:
            source = "meta published"
        elif name in PUBLISHED_METAS:
            source = "meta date"
        elif name in MODIFIED_METAS:
            source = "meta modified"
        elif OTHER_META.search(name):
            source = "meta other"
        else:
            continue
        for text in texts[:3]:
            if len(text) <= MAX_META and (parsed := parse_date(text, language)):
                yield _Said(source, Fact(value=parsed.value, via=meta_via(name), raw=text))


def _from_hints(evidence: Evidence, language: str | None, title_at: int | None) -> Iterator[_Said]:
    """Of marked elements: what their attribute says, and what they show where that is another day."""
    document = evidence.document
    hints = [hint for hint in document.head.hints if hint.kind in ("date", "modified")]
    for hint in sorted(hints, key=lambda hint: _distance(hint.block, title_at))[:MAX_LINES]:
        shown, value = one_line(hint.text, MAX_LINE), plain_text(hint.value, MAX_META)
        if RIGHTS.search(shown):
            continue
        line = parse_header_line(shown, language)
        read = parse_date(shown, language)
        parsed = parse_date(value, language) if value else read
        source = _source_of(hint, line)
        aside = hint.block < len(document.blocks) and is_aside(hint.block, document, title_at)
        via = hint.via if hint.via != "class" else "date class"
        for source_of_day, date_found, raw in ((source, parsed, value or shown), ("time shown", read, shown)):
            if date_found and (source_of_day != "time shown" or not parsed or read.value[:10] != parsed.value[:10]):  # type: ignore[union-attr]
                yield _Said(source_of_day, Fact(value=date_found.value, via=via, where=hint.block, raw=raw), aside)


def _source_of(hint: Hint, line: HeaderLine | None) -> str:
    is_changed = hint.kind == "modified" or (line is not None and bool(line.modified) and not line.published)
    if hint.via.startswith("itemprop"):
        return "itemprop modified" if is_changed else "itemprop published"
    return "dateline modified" if is_changed else "time" if hint.via == "time" else "date class"


def _distance(block: int, title_at: int | None) -> int:
    return abs(block - title_at) if title_at is not None else block


def _from_lines(
    evidence: Evidence, language: str | None, title_at: int | None, near: Sequence[int], *, only_near: bool
) -> Iterator[_Said]:
    """Of lines that are a dateline, that say little beside a date, or that begin with one."""
    document = evidence.document
    close = set(near)
    fetched = document.page.source.fetched_at
    blocks = [document.blocks[index] for index in near] if only_near else document.blocks
    dated = [block for block in blocks if _may_hold_a_date(block, block.index in close, fetched is not None)]
    dated.sort(key=lambda block: (block.index not in close, _distance(block.index, title_at)))
    for block in dated[:MAX_LINES]:
        aside = is_aside(block.index, document, title_at)
        for text in block.text[: 5 * MAX_LINE].split("\n")[:4]:
            if block.index in close and (day := _relative(text, language, fetched)):
                via = "header line, relative to the fetch"
                yield _Said("dateline", Fact(value=day, via=via, where=block.index, raw=text), aside)
            for source, parsed, raw in _in_line(text, language, block):
                via = "header line" if source.startswith("dateline") else f"line: {source}"
                yield _Said(source, Fact(value=parsed, via=via, where=block.index, raw=raw), aside)


def _may_hold_a_date(block: Block, is_close: bool, is_fetched: bool) -> bool:
    """A line with a year in it, or a paragraph near the title; near it, relative dates too."""
    length = len(block.text)
    if length < MIN_DATE or block.code:
        return False
    if is_close:
        return is_fetched or YEAR.search(block.text[: 2 * MAX_LINE]) is not None
    return length <= MAX_LINE and YEAR.search(block.text) is not None


def _relative(text: str, language: str | None, fetched_at: str | None) -> str | None:
    """The day that a line means which is nothing but a byline and `2 hours ago`."""
    if fetched_at is None or len(text) > MAX_LINE or parse_header_line(text, language) is None:
        return None
    return relative_day(text, fetched_at)


def _in_line(text: str, language: str | None, block: Block) -> Iterator[tuple[str, str, str]]:
    """Sources, dates, and these as found."""
    if len(text) <= MAX_LINE and (line := parse_header_line(text, language)):
        if line.published:
            yield "dateline", line.published, line.raw_date
        if line.modified:
            yield "dateline modified", line.modified, line.raw_modified
        return
    parsed = None if RIGHTS.search(text) else parse_date(text, language)
    if parsed:
        yield _source_in_line(text, parsed, block), parsed.value, parsed.raw


def _source_in_line(text: str, parsed: ParsedDate, block: Block) -> str:
    if block.role == "heading":
        return "in a heading"
    if _says_little_else(text, parsed):
        return "beside words"
    if parsed.start <= MAX_START:
        return "start of line"
    if MODIFIED.search(text[max(0, parsed.start - MAX_LABEL) : parsed.start]):
        return "dateline modified"
    return "in a line" if len(text) <= MAX_LINE and not ends_sentence(text) else "in a sentence"


def _says_little_else(text: str, parsed: ParsedDate) -> bool:
    rest = f"{text[: parsed.start]} {text[parsed.end :]}"
    return len(text) <= MAX_LINE and len(rest.split()) <= MAX_WORDS_BESIDE and not ends_sentence(rest.strip())


def _from_addresses(evidence: Evidence) -> Iterator[_Said]:
    for url in evidence.addresses:
        if match := URL_DATE.search(url[:1000]):
            text = "-".join(part for part in match.groups() if part)
        elif match := DAY_FIRST_URL_DATE.search(url[:1000]):
            text = "-".join(reversed(match.groups()))
        else:
            continue
        if parsed := parse_date(text):
            yield _Said("url", Fact(value=parsed.value, via="url", raw=match[0].strip("/_-")))
            return


def _from_titles(evidence: Evidence, language: str | None) -> Iterator[_Said]:
    hints = [hint.text for hint in evidence.document.head.hints if hint.kind == "title"][:3]
    for text in (plain_text(evidence.document.head.title), *hints):
        if parsed := parse_date(text, language):
            yield _Said("title", Fact(value=parsed.value, via="title", raw=parsed.raw))


class _Page:
    """What candidates are compared with."""

    def __init__(
        self, evidence: Evidence, days: dict[str, list[_Said]], title_at: int | None, near: Sequence[int]
    ) -> None:
        self._title_at, self._near = title_at, set(near)
        self._days = sorted(days)
        self._place = {day: place for place, day in enumerate(self._days)}
        self._ordinals = {day: date.fromisoformat(day).toordinal() for day in days}
        self._declared = {
            self._ordinals[day] for day, own in days.items() if any(one.source in DECLARED for one in own)
        }
        self._shown = {
            self._ordinals[day] for day, own in days.items() if any(one.fact.where is not None for one in own)
        }
        self._late = {
            self._ordinals[day]
            for day, own in days.items()
            if any(one.source in DECLARED and _may_be_another_day(one.fact.value) for one in own)
        }
        self._days_of = Counter(source for own in days.values() for source in {one.source for one in own})
        by_place = {day: min(places) for day, own in days.items() if (places := _places(own))}
        self._order = {day: place for place, day in enumerate(sorted(by_place, key=lambda day: by_place[day]))}
        by_distance = sorted(by_place, key=lambda day: min(_distance(at, title_at) for at in _places(days[day])))
        self._closeness = {day: place for place, day in enumerate(by_distance)}
        self._blocks = max(len(evidence.document.blocks), 1)
        self._month = next((match for url in evidence.addresses if (match := URL_MONTH.search(url[:1000]))), None)

    def row_of_all(self, days: dict[str, list[_Said]]) -> Row:
        """Columns that all days share."""
        return {f"page {source}": 1.0 for source in self._days_of} | {
            "page days": float(len(days)),
            "page shown days": float(len(self._shown)),
            "page dates": float(sum(map(len, days.values()))),
            "page title": float(self._title_at is not None),
        }

    def row(self, day: str, own: list[_Said]) -> Row:
        """The columns of a day."""
        row: Row = {}
        for one in own:
            row[one.source] = row.get(one.source, 0.0) + 1.0
            if one.fact.where in self._near and not one.aside:
                row[f"near {one.source}"] = 1.0
        ordinal = self._ordinals[day]
        place = self._place[day]
        shown = [one for one in own if one.fact.where is not None]
        nearest = min(shown, key=lambda one: _distance(one.fact.where or 0, self._title_at), default=None)
        row |= {
            "times": float(len(own)),
            "sources": float(len({one.source for one in own})),
            "place": place / len(self._days),
            "older": float(place),
            "newer": float(len(self._days) - 1 - place),
            "days since oldest": log1p(ordinal - self._ordinals[self._days[0]]),
            "days to newest": log1p(self._ordinals[self._days[-1]] - ordinal),
            "has time": float(any("T" in one.fact.value for one in own)),
            "late in utc": float(any(_may_be_another_day(one.fact.value) for one in own)),
            "declared beside": float(bool({ordinal - 1, ordinal + 1} & self._declared)),
            "declared late beside": float(bool({ordinal - 1, ordinal + 1} & self._late)),
            "rarest source": float(min(self._days_of[one.source] for one in own)),
            "order": float(self._order.get(day, -1)),
            "order by distance": float(self._closeness.get(day, -1)),
            "from end": float(self._blocks - max(_places(own))) if _places(own) else -1.0,
            "shown beside": float(bool({ordinal - 1, ordinal + 1} & self._shown)),
            "aside": float(bool(shown) and all(one.aside for one in shown)),
            "at": self._from_title(nearest),
            "part of page": (nearest.fact.where or 0) / self._blocks if nearest else -1.0,
            "before title": float(bool(nearest) and self._from_title(nearest) < 0),
        }
        if self._month:
            row["month of url"] = 1.0 if day[:7] == f"{self._month[1]}-{self._month[2]}" else -1.0
        return row

    def _from_title(self, nearest: _Said | None) -> float:
        if nearest is None or self._title_at is None:
            return NOWHERE
        return float((nearest.fact.where or 0) - self._title_at)


def _places(own: Sequence[_Said]) -> list[int]:
    return [one.fact.where for one in own if one.fact.where is not None]


def _may_be_another_day(value: str) -> bool:
    """In UTC, at an hour at which it is another day where the page was written, from America to East Asia."""
    return value.endswith(("Z", "+00:00")) and (value[11:13] < "12" or value[11:13] >= "14")
