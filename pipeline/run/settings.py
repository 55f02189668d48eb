"""How a run goes about it: what changes neither what a page is nor what is found on it."""

import os

from pipeline.model import Value
from pipeline.read.pages import Columns
from pipeline.run.plan import Redo
from pipeline.write.outputs import RemovedTo


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Settings(Value, frozen=True, kw_only=True):
    """Of a run."""

    form: str = "jsonl"
    """A key of `pipeline.write.parts.FORMATS`."""
    removed: RemovedTo = "beside"
    url: str | None = None
    """Of the one page that there is."""
    columns: Columns = Columns()
    sample: float = 1.0
    """Share of the pages to take, 0 to 1."""
    limit: int | None = None
    """How many pages to take."""
    workers: int = 1
    timeout: float = 30.0
    """Seconds a page."""
    memory: int | None = 2048
    """Megabytes that a worker may ask for beyond what it has when it starts; None: no limit."""
    redo: Redo = "changed"
