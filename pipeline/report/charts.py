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
    return f"{number:,.0f}" if number == int(number) else f"{number:,.1f}"


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
    labels = tuple(_minute(run.finished) for run in runs)
    return Chart(
        name="runs", title="Pages cleaned by each run", kind="columns", unit="pages", labels=labels, series=series
    )


def _minute(time: str) -> str:
    try:
        return datetime.fromisoformat(time).strftime("%Y-%m-%d %H:%M")
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
    """By month, or by year where these are many."""
    size = 4 if len(months) > MONTHS else 7
    counts: Counter[str] = Counter()
    for month, pages in months.items():
        counts[month[:size]] += pages
    if size == 4 and len(counts) > MONTHS:
        recent = sorted(counts)[-MONTHS + 1 :]
        counts = Counter({"before": sum(counts[year] for year in counts if year < recent[0])}) | Counter(
            {year: counts[year] for year in recent}
        )
    labels = tuple(sorted(counts, key=lambda label: (label != "before", label)))
    values = tuple(float(counts[label]) for label in labels)
    return Chart(
        name="published", title="When pages were published", kind="columns", unit="pages", labels=labels,
        series=(("pages", values),),
    )  # fmt: skip
