"""Replies of workers → results, input by input."""

from collections.abc import Iterator

from pipeline.read.pages import Loss, PageRef
from pipeline.run.clean_page import PageResult, decode_result, unanswered
from pipeline.run.worker import Answer, Reply

Key = tuple[int, int]
"""Of an input: its bucket, and its place within it."""


class Replies:
    """The replies of a run, in order, asked for one input after the other."""

    def __init__(self, replies: Iterator[tuple[Key, PageRef | Loss, Reply]]) -> None:
        self.replies = replies
        self.next: tuple[Key, PageRef | Loss, Reply] | None = None

    def of(self, key: Key) -> Iterator[tuple[PageRef | Loss, PageResult]]:
        """The pages of an input, as far as they come next, and what became of each."""
        while True:
            self.next = self.next or next(self.replies, None)
            if self.next is None or self.next[0] != key:
                return
            (_, page, reply), self.next = self.next, None
            yield page, result_of(page, reply)


def result_of(page: PageRef | Loss, reply: Reply) -> PageResult:
    """What became of a page, whether or not a worker lived to tell it."""
    if isinstance(reply, Answer):
        return decode_result(reply.value)
    return unanswered(page.ref, "read" if isinstance(page, Loss) else "run", reply.reason, reply.why)
