"""What a run has to do: which inputs are new, changed, as they were, or gone, and into which shards they go.

Inputs are spread over buckets by the hash of their names; a bucket becomes one part of each table. A large input has
a bucket of its own, of as many parts as it takes.
"""

import hashlib
from collections.abc import Sequence
from typing import Literal

from pipeline.model import Value
from pipeline.read.files import InputFile
from pipeline.run.digest import content_digest
from pipeline.run.entries import Known
from pipeline.run.ledger import Ledger

FILES_A_BUCKET = 500
BYTES_A_BUCKET = 64 << 20
LARGE = 32 << 20
"""Bytes from which an input has a bucket of its own; the content of such is not compared: another time is a change."""
FIRST_LARGE = 100_000
"""Number of the first of these buckets: more than there are others."""

Redo = Literal["changed", "failed", "all"]
"""Which inputs to clean again: changed ones; these, and those of which pages failed; or all."""


class Entry(Value, frozen=True, kw_only=True):
    """An input of a bucket."""

    file: InputFile
    known: Known | None = None
    """As it is in the output, if it need not be read again."""
    digest: bytes | None = None
    """Of its content, if that was taken."""


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
    unchanged: int = 0
    vanished: int = 0
    touched: tuple[tuple[Known, int], ...] = ()
    """Inputs with another time and the same content; the time."""

    @property
    def inputs(self) -> int:
        """How many are to be read."""
        return self.new + self.changed


def make_plan(files: Sequence[InputFile], ledger: Ledger, fingerprint: str, redo: Redo = "changed") -> Plan:
    """What there is to do, by what the ledger knows."""
    known = list(ledger.known())
    numbers = _numbers(files, ledger, is_anew=redo == "all" or not any(k.fingerprint == fingerprint for k in known))
    by_place = {(one.bucket, one.ref): one for one in known}
    refs = {one.ref for one in known}
    buckets: dict[int, list[Entry]] = {}
    touched = []
    new = changed = 0
    for file, number in zip(files, numbers, strict=True):
        old = by_place.pop((number, file.ref), None)
        entry = _entry(file, old, fingerprint, redo)
        buckets.setdefault(number, []).append(entry)
        if entry.known is None:
            new, changed = new + (file.ref not in refs), changed + (file.ref in refs)
        elif entry.known.mtime_ns != file.mtime_ns:
            touched.append((entry.known, file.mtime_ns))
    present = {file.ref for file in files}
    stale = {number for number, _ in by_place} | {
        n for n, entries in buckets.items() if any(e.known is None for e in entries)
    }
    if not files and not known:
        stale.add(0)  # so that there is an output, though an empty one
    return Plan(
        buckets=tuple(Bucket(number=number, entries=tuple(buckets.get(number, ()))) for number in sorted(stale)),
        new=new,
        changed=changed,
        unchanged=len(files) - new - changed,
        vanished=len(refs - present),
        touched=tuple(touched),
    )


def _entry(file: InputFile, old: Known | None, fingerprint: str, redo: Redo) -> Entry:
    """The input, with what is known of it if that still holds."""
    is_small = 0 <= file.size < LARGE
    if old is None or redo == "all" or (redo == "failed" and old.failed) or old.fingerprint != fingerprint:
        return Entry(file=file)
    if old.size != file.size or file.size < 0 or file.mtime_ns < 0:
        return Entry(file=file)
    if old.mtime_ns == file.mtime_ns:
        return Entry(file=file, known=old)
    digest = content_digest(file) if is_small and old.digest is not None else None
    return Entry(file=file, known=old) if digest is not None and digest == old.digest else Entry(file=file)


def _numbers(files: Sequence[InputFile], ledger: Ledger, *, is_anew: bool) -> list[int]:
    """The bucket of each file. How many buckets there are is settled anew only where everything is cleaned anew."""
    small = [file for file in files if file.size < LARGE]
    count = int(ledger.value("buckets", "0"))
    if is_anew or not count:
        count = max(1, -(-len(small) // FILES_A_BUCKET), -(-sum(max(0, f.size) for f in small) // BYTES_A_BUCKET))
        ledger.set_value("buckets", str(count))
    return [
        bucket_of(file.ref, count) if file.size < LARGE else ledger.large_bucket(file.ref, FIRST_LARGE)
        for file in files
    ]


def bucket_of(ref: str, count: int) -> int:
    """Which of so many buckets an input belongs to."""
    return int.from_bytes(hashlib.blake2b(ref.encode(), digest_size=8).digest(), "big") % count
