"""What a run has to do: which inputs are new, changed, as they were, or gone, and into which shards they go.

Inputs are spread over buckets by the hash of their names; a bucket becomes one part of each table. A large input has
a bucket of its own, of as many parts as it takes.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Literal

from pipeline.model import Value
from pipeline.read.files import InputFile
from pipeline.run.digest import content_digest
from pipeline.run.entries import Known
from pipeline.run.ledger import Ledger

FILES_A_BUCKET = 200
BYTES_A_BUCKET = 32 << 20
LARGE = 32 << 20
"""Bytes from which an input has a bucket of its own; the content of such is not compared: another time is a change."""
FIRST_LARGE = 100_000
"""Number of the first of these buckets: more than there are others."""

Redo = Literal["changed", "failed", "all"]
"""Which inputs to clean again: changed ones; these, and those of which pages failed; or all."""


Fate = Literal["new", "changed", "again", "unchanged"]
"""Why an input is cleaned, or that it is not. `again`: it is what it was, but options, code or its output are not."""


class Entry(Value, frozen=True, kw_only=True):
    """An input of a bucket."""

    file: InputFile
    fate: Fate
    known: Known | None = None
    """As it is in the output, if it need not be read again."""


class Bucket(Value, frozen=True, kw_only=True):
    """Inputs whose lines lie together, in the order of their lines."""

    number: int
    entries: tuple[Entry, ...]

    @property
    def is_large(self) -> bool:
        """True for the bucket of one large input."""
        return self.number >= FIRST_LARGE


class Plan(Value, frozen=True, kw_only=True):
    """What a run has to do."""

    buckets: tuple[Bucket, ...] = ()
    """Those that must be written."""
    new: int = 0
    changed: int = 0
    again: int = 0
    unchanged: int = 0
    vanished: int = 0
    touched: tuple[tuple[Known, int], ...] = ()
    """Inputs with another time and the same content; the time."""

    @property
    def inputs(self) -> int:
        """How many are to be read."""
        return self.new + self.changed + self.again

    @property
    def known(self) -> int:
        """How many were in the output before."""
        return self.changed + self.again + self.unchanged + self.vanished

    def counts(self) -> dict[str, int]:
        """Of inputs, by what becomes of them."""
        return {key: getattr(self, key) for key in ("new", "changed", "again", "unchanged", "vanished")}


def make_plan(
    files: Sequence[InputFile],
    ledger: Ledger,
    fingerprint: Callable[[str], str],
    redo: Redo = "changed",
    distrusted: frozenset[int] = frozenset(),
) -> Plan:
    """What there is to do, by what the ledger knows.

    `fingerprint` gives that of an input by its ref; of `distrusted` buckets nothing that is in the output is believed.
    """
    known = list(ledger.known())
    is_anew = redo == "all" or not any(one.fingerprint == fingerprint(one.ref) for one in known)
    by_ref = {one.ref: one for one in known}
    gone = {(one.bucket, one.ref) for one in known}
    buckets: dict[int, list[Entry]] = {}
    for file, number in zip(files, _numbers(files, ledger, is_anew=is_anew), strict=True):
        gone.discard((number, file.ref))
        entry = _entry(file, by_ref.get(file.ref), fingerprint(file.ref), redo)
        if entry.known and (entry.known.bucket != number or number in distrusted):
            entry = Entry(file=file, fate="again")
        buckets.setdefault(number, []).append(entry)
    stale = {number for number, _ in gone}
    stale |= {number for number, some in buckets.items() if any(entry.known is None for entry in some)}
    if not files and not known:
        stale.add(0)  # so that there is an output, though an empty one
    entries = [entry for some in buckets.values() for entry in some]
    fates = Counter(entry.fate for entry in entries)
    return Plan(
        buckets=tuple(Bucket(number=number, entries=tuple(buckets.get(number, ()))) for number in sorted(stale)),
        new=fates["new"],
        changed=fates["changed"],
        again=fates["again"],
        unchanged=fates["unchanged"],
        vanished=len(by_ref.keys() - {file.ref for file in files}),
        touched=tuple(
            (entry.known, entry.file.mtime_ns)
            for entry in entries
            if entry.known and entry.known.mtime_ns != entry.file.mtime_ns
        ),
    )


def _entry(file: InputFile, old: Known | None, fingerprint: str, redo: Redo) -> Entry:
    """The input, with what is known of it if that still holds."""
    if old is None:
        return Entry(file=file, fate="new")
    if not _is_the_same(file, old):
        return Entry(file=file, fate="changed")
    if redo == "all" or (redo == "failed" and old.failed) or old.fingerprint != fingerprint:
        return Entry(file=file, fate="again")
    return Entry(file=file, fate="unchanged", known=old)


def _is_the_same(file: InputFile, old: Known) -> bool:
    """By size and time; where only the time differs, by content."""
    if old.size != file.size or file.size < 0 or file.mtime_ns < 0:
        return False
    return old.mtime_ns == file.mtime_ns or (
        file.size < LARGE and old.digest is not None and content_digest(file) == old.digest
    )


def _numbers(files: Sequence[InputFile], ledger: Ledger, *, is_anew: bool) -> list[int]:
    """The bucket of each file. How many buckets there are is settled anew only where everything is cleaned anew."""
    count = int(ledger.value("buckets", "0"))
    if is_anew or not count:
        count = buckets_for(files)
        ledger.set_value("buckets", str(count))
    return [
        bucket_of(file.ref, count) if file.size < LARGE else ledger.large_bucket(file.ref, FIRST_LARGE)
        for file in files
    ]


def buckets_for(files: Sequence[InputFile]) -> int:
    """How many buckets the inputs that are not large are spread over."""
    small = [file for file in files if file.size < LARGE]
    size = sum(max(0, file.size) for file in small)
    return max(1, -(-len(small) // FILES_A_BUCKET), -(-size // BYTES_A_BUCKET))


def bucket_of(ref: str, count: int) -> int:
    """Which of so many buckets an input belongs to."""
    return int.from_bytes(hashlib.blake2b(ref.encode(), digest_size=8).digest(), "big") % count
