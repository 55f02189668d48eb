"""Shards on an engine, whichever it is: tried a few times each, and named where that does not help.

Pages need no second try: the supervisor within a shard names the page that ends a worker. What is tried again is a
shard whose process or machine died, or whose storage could not be reached.
"""

from collections.abc import Callable, Iterator, Sequence

from pipeline.errors import EngineError
from pipeline.model import Value
from pipeline.options import Options
from pipeline.run.run_shard import ShardEnd, ShardRunner, ShardSpec, shard_fingerprint

ATTEMPTS = 3
"""How often a shard is begun before the run goes on without it."""
NAMED = 5


class Broken(Value, frozen=True, kw_only=True):
    """A shard that could not be done."""

    name: str
    why: str


Spreading = Callable[[Sequence[ShardSpec], Options], Iterator[ShardEnd | Broken]]
"""Hands shards to machines, once each; what became of them, in any order."""


def ends_of(spreading: Spreading, specs: Sequence[ShardSpec], options: Options) -> Iterator[ShardEnd]:
    """The shards that are done, in any order. Raises EngineError in the end for those that are not."""
    by_name = {spec.name: spec for spec in specs}
    for _ in range(ATTEMPTS):
        broken: dict[str, str] = {}
        for end in spreading(tuple(by_name.values()), options):
            if isinstance(end, Broken):
                broken[end.name] = end.why
            else:
                _check_version(end, by_name[end.report.name], options)
                yield end
        by_name = {name: by_name[name] for name in broken}
        if not by_name:
            return
    said = "; ".join(f"{name}: {why}" for name, why in sorted(broken.items())[:NAMED])
    shards = "1 shard" if len(broken) == 1 else f"{len(broken)} shards"
    raise EngineError(
        f"{shards} could not be done in {ATTEMPTS} attempts, all others are; the same command goes on: {said}"
    )


def attempt(spec: ShardSpec, options: Options) -> ShardEnd | Broken:
    """One shard, in a process of the engine. Its workers stay, warm, for the next one that comes to this process."""
    try:
        (end,) = _kept_runner(spec, options).ends([spec])
    except Exception as error:  # whatever it is, it costs the shard and not the run
        drop_runner()
        return Broken(name=spec.name, why=f"{type(error).__name__}: {error}")
    return end


_kept: tuple[object, ShardRunner] | None = None


def _kept_runner(spec: ShardSpec, options: Options) -> ShardRunner:
    global _kept
    key = (options, spec.settings)
    if _kept is None or _kept[0] != key:
        drop_runner()
        _kept = (key, ShardRunner(options, spec.settings))
    return _kept[1]


def drop_runner() -> None:
    """Ends the workers that were kept."""
    global _kept
    if _kept is not None:
        _kept[1].__exit__(None, None, None)
    _kept = None


def _check_version(end: ShardEnd, spec: ShardSpec, options: Options) -> None:
    """The same winnow must be everywhere: records of several would be mixed."""
    if end.report.fingerprint != shard_fingerprint(spec, options):
        raise EngineError(
            "a machine of the cluster has another version of winnow than this one: install the same on all"
        )
