"""How a command ends: its exit code and, where that is not 0, one line on stderr."""

import errno
import io
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import NoReturn

import click

from pipeline.errors import LockedError, OptionsError, WinnowError

DONE, FAILED, USAGE, SOME_FAILED, LOCKED, INTERRUPTED, TERMINATED = 0, 1, 2, 3, 75, 130, 143

UNWRITABLE = (errno.ENOSPC, errno.EIO, errno.EBADF, errno.EFBIG, errno.EDQUOT)


class Terminated(BaseException):
    """SIGTERM, raised where the program was, so that what is half done is cleared away."""


class Ending:
    """Turns what was raised on purpose into one line on stderr and the right exit code."""

    def __enter__(self) -> None:
        say_as()
        with suppress(ValueError):  # not in the main thread, where signals are somebody else's
            self.before = signal.signal(signal.SIGTERM, _terminate)
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter shows its number

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if error is None or isinstance(error, SystemExit):
            error = _flush() or error
        with suppress(ValueError, AttributeError):
            signal.signal(signal.SIGTERM, self.before)
        if isinstance(error, BrokenPipeError):
            _drop_stdout()  # whoever read our output has had enough, and knows it
            sys.exit(FAILED)
        if isinstance(error, OptionsError):
            stop(str(error), USAGE)
        if isinstance(error, LockedError):
            stop(str(error), LOCKED)
        if isinstance(error, WinnowError):
            stop(str(error), FAILED)
        if isinstance(error, OSError):
            _drop_stdout()
            stop(_words(error), FAILED)
        if isinstance(error, KeyboardInterrupt):
            stop("interrupted", INTERRUPTED)
        if isinstance(error, Terminated):
            stop("terminated", TERMINATED)


def stop(message: str, code: int) -> NoReturn:
    """Ends the program with one line on stderr."""
    say(message)
    sys.exit(code)


def say(message: str) -> None:
    """One line on stderr, even if a file name in it holds a line feed or an escape code."""
    with suppress(OSError):  # nobody there to listen
        click.echo(_form(message), err=True)


def _for_people(message: str) -> str:
    return f"winnow: {one_line(message)}"


_form: Callable[[str], str] = _for_people


def say_as(form: Callable[[str], str] = _for_people) -> None:
    """Puts what is said into another form, such as a line of JSON."""
    global _form
    _form = form


def one_line(message: str) -> str:
    """The text with control characters and lone surrogates escaped."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape", "surrogatepass").decode("ascii")
        for char in message
    )


def _terminate(number: int, frame: FrameType | None) -> NoReturn:
    raise Terminated


def _words(error: OSError) -> str:
    why = error.strerror or str(error)
    if isinstance(error.filename, (str, bytes)):
        return f"{os.fsdecode(error.filename)!r}: {why}"
    return f"stdout cannot be written: {why}" if error.errno in UNWRITABLE else why


def _flush() -> OSError | None:
    """Sends what print left in the buffer while there is still someone to report to."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        return error
    return None


def _drop_stdout() -> None:
    """Python flushes stdout when it exits: into nothing, now, or it would complain once more."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
