"""What a run shows while it works and when it is done. Always on stderr: stdout is for data."""

from types import TracebackType

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as RichProgress
from rich.table import Table

from pipeline.catalog import all_rules
from pipeline.record import Kept, Outcome
from pipeline.report.ending import one_line
from pipeline.run.local import Summary, Watch
from pipeline.write.outputs import NAMES, RemovedTo, destination_of


class Progress:
    """A bar on a terminal; and, where the output has no place for them, a line for each page that was not kept."""

    def __init__(self, total: int, *, quiet: bool, lines: bool) -> None:
        self.console = Console(stderr=True, highlight=False)
        self.lines = lines and not quiet
        self.bar = RichProgress(
            TextColumn("cleaning"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=self.console,
            transient=True, disable=quiet or not self.console.is_terminal,
        )  # fmt: skip
        self.task = self.bar.add_task("pages", total=total)

    def __enter__(self) -> Watch:
        self.bar.start()
        return self.watch

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.bar.stop()

    def watch(self, outcome: Outcome) -> None:
        """Takes note of one page."""
        (task,) = self.bar.tasks
        self.bar.update(self.task, advance=1, total=max(task.total or 0, task.completed + 1))  # files may hold several
        if self.lines and not isinstance(outcome, Kept):
            verb = type(outcome).__name__.lower()
            line = one_line(f"{verb} {outcome.source}: {outcome.reason}: {outcome.why}")
            self.console.print(line, markup=False, soft_wrap=True)


def print_summary(summary: Summary, out: str, removed: RemovedTo) -> None:
    """Counts that add up, what each rule removed, and where it all is."""
    console = Console(stderr=True, highlight=False)
    console.print(
        f"{summary.sources} {'page' if summary.sources == 1 else 'pages'}: {summary.kept} kept, "
        f"{summary.rejected} rejected, {summary.failed} failed",
        soft_wrap=True,
    )
    if summary.reasons:
        reasons = ", ".join(f"{reason} {count}" for reason, count in sorted(summary.reasons.items()))
        console.print(f"not kept: {reasons}", markup=False, soft_wrap=True)
    if summary.chars_in:
        share = 100 * (1 - summary.chars_out / summary.chars_in)
        console.print(f"{summary.chars_in:,} characters in, {summary.chars_out:,} out, {share:.0f} % removed")
    if summary.removals:
        console.print(_rules_table(summary))
    _print_places(console, out)
    if removed == "beside" and summary.removals and destination_of(out) != "folder":
        console.print("removals were not written: give a folder, or --removed inline")


def _rules_table(summary: Summary) -> Table:
    table = Table("code", "removed by", box=None, pad_edge=False, header_style="bold")
    table.add_column("blocks", justify="right")
    table.add_column("characters", justify="right")
    for rule in all_rules():
        if count := summary.removals[rule.code]:
            table.add_row(rule.code, rule.name, str(count), f"{summary.removed_chars[rule.code]:,}")
    return table


def _print_places(console: Console, out: str) -> None:
    destination = destination_of(out)
    if destination == "file":
        console.print(f"records: {escape(one_line(out))}", soft_wrap=True)
    elif destination == "folder":
        for name in NAMES:
            console.print(f"{name.split('.')[0]}: {escape(one_line(out.rstrip('/')))}/{name}", soft_wrap=True)
