"""What a report shows as plots: labels and numbers, which a table beside each plot gives too."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Literal

from pipeline.catalog import all_rules
from pipeline.model import Value
from pipeline.report.aggregates import BINS, Aggregates, start_of
from pipeline.run.history import PastRun
from pipeline.run.tally import Tally

LONGEST = 15
"""Bars in a plot; the rest is added up."""
RUNS = 30
MONTHS = 36
"""With more months than these, years are shown."""
ENDS = ("kept", "rejected", "failed")


class Chart(Value, frozen=True, kw_only=True):
    """Numbers to be plotted. Series of `columns` stand on each other, `steps` are outlines of histograms."""

    name: str
    """Of its place on the page."""
    title: str
    kind: Literal["bars", "columns", "steps"]
    unit: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[float, ...]], ...]
    """Name and numbers, one a label."""

    @property
    def description(self) -> str:
        """The plot in words: its largest numbers."""
        totals = [(sum(values), label) for label, *values in self.rows()]
        top = sorted(totals, key=lambda item: -item[0])[:3]
        said = ", ".join(f"{label}: {written(total)}" for total, label in top)
        return f"{self.title}, in {self.unit}. The most: {said}."

    def rows(self) -> Iterator[tuple[str, *tuple[float, ...]]]:
        """A row a label: the label, and each series' number."""
        return zip(self.labels, *(values for _, values in self.series), strict=True)


def written(number: float) -> str:
    """A number as people write it."""
    return f"{number:,.0f}" if number == int(number) else f"{number:,.2f}"


def charts(found: Aggregates, total: Tally, runs: Sequence[PastRun]) -> tuple[Chart, ...]:
    """Those of a report, but the ones that have nothing to show."""
    made = [
        _of_runs(runs[-RUNS:]),
        _bars("statuses", "Status", found.statuses),
        _rules(total),
        _lengths(found),
        _confidence(found),
        _bars("sites", "Sites", found.sites),
        _bars("languages", "Languages", found.languages),
        _published(found.months),
        _bars("reasons", "Why pages became no records", Counter(total.reasons)),
    ]
    return tuple(chart for chart in made if any(any(values) for _, values in chart.series))


def _of_runs(runs: Sequence[PastRun]) -> Chart:
    series = tuple((end, tuple(float(getattr(run.cleaned, end)) for run in runs)) for end in ENDS)
    labels = tuple(_second(run.finished) for run in runs)
    return Chart(
        name="runs", title="Pages cleaned by each run (UTC)", kind="columns", unit="pages", labels=labels, series=series
    )


def _second(time: str) -> str:
    try:
        return datetime.fromisoformat(time).strftime("%Y-%m-%d %H:%M:%S")
    except ValueError:
        return time


def _bars(name: str, title: str, counts: Counter[str], unit: str = "pages") -> Chart:
    """The commonest, and the rest as one."""
    top = _longest(counts)
    values = tuple(float(count) for _, count in top)
    return Chart(
        name=name, title=title, kind="bars", unit=unit, labels=tuple(key for key, _ in top), series=((unit, values),)
    )


def _longest(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """The commonest first, and what has no room added up."""
    top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if len(top) <= LONGEST:
        return top
    rest = top[LONGEST - 1 :]
    return [*top[: LONGEST - 1], (f"{len(rest):,} others", sum(count for _, count in rest))]


def _rules(total: Tally) -> Chart:
    """Of all characters, what each rule removed."""
    names = {rule.code: f"{rule.code} {rule.name}" for rule in all_rules()}
    top = _longest(total.removed_chars)
    shares = tuple(round(100 * chars / max(1, total.chars_in), 2) for _, chars in top)
    return Chart(
        name="rules", title="Removed by rule", kind="bars", unit="% of all characters",
        labels=tuple(names.get(code, code) for code, _ in top), series=(("% of all characters", shares),),
    )  # fmt: skip


def _lengths(found: Aggregates) -> Chart:
    used = found.lengths_in | found.lengths_out
    bins = range(min(used, default=0), max(used, default=0) + 1)
    series = (("before", found.lengths_in), ("after", found.lengths_out))
    return Chart(
        name="lengths", title="Length of pages before and after", kind="steps", unit="pages",
        labels=tuple(f"from {start_of(number):,} characters" for number in bins),
        series=tuple((name, tuple(float(counts[number]) for number in bins)) for name, counts in series),
    )  # fmt: skip


def _confidence(found: Aggregates) -> Chart:
    values = tuple(float(found.confidence[number]) for number in range(BINS))
    labels = tuple(f"{number / BINS:.2f} to {(number + 1) / BINS:.2f}" for number in range(BINS))
    return Chart(
        name="confidence", title="Confidence", kind="columns", unit="pages", labels=labels, series=(("pages", values),)
    )


def _published(months: Counter[str]) -> Chart:
    """By month, or by year where these are many or no more is known. Those without pages are there too."""
    known = sorted(months)
    by_month = bool(known) and all(len(month) == 7 for month in known)
    if by_month:
        first, last = (12 * int(month[:4]) + int(month[5:]) - 1 for month in (known[0], known[-1]))
        by_month = last - first < MONTHS
    if by_month:
        counts = months
        labels = tuple(f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(first, last + 1))
    else:
        counts, labels = _by_year(months)
    series = (("pages", tuple(float(counts[label]) for label in labels)),)
    title = "When pages were published"
    return Chart(name="published", title=title, kind="columns", unit="pages", labels=labels, series=series)


def _by_year(months: Counter[str]) -> tuple[Counter[str], tuple[str, ...]]:
    """The last years, and all before them as one."""
    last = max((int(month[:4]) for month in months), default=0)
    begin = last - MONTHS + 2
    counts: Counter[str] = Counter()
    for month, pages in months.items():
        counts[month[:4] if int(month[:4]) >= begin else f"before {begin}"] += pages
    first = min((int(label) for label in counts if label.isdigit()), default=last)
    early = [label for label in counts if not label.isdigit()]
    return counts, (*early, *(f"{year:04d}" for year in range(begin if early else first, last + 1)))
