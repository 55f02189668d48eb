"""When the page was published and last changed; nothing where it does not say."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from pipeline.facts.byline import parse_header_line
from pipeline.facts.dates import is_plausible, parse_date
from pipeline.facts.evidence import Evidence
from pipeline.facts.json_ld import Node, texts_of
from pipeline.facts.plain_text import plain_text
from pipeline.model import Block, Fact
from pipeline.segment.shape import ends_sentence

PUBLISHED_METAS = (
    "article:published_time", "article:published", "og:published_time", "og:article:published_time", "datepublished",
    "dc.date.issued", "dcterms.issued",
    "dc.date", "dcterms.date", "dcterms.created", "dc.date.created", "parsely-pub-date", "sailthru.date",
    "publishdate", "publish-date", "publish_date",
    "pubdate", "publication_date", "date", "article.published", "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "citation_publication_date",
    "citation_date", "published_time", "datecreated", "article:post_date", "pdate", "ptime", "displaydate",
    "published-date", "publication-date", "article-published", "published", "release_date", "article_date_original",
    "dateposted", "creation_date", "originalpublicationdate",
)  # fmt: skip
MODIFIED_METAS = (
    "article:modified_time", "article:modified", "og:updated_time", "og:modified_time", "datemodified",
    "dc.date.modified", "dcterms.modified", "last-modified",
    "article.updated", "lastmod", "revised", "updated_time", "modified",
)  # fmt: skip
URL_DATE = re.compile(
    r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/_.?-]|$)|/((?:19|20)\d{2})([01]\d)([0-3]\d)(?=[/_.?-]|$)"
)
MAX_DATED_LINE = 90
MAX_OTHER_WORDS = 8


class Dates(NamedTuple):
    published: Fact | None = None
    modified: Fact | None = None


def html_dates(evidence: Evidence, language: str | None, title_at: int | None, near: Sequence[int]) -> Dates:
    """The dates of the first source that has each."""
    fetched = evidence.document.page.source.fetched_at
    article = evidence.linked.article
    published = _from_node(article, ("datePublished", "dateCreated", "uploadDate"), fetched)
    modified = _from_node(article, ("dateModified",), fetched)
    published = published or _from_metas(evidence, PUBLISHED_METAS, language, fetched)
    modified = modified or _from_metas(evidence, MODIFIED_METAS, language, fetched)
    if published is None or modified is None or _may_be_another_day(published.value):
        shown = _shown(evidence, language, title_at, near)
        published, modified = _of_one_event(published, shown.published) or shown.published, modified or shown.modified
    return Dates(published, modified)


def _may_be_another_day(value: str) -> bool:
    """In UTC, at an hour at which it is another day where the page was written, from America to East Asia."""
    return value.endswith(("Z", "+00:00")) and (value[11:13] < "12" or value[11:13] >= "14")


def _of_one_event(declared: Fact | None, shown: Fact | None) -> Fact | None:
    """The declared date; but the day that a reader sees, where the two differ only by the time zone."""
    return shown if declared and shown and _is_day_apart(declared.value, shown.value) else declared


def _is_day_apart(declared: str, shown: str) -> bool:
    """The day shown is the one before or after a moment declared in UTC."""
    if ("T" in shown[:11] and shown.endswith(("Z", "+00:00"))) or not _may_be_another_day(declared):
        return False
    return abs(date.fromisoformat(declared[:10]).toordinal() - date.fromisoformat(shown[:10]).toordinal()) == 1


def dates_in_lines(blocks: Iterable[Block], language: str | None, fetched_at: str | None) -> Dates:
    """The dates of the first datelines among the blocks."""
    published = modified = None
    for block, text in ((each, text) for each in blocks for text in each.text[:1000].split("\n")[:4]):
        line = parse_header_line(text, language)
        if line is None:
            continue
        if line.published and published is None and is_plausible(line.published, fetched_at):
            published = Fact(value=line.published, via="header line", where=block.index, raw=line.raw_date)
        if line.modified and modified is None and is_plausible(line.modified, fetched_at):
            raw = line.raw_date if not line.published else line.modified
            modified = Fact(value=line.modified, via="header line", where=block.index, raw=raw)
    return Dates(published, modified)


def _from_node(node: Node | None, keys: Iterable[str], fetched_at: str | None) -> Fact | None:
    for key in keys if node else ():
        for text in texts_of(node.get(key)) if node else ():
            if (parsed := parse_date(text[:100])) and is_plausible(parsed.value, fetched_at):
                return Fact(value=parsed.value, via=f"json-ld {key}", raw=text[:100])
    return None


def _from_metas(evidence: Evidence, names: Iterable[str], language: str | None, fetched_at: str | None) -> Fact | None:
    for name in names:
        for text in evidence.metas.get(name, ()):
            if len(text) <= 100 and (parsed := parse_date(text, language)) and is_plausible(parsed.value, fetched_at):
                return Fact(value=parsed.value, via=name if ":" in name or "." in name else f"meta {name}", raw=text)
    return None


def _shown(evidence: Evidence, language: str | None, title_at: int | None, near: Sequence[int]) -> Dates:
    """What is shown near the title: marked elements, then the URL, then datelines, then dates beside other words."""
    document = evidence.document
    fetched = document.page.source.fetched_at
    marked = _from_hints(evidence, language, frozenset(near))
    lines = dates_in_lines([document.blocks[index] for index in near], language, fetched)
    modified = marked.modified or lines.modified
    published = marked.published or _from_url(document.page.source.url or "", fetched) or lines.published
    if published is None and modified is None and title_at is not None:
        close = [document.blocks[i] for i in near if title_at - 3 <= i <= title_at + 6 and i != title_at]
        published = _beside_words(close, language, fetched)
    if published is None and modified:
        # The only date that a reader is shown is the page's date, whatever it is called.
        published = msgspec.structs.replace(modified, via=f"{modified.via}, the only date shown")
    return Dates(published, modified)


def _beside_words(blocks: Iterable[Block], language: str | None, fetched_at: str | None) -> Fact | None:
    """The date of a short line that says little else: a section, a place, a button."""
    for block in blocks:
        for text in block.text[:400].split("\n")[:4] if block.role != "heading" else ():
            if len(text) > MAX_DATED_LINE or (parsed := parse_date(text, language)) is None:
                continue
            rest = f"{text[: parsed.start]} {text[parsed.end :]}"
            if (
                len(rest.split()) <= MAX_OTHER_WORDS
                and not ends_sentence(rest.strip())
                and is_plausible(parsed.value, fetched_at)
            ):
                return Fact(value=parsed.value, via="line near the title", where=block.index, raw=parsed.raw)
    return None


def _from_hints(evidence: Evidence, language: str | None, near: frozenset[int]) -> Dates:
    """The dates of marked elements near the title: itemprop before `time` and class names."""
    found: dict[str, Fact] = {}
    document = evidence.document
    for hint in sorted(document.head.hints, key=lambda hint: not hint.via.startswith("itemprop")):
        if hint.kind not in ("date", "modified") or hint.kind in found:
            continue
        if hint.block not in near:
            continue
        line = parse_header_line(hint.text, language)
        kind = "modified" if line and line.modified and not line.published else hint.kind
        text = hint.value or plain_text(hint.text, 80)
        parsed, read = parse_date(text, language), parse_date(plain_text(hint.text, 80), language)
        if parsed is None or (read and _is_day_apart(parsed.value, read.value)):
            parsed, text = read, plain_text(hint.text, 80)
        if parsed and kind not in found and is_plausible(parsed.value, document.page.source.fetched_at):
            found[kind] = Fact(
                value=parsed.value, via=hint.via if hint.via != "class" else "date class", where=hint.block, raw=text
            )
    return Dates(found.get("date"), found.get("modified"))


def _from_url(url: str, fetched_at: str | None) -> Fact | None:
    if match := URL_DATE.search(url[:1000]):
        text = "-".join(part for part in match.groups() if part)
        if (parsed := parse_date(text)) and is_plausible(parsed.value, fetched_at):
            return Fact(value=parsed.value, via="url", raw=match[0].strip("/"))
    return None
