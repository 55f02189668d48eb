"""What a run shows while it works and when it is done. Always on stderr: stdout is for data."""

import sys
import time
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

import orjson
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as RichProgress
from rich.table import Table

from pipeline.catalog import all_rules
from pipeline.read.files import InputFile
from pipeline.read.pages import Loss, PageRef
from pipeline.report.ending import one_line
from pipeline.run.clean_page import PageResult
from pipeline.run.plan import Plan
from pipeline.run.tally import Tally
from pipeline.write.outputs import Output
from pipeline.write.parts import FORMATS

PROGRESS = 30.0
"""Seconds between two lines on how far a run is, where they are lines of JSON."""


class Log:
    """Lines of JSON on stderr, one an event."""

    def event(self, event: str, **values: Any) -> None:
        """Says what happened."""
        print(self._line(event, **values), file=sys.stderr, flush=True)

    def line(self, message: str) -> str:
        """What is said once, such as why a run stops."""
        return self._line("message", message=one_line(message))

    def _line(self, event: str, **values: Any) -> str:
        time_now = datetime.now(UTC).isoformat(timespec="milliseconds")
        return orjson.dumps({"time": time_now, "event": event, **values}).decode()


class Bar:
    """A bar that is shown while it is entered."""

    bar: RichProgress

    def __enter__(self) -> Self:
        self.bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.bar.stop()


class Progress(Bar):
    """A bar on a terminal; and, where the output has no place for them, a line for each page that was not kept."""

    def __init__(self, size: int, *, quiet: bool, lines: bool, log: Log | None) -> None:
        self.console = Console(stderr=True, highlight=False)
        self.lines = lines and not quiet
        self.log, self.quiet = log, quiet
        self.told = time.monotonic()
        self.tally = Tally()
        self.bytes: dict[str, int] = {}
        self.before = 0
        self.bar = RichProgress(
            TextColumn("cleaning"), BarColumn(), TaskProgressColumn(show_speed=False),
            TextColumn("{task.fields[said]}"), TimeRemainingColumn(), console=self.console,
            transient=True, disable=quiet or log is not None or not self.console.is_terminal,
        )  # fmt: skip
        self.task = self.bar.add_task("pages", total=max(1, size), said="")
        self.file = ""

    def watch(self, file: InputFile, page: PageRef | Loss, result: PageResult) -> None:
        """Takes note of one page."""
        self.tally.add(result.tally)
        self._move(file, page)
        if self.log and not self.quiet and time.monotonic() - self.told > PROGRESS:
            self.told = time.monotonic()
            self.log.event("progress", **summary_values(self.tally, None))
        for verb, problems in (("rejected", result.rejected), ("failed", result.failed)):
            for line in problems:
                problem = orjson.loads(line)
                if self.log and not (self.quiet and verb == "rejected"):
                    self.log.event(f"page_{verb}", **problem)
                elif self.lines:
                    said = f"{verb} {problem['source']}: {problem['reason']}: {problem['why']}"
                    self.console.print(one_line(said), markup=False, soft_wrap=True)

    def _move(self, file: InputFile, page: PageRef | Loss) -> None:
        """How far the run is, in bytes of its inputs: nobody knows how many pages an archive holds."""
        if self.bar.disable:
            return
        if file.ref != self.file:
            self.before += self.bytes.pop(self.file, 0)
            self.file, self.bytes[file.ref] = file.ref, max(0, file.size)
        within = page.offset if isinstance(page, PageRef) and page.offset else 0
        seconds = max(0.001, self.bar.tasks[0].elapsed or 0.001)
        failed = f", {self.tally.failed:,} failed" if self.tally.failed else ""
        said = f"{self.tally.sources:,} pages, {self.tally.sources / seconds:,.0f}/s{failed}"
        self.bar.update(self.task, completed=self.before + within, said=said)


def print_plan(plan: Plan) -> None:
    """What a run would do, on stderr."""
    console = Console(stderr=True, highlight=False)
    console.print(
        f"would clean {plan.inputs} of {plan.inputs + plan.unchanged} inputs: {_inputs(plan)}", soft_wrap=True
    )


def print_summary(tally: Tally, output: Output, plan: Plan | None = None, total: Tally | None = None) -> None:
    """Counts that add up, what each rule removed, and where it all is."""
    console = Console(stderr=True, highlight=False)
    if plan is not None and (plan.known or not plan.inputs):
        console.print(f"inputs: {_inputs(plan)}", soft_wrap=True)
    if plan is None or plan.inputs:
        console.print(pages_of(tally), soft_wrap=True)
    if total is not None and plan is not None and plan.known:
        console.print(f"the output holds {pages_of(total)}", soft_wrap=True)
    if tally.reasons:
        reasons = ", ".join(f"{reason} {count}" for reason, count in sorted(tally.reasons.items()))
        console.print(f"not kept: {reasons}", markup=False, soft_wrap=True)
    if tally.chars_in:
        share = 100 * (1 - tally.chars_out / tally.chars_in)
        console.print(f"{tally.chars_in:,} characters in, {tally.chars_out:,} out, {share:.0f} % removed")
    if tally.removals:
        console.print(_rules_table(tally))
    _print_places(console, output)
    if output.removed == "beside" and tally.removals and output.destination != "folder":
        console.print("removals were not written: give a folder, or --removed inline")


def summary_values(tally: Tally, plan: Plan | None) -> dict[str, Any]:
    """The same for programs."""
    values: dict[str, Any] = {key: getattr(tally, key) for key in ("sources", "kept", "rejected", "failed")}
    if plan is not None:
        values["inputs"] = plan.counts()
    return {**values, "reasons": dict(sorted(tally.reasons.items()))}


def pages_of(tally: Tally) -> str:
    """How many pages, and what became of them."""
    pages = "page" if tally.sources == 1 else "pages"
    return f"{tally.sources} {pages}: {tally.kept} kept, {tally.rejected} rejected, {tally.failed} failed"


def _inputs(plan: Plan) -> str:
    words = {"again": "to be cleaned again (other options, version or output)"}
    return ", ".join(f"{count} {words.get(key, key)}" for key, count in plan.counts().items() if count) or "none"


def _rules_table(tally: Tally) -> Table:
    table = Table("code", "removed by", box=None, pad_edge=False, header_style="bold")
    table.add_column("blocks", justify="right")
    table.add_column("characters", justify="right")
    for rule in all_rules():
        if count := tally.removals.get(rule.code, 0):
            table.add_row(rule.code, rule.name, str(count), f"{tally.removed_chars[rule.code]:,}")
    return table


def _print_places(console: Console, output: Output) -> None:
    out = escape(one_line(output.out.rstrip("/")))
    if output.destination == "file":
        console.print(f"records: {out}", soft_wrap=True)
    elif output.destination == "folder":
        form = FORMATS[output.form]
        names = [f"{form.folder_of(table)}/" for table in ("records", "removed", "facts")]
        for name in (*names, "rejected.jsonl", "failed.jsonl", "manifest.json"):
            console.print(f"{name.split('.')[0].rstrip('/')}: {out}/{name}", soft_wrap=True)
