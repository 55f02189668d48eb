"""Figures of a whole output, taken in one pass over its records: as many of them as there are, a line in memory.

What grows is the number of different sites, some 100 bytes each.
"""

import heapq
from collections import Counter
from collections.abc import Iterator

import msgspec

from pipeline.model import Value
from pipeline.record import Stats
from pipeline.run.dataset import Dataset
from pipeline.segment.own_url import host_of

UNCERTAIN = 20
"""How many of the least certain pages are named."""
EXAMPLES = 3
"""Pages named for each reason of not keeping some."""
BINS = 20
"""Of confidence, from 0 to 1."""
DECADE = 4
"""Bins of lengths: so many for ten times the length."""
UNKNOWN = "not known"


class Glance(msgspec.Struct, frozen=True, kw_only=True):
    """What a report looks at of a record."""

    id: str
    source: str
    url: str | None
    canonical_url: str | None
    status: str
    title: str | None
    date_published: str | None
    language: str | None
    stats: Stats


class UncertainPage(Value, frozen=True, order=True):
    """A page of which the model is not sure."""

    confidence: float
    source: str
    id: str
    title: str
    removed_ratio: float
    part: str
    """In which it lies."""


class Reason(Value, frozen=True, kw_only=True):
    """Why pages became no records."""

    end: str
    """rejected or failed."""
    stage: str
    reason: str
    pages: int
    examples: tuple[tuple[str, str], ...]
    """(source, why) of the first."""


class Aggregates(msgspec.Struct, kw_only=True):
    """What is counted over all records."""

    pages: int = 0
    words: int = 0
    chars_in: int = 0
    chars_out: int = 0
    statuses: Counter[str] = msgspec.field(default_factory=Counter)
    languages: Counter[str] = msgspec.field(default_factory=Counter)
    sites: Counter[str] = msgspec.field(default_factory=Counter)
    months: Counter[str] = msgspec.field(default_factory=Counter)
    """Of publication, `2024-03`; or years, where no more is known."""
    lengths_in: Counter[int] = msgspec.field(default_factory=Counter)
    """By bin of characters: see `bin_of`."""
    lengths_out: Counter[int] = msgspec.field(default_factory=Counter)
    confidence: Counter[int] = msgspec.field(default_factory=Counter)
    uncertain: list[UncertainPage] = []
    """The least certain pages, these first."""

    def count(self, page: Glance) -> None:
        """Takes a record into account."""
        stats = page.stats
        self.pages += 1
        self.words += stats.words
        self.chars_in += stats.chars_in
        self.chars_out += stats.chars_out
        self.statuses[page.status] += 1
        self.languages[page.language or UNKNOWN] += 1
        self.sites[site_of(page.canonical_url or page.url) or UNKNOWN] += 1
        if page.date_published:
            self.months[page.date_published[:7]] += 1
        self.lengths_in[bin_of(stats.chars_in)] += 1
        self.lengths_out[bin_of(stats.chars_out)] += 1
        self.confidence[min(BINS - 1, int(stats.confidence * BINS))] += 1


decode_glance = msgspec.json.Decoder(Glance).decode


def aggregate(dataset: Dataset) -> Aggregates:
    """One pass over the records. Raises OutputError where they are damaged."""
    found = Aggregates()
    found.uncertain = heapq.nsmallest(UNCERTAIN, _counted(dataset, found))
    return found


def _counted(dataset: Dataset, found: Aggregates) -> Iterator[UncertainPage]:
    for part in dataset.parts:
        for line in part.lines("records"):
            page = part.decoded("records", line, decode_glance)
            found.count(page)
            stats = page.stats
            yield UncertainPage(
                stats.confidence, page.source, page.id, page.title or "", stats.removed_ratio, part.name
            )


def site_of(url: str | None) -> str | None:
    """The host of an address, without `www.`; None where there is none."""
    return host_of(url).removeprefix("www.") or None


def bin_of(chars: int) -> int:
    """The bin of a length: powers of ten, each cut into as many as `DECADE` says; 0 for an empty text."""
    number = 0
    while chars >= start_of(number + 1):
        number += 1
    return number


def start_of(number: int) -> int:
    """The least length in a bin."""
    return int(10 ** ((number - 1) / DECADE)) if number else 0


def reasons(dataset: Dataset) -> tuple[Reason, ...]:
    """Why pages failed and were rejected, the commonest reason first. Raises OutputError where that is damaged."""
    counts: Counter[tuple[str, str, str]] = Counter()
    examples: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    for one in dataset.problems():
        key = (one.outcome, one.stage, one.reason)
        counts[key] += 1
        if len(some := examples.setdefault(key, [])) < EXAMPLES:
            some.append((one.source, one.why))
    return tuple(
        Reason(end=key[0], stage=key[1], reason=key[2], pages=pages, examples=tuple(examples[key]))
        for key, pages in sorted(counts.items(), key=lambda item: (item[0][0], -item[1], item[0]))
    )
