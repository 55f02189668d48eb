"""Which buckets of an output are not what the ledger says: their inputs are cleaned again, and nothing is copied."""

from pathlib import Path

from pipeline.run.digest import file_digest
from pipeline.run.ledger import Ledger
from pipeline.run.plan import Plan


def lacking(ledger: Ledger, out: Path) -> frozenset[int]:
    """The buckets of which a file is not there."""
    return frozenset(
        bucket for bucket in ledger.buckets() if not all((out / name).is_file() for name in ledger.files(bucket))
    )


def damaged(ledger: Ledger, out: Path, plan: Plan) -> frozenset[int]:
    """Of the buckets that would be copied in part, those of which a file is not what was written."""
    copied = [bucket.number for bucket in plan.buckets if any(entry.known for entry in bucket.entries)]
    return frozenset(
        bucket
        for bucket in copied
        if any(file_digest(out / name) != digest for name, digest in ledger.files(bucket).items())
    )
