"""A run at a glance, for a terminal or for a program."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.report.charts import ENDS, Chart, written
from pipeline.report.ending import one_line
from pipeline.report.run_report import RunReport
from pipeline.write.outputs import stdout

SHOWN = 10
"""Rows of a table."""


def print_report_json(report: RunReport) -> None:
    """One object; what the plots show is in `charts`."""
    # Of numbers beyond 64 bits, as damaged records may have them, orjson makes nothing.
    stdout().write(msgspec.json.format(msgspec.json.encode(report_values(report)), indent=2) + b"\n")


def report_values(report: RunReport) -> Mapping[str, Any]:
    """What a program may want to know."""
    last = report.runs[-1] if report.runs else None
    return {
        "out": one_line(report.out),
        "started": last.started if last else None,
        "finished": last.finished if last else None,
        "inputs": last.inputs if last else {},
        "counts": {key: getattr(report.total, key) for key in ("sources", *ENDS)},
        "chars": {"in": report.total.chars_in, "out": report.total.chars_out},
        "words": report.found.words,
        **{key: msgspec.to_builtins(getattr(report, key)) for key in ("doubts", "changes", "reasons", "slowest")},
        "uncertain": msgspec.to_builtins(report.found.uncertain),
        "charts": {chart.name: _chart_values(chart) for chart in report.charts},
    }


def _chart_values(chart: Chart) -> dict[str, Any]:
    return {"title": chart.title, "unit": chart.unit, "labels": chart.labels, "series": dict(chart.series)}


def print_report(report: RunReport) -> None:
    """The same for people."""
    console = Console(highlight=False)
    for doubt in report.doubts:
        console.print(f"warning: {doubt}", markup=False, soft_wrap=True)
    total = report.total
    ends = ", ".join(f"{getattr(total, end):,} {end}" for end in ENDS)
    console.print(f"{total.sources:,} pages: {ends}; {report.found.words:,} words kept", soft_wrap=True)
    for chart in report.charts:
        if chart.kind == "bars":
            rows = [(label, written(sum(values))) for label, *values in chart.rows()]
            _print_table(console, (chart.title, chart.unit), rows)
    changes = [
        (one.what, f"{one.before:,}", f"{one.after:,}", f"{one.after - one.before:+,}") for one in report.changes
    ]
    _print_table(console, ("changed by the last run", "before", "now", "change"), changes)
    uncertain = [(page.source, f"{page.confidence:.2f}") for page in report.found.uncertain]
    _print_table(console, ("least certain pages", "confidence"), uncertain)
    slowest = [(page.source, f"{1000 * page.seconds:,.0f}") for page in report.slowest]
    _print_table(console, ("slowest pages of the last run", "ms"), slowest)


def _print_table(console: Console, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold", title_justify="left")
    for number, head in enumerate(heads):
        table.add_column(head, justify="right" if number else "left", overflow="fold")
    shown = list(rows)[:SHOWN]
    for row in shown:
        table.add_row(*(escape(one_line(cell)) for cell in row))
    if shown:
        console.print()
        console.print(table)
