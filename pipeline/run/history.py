"""What past runs did to an output, and on which pages the last one was slow. In the ledger: it alone knows times."""

import sqlite3
from collections.abc import Iterable
from heapq import heappush, heappushpop

import msgspec

from pipeline.model import Value
from pipeline.run.tally import Tally

SCHEMA = """
create table if not exists runs (number integer primary key autoincrement, run blob not null);
create table if not exists slow (source text primary key, seconds real not null) without rowid;
"""
RUNS = 400
"""A year of nights, and some."""
SLOW = 50


class PastRun(Value, frozen=True, kw_only=True):
    """What a run did, and what it left."""

    started: str
    finished: str
    version: str
    options: str
    """Digest of the options of cleaning."""
    inputs: dict[str, int]
    """By what became of them: new, changed, again, unchanged, vanished."""
    cleaned: Tally
    total: Tally


class SlowPage(Value, frozen=True, order=True):
    """A page, and how long a worker was at it."""

    seconds: float
    source: str


class Slowest:
    """The slowest of the pages that it is told of."""

    def __init__(self) -> None:
        self.pages: list[SlowPage] = []

    def add(self, source: str, seconds: float) -> None:
        """Takes note of a page."""
        page = SlowPage(seconds, source)
        if len(self.pages) < SLOW:
            heappush(self.pages, page)
        else:
            heappushpop(self.pages, page)

    def taken(self) -> list[SlowPage]:
        """These pages, which are forgotten here."""
        pages, self.pages = self.pages, []
        return pages


class History:
    """The history in a ledger."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        query = "select count(*) from sqlite_master where name in ('runs', 'slow')"
        self.is_kept = db.execute(query).fetchone()[0] == 2
        """False for a ledger that an older winnow wrote, and that is only looked at."""

    def add(self, run: PastRun) -> None:
        """Takes note of a run. The oldest are forgotten."""
        self.db.execute("insert into runs (run) values (?)", (msgspec.msgpack.encode(run),))
        self.db.execute("delete from runs where number <= (select max(number) from runs) - ?", (RUNS,))

    def runs(self) -> list[PastRun]:
        """Those that did something, the last one last."""
        rows = self.db.execute("select run from runs order by number") if self.is_kept else ()
        return [msgspec.msgpack.decode(row, type=PastRun) for (row,) in rows]

    def begin(self) -> None:
        """Forgets the slow pages of the run before."""
        self.db.execute("delete from slow")

    def add_slow(self, pages: Iterable[SlowPage]) -> None:
        """Takes note of pages of the run under way, of which the slowest are kept."""
        rows = [(page.source, page.seconds) for page in pages]
        self.db.executemany("insert or replace into slow (source, seconds) values (?, ?)", rows)
        keep = "select source from slow order by seconds desc limit ?"
        self.db.execute(f"delete from slow where source not in ({keep})", (SLOW,))

    def slowest(self) -> list[SlowPage]:
        """Of the last run, the slowest first."""
        query = "select seconds, source from slow order by seconds desc, source"
        rows = self.db.execute(query) if self.is_kept else ()
        return [SlowPage(*row) for row in rows]
