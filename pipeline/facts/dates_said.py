"""Where a page gives a day on which it may have been published or changed, and what it says there.

Metadata, marked elements, lines with a date, the address, the title: each is read for itself, none is believed.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.facts.byline import HeaderLine, parse_header_line
from pipeline.facts.byline_words import MODIFIED, PUBLISHED, UNSPACED_PUBLISHED
from pipeline.facts.dates import YEAR, ParsedDate, is_plausible, parse_date
from pipeline.facts.evidence import RIGHTS, Evidence, is_aside, meta_via
from pipeline.facts.json_ld import texts_of
from pipeline.facts.plain_text import one_line, plain_text
from pipeline.facts.relative_dates import relative_day
from pipeline.facts.state_dates import dates_in_state
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
WORD = re.compile(r"\w+")
OTHER_META = re.compile(r"date|time|publi|modif|updat|issued|created|posted", re.IGNORECASE)
URL_DATE = re.compile(
    r"[/_-]((?:19|20)\d{2})[/_-](\d{1,2})[/_-](\d{1,2})(?=[/_.?-]|$)"
    r"|[/_-]((?:19|20)\d{2})([01]\d)([0-3]\d)(?=[/_.?-]|$)"
)
DAY_FIRST_URL_DATE = re.compile(r"[/_-](\d{1,2})[-_.](\d{1,2})[-_.](20\d{2})(?=[/_.?-]|$)")
SOURCES = (
    *("json-ld published", "json-ld created", "json-ld uploaded", "json-ld other published"),
    *("meta published", "meta date"),
    *("itemprop published", "time", "time shown", "date class"),
    *("dateline", "beside words", "start of line", "url", "title", "in a line", "in a heading", "in a sentence"),
    *("json-ld modified", "meta modified", "itemprop modified", "dateline modified", "json-ld other modified"),
    *("state published", "state created", "meta other"),
)
"""Where a day may come from. The first that gives it gives the form that is written."""
OUTRIGHT = ("json-ld published", "meta published")
"""Those that say of a day that the page was published then."""
MAX_LINE, MAX_WORDS_BESIDE, MAX_START, MAX_LABEL = 200, 8, 6, 60
MAX_NOTE = 500
"""Characters of a note below the text that says when and where it was published."""
MAX_META = 100
MAX_NODES = 200
MIN_DATE = 6
MAX_LINES = 20
"""Lines with a date that are looked at, those near the title first."""


class Said(NamedTuple):
    """A date in one place."""

    source: str
    fact: Fact
    aside: bool = False
    names_it: bool = False
    """Words beside it say that the page was published then."""


def dates_said(evidence: Evidence, language: str | None, title_at: int | None, near: Sequence[int]) -> list[Said]:
    """All plausible dates, each with its source."""
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
    plausible = [one for one in found if is_plausible(one.fact.value, fetched)]
    return plausible or [one for one in _from_states(evidence) if is_plausible(one.fact.value, fetched)]


def _from_nodes(evidence: Evidence) -> Iterator[Said]:
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
                    yield Said(source, Fact(value=parsed.value, via=f"json-ld {key}", raw=text[:MAX_META]))


def _from_metas(evidence: Evidence, language: str | None) -> Iterator[Said]:
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
                yield Said(source, Fact(value=parsed.value, via=meta_via(name), raw=text))


def _from_hints(evidence: Evidence, language: str | None, title_at: int | None) -> Iterator[Said]:
    """Of marked elements: what their attribute says, and what they show where that is another day."""
    document = evidence.document
    hints = [hint for hint in document.head.hints if hint.kind in ("date", "modified")]
    for hint in sorted(hints, key=lambda hint: distance(hint.block, title_at))[:MAX_LINES]:
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
                fact = Fact(value=date_found.value, via=via, where=hint.block, raw=raw)
                yield Said(source_of_day, fact, aside, says_published(shown))


def _source_of(hint: Hint, line: HeaderLine | None) -> str:
    is_changed = hint.kind == "modified" or (line is not None and bool(line.modified) and not line.published)
    if hint.via.startswith("itemprop"):
        return "itemprop modified" if is_changed else "itemprop published"
    return "dateline modified" if is_changed else "time" if hint.via == "time" else "date class"


def distance(block: int, title_at: int | None) -> int:
    """Blocks from the title; where it is not known, from the top."""
    return abs(block - title_at) if title_at is not None else block


def _from_lines(
    evidence: Evidence, language: str | None, title_at: int | None, near: Sequence[int], *, only_near: bool
) -> Iterator[Said]:
    """Of lines that are a dateline, that say little beside a date, or that begin with one."""
    document = evidence.document
    close = set(near)
    fetched = document.page.source.fetched_at
    blocks = [document.blocks[index] for index in near] if only_near else document.blocks
    dated = [block for block in blocks if _may_hold_a_date(block, block.index in close, fetched is not None)]
    dated.sort(key=lambda block: (block.index not in close, distance(block.index, title_at)))
    for block in dated[:MAX_LINES]:
        aside = is_aside(block.index, document, title_at)
        for text in block.text[: 5 * MAX_LINE].split("\n")[:4]:
            if block.index in close and (day := _relative(text, language, fetched)):
                via = "header line, relative to the fetch"
                yield Said("dateline", Fact(value=day, via=via, where=block.index, raw=text), aside)
            for source, parsed, raw in _in_line(text, language, block):
                via = "header line" if source.startswith("dateline") else f"line: {source}"
                fact = Fact(value=parsed, via=via, where=block.index, raw=raw)
                yield Said(source, fact, aside, says_published(_beside(text, raw)))


def says_published(text: str) -> bool:
    """Does one of its words mean that something was published or written?"""
    if not PUBLISHED.isdisjoint(WORD.findall(text.lower())):
        return True
    return not text.isascii() and any(part in text for part in UNSPACED_PUBLISHED)


def _beside(text: str, raw: str) -> str:
    """What stands around a date."""
    start = max(text.find(raw), 0)
    return text[max(0, start - MAX_LABEL) : start + len(raw) + MAX_LABEL]


def _may_hold_a_date(block: Block, is_close: bool, is_fetched: bool) -> bool:
    """A line with a year in it, or a paragraph near the title; near it, relative dates too."""
    length = len(block.text)
    if length < MIN_DATE or block.code:
        return False
    if is_close:
        return is_fetched or YEAR.search(block.text[: 2 * MAX_LINE]) is not None
    if length > MAX_NOTE or YEAR.search(block.text) is None:
        return False
    return length <= MAX_LINE or says_published(block.text)


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


def _from_addresses(evidence: Evidence) -> Iterator[Said]:
    for url in evidence.addresses:
        if match := URL_DATE.search(url[:1000]):
            text = "-".join(part for part in match.groups() if part)
        elif match := DAY_FIRST_URL_DATE.search(url[:1000]):
            text = "-".join(reversed(match.groups()))
        else:
            continue
        if parsed := parse_date(text):
            yield Said("url", Fact(value=parsed.value, via="url", raw=match[0].strip("/_-")))
            return


def _from_titles(evidence: Evidence, language: str | None) -> Iterator[Said]:
    hints = [hint.text for hint in evidence.document.head.hints if hint.kind == "title"][:3]
    for text in (plain_text(evidence.document.head.title), *hints):
        if parsed := parse_date(text, language):
            yield Said("title", Fact(value=parsed.value, via="title", raw=parsed.raw))


def _from_states(evidence: Evidence) -> Iterator[Said]:
    """Of the data that the page's scripts start from: a long way to look, gone where nothing else gives a day."""
    for key, text in dates_in_state(evidence.document.page.text):
        if parsed := parse_date(text):
            source = "state published" if "ubl" in key else "state created"
            yield Said(source, Fact(value=parsed.value, via=f"script {key}", raw=text))
