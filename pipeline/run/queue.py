"""Pages on their way through workers: handed out in batches, and their replies in order."""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from msgspec import structs

from pipeline.read.pages import Loss, PageRef
from pipeline.run.worker import Death, Reply

Key = TypeVar("Key")
BATCH = 8
BATCH_BYTES = 4 << 20
"""Of bodies sent along, in a batch."""
AHEAD = 2_000
"""Pages begun or done while the oldest of them is still being waited for."""
AHEAD_BYTES = 64 << 20
"""Of replies that wait for an older page's, and of bodies that were read in order to be sent."""


class Queue(Generic[Key]):
    """Pages on their way: those to come, those that came back, and the replies, handed out in order."""

    def __init__(self, pages: Iterator[tuple[Key, PageRef | Loss]]) -> None:
        self.pages = pages
        self.returned: deque[tuple[int, Key, PageRef]] = deque()
        self.taken: dict[int, tuple[Key, PageRef | Loss]] = {}
        """Begun or done, but not handed out yet."""
        self.replies: dict[int, Reply] = {}
        self.sizes: dict[int, int] = {}
        self.bytes = 0
        self.next_in = self.next_out = 0
        self.ahead: deque[tuple[int, Key, PageRef]] = deque()
        """At most one, looked at to know whether there are more."""
        self.is_exhausted = False

    def batch(self) -> list[tuple[int, Key, PageRef]]:
        """The next pages for a worker. Those of a batch that killed a worker come alone."""
        if self.returned:
            return [self.returned.popleft()]
        batch: list[tuple[int, Key, PageRef]] = []
        size = 0
        while len(batch) < BATCH and size < BATCH_BYTES and self._has_more():
            batch.append(self.ahead.popleft())
            size += len(batch[-1][2].body or b"")
        return batch

    def wants_more_than(self, workers: int) -> bool:
        """True if there is work for one more worker than so many that are on their way."""
        waiting = len(self.returned) + (BATCH if self._has_more() else 0)
        return waiting > workers * BATCH or (waiting > 0 and workers == 0)

    def done(self, place: int, reply: Reply, size: int) -> None:
        """Takes a page's reply."""
        key, page = self.taken[place]
        if isinstance(page, PageRef) and page.body is not None:
            self.bytes -= len(page.body)
            self.taken[place] = (key, structs.replace(page, body=None))
        self.replies[place] = reply
        self.sizes[place] = size
        self.bytes += size

    def give_back(self, pages: Iterable[tuple[int, Key, PageRef]]) -> None:
        """Takes pages back that were not begun."""
        self.returned.extend(pages)

    def ready(self) -> Iterator[tuple[Key, PageRef | Loss, Reply]]:
        """The replies for which no older page is waited for."""
        while self.next_out in self.replies:
            key, page = self.taken.pop(self.next_out)
            reply = self.replies.pop(self.next_out)
            self.bytes -= self.sizes.pop(self.next_out)
            self.next_out += 1
            yield key, page, reply

    @property
    def is_empty(self) -> bool:
        """True when every page has been handed out."""
        return not self.taken and not self._has_more()

    def _has_more(self) -> bool:
        """Looks for one more page, unless too many are on their way. Losses need no worker."""
        while not self.ahead and not self.is_exhausted and len(self.taken) < AHEAD and self.bytes < AHEAD_BYTES:
            try:
                key, page = next(self.pages)
            except StopIteration:
                self.is_exhausted = True
                break
            place, self.next_in = self.next_in, self.next_in + 1
            self.taken[place] = (key, page)
            if isinstance(page, Loss):
                self.done(place, Death(reason=page.reason, why=page.why), 0)
            else:
                self.bytes += len(page.body or b"")
                self.ahead.append((place, key, page))
        return bool(self.ahead)
