"""When the page was published and last changed; nothing where it does not say."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from pipeline.facts.byline import parse_header_line
from pipeline.facts.choice import MAX_ALSO, Choice, Row
from pipeline.facts.date_candidates import date_candidates, is_said_outright
from pipeline.facts.dates import is_plausible
from pipeline.facts.evidence import Evidence
from pipeline.facts.relative_dates import relative_day
from pipeline.model import Block, Fact

LEAST = 0.3
"""Probability below which a page has no date rather than a wrong one."""
LEAST_OUTRIGHT = 0.1
"""The same, where the page says of a day that it was published then."""


class Dates(NamedTuple):
    published: Fact | None = None
    modified: Fact | None = None


def html_dates(
    evidence: Evidence, language: str | None, title_at: int | None, near: Sequence[int], signs: Row, choice: Choice
) -> Dates:
    """The likeliest of the days that the page gives; and when it was changed, if that is said and was not before."""
    days = date_candidates(evidence, language, title_at, near, signs)
    published, modified = None, days.modified
    ranked = choice.ranked(days.rows, days.page)
    for place, probability in ranked[:1]:
        if probability >= (LEAST_OUTRIGHT if is_said_outright(days.rows[place]) else LEAST):
            others = [days.facts[other] for other, _ in ranked[1 : 1 + MAX_ALSO]]
            also = tuple(f"{fact.value} ({fact.via})" for fact in others)
            published = msgspec.structs.replace(days.facts[place], also=also)
    if published and modified and modified.value[:10] < published.value[:10]:
        modified = None
    return Dates(published, modified)


def dates_in_lines(blocks: Iterable[Block], language: str | None, fetched_at: str | None) -> Dates:
    """The dates of the first datelines among the blocks."""
    published = modified = None
    for block, text in ((each, text) for each in blocks for text in each.text[:1000].split("\n")[:4]):
        line = parse_header_line(text, language)
        if line is None:
            continue
        day = None if line.published or line.modified else relative_day(text, fetched_at)
        if day and published is None:
            published = Fact(value=day, via="header line, relative to the fetch", where=block.index, raw=text)
        if line.published and published is None and is_plausible(line.published, fetched_at):
            published = Fact(value=line.published, via="header line", where=block.index, raw=line.raw_date)
        if line.modified and modified is None and is_plausible(line.modified, fetched_at):
            raw = line.raw_date if not line.published else line.modified
            modified = Fact(value=line.modified, via="header line", where=block.index, raw=raw)
    return Dates(published, modified)
