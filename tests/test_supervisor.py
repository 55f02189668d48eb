"""Workers that hang, crash or are killed cost the page that they were at, and no other."""

import ctypes
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from pipeline.errors import WorkerError
from pipeline.read.pages import Loss, PageRef
from pipeline.run.queue import AHEAD_BYTES
from pipeline.run.supervisor import Supervisor
from pipeline.run.worker import Answer, Death, Reply

LINUX_ONLY = pytest.mark.skipif(sys.platform != "linux", reason="needs the kernel's limit of address space")


def recurse(depth: int = 0) -> int:
    return recurse(depth + 1) + 1


POISON: dict[bytes, Callable[[], object]] = {
    b"segfault": lambda: ctypes.string_at(0),
    b"abort": os.abort,
    b"endless regex": lambda: re.match(r"(?:a+)+$", "a" * 64 + "b"),
    b"sleep": lambda: time.sleep(3600),
    b"nap": lambda: time.sleep(0.3),
    b"exit": lambda: os._exit(3),
    b"sys.exit": lambda: sys.exit(4),
    b"kill -9": lambda: os.kill(os.getpid(), signal.SIGKILL),
    b"kill -15": lambda: os.kill(os.getpid(), signal.SIGTERM),
    b"stop": lambda: os.kill(os.getpid(), signal.SIGSTOP),
    b"recursion": recurse,
    b"an error": lambda: [][0],
    b"closed pipes": lambda: os.closerange(3, 256),
}
REASONS = {
    b"segfault": "crashed", b"abort": "crashed", b"endless regex": "timeout", b"sleep": "timeout", b"exit": "exited",
    b"sys.exit": "exited", b"kill -9": "killed", b"kill -15": "crashed", b"stop": "timeout",
    b"recursion": "RecursionError", b"an error": "IndexError",
}  # fmt: skip


class Poisoned:
    """Gives a page's body back, if it lives to do so."""

    def prepare(self) -> None:
        """Nothing is to be loaded."""

    def __call__(self, page: PageRef) -> bytes:
        assert page.body is not None
        if poison := POISON.get(page.body):
            poison()
        return page.body


class Greedy(Poisoned):
    """Asks for more memory than there may be."""

    def __call__(self, page: PageRef) -> bytes:
        return bytes(bytearray(int(page.body or b"0") << 20))[:1]


class Unstartable(Poisoned):
    def prepare(self) -> None:
        os._exit(9)


def page(number: int, body: bytes) -> tuple[int, PageRef]:
    return number, PageRef(ref=str(number), path=b"", body=body)


def replies(
    task: Poisoned,
    pages: list[tuple[int, PageRef | Loss]],
    workers: int = 2,
    timeout: float = 2,
    memory: int | None = None,
) -> list[Reply]:
    with Supervisor[int](task, workers=workers, timeout=timeout, memory=memory) as supervisor:
        found = list(supervisor.replies(pages))
    assert [key for key, _, _ in found] == [key for key, _ in pages]
    assert [page.ref for _, page, _ in found] == [page.ref for _, page in pages]
    return [reply for _, _, reply in found]


@pytest.mark.parametrize("workers", [1, 3])
def test_every_page_is_answered_in_order(workers: int) -> None:
    pages = [page(number, b"page %d" % number) for number in range(100)]
    assert replies(Poisoned(), pages, workers) == [Answer(value=b"page %d" % number) for number in range(100)]
    assert replies(Poisoned(), [], workers) == []


