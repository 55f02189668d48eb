"""A process of its own for the library of an engine.

Ray ends the process that it is in when its cluster dies, and both Ray and Spark write to stderr as they like. Neither
is to happen to the run, which ends with one line and its exit code.
"""

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from multiprocessing.connection import Connection
from types import FrameType

from pipeline.errors import EngineError, WinnowError
from pipeline.options import Options
from pipeline.run.engines.attempts import Broken, Spreading
from pipeline.run.run_shard import ShardEnd, ShardSpec

GRACE = 20.0
"""Seconds that a cluster of this machine has to end."""


class Apart:
    """The same, in a process of its own. Raises EngineError where that ends before its time."""

    def __init__(self, spreading: Spreading) -> None:
        self.spreading = spreading

    def __call__(self, specs: Sequence[ShardSpec], options: Options) -> Iterator[ShardEnd | Broken]:
        """What became of each shard."""
        context = multiprocessing.get_context("spawn")
        connection, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_serve, args=(theirs, self.spreading, specs, options))
        process.start()
        theirs.close()
        with closing(connection):
            try:
                while (said := connection.recv()) is not None:
                    if isinstance(said, WinnowError):
                        raise said
                    yield said
                process.join(GRACE)
            except EOFError as error:
                raise EngineError(
                    "the cluster went away, and what is done is kept: the same command goes on"
                ) from error
            finally:
                process.terminate()
                process.join(GRACE)
                process.kill()


def _serve(connection: Connection, spreading: Spreading, specs: Sequence[ShardSpec], options: Options) -> None:
    """Sends what became of each shard, or a WinnowError; None last."""
    signal.signal(signal.SIGTERM, _exit)  # so that a cluster of this machine ends too
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    with suppress(BrokenPipeError, KeyboardInterrupt):  # nobody wants to know any more
        try:
            for end in spreading(specs, options):
                connection.send(end)
        except WinnowError as error:
            connection.send(error)
        connection.send(None)


def _exit(number: int, frame: FrameType | None) -> None:
    sys.exit(0)
