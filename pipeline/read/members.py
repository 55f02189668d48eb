"""What archives hold."""

from collections.abc import Callable
from typing import NamedTuple

from pipeline.read.pages import PageRef
from pipeline.read.stream import Stream


class Member(NamedTuple):
    """A file in an archive. Its name is never a path."""

    name: str
    label: str
    """The name as refs have it."""
    size: int
    """-1 where it is not known."""
    page: PageRef | None
    """Where a worker finds it; None where it has to be read on the way."""
    open: Callable[[], Stream]
    """Its bytes; to be read before the next member is asked for."""
