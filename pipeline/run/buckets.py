"""The buckets of a plan → parts in the output, each committed and published when it is whole."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from msgspec import structs

from pipeline.errors import OutputError
from pipeline.model import Value
from pipeline.read.files import InputFile
from pipeline.read.pages import Loss, PageRef
from pipeline.run.clean_page import TABLES, PageResult
from pipeline.run.digest import content_digest
from pipeline.run.entries import Row, Slice
from pipeline.run.history import Slowest
from pipeline.run.ledger import Ledger
from pipeline.run.plan import LARGE, Bucket, Entry, Plan
from pipeline.run.publish import roll_forward
from pipeline.run.replies import Key, Replies
from pipeline.run.selection import Selection
from pipeline.run.shard import Layout, Shard
from pipeline.run.supervisor import Supervisor
from pipeline.run.tally import Tally

SLICE_PAGES = 2_000
SLICE_BYTES = 64 << 20
"""Of output: with so many pages or bytes a part of a large input is closed."""
Watch = Callable[[InputFile, PageRef | Loss, PageResult], None]
Results = Iterator[tuple[PageRef | Loss, PageResult]]


class Job(Value, frozen=True, kw_only=True):
    """What is the same for all buckets of a run."""

    out: Path
    layout: Layout
    fingerprint: str
    selection: Selection
    watch: Watch

    def fingerprint_of(self, ref: str) -> str:
        """Of all that decides what becomes of an input."""
        return self.fingerprint + self.selection.mark(ref)


class BucketWriter:
    """Writes the buckets of a plan, one after the other, while workers are already at the next."""

    def __init__(self, job: Job, ledger: Ledger) -> None:
        self.job, self.ledger = job, ledger
        self.digests: dict[Key, bytes | None] = {}
        self.slowest = Slowest()

    def write(self, plan: Plan, supervisor: Supervisor[Key]) -> None:
        """Cleans what must be cleaned, and copies what stays."""
        done = {bucket.number: self._valid_slices(bucket) for bucket in plan.buckets if bucket.is_large}
        replies = Replies(supervisor.replies(self._pages(plan, done)))
        for bucket in plan.buckets:
            if bucket.is_large and bucket.entries:
                self._write_large(bucket, replies, done[bucket.number])
            else:
                self._write_small(bucket, replies)
            roll_forward(self.ledger, self.job.out)

    def _pages(self, plan: Plan, done: dict[int, list[Slice]]) -> Iterator[tuple[Key, PageRef | Loss]]:
        """The pages of all inputs that must be read, in the order in which they are written."""
        for bucket in plan.buckets:
            slices = done.get(bucket.number)
            for place, entry in enumerate(bucket.entries):
                if entry.known is None:
                    key = (bucket.number, place)
                    # Before it is read: what changes in between, the next run sees.
                    self.digests[key] = content_digest(entry.file) if 0 <= entry.file.size < LARGE else None
                    pages = islice(self.job.selection.pages(entry.file), slices[-1].pages if slices else 0, None)
                    yield from ((key, page) for page in pages)

    def _write_small(self, bucket: Bucket, replies: Replies) -> None:
        old = _OldPart(self.ledger, self.job, bucket.number)
        fresh = Tally()
        rows: list[Row] = []
        with Shard(self.job.out, part_name(bucket.number), self.job.layout) as shard:
            for place, entry in enumerate(bucket.entries):
                if entry.known is None:
                    row = self._clean(shard, (bucket.number, place), entry, replies)
                    fresh.add(row.tally)
                else:
                    row = old.copy(entry.file.ref, shard)
                    row = structs.replace(row, place=place, mtime_ns=entry.file.mtime_ns)
                rows.append(row)
            moves = [] if bucket.is_large else shard.close()
        with self.ledger.transaction():
            self.ledger.replace_bucket(bucket.number, rows, moves, shard.staying)
            self.ledger.count(fresh, sum(entry.known is None for entry in bucket.entries))
            self.ledger.history.add_slow(self.slowest.taken())

    def _clean(self, shard: Shard, key: Key, entry: Entry, replies: Replies) -> Row:
        """Writes an input's pages as they come; what the ledger is to know of it."""
        before, tally = shard.lines.copy(), Tally()
        for page, result in replies.of(key):
            shard.put(result)
            tally.add(result.tally)
            self._watch(entry, page, result)
        return self._row(key, entry, [now - was for now, was in zip(shard.lines, before, strict=True)], tally)

    def _watch(self, entry: Entry, page: PageRef | Loss, result: PageResult) -> None:
        self.slowest.add(page.ref, result.seconds)
        self.job.watch(entry.file, page, result)

    def _row(self, key: Key, entry: Entry, lines: Iterable[int], tally: Tally) -> Row:
        file = entry.file
        return Row(
            bucket=key[0], place=key[1], ref=file.ref, size=file.size, mtime_ns=file.mtime_ns,
            digest=self.digests.pop(key, None), fingerprint=self.job.fingerprint_of(file.ref), failed=tally.failed,
            lines=tuple(lines), tally=tally,
        )  # fmt: skip

    def _valid_slices(self, bucket: Bucket) -> list[Slice]:
        """Those of an input that is still what it was."""
        slices = self.ledger.slices(bucket.number)
        for entry in bucket.entries:
            file = entry.file
            now = (file.ref, file.size, file.mtime_ns, self.job.fingerprint_of(file.ref))
            if all((one.ref, one.size, one.mtime_ns, one.fingerprint) == now for one in slices):
                return slices
        self.ledger.drop_slices(bucket.number)
        return []

    def _write_large(self, bucket: Bucket, replies: Replies, slices: list[Slice]) -> None:
        """An input of many pages, in slices. Each is kept when it is whole; all appear when the last one is."""
        (entry,) = bucket.entries
        key = (bucket.number, 0)
        results = replies.of(key)
        is_last = False
        while not is_last:
            with Shard(self.job.out, part_name(bucket.number, len(slices)), self.job.layout) as shard:
                pages, is_last = fill(shard, self._watched(entry, results))
                if slices and not pages:
                    break
                slices.append(self._keep(shard, bucket, slices, pages))
        total = Tally()
        for one in slices:
            total.add(one.tally)
        lines = [sum(counts) for counts in zip(*(one.lines for one in slices), strict=True)]
        with self.ledger.transaction():
            moves = [move for one in slices for move in one.moves]
            self.ledger.replace_bucket(bucket.number, [self._row(key, entry, lines, total)], moves)
            self.ledger.count(Tally(), 1)

    def _watched(self, entry: Entry, results: Results) -> Results:
        for page, result in results:
            self._watch(entry, page, result)
            yield page, result

    def _keep(self, shard: Shard, bucket: Bucket, before: Sequence[Slice], pages: int) -> Slice:
        """Commits a part, which will not be cleaned again as long as the input is what it is."""
        file = bucket.entries[0].file
        done = Slice(
            bucket=bucket.number, number=len(before), ref=file.ref, size=file.size, mtime_ns=file.mtime_ns,
            fingerprint=self.job.fingerprint_of(file.ref), pages=pages + (before[-1].pages if before else 0),
            lines=tuple(shard.lines), tally=shard.tally, moves=shard.close(),
        )  # fmt: skip
        with self.ledger.transaction():
            self.ledger.add_slice(done)
            self.ledger.count(shard.tally)
            self.ledger.history.add_slow(self.slowest.taken())
        return done


