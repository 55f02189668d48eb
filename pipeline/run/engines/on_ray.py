"""Shards on Ray, as core tasks. Not as Ray Data's map, which repeats a row that crashes for ever."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import islice
from typing import Any

from pipeline.errors import EngineError, OptionsError
from pipeline.options import Options
from pipeline.run.engines.address import check_address
from pipeline.run.engines.attempts import Broken, attempt
from pipeline.run.run_shard import ShardEnd, ShardSpec
from pipeline.run.settings import cores

AHEAD = 2
"""Tasks a processor that are known to the cluster: one at work, one that waits."""


class OnRay:
    """The cluster that this process is connected to, or that at the address, or one of this machine for the run."""

    def __init__(self, address: str | None) -> None:
        """Raises OptionsError where Ray is not installed, EngineError where nobody answers at the address."""
        if find_spec("ray") is None:
            raise OptionsError("--engine ray needs Ray; install it with: pip install 'pagewinnow[ray]'")
        check_address(address)
        self.address = address

    def __call__(self, specs: Sequence[ShardSpec], options: Options) -> Iterator[ShardEnd | Broken]:
        """What became of each shard, in the order in which they end."""
        workers = specs[0].settings.workers
        with _connected(self.address, workers) as ray:
            # A task that dies is tried again with the others, so many times; not by Ray, which counts otherwise.
            task = ray.remote(attempt).options(num_cpus=workers, max_retries=0)
            shared = ray.put(options)
            left, running = iter(specs), dict[Any, ShardSpec]()
            size = max(1, AHEAD * int(ray.cluster_resources().get("CPU", 1)) // workers)
            while True:
                running |= {task.remote(spec, shared): spec for spec in islice(left, size - len(running))}
                if not running:
                    return
                (done, *_), _ = ray.wait(list(running))
                yield _end(ray, done, running.pop(done))


def _end(ray: Any, done: Any, spec: ShardSpec) -> ShardEnd | Broken:
    deaths = ray.exceptions  # of the task alone; whatever else it raises is about the cluster
    try:
        end: ShardEnd | Broken = ray.get(done)
    except (deaths.WorkerCrashedError, deaths.NodeDiedError, deaths.OutOfMemoryError, deaths.RayTaskError) as error:
        return Broken(name=spec.name, why=_words(error))
    return end


@contextmanager
def _connected(address: str | None, workers: int) -> Iterator[Any]:
    """Ray, connected. Raises EngineError where there is no cluster, or no more."""
    import ray

    if ray.is_initialized():  # by a script of one's own
        yield ray
        return
    here = {} if address else {"num_cpus": max(cores(), workers), "include_dashboard": False}
    try:
        ray.init(address=address or "local", log_to_driver=False, logging_level="ERROR", **here)
    except Exception as error:  # ConnectionError, ValueError, RuntimeError…
        raise EngineError(f"no Ray cluster at {address or 'this machine'!r}: {_words(error)}") from error
    try:
        yield ray
    except ray.exceptions.RayError as error:
        raise EngineError(f"the Ray cluster went away; the same command goes on: {_words(error)}") from error
    finally:
        ray.shutdown()


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"[:300]
