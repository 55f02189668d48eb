"""One shard by itself: what engines call. Its files are named after it, and it can be repeated."""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from pipeline.model import Value
from pipeline.options import Options
from pipeline.read.files import InputFile
from pipeline.read.pages import Loss, PageRef
from pipeline.read.remote import is_url
from pipeline.run import plan
from pipeline.run.buckets import fill
from pipeline.run.clean_page import TABLES, CleanPages
from pipeline.run.entries import Files, Move, Moves, is_part
from pipeline.run.fetched import fetched
from pipeline.run.fingerprint import fingerprint
from pipeline.run.replies import Key, Replies
from pipeline.run.selection import Selection
from pipeline.run.settings import Settings
from pipeline.run.shard import Layout, Shard
from pipeline.run.store import store_of
from pipeline.run.supervisor import Supervisor
from pipeline.run.tally import Tally
from pipeline.write.lines import json_line
from pipeline.write.outputs import SHARDS


class ShardSpec(Value, frozen=True, kw_only=True):
    """What goes into a shard, and where it is written."""

    name: str
    """Of its files: `part-00007`. A large input, which is a shard of its own, has parts `part-100000-00000`…"""
    files: tuple[InputFile, ...]
    out: str
    """A folder, or a URL."""
    settings: Settings = Settings()

    @property
    def is_large(self) -> bool:
        """True for one large input, which is written in several parts."""
        return len(self.files) == 1 and self.files[0].size >= plan.LARGE


