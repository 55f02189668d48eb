"""The few exceptions. Page content never raises past `pipeline.clean`; these say which other things may."""


class WinnowError(Exception):
    """Anything that pagewinnow raises on purpose."""


class OptionsError(WinnowError):
    """An option is wrong: the message says what was found, where, and what is allowed."""


class OutputError(WinnowError):
    """The output cannot be written, or not be read again: the message says where and why."""


class LockedError(WinnowError):
    """Another run is writing the same output."""


class WorkerError(WinnowError):
    """No worker can be started."""


class EngineError(WinnowError):
    """An engine cannot be reached, went away, or could not do a shard; or shares of a run do not fit together."""


class CatalogError(WinnowError):
    """The rule catalogue is inconsistent: a duplicate code, or a file that does not hold what its name says."""


class SourceError(WinnowError):
    """The bytes of one page cannot be read; becomes a `Failed` of stage `read`."""


class PageRejected(WinnowError):
    """The input is not a page to clean; becomes a `Rejected`. Raised by stages, never seen by callers."""

    def __init__(self, reason: str, why: str, rule: str | None = None) -> None:
        super().__init__(reason, why, rule)  # as they are: so it is made anew in another process
        self.reason = reason
        self.why = why
        self.rule = rule

    def __str__(self) -> str:
        return f"{self.reason}: {self.why}"
