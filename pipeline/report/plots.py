"""Charts → SVG, by matplotlib."""

import base64
import io
import warnings
from typing import Any, Literal

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from pipeline.report.charts import Chart
from pipeline.report.ending import one_line

Scheme = Literal["light", "dark"]
INK: dict[Scheme, str] = {"light": "#1c1c1c", "dark": "#e8e8e4"}
COLOURS: dict[Scheme, tuple[str, ...]] = {
    "light": ("#2f6f9f", "#d08a2e", "#a11622"),
    "dark": ("#7db7e8", "#e9b872", "#ff9a94"),
}
HATCHES = ("", "///", "xx")
"""With which series differ without colour."""
WIDTH, ROW, HEIGHT = 7.0, 0.28, 2.6
"""Inches."""
LABEL = 40
"""Characters of a label."""
COLUMNS = 6
"""Room for so many, where there are fewer."""
TICKS = 12
"""Labels under columns."""
STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",  # text stays text: the browser has letters that the fonts here lack
    "svg.hashsalt": "winnow",
    "font.family": "sans-serif",
    "text.parse_math": False,  # a $ in the name of a site is a $
    "axes.formatter.use_mathtext": False,
}


def plot(chart: Chart, scheme: Scheme) -> str:
    """The chart as an SVG image in a data URL, the same bytes for the same chart."""
    ink = INK[scheme]
    colours: dict[Any, Any] = dict.fromkeys(
        ("text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color", "ytick.color"), ink
    )
    with matplotlib.rc_context({**STYLE, **colours}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from")
        height = max(1.2, 0.7 + ROW * len(chart.labels)) if chart.kind == "bars" else HEIGHT
        figure = Figure(figsize=(WIDTH, height), layout="constrained")
        axes = figure.subplots()
        axes.spines[["top", "right"]].set_visible(False)
        DRAW[chart.kind](axes, chart, COLOURS[scheme])
        out = io.BytesIO()
        figure.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    return "data:image/svg+xml;base64," + base64.b64encode(out.getvalue()).decode()


def _bars(axes: Axes, chart: Chart, colours: tuple[str, ...]) -> None:
    ((_, values),) = chart.series
    bars = axes.barh(range(len(values)), values, color=colours[0])
    axes.bar_label(bars, fmt=lambda value: f"{value:,.10g}", padding=3)
    axes.set_yticks(range(len(values)), labels=[_short(label) for label in chart.labels])
    axes.invert_yaxis()
    axes.margins(x=0.12)
    if all(value == int(value) for value in values):
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel(chart.unit)


def _columns(axes: Axes, chart: Chart, colours: tuple[str, ...]) -> None:
    base = [0.0] * len(chart.labels)
    for (name, values), colour, hatch in zip(chart.series, colours, HATCHES, strict=False):
        axes.bar(range(len(values)), values, bottom=base, color=colour, hatch=hatch, label=name, edgecolor="none")
        base = [low + value for low, value in zip(base, values, strict=True)]
    _label(axes, chart)


def _steps(axes: Axes, chart: Chart, colours: tuple[str, ...]) -> None:
    edges = [number - 0.5 for number in range(len(chart.labels) + 1)]
    for (name, values), colour, line in zip(chart.series, colours, ("-", "--", ":"), strict=False):
        axes.stairs(values, edges, color=colour, linewidth=2, linestyle=line, label=name)
    _label(axes, chart)


def _label(axes: Axes, chart: Chart) -> None:
    """Labels below, as many as have room, and the names of the series where there are several."""
    step = -(-len(chart.labels) // TICKS)
    places = range(0, len(chart.labels), step)
    axes.set_xticks(places, labels=[_short(chart.labels[place]) for place in places], rotation=30, ha="right")
    axes.set_xlim(-0.6, max(len(chart.labels), COLUMNS) - 0.4)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_ylabel(chart.unit)
    if len(chart.series) > 1:
        axes.figure.legend(frameon=False, loc="outside upper left", ncols=len(chart.series))


def _short(label: str) -> str:
    label = one_line(label)
    return label if len(label) <= LABEL else f"{label[: LABEL - 1]}…"


DRAW = {"bars": _bars, "columns": _columns, "steps": _steps}
