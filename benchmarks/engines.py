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
from contextlib import contextmanager
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
            said = f"median {median(ratios):.3f}, from {min(ratios):.3f} to {max(ratios):.3f}"
            print(f"{name}: time beside the local run: {said}", flush=True)


def rounds(folder: Path, pages: Path, number: int, engine: Any, here: ShardRunner, count: int) -> Iterator[float]:
    """The ratio of each round but the first, which warms both."""
    for turn in range(number + 1):
        local = timed(lambda specs: here.ends(specs), specs_of(pages, folder / f"{turn}-here", cores()))
        other = timed(lambda specs: ends_of(engine, specs, Options()), specs_of(pages, folder / f"{turn}-engine", 1))
        if turn:
            print(f"{count} pages: {count / local:.1f} a second here, {count / other:.1f} on the engine", flush=True)
            yield other / local


def specs_of(pages: Path, out: Path, workers: int) -> tuple[ShardSpec, ...]:
    """The shards of all pages."""
    return plan_shards(find_inputs([str(pages)]), str(out), Options(), Settings(workers=workers)).specs


def timed(ends: Any, specs: tuple[ShardSpec, ...]) -> float:
    """Seconds until all shards are done."""
    began = time.monotonic()
    assert sum(end.report.inputs for end in ends(specs)) == sum(len(spec.files) for spec in specs)
    return time.monotonic() - began


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