def fill(shard: Shard, results: Results) -> tuple[int, bool]:
    """Writes pages until the part of a large input is full; how many, and whether these were the last."""
    pages = 0
    for _, result in results:
        shard.put(result)
        pages += 1
        if pages >= SLICE_PAGES or shard.bytes >= SLICE_BYTES:
            return pages, False
    return pages, True


class _OldPart:
    """A bucket's part as it lies in the output, read from its first line to its last."""

    def __init__(self, ledger: Ledger, job: Job, bucket: int) -> None:
        self.rows = iter(ledger.rows(bucket))
        self.lines = {table: job.layout.lines(job.out, table, part_name(bucket)) for table in TABLES}

    def copy(self, ref: str, shard: Shard) -> Row:
        """Writes an input's lines into the shard. Inputs are asked for in the order of the part."""
        for row in self.rows:
            if row.ref == ref:
                shard.copy(row, self.lines)
                return row
            for table, count in zip(TABLES, row.lines, strict=True):
                for _ in islice(self.lines[table], count):
                    pass
        raise OutputError(f"the ledger lacks {ref!r}; --force cleans all anew")


def part_name(bucket: int, number: int | None = None) -> str:
    """What the files of a bucket are called; of a large one, those of one slice."""
    return f"part-{bucket:05d}" if number is None else f"part-{bucket:05d}-{number:05d}"
