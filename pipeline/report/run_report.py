"""A run at a glance: what an output holds, how it came to be, and which pages want looking at."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from pipeline.errors import OptionsError
from pipeline.model import Value
from pipeline.report.aggregates import Aggregates, Reason, aggregate, reasons
from pipeline.report.charts import ENDS, Chart, charts, written
from pipeline.report.html_page import html_bytes, html_page, write_html
from pipeline.report.page_view import written_page_view
from pipeline.run.account import account_of
from pipeline.run.dataset import Dataset, open_dataset
from pipeline.run.history import PastRun, SlowPage
from pipeline.run.tally import Tally
from pipeline.write.atomic import is_special, reported, whole_file

SLOWEST = 20
VIEW = re.compile(r"[0-9a-f]{32}\.html")
"""Names of views, after the ids of their pages."""


class Change(Value, frozen=True, kw_only=True):
    """A number that is not what it was before the last run."""

    what: str
    before: int
    after: int


class RunReport(Value, frozen=True, kw_only=True):
    """All that a report says."""

    out: str
    total: Tally
    found: Aggregates
    reasons: tuple[Reason, ...]
    runs: tuple[PastRun, ...]
    slowest: tuple[SlowPage, ...]
    charts: tuple[Chart, ...]
    changes: tuple[Change, ...]
    doubts: tuple[str, ...]
    """Where numbers do not add up."""


def report_on(dataset: Dataset) -> RunReport:
    """The report on a folder that a run wrote. Raises OutputError where it is damaged."""
    out = dataset.out
    with account_of(out) as account:
        total, said_by, runs, slowest = account.tally(), account.said_by, account.runs(), account.slowest()
    found = aggregate(dataset)
    why = reasons(dataset)
    return RunReport(
        out=str(out), total=total, found=found, reasons=why, runs=runs, slowest=slowest[:SLOWEST],
        charts=charts(found, total, runs), changes=tuple(_changes(runs)),
        doubts=tuple(_doubts(total, said_by, found, why)),
    )  # fmt: skip


def _doubts(total: Tally, said_by: str, found: Aggregates, why: Sequence[Reason]) -> Iterator[str]:
    counted = {"kept": found.pages} | {
        end: sum(reason.pages for reason in why if reason.end == end) for end in ENDS[1:]
    }
    for end, pages in counted.items():
        if pages != getattr(total, end):
            yield f"{end}: {pages:,} pages are there, by {said_by} {getattr(total, end):,}; see winnow validate"


def _changes(runs: Sequence[PastRun]) -> Iterator[Change]:
    """What the last run changed in the whole output."""
    if len(runs) < 2:
        return
    before, after = runs[-2].total, runs[-1].total
    for key in ("sources", *ENDS, "chars_in", "chars_out"):
        yield from _change(key.replace("_", " "), getattr(before, key), getattr(after, key))
    for key, words in (("statuses", "status {}"), ("reasons", "not kept: {}"), ("removed_chars", "characters by {}")):
        old, new = getattr(before, key), getattr(after, key)
        for name in sorted({*old, *new}):
            yield from _change(words.format(name), old.get(name, 0), new.get(name, 0))


def _change(what: str, before: int, after: int) -> Iterator[Change]:
    if before != after:
        yield Change(what=what, before=before, after=after)


def write_report(report: RunReport, dataset: Dataset, path: Path) -> None:
    """Writes the report, and beside it a folder of views of the least certain pages.

    Raises OptionsError if there is no library for plots, OutputError if it cannot be written.
    """
    plot = _plotter()
    folder = path.parent / f"{path.stem}_pages"
    title = f"Report on {report.out}"
    with whole_file(path) as handle, _undone_views(folder):
        views = {} if is_special(path) else _write_views(report, dataset, folder)
        handle.write(
            html_bytes(html_page("report", title=title, report=report, views=views, plot=plot, written=written))
        )
        _clear(folder, {f"{name}.html" for name in views})


@contextmanager
def _undone_views(folder: Path) -> Iterator[None]:
    """Views that were not there before go again if the block raises, as the report does."""
    before = {path.name for path in folder.iterdir()} if folder.is_dir() else set[str]()
    try:
        yield
    except BaseException:
        _clear(folder, before)
        with suppress(OSError):
            folder.rmdir()
        raise


def _plotter() -> Callable[..., str]:
    if find_spec("matplotlib") is None:
        raise OptionsError("a report in HTML needs matplotlib; install it with: pip install 'pagewinnow[report]'")
    from pipeline.report.plots import plot

    return plot


def _write_views(report: RunReport, dataset: Dataset, folder: Path) -> dict[str, str]:
    """Id → link to its view."""
    wanted = {page.id: page.part for page in report.found.uncertain}
    views: dict[str, str] = {}
    for part in dataset.parts:
        for page in part.pages() if part.name in wanted.values() else ():
            name = f"{page.record.id}.html"
            if page.record.id in wanted and VIEW.fullmatch(name):
                write_html(written_page_view(page), folder / name)
                views[page.record.id] = f"{quote(os.fsencode(folder.name))}/{name}"
    return views


def _clear(folder: Path, staying: set[str]) -> None:
    """Removes all other views: those of an earlier report that are no longer wanted."""
    if folder.is_dir():
        with reported(str(folder)):
            for path in folder.iterdir():
                if VIEW.fullmatch(path.name) and path.name not in staying:
                    path.unlink(missing_ok=True)


def open_output(out: Path) -> Dataset:
    """The folder to report on. Raises OptionsError if it is no folder of a run, OutputError if it is damaged."""
    if not out.is_dir():
        raise OptionsError(f"{str(out)!r} is not the output folder of a run")
    return open_dataset(out)
