"""The process that does the work: one task, page after page, until nobody asks any more."""

import ctypes
import os
import resource
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Protocol

import msgspec

from pipeline.model import Value
from pipeline.read.pages import PageRef


class Task(Protocol):
    """What a worker does with pages. Goes through a pipe to get there."""

    def prepare(self) -> None:
        """Loads all that takes time."""

    def __call__(self, page: PageRef) -> bytes:
        """What becomes of the page. Raises MemoryError where it needs more than there is."""


PR_SET_PDEATHSIG = 1
MEGABYTE = 1 << 20


class Death(Value, frozen=True, kw_only=True, tag=True):
    """A page that got no answer, and why."""

    reason: str
    """timeout, crashed, killed, exited, out_of_memory, or the name of an exception."""
    why: str


class Answer(Value, frozen=True, kw_only=True, tag=True):
    """What the task made of a page."""

    value: bytes


Reply = Answer | Death
encode = msgspec.msgpack.Encoder().encode
decode_reply: Callable[[bytes], Reply] = msgspec.msgpack.Decoder(Reply).decode
decode_batch: Callable[[bytes], list[PageRef]] = msgspec.msgpack.Decoder(list[PageRef]).decode
READY = b"ready"


def work(connection: Connection, task: Task, memory: int | None) -> None:
    """Answers batches of pages, one reply a page, until the other end is closed. `memory` is in megabytes.

    Says `READY` first, when all that takes time is loaded.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _silence()
    die_with_parent()
    if memory is not None:
        limit_memory(memory)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        task.prepare()
        connection.send_bytes(READY)
        while True:
            for page in decode_batch(connection.recv_bytes()):
                connection.send_bytes(encode(_reply(task, page)))


def _reply(task: Task, page: PageRef) -> Reply:
    try:
        return Answer(value=task(page))
    except MemoryError:
        return Death(reason="out_of_memory", why="the page needs more memory than a worker may have")
    except Exception as error:  # the page's own fault was caught within the task: this is one of ours
        return Death(reason=type(error).__name__, why=" ".join(str(error).split())[:500])


def _silence() -> None:
    """Sends what libraries print to nowhere: stdout is for data, and stderr for one line."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)


def die_with_parent() -> None:
    """Has the kernel end this process with the one that made it, in the middle of anything. Linux only."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def limit_memory(megabytes: int) -> None:
    """Sets how much more memory than now this process may ask for; no core files."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    limit = _address_space() + megabytes * MEGABYTE
    with suppress(ValueError, OSError):  # systems that cannot: `can_limit_memory` told the user
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def can_limit_memory() -> bool:
    """False where the system does not hold processes to an address space, as macOS."""
    return sys.platform == "linux"


def _address_space() -> int:
    """Bytes of address space in use; 0 where the system does not tell."""
    with suppress(OSError), open("/proc/self/statm", "rb") as file:  # noqa: PTH123
        return int(file.read().split()[0]) * resource.getpagesize()
    return 0
