"""Parts → their signatures, on several cores."""

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

import pyarrow as pa

from pipeline.corpus.signatures import sign_part
from pipeline.errors import WorkerError
from pipeline.run.dataset import Part
from pipeline.run.worker import die_with_parent

FEW = 16
"""Parts that are signed sooner than processes have started."""
AHEAD = 2
"""Parts a worker that are under way or wait to be taken."""


def sign_parts(parts: Sequence[Part], workers: int) -> Iterator[tuple[Part, pa.Table]]:
    """The signatures of each part, in order. Raises OutputError where one is damaged, WorkerError if a process dies."""
    if workers == 1 or len(parts) < FEW:
        yield from ((part, sign_part(part)) for part in parts)
        return
    waiting: deque[tuple[Part, Future[pa.Table]]] = deque()
    # Spawned, since the kernel ends these with the process that has made them, and not with one in between.
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=_begin)
    try:
        for part in parts:
            waiting.append((part, pool.submit(sign_part, part)))
            if len(waiting) > AHEAD * workers:
                yield _taken(waiting)
        while waiting:
            yield _taken(waiting)
    except BrokenProcessPool as error:
        raise WorkerError(
            "a process that signs texts has died, for want of memory perhaps: give fewer --workers"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _taken(waiting: deque[tuple[Part, "Future[pa.Table]"]]) -> tuple[Part, pa.Table]:
    part, signed = waiting.popleft()
    return part, signed.result()


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    die_with_parent()