def test_each_poison_costs_its_own_page() -> None:
    kinds = [kind for kind in POISON if kind != b"nap"]
    pages = [page(n, kinds[n // 20] if n % 20 == 7 else b"page %d" % n) for n in range(20 * len(kinds))]
    found = replies(Poisoned(), pages)
    bad = {n: reply for n, reply in enumerate(found) if not isinstance(reply, Answer)}
    assert list(bad) == [n for n in range(len(pages)) if n % 20 == 7]
    for number, reply in bad.items():
        assert isinstance(reply, Death)
        kind = kinds[number // 20]
        assert reply.reason == REASONS.get(kind, reply.reason), (kind, reply)
        assert reply.why


def test_poison_next_to_poison_is_told_apart() -> None:
    bodies = [b"exit", b"segfault", b"ok", b"kill -9", b"exit", b"ok", b"exit"]
    found = replies(Poisoned(), [page(n, body) for n, body in enumerate(bodies)], workers=1)
    reasons = [reply.reason if isinstance(reply, Death) else "ok" for reply in found]
    assert reasons == ["exited", "crashed", "ok", "killed", "exited", "ok", "exited"]


def test_a_deadline_is_a_pages_and_not_a_batchs() -> None:
    naps = [page(n, b"nap") for n in range(8)]  # of one batch, which takes longer than the deadline
    assert replies(Poisoned(), naps, workers=1, timeout=1.5) == [Answer(value=b"nap")] * 8
    found = replies(Poisoned(), [page(9, b"sleep"), page(10, b"ok")], workers=1, timeout=0.5)
    assert found == [Death(reason="timeout", why="no answer within 0.5 s"), Answer(value=b"ok")]


@LINUX_ONLY
def test_a_page_that_needs_too_much_memory_fails() -> None:
    found = replies(Greedy(), [page(n, b"600" if n == 3 else b"1") for n in range(8)], memory=256)
    assert [n for n, reply in enumerate(found) if isinstance(reply, Death) and reply.reason == "out_of_memory"] == [3]
    assert sum(isinstance(reply, Answer) for reply in found) == 7


def test_what_was_lost_is_answered_without_a_worker() -> None:
    lost = Loss(ref="x", reason="damaged", why="a bit fell over")
    assert replies(Unstartable(), [(0, lost)]) == [Death(reason="damaged", why="a bit fell over")]
    found = replies(Poisoned(), [page(0, b"a"), (1, lost), page(2, b"b")])
    assert found == [Answer(value=b"a"), Death(reason="damaged", why="a bit fell over"), Answer(value=b"b")]


def test_workers_that_cannot_start_are_told_of() -> None:
    with pytest.raises(WorkerError, match="workers cannot be started: the process exited with code 9"):
        replies(Unstartable(), [page(0, b"a")])


def test_pages_are_taken_as_they_are_needed() -> None:
    """No more than a bounded number is ahead of what has been handed out."""
    taken = 0

    def endless() -> Iterator[tuple[int, PageRef]]:
        nonlocal taken
        while True:
            taken += 1
            yield page(taken, bytes(1000))

    with Supervisor[int](Poisoned(), workers=2, timeout=5, memory=None) as supervisor:
        for count, _ in enumerate(supervisor.replies(endless()), 1):
            assert taken - count <= 2_100
            if count == 3_000:
                break


def test_bodies_that_were_read_ahead_are_bounded() -> None:
    """Of pages that wait for an older one, too, though they were answered long ago."""
    size, held = 1 << 20, 0
    alive = 0

    def dump() -> Iterator[tuple[int, PageRef]]:
        nonlocal alive
        yield page(0, b"nap")
        for number in range(1, 300):
            alive = number
            yield page(number, bytes(size))

    with Supervisor[int](Poisoned(), workers=2, timeout=5, memory=None) as supervisor:
        for key, _, _ in supervisor.replies(dump()):
            held = max(held, alive - key)
    assert held * size <= 2 * AHEAD_BYTES


def test_workers_end_with_the_supervisor() -> None:
    with Supervisor[int](Poisoned(), workers=2, timeout=5, memory=None) as supervisor:
        for count, _ in enumerate(supervisor.replies(page(n, b"x") for n in range(1000))):
            if count == 50:
                pids = [worker.process.pid for worker in supervisor.workers]
                break
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid or 0, 0)
