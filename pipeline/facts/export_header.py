"""Facts of a plain-text export: its title and site from its first lines, the rest from the lines around its title."""

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import structs

from pipeline.facts.choice import MAX_ALSO, Choice, FactModel
from pipeline.facts.compare import comparable
from pipeline.facts.evidence import RIGHTS, gather
from pipeline.facts.export_titles import DOMAIN, LineCandidate, body_at, title_lines
from pipeline.facts.language import guessed
from pipeline.facts.names import Publishers
from pipeline.facts.page_kind import page_kind
from pipeline.facts.page_signs import page_signs
from pipeline.facts.plain_text import squashed
from pipeline.facts.published import page_dates
from pipeline.facts.shown_authors import authors_of_export
from pipeline.facts.title_candidates import CUT, MAX_TITLE
from pipeline.model import Block, Document, Fact, Facts
from pipeline.segment.saved_header import Key, SavedLine, saved_header
from pipeline.segment.shape import words_in

FIRST_LINES, ABOVE_BODY = 20, 40
"""Of a header that is longer than both together, what is read."""
ABOVE, BELOW = 15, 12
"""Lines above and below the title and the first of the body; farther down stand other pages' bylines and dates."""
SHORT_HEADER = 5
TAIL_LINES = 12
MAX_SITE_WORDS = 5
MIN_TITLE_WORDS = 3
LEAST_TITLE = 0.03
"""Probability below which an export has no title rather than a wrong one."""


class Header(NamedTuple):
    """What is told before the title."""

    body: int
    """Where the running text begins."""
    site: Fact | None
    language: Fact | None
    saved: list[SavedLine]
    """What a tool wrote above the text."""

    @property
    def code(self) -> str | None:
        return self.language.value if self.language else None

    @property
    def name(self) -> str:
        return self.site.value if self.site else ""


def export_facts(document: Document, model: FactModel) -> Facts:
    """Title, authors, dates, site name and language, as far as the text shows them."""
    lines = document.blocks
    header = read_header(document)
    title, at = export_title(document, header, model["title"])
    near = near_header(document, header, at)
    evidence = gather(document)
    signs = page_signs(evidence)
    kind = page_kind(document, signs, model["kind"])
    dates = page_dates(evidence, header.code, at, near, signs, kind, model["date"])
    names = frozenset((squashed(header.name), squashed(header.name.split(".")[0]))) - {""}
    facts = Facts(
        title=title,
        authors=authors_of_export(lines, near, at, Publishers(names), header.code),
        date_published=dates.published,
        date_modified=dates.modified,
        site_name=header.site,
        language=header.language,
        canonical_url=_saved(header.saved, "url"),
        kind=kind,
    )
    return _with_lines(facts, lines)


def _with_lines(facts: Facts, lines: Sequence[Block]) -> Facts:
    """The facts, each with its line of the source."""

    def lined(fact: Fact) -> Fact:
        return fact if fact.where is None else structs.replace(fact, line=lines[fact.where].line)

    found = {name: getattr(facts, name) for name in facts.__struct_fields__}
    return structs.replace(
        facts,
        **{
            name: tuple(map(lined, value)) if isinstance(value, tuple) else value and lined(value)
            for name, value in found.items()
        },
    )


def read_header(document: Document) -> Header:
    """Where the body begins, the site's name, the language, and what a tool wrote above it all."""
    lines = document.blocks
    body = body_at(lines)
    saved = saved_header([line.text for line in lines])
    return Header(body, _site_name(_header(lines, body), lines), guessed(lines), saved)


def near_header(document: Document, header: Header, title_at: int) -> range:
    """The lines around the title and above the body that may say who wrote the page and when."""
    first, last = sorted((title_at, header.body))
    return range(max(0, first - ABOVE), min(len(document.blocks), last + BELOW + 1))


def export_title(document: Document, header: Header, choice: Choice) -> tuple[Fact | None, int]:
    """The title as a saved header gives it, or the likeliest of the lines that may be it; and about where it stands."""
    lines = document.blocks
    saved = _saved(header.saved, "title")
    candidates, rows, page = title_lines(lines, header.body, header.name, header.code)
    ranked = choice.ranked(rows, page)
    above_body = max(0, min(header.body, len(lines)) - 1)
    near = (candidates[place].nearest for place, share in ranked if share >= LEAST_TITLE)
    at = next((place for place in near if header.body - ABOVE_BODY <= place), above_body)
    if saved or not ranked or ranked[0][1] < LEAST_TITLE:
        return saved, at
    chosen = _whole(candidates[ranked[0][0]], candidates)
    others = [candidates[place].text for place, share in ranked[1 : 1 + MAX_ALSO] if share >= LEAST_TITLE]
    also = tuple(f"{text} (header line)" for text in others)
    via = "repeated header line" if chosen.repeats else "header line"
    return Fact(value=chosen.text, via=via, where=chosen.where, also=also), at


def _whole(chosen: LineCandidate, candidates: Sequence[LineCandidate]) -> LineCandidate:
    """The longest text that stands twice and begins as the chosen one does, which may be cut short."""
    key = comparable(chosen.text)
    longer = [other for other in candidates if other.lines > 1 and comparable(other.text).startswith(key)]
    return max([chosen, *longer], key=lambda candidate: len(comparable(candidate.text)))


def _saved(header: Sequence[SavedLine], key: Key) -> Fact | None:
    """What the first line of this key says, in the header that a tool wrote above the text."""
    for where, line in enumerate(header):
        if line.key == key:
            return Fact(value=line.value, via="saved header", where=where)
    return None


def _header(lines: Sequence[Block], body: int) -> Sequence[Block]:
    """The lines before the body, of many the first and the last."""
    if body <= FIRST_LINES + ABOVE_BODY:
        return lines[: body or SHORT_HEADER]
    return [*lines[:FIRST_LINES], *lines[body - ABOVE_BODY : body]]


def _site_name(header: Sequence[Block], lines: Sequence[Block]) -> Fact | None:
    """A first line that is a domain or that the copyright line names, or the suffix of one of two copies of a title."""
    if header and DOMAIN.fullmatch(header[0].text.strip()):
        return Fact(value=header[0].text.strip(), via="first line", where=header[0].index)
    rights = squashed(" ".join(line.text for line in lines[-TAIL_LINES:] if RIGHTS.search(line.text)))
    for line in header[:SHORT_HEADER]:
        if words_in(line.text) <= MAX_SITE_WORDS and len(name := squashed(line.text)) > 2 and name in rights:
            return Fact(value=line.text, via="header line named in the copyright line", where=line.index)
    plain = {comparable(line.text) for line in header}
    for line in header:
        parts = CUT.split(line.text) if len(line.text) <= MAX_TITLE else []
        rest = line.text[: line.text.rfind(parts[-1])].rstrip(" |-–—·»•/:｜") if len(parts) > 1 else ""
        if rest and 0 < len(parts[-1]) <= 60 and words_in(rest) >= MIN_TITLE_WORDS and comparable(rest) in plain:
            return Fact(value=parts[-1].strip(), via="title suffix", where=line.index)
    return None
