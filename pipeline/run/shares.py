"""The shards of a run on several machines, and which of them each share of it cleans.

A shard is what a bucket of the local run is, so that a new output has the same files. Every machine makes the same plan
by itself: from the inputs, and from what the output was gathered from last.
"""

import hashlib
import heapq
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated

import msgspec
from msgspec import Meta

from pipeline.errors import OptionsError, OutputError
from pipeline.model import Value
from pipeline.options import Options
from pipeline.read.files import STDIN, InputFile
from pipeline.run import plan
from pipeline.run.buckets import part_name
from pipeline.run.fingerprint import fingerprint
from pipeline.run.run_shard import ShardSpec
from pipeline.run.settings import Settings
from pipeline.run.store import Store, store_of
from pipeline.write.outputs import SHARDS

PLAN = f"{SHARDS}/plan.json"
MOST_SHARES = 99_999
"""The names of their reports have room for so many."""


class Spread(Value, frozen=True, kw_only=True):
    """How inputs are spread over shards: the same in the next run, so that an input stays in its shard."""

    fingerprint: str
    """Of options, version and form; where that is another one all is cleaned again, and spread anew."""
    buckets: Annotated[int, Meta(ge=1)]
    """Of the inputs that are not large."""
    large: dict[str, Annotated[int, Meta(ge=0)]]
    """Ref of a large input → its number."""

    def only(self, refs: Iterable[str]) -> "Spread":
        """The same of these large inputs alone."""
        return msgspec.structs.replace(self, large={ref: self.large[ref] for ref in sorted(refs)})


class Share(Value, frozen=True, kw_only=True):
    """Which part of a run: the first of three is 1 of 3."""

    number: Annotated[int, Meta(ge=1, le=MOST_SHARES)]
    of: Annotated[int, Meta(ge=1, le=MOST_SHARES)]

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    @property
    def report_name(self) -> str:
        """Where its report lies below the output."""
        return f"{SHARDS}/share-{self.number:05d}-of-{self.of:05d}.json"


class ShardPlan(Value, frozen=True, kw_only=True):
    """The shards of a run."""

    out: str
    settings: Settings
    specs: tuple[ShardSpec, ...]
    spread: Spread
    listing: str
    """A digest of all that shares must agree on: inputs, options, version, and how inputs are spread."""


decode_spread: Callable[[bytes], Spread] = msgspec.json.Decoder(Spread).decode


def plan_shards(files: Sequence[InputFile], out: str, options: Options, settings: Settings) -> ShardPlan:
    """The shards of all inputs. Nothing is written. Raises OptionsError for what no share of a run can do."""
    _check(files, options, settings)
    files = [file for file in files if not file.path.startswith(f"{out.rstrip('/')}/")]
    spread = _spread(files, store_of(out), fingerprint(options, settings))
    buckets: dict[int, list[InputFile]] = {}
    for file in files:
        is_large = file.size >= plan.LARGE
        number = spread.large[file.ref] if is_large else plan.bucket_of(file.ref, spread.buckets)
        buckets.setdefault(number, []).append(file)
    specs = tuple(
        ShardSpec(name=part_name(number), files=tuple(buckets[number]), out=out, settings=settings)
        for number in sorted(buckets)
    )
    what = (spread, [(file.ref, file.size, file.mtime_ns) for file in files])
    listing = hashlib.sha256(msgspec.json.encode(what)).hexdigest()[:16]
    return ShardPlan(out=out, settings=settings, specs=specs, spread=spread, listing=listing)


def share_of(specs: Iterable[ShardSpec], share: Share) -> tuple[ShardSpec, ...]:
    """The shards of a share, in their order: the largest are dealt out first, each to the share with the least."""
    loads = [(0, 0, number) for number in range(1, share.of + 1)]
    mine = []
    for spec in sorted(specs, key=lambda spec: (-_size(spec), spec.name)):
        size, count, number = loads[0]
        heapq.heapreplace(loads, (size + _size(spec), count + 1, number))
        if number == share.number:
            mine.append(spec)
    return tuple(sorted(mine, key=lambda spec: bucket_number(spec.name)))


def bucket_number(name: str) -> int:
    """The number in the name of a shard."""
    return int(name.split("-")[1])


def _check(files: Sequence[InputFile], options: Options, settings: Settings) -> None:
    if any(file.path == STDIN for file in files):
        raise OptionsError("stdin cannot be shared out; give files, folders or URLs")
    if not files:
        raise OptionsError("no inputs were found: nothing was done")
    if options.site_lines:
        raise OptionsError("site_lines: what all pages of a run share, no share of it can see; give --no-site-lines")
    if settings.limit is not None:
        raise OptionsError("--limit takes the first pages of all, which no share can see; give --sample")


def _spread(files: Sequence[InputFile], store: Store, digest: str) -> Spread:
    """As in the last run that was gathered; new large inputs are numbered on."""
    data = store.read(PLAN)
    try:
        before = decode_spread(data) if data is not None else None
    except msgspec.DecodeError as error:
        raise OutputError(
            f"output {store.out!r}: {PLAN!r} is damaged: {error}; remove it, and all is cleaned again"
        ) from error
    if before is None or before.fingerprint != digest:
        before = Spread(fingerprint=digest, buckets=plan.buckets_for(files), large={})
    refs = [file.ref for file in files if file.size >= plan.LARGE]
    following = max(before.large.values(), default=plan.FIRST_LARGE - 1) + 1
    new = enumerate((ref for ref in refs if ref not in before.large), following)
    return msgspec.structs.replace(before, large={**before.large, **{ref: number for number, ref in new}})


def _size(spec: ShardSpec) -> int:
    return sum(max(0, file.size) for file in spec.files)
