"""The days on which the page may have been published: each day that the page gives, with what speaks for it.

Declared in metadata, marked, shown in a byline, part of the address: the same day mostly stands in several places.
"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from math import log1p
from typing import NamedTuple

from msgspec import structs

from pipeline.facts.choice import Row
from pipeline.facts.dates_said import OUTRIGHT, SOURCES, Said, dates_said, distance
from pipeline.facts.evidence import Evidence
from pipeline.model import Fact

URL_MONTH = re.compile(r"/((?:19|20)\d{2})[/-]?([01]\d)(?=[/_-]|$)")
DECLARED = frozenset(source for source in SOURCES if source.startswith(("json-ld", "meta")))
OUTRIGHT_COLUMNS = (*OUTRIGHT, "near itemprop published")
"""Columns of a day on which, as the page's metadata says, its article was published."""
CHANGED = tuple([source for source in SOURCES if "modified" in source])
"""Sources of the day on which the page was changed, the best first."""
NOWHERE = 99.0
IN_NUMBERS = re.compile(r"(?<!\d)\d{1,2}([./-])\s?\d{1,2}\1\s?\d{4}(?!\d)")
MIDNIGHTS = ("21:00:00", "22:00:00", "23:00:00")
"""In UTC, in Europe: the date that was meant is the next day's."""


class Days(NamedTuple):
    facts: list[Fact]
    """A date for each day, as the best source of that day gives it."""
    rows: list[Row]
    page: Row
    """Columns that they share."""
    modified: Fact | None
    """When the page says that it was changed."""


def date_candidates(
    evidence: Evidence, language: str | None, title_at: int | None, near: Sequence[int], signs: Row
) -> Days:
    """The distinct days, with what speaks for each; `signs` are those of `page_signs`."""
    said = _in_order(dates_said(evidence, language, title_at, near))
    days: dict[str, list[Said]] = {}
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
    return any(column in row for column in OUTRIGHT_COLUMNS)


def _modified(said: Sequence[Said], near: set[int]) -> Fact | None:
    """The best of what is declared or shown near the title."""
    changed = [
        one
        for one in said
        if one.source in CHANGED and (one.fact.where is None or (one.fact.where in near and not one.aside))
    ]
    return min(changed, key=lambda one: CHANGED.index(one.source)).fact if changed else None


class _Page:
    """What candidates are compared with."""

    def __init__(
        self, evidence: Evidence, days: dict[str, list[Said]], title_at: int | None, near: Sequence[int]
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
        self._moments = {
            self._ordinals[day]: {one.fact.value[14:16] for one in own} - {"", "00"} for day, own in days.items()
        }
        self._midnights = {
            self._ordinals[day] for day, own in days.items() if any(one.fact.value[11:19] in MIDNIGHTS for one in own)
        }
        self._days_of = Counter(source for own in days.values() for source in {one.source for one in own})
        by_place = {day: min(places) for day, own in days.items() if (places := _places(own))}
        self._order = {day: place for place, day in enumerate(sorted(by_place, key=lambda day: by_place[day]))}
        by_distance = sorted(by_place, key=lambda day: min(distance(at, title_at) for at in _places(days[day])))
        self._closeness = {day: place for place, day in enumerate(by_distance)}
        self._blocks = max(len(evidence.document.blocks), 1)
        self._month = next((match for url in evidence.addresses if (match := URL_MONTH.search(url[:1000]))), None)

    def row_of_all(self, days: dict[str, list[Said]]) -> Row:
        """Columns that all days share."""
        return {f"page {source}": 1.0 for source in self._days_of} | {
            "page days": float(len(days)),
            "page shown days": float(len(self._shown)),
            "page dates": float(sum(map(len, days.values()))),
            "page title": float(self._title_at is not None),
        }

    def row(self, day: str, own: list[Said]) -> Row:
        """The columns of a day."""
        row: Row = {}
        for one in own:
            row[one.source] = row.get(one.source, 0.0) + 1.0
            if one.fact.where in self._near and not one.aside:
                row[f"near {one.source}"] = 1.0
        ordinal = self._ordinals[day]
        place = self._place[day]
        shown = [one for one in own if one.fact.where is not None]
        nearest = min(shown, key=lambda one: distance(one.fact.where or 0, self._title_at), default=None)
        row |= {
            "times": float(len(own)),
            "sources": float(len({one.source for one in own})),
            "place": place / len(self._days),
            "older": float(place),
            "newer": float(len(self._days) - 1 - place),
            "days since oldest": log1p(ordinal - self._ordinals[self._days[0]]),
            "days to newest": log1p(self._ordinals[self._days[-1]] - ordinal),
            "says published": float(any(one.names_it for one in own)),
            "same moment beside": float(self._is_same_moment(ordinal)),
            "midnight": float(ordinal in self._midnights),
            "midnight beside": float(ordinal - 1 in self._midnights),
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

    def _is_same_moment(self, ordinal: int) -> bool:
        """The day before or after has a date at the same minute: the same moment, elsewhere on earth."""
        own = self._moments[ordinal]
        return any(own & self._moments.get(beside, set()) for beside in (ordinal - 1, ordinal + 1))

    def _from_title(self, nearest: Said | None) -> float:
        if nearest is None or self._title_at is None:
            return NOWHERE
        return float((nearest.fact.where or 0) - self._title_at)


def _in_order(said: Sequence[Said]) -> list[Said]:
    """A date in numbers that metadata gives with month and day in the other order is read in that order."""
    declared = {one.fact.value[:10] for one in said if one.source in DECLARED}
    return [
        one
        if not IN_NUMBERS.search(one.fact.raw or "")
        or one.fact.value[:10] in declared
        or _swapped(one.fact.value) not in declared
        else one._replace(fact=structs.replace(one.fact, value=_swapped(one.fact.value) + one.fact.value[10:]))
        for one in said
    ]


def _swapped(day: str) -> str:
    """The day that is written so where month and day change places; empty where that is none."""
    return f"{day[:5]}{day[8:10]}-{day[5:7]}" if day[8:10] <= "12" and day[8:10] != day[5:7] else ""


def _places(own: Sequence[Said]) -> list[int]:
    return [one.fact.where for one in own if one.fact.where is not None]


def _may_be_another_day(value: str) -> bool:
    """In UTC, at an hour at which it is another day where the page was written, from America to East Asia."""
    return value.endswith(("Z", "+00:00")) and (value[11:13] < "12" or value[11:13] >= "14")
