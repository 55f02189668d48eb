"""What an engine costs beside the local run: the same pages, the same number of processes, warm, in turns.

    python -m benchmarks.engines CORPUS… [--rounds N] [--engines ray,spark]

Warm: a first round has started what lasts as long as a cluster, workers with loaded models among it. Timed is what
comes after: from the first shard handed out to the last one done. The local run has the workers of a share, which are
there too. Both take turns: a machine that slows down slows both. Printed are the ratios of the rounds: their median,
the smallest and the largest.
"""

import os
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.workers import plant
from pipeline import Options
from pipeline.read.files import find_inputs
from pipeline.run.engines.attempts import ends_of
from pipeline.run.engines.on_ray import OnRay
from pipeline.run.engines.on_spark import OnSpark
from pipeline.run.run_shard import ShardRunner, ShardSpec
from pipeline.run.settings import Settings, cores
from pipeline.run.shares import plan_shards

Pair = tuple[float, float]
"""Of time, and of processor time."""


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--engines", default="ray,spark")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        count = plant(arguments.corpora, folder / "in")
        for name in arguments.engines.split(","):
            with ENGINES[name]() as engine, ShardRunner(Options(), Settings(workers=cores())) as here:
                ratios = list(rounds(folder / name, folder / "in", arguments.rounds, engine, here, count))
            for what, some in zip(("time", "processor time"), zip(*ratios, strict=True), strict=True):
                said = f"median {median(some):.3f}, from {min(some):.3f} to {max(some):.3f}"
                print(f"{name}: {what} beside the local run: {said}", flush=True)


def rounds(folder: Path, pages: Path, number: int, engine: Any, here: ShardRunner, count: int) -> Iterator[Pair]:
    """The ratios of each round but the first, which warms both."""
    for turn in range(number + 1):
        local = timed(lambda specs: here.ends(specs), specs_of(pages, folder / f"{turn}-here", cores()))
        other = timed(lambda specs: ends_of(engine, specs, Options()), specs_of(pages, folder / f"{turn}-engine", 1))
        if turn:
            rates = [
                f"{count / wall:.1f} a second, {count / used:.1f} a processor second" for wall, used in (local, other)
            ]
            print(f"{count} pages: here {rates[0]}; on the engine {rates[1]}", flush=True)
            yield other[0] / local[0], other[1] / local[1]


def specs_of(pages: Path, out: Path, workers: int) -> tuple[ShardSpec, ...]:
    """The shards of all pages."""
    return plan_shards(find_inputs([str(pages)]), str(out), Options(), Settings(workers=workers)).specs


def timed(ends: Any, specs: tuple[ShardSpec, ...]) -> Pair:
    """Seconds until all shards are done, and processor seconds."""
    began, used = time.monotonic(), processor_seconds()
    assert sum(end.report.inputs for end in ends(specs)) == sum(len(spec.files) for spec in specs)
    return time.monotonic() - began, processor_seconds() - used


def processor_seconds() -> float:
    """Of this process, all below it, and those of them that have ended."""
    ticks: dict[int, int] = {}
    parents: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            parents[int(folder.name)] = int(fields[1])
            ticks[int(folder.name)] = sum(map(int, fields[11:15]))
    ours = {os.getpid()}
    while more := {process for process, parent in parents.items() if parent in ours} - ours:
        ours |= more
    return sum(ticks[process] for process in ours) / os.sysconf("SC_CLK_TCK")


@contextmanager
def ray() -> Iterator[OnRay]:
    """A cluster of this machine that stays."""
    import ray

    ray.init(address="local", num_cpus=cores(), include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    yield OnRay(None)
    ray.shutdown()


@contextmanager
def spark() -> Iterator[OnSpark]:
    """A session that stays."""
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    session = SparkSession.builder.master(f"local[{cores()}]").config("spark.ui.enabled", "false").getOrCreate()
    yield OnSpark(None)
    session.stop()


ENGINES = {"ray": ray, "spark": spark}

if __name__ == "__main__":
    main()