class ShardReport(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a shard."""

    name: Annotated[str, Meta(pattern=r"^part-\d+$")]
    fingerprint: str
    """Of its inputs, and of all that decides what becomes of them."""
    inputs: int
    tally: Tally
    lines: tuple[int, ...]
    """How many there are in each table."""
    files: Files
    """Where each of its files lies below the output, and a digest of it."""


Fate = Literal["cleaned", "unchanged"]


class ShardEnd(Value, frozen=True, kw_only=True):
    """A shard that is done, and whether it was before."""

    report: ShardReport
    fate: Fate


decode_report: Callable[[bytes], ShardReport] = msgspec.json.Decoder(ShardReport).decode


def run_shard(spec: ShardSpec, options: Options) -> ShardReport:
    """Cleans a shard's inputs in supervised workers, and puts its files in their places; its report goes last.

    A shard whose report is there, of the same inputs and options, is not cleaned again. Raises OutputError if it
    cannot be written. What raises leaves nothing in the output but files that the next try replaces.
    """
    with ShardRunner(options, spec.settings) as runner:
        (end,) = runner.ends([spec])
    return end.report


class ShardRunner:
    """Workers that clean one shard after the other: they begin with the next while the one before is being ended."""

    def __init__(self, options: Options, settings: Settings) -> None:
        self.options, self.settings = options, settings
        self.layout = Layout(form=settings.form, inline=settings.removed == "inline")
        self.selection = Selection(columns=settings.columns, sample=settings.sample)
        task = CleanPages(options=options, inline=self.layout.inline, url=settings.url)
        self.workers = Supervisor[Key].of(task, settings)

    def __enter__(self) -> "ShardRunner":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.workers.__exit__(kind, error, trace)

    def ends(self, specs: Sequence[ShardSpec]) -> Iterator[ShardEnd]:
        """The shards in their order, each when it is in its place. Raises OutputError; nothing works after that."""
        known = [known_report(spec) for spec in specs]
        is_due = [is_to_be_cleaned(spec, self.options, report) for spec, report in zip(specs, known, strict=True)]
        with tempfile.TemporaryDirectory(prefix="winnow-inputs-") as folder:
            due = [(number, spec) for number, spec in enumerate(specs) if is_due[number]]
            replies = Replies(self.workers.replies(self._pages(due, Path(folder))))
            for number, (spec, report) in enumerate(zip(specs, known, strict=True)):
                if report and not is_due[number]:
                    yield ShardEnd(report=report, fate="unchanged")
                else:
                    yield ShardEnd(report=self._clean(spec, number, replies, report), fate="cleaned")
                    shutil.rmtree(Path(folder) / str(number), ignore_errors=True)

    def _pages(self, specs: Iterable[tuple[int, ShardSpec]], folder: Path) -> Iterator[tuple[Key, PageRef | Loss]]:
        """The pages of shards, with the number of each and the place of the input within it."""
        for number, spec in specs:
            for place, file in enumerate(spec.files):
                is_far = spec.is_large and is_url(file.path)
                here = fetched(file, folder / str(number)) if is_far else file
                yield from (((number, place), page) for page in self.selection.pages(here))

    def _clean(self, spec: ShardSpec, number: int, replies: Replies, before: ShardReport | None) -> ShardReport:
        store = store_of(spec.out)
        tally, lines, moves = Tally(), [0] * len(TABLES), list[Move]()
        with store.staging(spec.name) as folder:
            for part, its_moves in self._parts(spec, folder, number, replies):
                tally.add(part.tally)
                lines = [one + other for one, other in zip(lines, part.lines, strict=True)]
                moves += its_moves
            files = {move.target: move.digest for move in moves}
            # Markdown files stay: another shard may have come to have their pages. `gather` removes them.
            gone = [Move("", target) for target in (before.files if before else ()) if target not in files]
            store.remove([report_name(spec.name)])  # from here on it would not be true
            store.publish(folder, [*moves, *(move for move in gone if is_part(move.target))])
        report = ShardReport(
            name=spec.name, fingerprint=shard_fingerprint(spec, self.options), inputs=len(spec.files),
            tally=tally, lines=tuple(lines), files=files,
        )  # fmt: skip
        with store.whole(report_name(spec.name)) as handle:
            handle.write(json_line(msgspec.to_builtins(report)))
        return report

    def _parts(self, spec: ShardSpec, folder: Path, number: int, replies: Replies) -> Iterator[tuple[Shard, Moves]]:
        """The parts of a shard, each when it is written: one, or of a large input as many as it takes."""
        if spec.is_large:
            yield from self._slices(spec, folder, number, replies)
            return
        with Shard(folder, spec.name, self.layout) as part:
            for place in range(len(spec.files)):
                for _, result in replies.of((number, place)):
                    part.put(result)
            yield part, part.close()

    def _slices(self, spec: ShardSpec, folder: Path, number: int, replies: Replies) -> Iterator[tuple[Shard, Moves]]:
        results = replies.of((number, 0))
        count, is_last = 0, False
        while not is_last:
            with Shard(folder, f"{spec.name}-{count:05d}", self.layout) as part:
                pages, is_last = fill(part, results)
                if count and not pages:
                    return
                yield part, part.close()
            count += 1


def shard_fingerprint(spec: ShardSpec, options: Options) -> str:
    """Of a shard's inputs, and of all that decides what becomes of them."""
    inputs = [(file.ref, file.size, file.mtime_ns) for file in spec.files]
    return fingerprint(options, spec.settings, inputs)


def known_report(spec: ShardSpec) -> ShardReport | None:
    """What the shard said when it was done last; None where it was not."""
    try:
        data = store_of(spec.out).read(report_name(spec.name))
        return decode_report(data) if data is not None else None
    except msgspec.DecodeError:
        return None


def is_to_be_cleaned(spec: ShardSpec, options: Options, report: ShardReport | None) -> bool:
    """True unless what it said holds: of the same inputs and options, and its files are there."""
    redo = spec.settings.redo
    if report is None or redo == "all" or (redo == "failed" and report.tally.failed):
        return True
    return report.fingerprint != shard_fingerprint(spec, options) or not store_of(spec.out).has(report.files)


def report_name(name: str) -> str:
    """Where the report of a shard lies below the output."""
    return f"{SHARDS}/{name}.json"
