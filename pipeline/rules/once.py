"""What several rules ask of one page, found once."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from pipeline.model import View

Found = TypeVar("Found")


def once_a_view(find: Callable[[View], Found]) -> Callable[[View], Found]:
    """The same function, remembering what it found for the last view that it was asked about."""
    last: tuple[View, Found] | None = None

    @wraps(find)
    def remembering(view: View) -> Found:
        nonlocal last
        known = last
        if known is None or known[0] is not view:
            known = last = (view, find(view))
        return known[1]

    return remembering
