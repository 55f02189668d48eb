"""One share of a run: its shards, in this process or on an engine, and a report of it at the end.

There is no lock and no ledger: each file has one writer, and the report of a share is there only while it is true.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

import msgspec

from pipeline.catalog import code_digest
from pipeline.errors import OptionsError
from pipeline.options import Options
from pipeline.run.run_shard import ShardEnd, ShardReport, ShardRunner, ShardSpec
from pipeline.run.settings import Settings
from pipeline.run.shares import ShardPlan, Share, Spread, share_of
from pipeline.run.store import Store, store_of
from pipeline.run.tally import Tally
from pipeline.write.lines import json_line
from pipeline.write.outputs import FOLDERS, LAYOUT, LEDGER, MANIFEST, PROBLEMS, SHARDS, STATE

SHARE = f"{SHARDS}/share-"
"""How the names of the reports of shares begin."""
Engine = Callable[[Sequence[ShardSpec], Options], Iterator[ShardEnd]]
"""Cleans shards, in any order. Raises when all others are done, if one cannot be."""


class ShareReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a share did."""

    share: Share
    listing: str
    inputs: int
    """Of all shares."""
    spread: Spread
    """Its own large inputs only."""
    code_digest: str
    options: Options
    settings: Settings
    started: str
    finished: str
    fates: dict[str, int]
    """Of its inputs."""
    cleaned: Tally
    shards: tuple[ShardReport, ...]


decode_share: Callable[[bytes], ShareReport] = msgspec.json.Decoder(ShareReport).decode


def in_this_process(specs: Sequence[ShardSpec], options: Options) -> Iterator[ShardEnd]:
    """The engine that is always there."""
    if specs:
        with ShardRunner(options, specs[0].settings) as runner:
            yield from runner.ends(specs)


def run_share(
    plan: ShardPlan, share: Share, options: Options, engine: Engine, watch: Callable[[ShardEnd], None]
) -> ShareReport:
    """Brings the shards of a share up to date, and says so. `watch` sees each that is done.

    Can be killed at any moment: the next run goes on where it was. Raises OutputError if the output cannot be written.
    """
    specs = share_of(plan.specs, share)
    store = store_of(plan.out)
    check_store(store)
    before = known_share(store, share)
    if before and before.listing == plan.listing and plan.settings.redo == "changed" and _is_there(store, before):
        return msgspec.structs.replace(
            before, fates={"unchanged": sum(len(spec.files) for spec in specs)}, cleaned=Tally()
        )
    started = _now()
    _begin(store, share)
    ends: dict[str, ShardEnd] = {}
    for end in engine(specs, options):
        ends[end.report.name] = end
        watch(end)
    report = _report(plan, share, options, [ends[spec.name] for spec in specs], started)
    with store.whole(share.report_name) as handle:
        handle.write(json_line(msgspec.to_builtins(report)))
    return report


def _report(plan: ShardPlan, share: Share, options: Options, ends: Sequence[ShardEnd], started: str) -> ShareReport:
    cleaned, fates = Tally(), Counter[str]()
    for end in ends:
        fates[end.fate] += end.report.inputs
        if end.fate == "cleaned":
            cleaned.add(end.report.tally)
    large = [spec.files[0].ref for spec in share_of(plan.specs, share) if spec.is_large]
    return ShareReport(
        share=share, listing=plan.listing, inputs=sum(len(spec.files) for spec in plan.specs),
        spread=plan.spread.only(large), code_digest=code_digest(), options=options, settings=plan.settings,
        started=started, finished=_now(), fates=dict(sorted(fates.items())), cleaned=cleaned,
        shards=tuple(end.report for end in ends),
    )  # fmt: skip


def check_store(store: Store) -> None:
    """Raises OptionsError for an output that a run without shards wrote, or nobody of ours."""
    if store.read(LAYOUT) is not None:
        return
    if store.has([LEDGER]):
        raise OptionsError(f"output {store.out!r} was written by a run of one machine; give another folder")
    theirs = [name for name in (MANIFEST, *PROBLEMS) if store.has([name])]
    theirs += [name for name in FOLDERS if store.names(name)]
    if theirs and store.read(LAYOUT) is None:  # else another share has begun just now
        raise OptionsError(
            f"output {store.out!r} holds a {theirs[0]!r} that no run of winnow wrote; give another folder"
        )


def known_share(store: Store, share: Share) -> ShareReport | None:
    """What the share said when it was done last; None where it was not."""
    try:
        data = store.read(share.report_name)
        return decode_share(data) if data is not None else None
    except msgspec.DecodeError:
        return None


def _begin(store: Store, share: Share) -> None:
    """The output is not whole any more; of shares that it was cut into otherwise, nothing is to be gathered."""
    with store.whole(LAYOUT) as handle:
        handle.write(json_line({"layout": 1}))
    suffix = share.report_name.rpartition("-")[2]
    others = [name for name in store.names(SHARDS) if name.startswith(SHARE) and not name.endswith(suffix)]
    store.remove([MANIFEST, share.report_name, *others])


def _is_there(store: Store, report: ShareReport) -> bool:
    """True if the files of all its shards are."""
    wanted = {name for shard in report.shards for name in shard.files}
    return wanted <= {name for folder in (*FOLDERS, STATE) for name in store.names(folder)}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
