"""Whether an output is what it is said to hold: digests, schema, counts, no doubles."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from pipeline.errors import OutputError
from pipeline.model import Removal, Value
from pipeline.record import Record
from pipeline.run.account import Account, Group
from pipeline.run.clean_page import TABLES, AnyTable
from pipeline.run.digest import file_digest
from pipeline.run.shard import Layout
from pipeline.write.outputs import MANIFEST, PROBLEMS, STATE, RemovedTo
from pipeline.write.parts import Format


class Named(msgspec.Struct):
    """What every line has, and those of pages."""

    id: str
    source: str = ""


class Strict(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A record with nothing but what the schema knows."""

    removed: tuple[Removal, ...] = ()


decode_named = msgspec.json.Decoder(Named).decode
decode_record = msgspec.json.Decoder(Strict).decode
"""Raises ValidationError for a key that is missing, unknown or of another type."""


class Fault(Value, frozen=True, kw_only=True):
    """Something that is not as it should be."""

    where: str
    what: str


def validate(out: Path, account: Account) -> Iterator[Fault]:
    """All that is wrong with an output. Only `manifest.json`, what the account is from, and the parts are read."""
    if why := account.unfinished():
        yield Fault(where=MANIFEST, what=why)
        return
    manifest = read_manifest(out)
    layout = Layout(form=manifest.format, inline=manifest.removed == "inline")
    ids: set[str] = set()
    for group in account.groups():
        damaged = list(_damaged(out, group.files))
        yield from damaged
        if not damaged:
            yield from _check_group(out, group, account.said_by, layout, ids)
    yield from _check_joined(out, account)
    yield from _check_counts(account, manifest)


class RuleDigest(msgspec.Struct, frozen=True):
    """A rule, and a digest of the source that it lives in."""

    code: str
    digest: str


class Manifest(msgspec.Struct):
    """What is looked at of it."""

    format: Format
    removed: RemovedTo
    schema_version: str
    counts: dict[str, int]
    version: str = ""
    options: dict[str, Any] = {}
    options_digest: str = ""
    code_digest: str = ""
    rules: tuple[RuleDigest, ...] = ()


def read_manifest(out: Path) -> Manifest:
    """The manifest of an output. Raises OutputError if there is none, or it is damaged."""
    try:
        return msgspec.json.decode((out / MANIFEST).read_bytes(), type=Manifest)
    except OSError as error:
        raise OutputError(
            f"{str(out / MANIFEST)!r} cannot be read: {error.strerror}; the next run writes it"
        ) from error
    except msgspec.DecodeError as error:
        raise OutputError(
            f"{str(out / MANIFEST)!r} is damaged: {error}; remove it, and the next run writes it"
        ) from error


def _check_joined(out: Path, account: Account) -> Iterator[Fault]:
    """rejected.jsonl and failed.jsonl are joined from their parts."""
    for name in PROBLEMS:
        try:
            with (out / name).open("rb") as handle:
                is_joined = all(
                    handle.read(path.stat().st_size) == path.read_bytes() for path in account.problems(name)
                )
                if not is_joined or handle.read(1):
                    yield Fault(where=name, what="is not what its parts say")
        except OSError as error:
            yield Fault(where=name, what=f"cannot be read: {error.strerror}")


def _damaged(out: Path, files: dict[str, str]) -> Iterator[Fault]:
    for name, digest in files.items():
        try:
            if file_digest(out / name) != digest:
                yield Fault(where=name, what="is not what was written: its digest differs")
        except OSError as error:
            yield Fault(where=name, what=f"cannot be read: {error.strerror}")


def _check_group(out: Path, group: Group, said_by: str, layout: Layout, ids: set[str]) -> Iterator[Fault]:
    """Counts every line, and looks at the ones of records."""
    found = [0] * len(TABLES)
    for name in sorted(Path(file).stem for file in group.files if file.startswith(f"{STATE}/failed/")):
        records: set[str] = set()
        for number, table in enumerate(TABLES):
            where = layout.place(table, name)
            for line in layout.lines(out, table, name):
                found[number] += 1
                yield from _check_line(table, where, line, records, ids)
    for table, is_there, is_due in zip(TABLES, found, group.lines, strict=True):
        if is_there != is_due:
            yield Fault(where=group.name, what=f"{table}: {is_there} lines, by {said_by} {is_due}")


def _check_line(table: AnyTable, where: str, line: bytes, records: set[str], ids: set[str]) -> Iterator[Fault]:
    """`records` are the ids of the part, `ids` those of all pages so far."""
    if table == "records":
        try:
            record = decode_record(line)
        except msgspec.ValidationError as error:
            yield Fault(where=where, what=f"a record is not as the schema says: {error}")
            return
        records.add(record.id)
    row = decode_named(line)
    if table in ("removed", "facts"):
        if row.id not in records:
            yield Fault(where=where, what=f"a line is of {row.id}, which is no record of this part")
        return
    if row.id in ids:
        yield Fault(where=where, what=f"{row.source!r} is there twice")
    ids.add(row.id)


def _check_counts(account: Account, manifest: Manifest) -> Iterator[Fault]:
    tally = account.tally()
    counts = {key: getattr(tally, key) for key in ("sources", "kept", "rejected", "failed")}
    if tally.kept + tally.rejected + tally.failed != tally.sources:
        yield Fault(where=account.said_by, what=f"counts do not add up: {counts}")
    if manifest.counts != counts:
        yield Fault(where=MANIFEST, what=f"counts are {manifest.counts}, by {account.said_by} {counts}")
