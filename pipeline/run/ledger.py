"""What has been done, in SQLite: which inputs are in the output, where, and as what they were read.

Commit, then publish, then roll forward: a shard's files are whole on disk before the transaction that says so, and are
moved to their places after it. Whatever moment a run is killed at, the next one finishes what was committed.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import msgspec

from pipeline.errors import OutputError
from pipeline.run.entries import Files, Known, Move, Moves, Row, Slice, is_part
from pipeline.run.history import SCHEMA as HISTORY_SCHEMA
from pipeline.run.history import History
from pipeline.run.tally import Tally
from pipeline.write.outputs import APPLICATION

LAYOUT = 1
SCHEMA = """
create table if not exists meta (key text primary key, value text not null) without rowid;
create table if not exists inputs (
    bucket integer not null, place integer not null, ref text not null, size integer not null,
    mtime_ns integer not null, digest blob, fingerprint text not null, failed integer not null, lines blob not null,
    tally blob not null, primary key (bucket, place)
) without rowid;
create table if not exists large (ref text primary key, bucket integer not null) without rowid;
create table if not exists shards (
    bucket integer primary key, state text not null, files blob not null, moves blob not null
);
create table if not exists gone (target text primary key) without rowid;
create table if not exists slices (
    bucket integer not null, number integer not null, ref text not null, size integer not null,
    mtime_ns integer not null, fingerprint text not null, pages integer not null, lines blob not null,
    tally blob not null, moves blob not null, primary key (bucket, number)
) without rowid;
"""
encode = msgspec.msgpack.encode


@contextmanager
def opened_ledger(path: Path | None) -> Iterator["Ledger"]:
    """The ledger there, or one in memory. Raises OutputError for whatever keeps it from being read or written."""
    try:
        with closing(Ledger(path)) as ledger:
            yield ledger
    except (sqlite3.Error, msgspec.DecodeError) as error:
        raise OutputError(f"ledger {str(path)!r} cannot be used: {error}") from error


def _opened_to_read(path: Path) -> sqlite3.Connection:
    # SQLite makes files beside one that it reads, unless that is said not to change. With a journal, a run is at it.
    how = "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "immutable=1"
    return sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, isolation_level=None)


class Ledger:
    """The ledger of one output. One process at a time writes it: see `lock`."""

    def __init__(self, path: Path | None) -> None:
        """Opens or makes it; without a path it is in memory. Raises OutputError for one of another version.

        One that may not be written is opened to be looked at.
        """
        if path is None or all(os.access(place, os.W_OK) for place in (path.parent, path) if place.exists()):
            self.db = sqlite3.connect(path or ":memory:", isolation_level=None)
            self._make()
        else:
            self.db = _opened_to_read(path)
        self.history = History(self.db)
        layout = self.value("layout", "")
        if layout != str(LAYOUT):
            raise OutputError(f"ledger {str(path)!r} is of another version of winnow ({layout}); give another folder")

    def _make(self) -> None:
        """Only what is not so yet: a look at the ledger of a run that is under way must not write."""
        if not self.db.execute("pragma application_id").fetchone()[0]:
            self.db.execute(f"pragma application_id = {int.from_bytes(APPLICATION, 'big')}")
        self.db.execute("pragma journal_mode = wal")
        self.db.execute("pragma synchronous = full")
        self.db.executescript(SCHEMA + HISTORY_SCHEMA)
        if not self.value("layout", ""):
            self.set_value("layout", str(LAYOUT))

    def close(self) -> None:
        """Folds the journal into the file."""
        self.db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing."""
        self.db.execute("begin immediate")
        try:
            yield
        except BaseException:
            with suppress(sqlite3.Error):  # what was raised says more
                self.db.execute("rollback")
            raise
        self.db.execute("commit")

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """As `transaction`, but nothing of it stays."""
        self.db.execute("begin")
        try:
            yield
        finally:
            self.db.execute("rollback")

    def value(self, key: str, default: str) -> str:
        """A value of the whole output."""
        row = self.db.execute("select value from meta where key = ?", (key,)).fetchone()
        return default if row is None else str(row[0])

    def set_value(self, key: str, value: str) -> None:
        """Sets a value of the whole output."""
        self.db.execute("insert or replace into meta values (?, ?)", (key, value))

    def count(self, tally: Tally, inputs: int = 0) -> None:
        """Adds to the counts of the run that is under way, which outlast a kill; so many inputs more are done."""
        total = self.run_tally()
        total.add(tally)
        self.set_value("run", msgspec.json.encode(total).decode())
        self.set_value("left", str(int(self.value("left", "0")) - inputs))

    def run_tally(self) -> Tally:
        """The counts of the run that is under way, or was the last."""
        return msgspec.json.decode(self.value("run", "{}"), type=Tally)

    def known(self) -> Iterator[Known]:
        """All inputs that are in the output."""
        columns = Known.__struct_fields__
        for row in self.db.execute(f"select {', '.join(columns)} from inputs"):
            yield Known(**dict(zip(columns, row, strict=True)))

    def rows(self, bucket: int) -> list[Row]:
        """The inputs of a bucket, in the order of their lines."""
        columns, found = Row.__struct_fields__, []
        query = f"select {', '.join(columns)} from inputs where bucket = ? order by place"
        for row in self.db.execute(query, (bucket,)):
            *values, lines, tally = row
            found.append(
                Row(
                    **dict(zip(columns, values, strict=False)),
                    lines=msgspec.msgpack.decode(lines, type=tuple[int, ...]),
                    tally=msgspec.msgpack.decode(tally, type=Tally),
                )
            )
        return found

    def tally(self) -> Tally:
        """The counts of the whole output."""
        total = Tally()
        for (tally,) in self.db.execute("select tally from inputs"):
            total.add(msgspec.msgpack.decode(tally, type=Tally))
        return total

    def replace_bucket(self, bucket: int, rows: Iterable[Row], moves: Moves, staying: Iterable[str] = ()) -> None:
        """Makes these the inputs of a bucket, and says where its files are and belong. Within a transaction.

        `staying` are files of its own that lie where they belong; all others that it had will go.
        """
        self.db.execute("delete from inputs where bucket = ?", (bucket,))
        names = ", ".join(Row.__struct_fields__)
        self.db.executemany(
            f"insert into inputs ({names}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (*(getattr(row, key) for key in Known.__struct_fields__), encode(row.lines), encode(row.tally))
                for row in rows
            ),
        )
        self.db.execute("delete from slices where bucket = ?", (bucket,))
        old = self.files(bucket)
        new = {move.target: move.digest for move in moves} | {name: old[name] for name in staying}
        gone = [Move("", target) for target in old if target not in new and is_part(target)]
        documents = [(target,) for target in old if target not in new and not is_part(target)]
        self.db.executemany("insert or ignore into gone values (?)", documents)
        self.db.execute(
            "insert or replace into shards values (?, 'committed', ?, ?)",
            (bucket, encode(new), encode([*moves, *gone])),
        )

    def touch(self, known: Known, mtime_ns: int) -> None:
        """Takes note that an input has another time, and the same content."""
        self.db.execute(
            "update inputs set mtime_ns = ? where bucket = ? and place = ?", (mtime_ns, known.bucket, known.place)
        )

    def large_bucket(self, ref: str, first: int) -> int:
        """The bucket of a large input, its own for ever; a new one gets the next number from `first` on."""
        row = self.db.execute("select bucket from large where ref = ?", (ref,)).fetchone()
        if row is None:
            row = self.db.execute("select coalesce(max(bucket) + 1, ?) from large", (first,)).fetchone()
            self.db.execute("insert into large values (?, ?)", (ref, row[0]))
        return int(row[0])

    def files(self, bucket: int) -> Files:
        """The files of a bucket."""
        row = self.db.execute("select files from shards where bucket = ?", (bucket,)).fetchone()
        return {} if row is None else msgspec.msgpack.decode(row[0], type=Files)

    def documents_gone(self) -> set[str]:
        """Markdown files that a bucket no longer has; another one may have come to have them."""
        return {target for (target,) in self.db.execute("select target from gone")}

    def forget_documents(self) -> None:
        """Takes note that they were removed."""
        self.db.execute("delete from gone")

    def buckets(self) -> list[int]:
        """All that have files."""
        return [bucket for (bucket,) in self.db.execute("select bucket from shards order by bucket")]

    def committed(self) -> list[tuple[int, Moves]]:
        """The buckets whose files have not all been moved to their places; a move from nowhere is a removal."""
        rows = self.db.execute("select bucket, moves from shards where state = 'committed' order by bucket").fetchall()
        return [(bucket, msgspec.msgpack.decode(moves, type=Moves)) for bucket, moves in rows]

    def mark_live(self, bucket: int) -> None:
        """Takes note that a bucket's files are where they belong; an empty bucket is forgotten."""
        self.db.execute("update shards set state = 'live', moves = ? where bucket = ?", (encode([]), bucket))
        self.db.execute("delete from shards where bucket = ? and files = ?", (bucket, encode({})))

    def count_slices(self) -> int:
        """How many wait for the rest of their input."""
        return int(self.db.execute("select count(*) from slices").fetchone()[0])

    def names_of_slices(self) -> set[str]:
        """The folders in which done slices wait for the rest of their input."""
        rows = self.db.execute("select moves from slices")
        return {Path(move.source).parts[2] for (moves,) in rows for move in msgspec.msgpack.decode(moves, type=Moves)}

    def slices(self, bucket: int) -> list[Slice]:
        """The done slices of a large input, in order."""
        found = []
        for row in self.db.execute("select * from slices where bucket = ? order by number", (bucket,)):
            values = dict(zip(Slice.__struct_fields__, row, strict=True))
            for key, kind in (("lines", tuple[int, ...]), ("tally", Tally), ("moves", Moves)):
                values[key] = msgspec.msgpack.decode(values[key], type=kind)
            found.append(Slice(**values))
        return found

    def add_slice(self, done: Slice) -> None:
        """Takes note of one more slice."""
        values = [getattr(done, key) for key in Slice.__struct_fields__]
        values[-3:] = [encode(value) for value in values[-3:]]
        self.db.execute("insert into slices values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)

    def drop_other_slices(self, buckets: Iterable[int]) -> None:
        """Forgets the slices of inputs that are not to be written: they are gone, or are what they were before."""
        self.db.executemany(
            "delete from slices where bucket = ?",
            [
                (bucket,)
                for (bucket,) in self.db.execute("select distinct bucket from slices")
                if bucket not in set(buckets)
            ],
        )

    def drop_slices(self, bucket: int) -> None:
        """Forgets the slices of an input that is no longer what it was."""
        self.db.execute("delete from slices where bucket = ?", (bucket,))
