"""When the page was published and last changed; nothing where it does not say."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from pipeline.facts.choice import MAX_ALSO, Choice, Row
from pipeline.facts.date_candidates import date_candidates, is_said_outright
from pipeline.facts.evidence import Evidence
from pipeline.model import Fact

LEAST = 0.25
"""Probability below which a page has no date rather than a wrong one."""
LEAST_OUTRIGHT = 0.1
"""The same, where the page says of a day that it was published then."""
LEAST_ELSEWHERE = 0.5
"""The same on pages that are no article: dates there are mostly those of reviews, offers and other pages."""


class Dates(NamedTuple):
    published: Fact | None = None
    modified: Fact | None = None


def page_dates(
    evidence: Evidence,
    language: str | None,
    title_at: int | None,
    near: Sequence[int],
    signs: Row,
    kind: Fact | None,
    choice: Choice,
) -> Dates:
    """The likeliest of the days that the page gives; and when it was changed, if that is said and was not before."""
    days = date_candidates(evidence, language, title_at, near, signs)
    published, modified = None, days.modified
    ranked = choice.ranked(days.rows, days.page)
    for place, probability in ranked[:1]:
        if probability >= _least(days.rows[place], kind):
            others = [days.facts[other] for other, _ in ranked[1 : 1 + MAX_ALSO]]
            also = tuple(f"{fact.value} ({fact.via})" for fact in others)
            published = msgspec.structs.replace(days.facts[place], also=also)
    if published and modified and _is_before(modified.value, published.value):
        modified = None
    return Dates(published, modified)


def _least(row: Row, kind: Fact | None) -> float:
    if kind:
        return LEAST_ELSEWHERE
    return LEAST_OUTRIGHT if is_said_outright(row) else LEAST


def _is_before(one: str, other: str) -> bool:
    """Of two dates; of their days where one has no time or no zone."""
    first, second = datetime.fromisoformat(one), datetime.fromisoformat(other)
    if first.tzinfo and second.tzinfo:
        return first < second
    return first.date() < second.date()
