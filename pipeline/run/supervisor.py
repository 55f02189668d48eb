"""Workers that may hang, crash or be killed, and a parent that loses no page over it.

Every page gets one reply. The first page that a dead or overdue worker has not answered is the culprit; the rest of
its batch goes back, one by one. The parent ends overdue workers with SIGKILL: nothing inside a process can interrupt C
code that holds Python's lock.
"""

import multiprocessing
import signal
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Generic

from pipeline.errors import WorkerError
from pipeline.read.pages import Loss, PageRef
from pipeline.run.queue import Key, Queue
from pipeline.run.settings import Settings
from pipeline.run.worker import READY, Death, Reply, Task, decode_reply, encode, work

PAGES = 5_000
"""After so many a worker is replaced, whatever it may have leaked."""
WARM, TETHER = "pipeline.run.warm", "pipeline.run.tether"
START = 120.0
"""Seconds that a worker may take to load everything."""
FAILED_STARTS = 3
UNKNOWN = 255
"""Exit code of a process whose server has ended, and cannot tell."""


class Worker(Generic[Key]):
    """One process, and the pages that it has not answered yet."""

    def __init__(self, task: Task, memory: int | None) -> None:
        context = multiprocessing.get_context("forkserver")
        # Only the main thread lives as long as the run: the kernel ends the server with the thread that began it.
        is_main = threading.current_thread() is threading.main_thread()
        context.set_forkserver_preload([*([TETHER] if is_main else []), "__main__", WARM])
        self.connection, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(target=work, args=(theirs, task, memory), daemon=True)
        with _without_interrupts(), closing(theirs):
            self.process.start()
        self.is_ready = False
        self.queue: deque[tuple[int, Key, PageRef]] = deque()
        self.since = time.monotonic()
        self.answered = 0

    def send(self, batch: list[tuple[int, Key, PageRef]]) -> None:
        """Hands over pages. The worker waits for them, so that this does not block. Raises OSError if it is dead."""
        self.queue.extend(batch)
        self.since = time.monotonic()
        self.connection.send_bytes(encode([page for _, _, page in batch]))

    def deadline(self, timeout: float) -> float:
        """When it is overdue, by the monotonic clock."""
        if not self.is_ready:
            return self.since + START
        return self.since + timeout if self.queue else float("inf")

    def end(self) -> None:
        """Ends the process, whatever it does."""
        self.process.kill()
        self.process.join()
        self.process.close()
        self.connection.close()


class Supervisor(Generic[Key]):
    """A number of workers, all of the same task. `timeout` is in seconds a page, `memory` in megabytes a worker."""

    @classmethod
    def of(cls, task: Task, settings: Settings) -> "Supervisor[Key]":
        """As the settings of a run say."""
        return cls(task, workers=settings.workers, timeout=settings.timeout, memory=settings.memory)

    def __init__(self, task: Task, *, workers: int, timeout: float, memory: int | None) -> None:
        self.task, self.size, self.timeout, self.memory = task, workers, timeout, memory
        self.workers: list[Worker[Key]] = []
        self.failed_starts = 0
        self.doubtful: set[int] = set()
        """Places of pages at which a worker ended of which nobody knows how."""

    def __enter__(self) -> "Supervisor[Key]":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self.workers:
            worker.end()

    def replies(self, pages: Iterable[tuple[Key, PageRef | Loss]]) -> Iterator[tuple[Key, PageRef | Loss, Reply]]:
        """One reply for each page, in order; what was lost before it could be read is replied to as it is."""
        queue = Queue(iter(pages))
        while True:
            self._dispatch(queue)
            yield from queue.ready()
            if queue.is_empty:
                return
            if any(worker.queue or not worker.is_ready for worker in self.workers):
                self._look(queue)

    def _dispatch(self, queue: Queue[Key]) -> None:
        """Gives every idle worker a batch, as long as there are pages; starts and replaces workers."""
        for worker in [worker for worker in self.workers if worker.is_ready and not worker.queue]:
            if worker.answered >= PAGES:
                self._remove(worker)
            elif batch := queue.batch():
                try:
                    worker.send(batch)
                except OSError:  # it died while it waited: no page's fault
                    queue.give_back(batch)
                    self._remove(worker)
        starting = sum(not worker.is_ready for worker in self.workers)
        while len(self.workers) < self.size and queue.wants_more_than(starting):
            try:
                self.workers.append(Worker(self.task, self.memory))
            except (EOFError, OSError) as error:  # the server of workers was killed: it is begun anew
                self._count_failed_start(f"server ended: {error}")
            else:
                starting += 1

    def _look(self, queue: Queue[Key]) -> None:
        """Waits for replies, deaths or the next deadline, and takes them into account."""
        deadline = min(worker.deadline(self.timeout) for worker in self.workers)
        by_connection = {worker.connection: worker for worker in self.workers}
        left = None if deadline == float("inf") else max(0.0, deadline - time.monotonic())
        for connection in wait(by_connection, left):
            assert isinstance(connection, Connection)
            self._take(by_connection[connection], queue)
        now = time.monotonic()
        for worker in [worker for worker in self.workers if worker.deadline(self.timeout) <= now]:
            if not worker.connection.poll():  # an answer may have come just now
                self._bury(worker, queue, overdue=True)

    def _take(self, worker: Worker[Key], queue: Queue[Key]) -> None:
        try:
            message = worker.connection.recv_bytes()
        except (EOFError, OSError):
            self._bury(worker, queue, overdue=False)
            return
        worker.since = time.monotonic()
        if message == READY:
            worker.is_ready, self.failed_starts = True, 0
            return
        place, _, _ = worker.queue.popleft()
        worker.answered += 1
        reply = decode_reply(message)
        queue.done(place, reply, len(message))
        if isinstance(reply, Death):  # out of memory, or worse: nobody knows what state it is in
            queue.give_back(worker.queue)
            self._remove(worker)

    def _bury(self, worker: Worker[Key], queue: Queue[Key], *, overdue: bool) -> None:
        """Finds out what a worker died of, and whose fault it was."""
        if overdue:
            worker.process.kill()
        worker.process.join()
        code = worker.process.exitcode or 0
        if not worker.is_ready:
            self._count_failed_start(f"did not start within {START:.0f} s" if overdue else _death(code).why)
        elif worker.queue:
            place = worker.queue[0][0]
            if overdue or code != UNKNOWN or place in self.doubtful:
                worker.queue.popleft()
                queue.done(place, _timeout(self.timeout) if overdue else _death(code), 0)
            self.doubtful.add(place)
            queue.give_back(worker.queue)
        self._remove(worker)

    def _count_failed_start(self, why: str) -> None:
        self.failed_starts += 1
        if self.failed_starts >= FAILED_STARTS:
            raise WorkerError(
                f"workers cannot be started: the process {why}. Does --memory leave them enough? A Python script that "
                "starts a run must do so below `if __name__ == '__main__':`"
            )

    def _remove(self, worker: Worker[Key]) -> None:
        self.workers.remove(worker)
        worker.end()


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Ctrl-C reaches every process of the group: what is begun here never hears of it, and the parent decides."""
    resource_tracker.ensure_running()  # begun later, within `start`, it would let the signal through for the server
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _timeout(seconds: float) -> Death:
    return Death(reason="timeout", why=f"no answer within {seconds:g} s")


def _death(code: int) -> Death:
    """What a process died of, by its exit code."""
    if code >= 0:
        return Death(reason="exited", why=f"exited with code {code}")
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return Death(reason="killed" if name == "SIGKILL" else "crashed", why=f"ended by {name}")
