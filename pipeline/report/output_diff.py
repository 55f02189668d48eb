"""What changed between two outputs: pages that only one has, and records that differ.

Neither is held in memory. A is read twice and B once; between, a temporary database holds the id of every record of A
with a digest, the id of every one of B, and those records of B that may differ.
"""

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Literal

import msgspec
import zstandard

from pipeline.errors import OutputError
from pipeline.model import Value
from pipeline.report.page_diff import PageDiff, comparable, page_diff
from pipeline.run.dataset import Dataset, Page
from pipeline.run.find_record import Wanted

Side = Literal["a", "b"]
SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -65536;
CREATE TABLE a (id TEXT PRIMARY KEY, digest BLOB) WITHOUT ROWID;
CREATE TABLE b (id TEXT PRIMARY KEY, page BLOB) WITHOUT ROWID;
CREATE TABLE problems (side TEXT, id TEXT, outcome TEXT, reason TEXT, why TEXT, PRIMARY KEY (side, id)) WITHOUT ROWID;
"""
GONE = ("absent", "", "")


class OnlyIn(Value, frozen=True, kw_only=True):
    """A page that is a record on one side only, and what became of it on the other."""

    side: Side
    id: str
    source: str
    outcome: str
    """Of the other: rejected, failed, or absent."""
    reason: str
    why: str


class RuleTotal(msgspec.Struct, kw_only=True):
    """What a rule removed on one side only, of all records."""

    rule: str
    name: str
    records: int = 0
    only_a: int = 0
    only_b: int = 0
    chars_a: int = 0
    chars_b: int = 0


class Totals(msgspec.Struct, kw_only=True):
    """Counts over all pages."""

    records_a: int = 0
    records_b: int = 0
    same: int = 0
    changed: int = 0
    only_a: int = 0
    only_b: int = 0
    others: Counter[tuple[Side, str, str]] = msgspec.field(default_factory=Counter)
    """(side, outcome and reason on the other side) → pages that are only there."""
    keys: Counter[str] = msgspec.field(default_factory=Counter)
    causes: Counter[str] = msgspec.field(default_factory=Counter)
    rules: dict[str, RuleTotal] = msgspec.field(default_factory=dict)

    @property
    def differ(self) -> bool:
        """True if anything does."""
        return bool(self.changed or self.only_a or self.only_b)

    def add_only(self, only: OnlyIn) -> None:
        """Takes a page in that one side lacks."""
        if only.side == "a":
            self.only_a += 1
        else:
            self.only_b += 1
        self.others[only.side, only.outcome, only.reason] += 1

    def add_changed(self, found: PageDiff) -> None:
        """Takes a record in that differs."""
        self.changed += 1
        self.keys.update(found.keys)
        self.causes.update(found.causes)
        for one in found.rules:
            total = self.rules.setdefault(one.rule, RuleTotal(rule=one.rule, name=one.name))
            total.records += 1
            for key in ("only_a", "only_b", "chars_a", "chars_b"):
                setattr(total, key, getattr(total, key) + getattr(one, key))


Event = OnlyIn | PageDiff
_encode, _decode = msgspec.msgpack.Encoder().encode, msgspec.msgpack.Decoder(Page).decode
_pack, _unpack = zstandard.ZstdCompressor(level=1).compress, zstandard.ZstdDecompressor().decompress


class OutputDiff:
    """Two outputs, of which those pages are compared that are named, or all."""

    def __init__(self, a: Dataset, b: Dataset, names: Sequence[str] = ()) -> None:
        self.a, self.b = a, b
        self.wanted = [Wanted(name) for name in names]
        self.totals = Totals()

    def events(self) -> Iterator[Event]:
        """What differs: pages that only B has, then the others, in the order of A. Counts are whole when it ends.

        Raises OutputError where an output is damaged or has a page twice, OptionsError for a name that neither has.
        """
        try:
            yield from self._events()
        except OverflowError as error:  # numbers beyond 64 bits
            raise OutputError(
                f"{str(self.a.out)!r} or {str(self.b.out)!r} has a record with a number that is none: {error}"
            ) from error

    def _events(self) -> Iterator[Event]:
        with closing(sqlite3.connect("")) as index:  # on disk, where it outgrows its cache; gone when it is closed
            index.executescript(SCHEMA)
            self._learn_problems(index)
            for page in self._pages(self.a):
                self.totals.records_a += 1
                self._insert(index, self.a, "a", (page.record.id, _digest(page)))
            for page in self._pages(self.b):
                self.totals.records_b += 1
                yield from self._of_b(index, page)
            self._check_names()
            for page in self._pages(self.a):
                yield from self._of_a(index, page)

    def _pages(self, dataset: Dataset) -> Iterator[Page]:
        for page in dataset.pages():
            if not self.wanted or sum(wanted.is_meant(page.record) for wanted in self.wanted):
                yield page

    def _learn_problems(self, index: sqlite3.Connection) -> None:
        for side, dataset in (("a", self.a), ("b", self.b)):
            rows = ((side, one.id, one.outcome, one.reason, one.why) for one in dataset.problems())
            index.executemany("INSERT OR IGNORE INTO problems VALUES (?, ?, ?, ?, ?)", rows)

    def _insert(self, index: sqlite3.Connection, dataset: Dataset, table: Side, row: tuple[str, bytes | None]) -> None:
        try:
            index.execute(f"INSERT INTO {table} VALUES (?, ?)", row)
        except sqlite3.IntegrityError as error:
            raise OutputError(f"{str(dataset.out)!r} has the page {row[0]!r} twice") from error

    def _of_b(self, index: sqlite3.Connection, page: Page) -> Iterator[Event]:
        """The page, if A has none such; else what it takes to compare it is put aside."""
        known = index.execute("SELECT digest FROM a WHERE id = ?", (page.record.id,)).fetchone()
        is_equal = known is None or known[0] == _digest(page)
        self._insert(index, self.b, "b", (page.record.id, None if is_equal else _pack(_encode(page))))
        if known is None:
            yield self._only(index, "b", page)

    def _of_a(self, index: sqlite3.Connection, page: Page) -> Iterator[Event]:
        other = index.execute("SELECT page FROM b WHERE id = ?", (page.record.id,)).fetchone()
        if other is None:
            yield self._only(index, "a", page)
        elif other[0] is not None and (found := page_diff(page, _decode(_unpack(other[0])))):
            self.totals.add_changed(found)
            yield found
        else:
            self.totals.same += 1

    def _only(self, index: sqlite3.Connection, side: Side, page: Page) -> OnlyIn:
        row = index.execute(
            "SELECT outcome, reason, why FROM problems WHERE side = ? AND id = ?",
            ("b" if side == "a" else "a", page.record.id),
        ).fetchone()
        outcome, reason, why = row or GONE
        only = OnlyIn(side=side, id=page.record.id, source=page.record.source, outcome=outcome, reason=reason, why=why)
        self.totals.add_only(only)
        return only

    def _check_names(self) -> None:
        for wanted in self.wanted:
            if not wanted.is_found:
                raise wanted.missing(f"{str(self.a.out)!r} or {str(self.b.out)!r}")


def _digest(page: Page) -> bytes:
    return hashlib.blake2b(comparable(page), digest_size=16).digest()
