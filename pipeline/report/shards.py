"""What a share of a run shows, and what shares were made into. Always on stderr: stdout is for data."""

from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as RichProgress

from pipeline.report.counted import counted
from pipeline.report.run import Bar, Log, pages_of, summary_values
from pipeline.run.gather import Gathered
from pipeline.run.run_shard import ShardEnd
from pipeline.run.share_run import ShareReport


class ShardProgress(Bar):
    """A bar on a terminal, or a line of JSON for each shard."""

    def __init__(self, shards: int, *, quiet: bool, log: Log | None) -> None:
        self.log = None if quiet else log
        console = Console(stderr=True, highlight=False)
        self.bar = RichProgress(
            TextColumn("shards"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console,
            transient=True, disable=quiet or log is not None or not console.is_terminal,
        )  # fmt: skip
        self.task = self.bar.add_task("shards", total=shards)

    def watch(self, end: ShardEnd) -> None:
        """Takes note of one shard."""
        self.bar.advance(self.task)
        if self.log:
            self.log.event("shard", name=end.report.name, fate=end.fate, **summary_values(end.report.tally, None))


def share_values(report: ShareReport) -> dict[str, Any]:
    """What a share did, for programs."""
    values = summary_values(report.cleaned, None)
    return {"share": str(report.share), "shards": len(report.shards), "inputs": report.fates, **values}


def print_share(report: ShareReport, out: str) -> None:
    """The same for people."""
    console = Console(stderr=True, highlight=False)
    inputs = ", ".join(f"{count:,} {fate}" for fate, count in report.fates.items()) or "none"
    whose = "" if report.share.of == 1 else f"share {report.share}: "
    console.print(f"{whose}{counted(len(report.shards), 'shard')}, inputs: {inputs}", soft_wrap=True)
    console.print(pages_of(report.cleaned), soft_wrap=True)
    if report.share.of > 1:
        console.print(f"when all {report.share.of} are done: winnow gather {out}", markup=False, soft_wrap=True)


def print_gathered(gathered: Gathered, out: str) -> None:
    """What an output holds now."""
    console = Console(stderr=True, highlight=False)
    gone = f", {gathered.vanished:,} that are gone removed" if gathered.vanished else ""
    held = f"{counted(gathered.shards, 'shard')} of {counted(gathered.inputs, 'input')}"
    console.print(f"{out}: {held}{gone}", markup=False, soft_wrap=True)
    console.print(f"the output holds {pages_of(gathered.total)}", soft_wrap=True)
