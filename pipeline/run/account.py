"""What an output is said to hold: by the ledger of a run on one machine, or by the reports of shares."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from pipeline.errors import OptionsError
from pipeline.model import Value
from pipeline.run.clean_page import TABLES
from pipeline.run.entries import Files
from pipeline.run.gather import missing_shares, named_shares, problem_parts, shards_of, shares_of, total_of
from pipeline.run.history import PastRun, SlowPage
from pipeline.run.ledger import Ledger, opened_ledger
from pipeline.run.publish import problems
from pipeline.run.store import store_of
from pipeline.run.tally import Tally
from pipeline.write.outputs import LEDGER, MANIFEST, is_ledger, is_sharded


class Group(Value, frozen=True, kw_only=True):
    """Files that were written together: a bucket, or a shard."""

    name: str
    files: Files
    lines: tuple[int, ...]
    """How many there should be in each table."""


class Account(Protocol):
    """What an output is said to hold."""

    said_by: str

    def unfinished(self) -> str | None:
        """Why it is not whole; None if it is."""

    def mend(self) -> str:
        """What makes it whole where it has faults."""

    def groups(self) -> Iterator[Group]:
        """All that was written, in order."""

    def tally(self) -> Tally:
        """The counts of all pages."""

    def problems(self, name: str) -> Iterator[Path]:
        """The parts of rejected.jsonl or failed.jsonl, in order."""

    def runs(self) -> tuple[PastRun, ...]:
        """What past runs did, as far as that is known."""

    def slowest(self) -> tuple[SlowPage, ...]:
        """The slowest pages, as far as that is known."""


class LedgerAccount:
    """By the ledger."""

    said_by = "the ledger"

    def __init__(self, out: Path, ledger: Ledger) -> None:
        self.out, self.ledger = out, ledger

    def unfinished(self) -> str | None:
        """The last run has ended, or not."""
        is_complete = self.ledger.value("complete", "no") == "yes"
        return None if is_complete else "the last run was not finished; run the same command again"

    def mend(self) -> str:
        """To go on, or to begin again."""
        return "the same command goes on with it" if self.unfinished() else "`winnow run` with --force writes all anew"

    def groups(self) -> Iterator[Group]:
        """Buckets."""
        for bucket in self.ledger.buckets():
            rows = self.ledger.rows(bucket)
            lines = tuple(sum(row.lines[number] for row in rows) for number in range(len(TABLES)))
            yield Group(name=f"bucket {bucket}", files=self.ledger.files(bucket), lines=lines)

    def tally(self) -> Tally:
        """Of all inputs."""
        return self.ledger.tally()

    def problems(self, name: str) -> Iterator[Path]:
        """Of all buckets."""
        return problems(self.ledger, self.out, name)

    def runs(self) -> tuple[PastRun, ...]:
        """All that the ledger keeps."""
        return tuple(self.ledger.history.runs())

    def slowest(self) -> tuple[SlowPage, ...]:
        """All that the ledger keeps."""
        return tuple(self.ledger.history.slowest())


class SharesAccount:
    """By the reports of shares, each of which has those of its shards."""

    said_by = "the shards"

    def __init__(self, out: Path) -> None:
        self.out = out
        self.shares = shares_of(store_of(str(out)))
        self.reports = shards_of(self.shares)

    def unfinished(self) -> str | None:
        """Gathered, or not."""
        if (self.out / MANIFEST).is_file():
            return None
        missing = missing_shares(self.shares)
        return f"not done yet: {named_shares(missing)}" if missing else "it was not gathered yet"

    def mend(self) -> str:
        """To end what was begun, or to begin again."""
        if not self.unfinished():
            return "all shares with --force, and then `winnow gather`, write all anew"
        first = "" if self.shares and not missing_shares(self.shares) else "run the missing shares, and then "
        return f"{first}`winnow gather {self.out}` makes one output of all"

    def groups(self) -> Iterator[Group]:
        """Shards."""
        return (Group(name=report.name, files=report.files, lines=report.lines) for report in self.reports)

    def tally(self) -> Tally:
        """Of all shards."""
        return total_of(self.reports)

    def problems(self, name: str) -> Iterator[Path]:
        """Of all shards."""
        return (self.out / part for part in problem_parts(self.reports, name))

    def runs(self) -> tuple[PastRun, ...]:
        """None: there is nobody who would keep them."""
        return ()

    def slowest(self) -> tuple[SlowPage, ...]:
        """None, likewise."""
        return ()


@contextmanager
def account_of(out: Path) -> Iterator[LedgerAccount | SharesAccount]:
    """Who knows what an output holds. Raises OptionsError if the folder is none."""
    if is_sharded(out):
        yield SharesAccount(out)
        return
    if not is_ledger(out / LEDGER):
        raise OptionsError(f"{str(out)!r} is not the output folder of a run, or its ledger is damaged")
    with opened_ledger(out / LEDGER) as ledger:
        yield LedgerAccount(out, ledger)
