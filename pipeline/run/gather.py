"""All shares of a run → one output: what is gone leaves it, and a manifest says what is there."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

import msgspec

from pipeline.catalog import code_digest
from pipeline.errors import EngineError, OptionsError, OutputError
from pipeline.model import Value
from pipeline.run.manifest import manifest
from pipeline.run.run_shard import ShardReport, report_name
from pipeline.run.share_run import SHARE, ShareReport, decode_share
from pipeline.run.shares import PLAN, Share, Spread, bucket_number
from pipeline.run.store import Store, store_of
from pipeline.run.tally import Tally
from pipeline.write.lines import json_line
from pipeline.write.outputs import DUPLICATES, FOLDERS, LAYOUT, MANIFEST, PROBLEMS, SHARDS, STATE

NAMED = 10
INPUTS = "other inputs"


class Gathered(Value, frozen=True, kw_only=True):
    """What an output holds."""

    shares: int
    shards: int
    inputs: int
    vanished: int
    """Shards that left the output."""
    total: Tally


def gather(out: str) -> Gathered:
    """Makes one output of what the shares wrote. Can be repeated, and killed.

    Raises EngineError, which names them, for shares that are missing or do not fit together; OptionsError where no
    share wrote anything; OutputError if the output cannot be read or written.
    """
    store = store_of(out)
    shares = shares_of(store)
    _check(store, shares)
    reports = shards_of(shares)
    there = {name for folder in (*FOLDERS, STATE) for name in store.names(folder)}
    _check_files(store, shares, there)
    store.remove([MANIFEST, DUPLICATES])  # neither says what is there any more
    vanished = _remove_vanished(store, reports, there)
    for name in PROBLEMS:
        with store.whole(name) as handle:
            store.copy(problem_parts(reports, name), handle)
    with store.whole(PLAN) as handle:
        handle.write(json_line(msgspec.to_builtins(_spread(shares))))
    total = total_of(reports)
    with store.whole(MANIFEST) as handle:
        handle.write(json_line(_manifest(shares, total)))
    return Gathered(shares=len(shares), shards=len(reports), inputs=shares[0].inputs, vanished=vanished, total=total)


def shares_of(store: Store) -> list[ShareReport]:
    """The reports of all shares that are done, in order. Raises OptionsError where there is no output of shares."""
    if store.read(LAYOUT) is None:
        raise OptionsError(f"{store.out!r} is not an output that was written with --shard or --engine")
    found = []
    for name in sorted(name for name in store.names(SHARDS) if name.startswith(SHARE)):
        try:
            found.append(decode_share(store.read(name) or b""))
        except msgspec.DecodeError as error:
            raise OutputError(f"output {store.out!r}: {name!r} is damaged: {error}; run that share again") from error
    return found


def missing_shares(shares: Sequence[ShareReport]) -> list[Share]:
    """Those that are not done, of as many as the others say there are."""
    done = {report.share.number for report in shares}
    of = max((report.share.of for report in shares), default=0)
    return [Share(number=number, of=of) for number in range(1, of + 1) if number not in done]


def named_shares(shares: Sequence[Share | str]) -> str:
    """`share 2/2`, `shares 1/4, 3/4`; of many, the first."""
    said = ", ".join(map(str, shares[:NAMED])) + (f" and {len(shares) - NAMED} more" if len(shares) > NAMED else "")
    return f"share {said}" if len(shares) == 1 else f"shares {said}"


def shards_of(shares: Sequence[ShareReport]) -> list[ShardReport]:
    """The shards of all shares, in the order of their numbers."""
    return sorted((shard for share in shares for shard in share.shards), key=lambda shard: bucket_number(shard.name))


def total_of(reports: Sequence[ShardReport]) -> Tally:
    """The counts of all."""
    total = Tally()
    for report in reports:
        total.add(report.tally)
    return total


def problem_parts(reports: Sequence[ShardReport], name: str) -> Iterator[str]:
    """The parts of rejected.jsonl or failed.jsonl that hold lines, in order."""
    stem = PurePosixPath(name).stem
    for report in reports:
        if getattr(report.tally, stem):
            yield from sorted(file for file in report.files if file.startswith(f"{STATE}/{stem}/"))


def _check(store: Store, shares: Sequence[ShareReport]) -> None:
    """Raises EngineError unless all shares are there, and of the same run."""
    if not shares:
        raise EngineError(f"no share of {store.out!r} is done yet")
    if missing := missing_shares(shares):
        raise EngineError(
            f"{_shares(missing)} not done yet; run {'it' if len(missing) == 1 else 'them'} and gather again"
        )
    usual = Counter(share.listing for share in shares).most_common(1)[0][0]
    if others := [share for share in shares if share.listing != usual]:
        usual_share = next(share for share in shares if share.listing == usual)
        what = dict.fromkeys(_difference(share, usual_share) for share in others)
        hint = ": where inputs come and go meanwhile, --files-from a list of them" if INPUTS in what else ""
        raise EngineError(
            f"{_shares([share.share for share in others])} of {' or '.join(what)} than the rest; "
            f"run all shares on the same{hint}"
        )
    if shares[0].code_digest != code_digest():
        raise EngineError("the shares were cleaned by another version of winnow than this one; gather with that")


def _difference(share: ShareReport, usual: ShareReport) -> str:
    """What a share and the rest do not have in common. The first that differs: the others may follow from it."""
    if share.code_digest != usual.code_digest:
        return "another version of winnow"
    return "other options" if share.spread.fingerprint != usual.spread.fingerprint else INPUTS


def _check_files(store: Store, shares: Sequence[ShareReport], there: set[str]) -> None:
    lacking = [share.share for share in shares if any(not shard.files.keys() <= there for shard in share.shards)]
    if lacking:
        raise EngineError(f"output {store.out!r} lacks files: {_shares(lacking)} to be run again")


def _remove_vanished(store: Store, reports: Sequence[ShardReport], there: set[str]) -> int:
    """Removes shards that no share has any more, Markdown files of pages that are gone, and what killed tasks left."""
    store.clear()
    live = {report.name for report in reports}
    files = {name for report in reports for name in report.files}
    vanished = [
        name for name in store.names(SHARDS)
        if name.startswith(report_name("part-")[: -len(".json")]) and PurePosixPath(name).stem not in live
    ]  # fmt: skip
    gone = {name for name in there if name.startswith("records/") and name.endswith(".md")}
    names = {PurePosixPath(name).stem for name in vanished}
    gone |= {name for name in there if _shard_of(name) in names}
    store.remove([*sorted(gone - files), *vanished])
    return len(vanished)


def _shard_of(name: str) -> str:
    """Which shard a part is of: `part-100000-00003` is of `part-100000`."""
    return "-".join(PurePosixPath(name).name.partition(".")[0].split("-")[:2])


def _spread(shares: Sequence[ShareReport]) -> Spread:
    large = {ref: number for share in shares for ref, number in share.spread.large.items()}
    return msgspec.structs.replace(shares[0].spread, large=large).only(large)


def _manifest(shares: Sequence[ShareReport], total: Tally) -> dict[str, object]:
    cleaned, fates = Tally(), Counter[str]()
    for share in shares:
        cleaned.add(share.cleaned)
        fates.update(share.fates)
    first = shares[0]
    value = manifest(total, cleaned, dict(sorted(fates.items())), first.options, first.settings)
    times = {"started": min(share.started for share in shares), "finished": max(share.finished for share in shares)}
    return {**value, "shares": len(shares), **times}


def _shares(shares: Sequence[Share]) -> str:
    return f"{named_shares(shares)} {'is' if len(shares) == 1 else 'are'}"
