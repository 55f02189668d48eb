"""One shard by itself: what other engines call. Its files are named after it, and it can be repeated."""

import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec

from pipeline.model import Value
from pipeline.options import Options
from pipeline.read.files import InputFile
from pipeline.run.clean_page import CleanPages
from pipeline.run.entries import Files, Move
from pipeline.run.fingerprint import fingerprint
from pipeline.run.publish import publish
from pipeline.run.replies import result_of
from pipeline.run.selection import Selection
from pipeline.run.settings import Settings
from pipeline.run.shard import Layout, Shard
from pipeline.run.supervisor import Supervisor
from pipeline.run.tally import Tally
from pipeline.write.atomic import reported, whole_file
from pipeline.write.lines import json_line

SHARDS = "shards"
"""The folder of what shards say of themselves."""


class ShardSpec(Value, frozen=True, kw_only=True):
    """What goes into a shard, and where it is written."""

    name: str
    """Of its files: `part-00007`."""
    files: tuple[InputFile, ...]
    out: str
    settings: Settings = Settings()


class ShardReport(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a shard."""

    name: str
    fingerprint: str
    """Of its inputs, and of all that decides what becomes of them."""
    tally: Tally
    files: Files
    """Where each of its files lies below the output, and a digest of it."""


decode_report: Callable[[bytes], ShardReport] = msgspec.json.Decoder(ShardReport).decode


def run_shard(spec: ShardSpec, options: Options) -> ShardReport:
    """Cleans a shard's inputs in supervised workers, and puts its files in their places; its report goes last.

    A shard whose report is there, of the same inputs and options, is not cleaned again. Raises OutputError if it
    cannot be written. What raises leaves nothing in the output but files that the next try replaces.
    """
    out, settings = Path(spec.out), spec.settings
    digest = _fingerprint(spec, options)
    before = _known(out, spec.name)
    if before and before.fingerprint == digest and all((out / name).is_file() for name in before.files):
        return before
    layout = Layout(form=settings.form, inline=settings.removed == "inline")
    selection = Selection(columns=settings.columns, sample=settings.sample)
    task = CleanPages(options=options, inline=layout.inline, url=settings.url)
    workers = Supervisor[None].of(task, settings)
    with Shard(out, spec.name, layout) as shard, workers:
        for _, page, reply in workers.replies((None, page) for file in spec.files for page in selection.pages(file)):
            shard.put(result_of(page, reply))
        moves = shard.close()
    gone = set(before.files) - {move.target for move in moves} if before else set()
    with reported(spec.out):
        publish(out, [*moves, *(Move("", target) for target in gone)])
        shutil.rmtree(shard.folder, ignore_errors=True)
    files = {move.target: move.digest for move in moves}
    report = ShardReport(name=spec.name, fingerprint=digest, tally=shard.tally, files=files)
    with whole_file(_place(out, spec.name)) as handle:
        handle.write(json_line(msgspec.to_builtins(report)))
    return report


def _fingerprint(spec: ShardSpec, options: Options) -> str:
    inputs = [(file.ref, file.size, file.mtime_ns) for file in spec.files]
    return fingerprint(options, spec.settings, inputs)


def _known(out: Path, name: str) -> ShardReport | None:
    try:
        return decode_report(_place(out, name).read_bytes())
    except (OSError, msgspec.DecodeError):
        return None


def _place(out: Path, name: str) -> Path:
    return out / SHARDS / f"{name}.json"
