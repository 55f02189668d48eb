"""One record of an output, by its name, with what was removed to make it."""

import difflib
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from itertools import islice
from pathlib import Path

import msgspec

from pipeline.errors import OptionsError, OutputError
from pipeline.record import Record
from pipeline.run.dataset import Page, WrittenRecord, decode_record, open_dataset
from pipeline.write.outputs import form_of

STDIN = "-"
COMPARED = 10_000
"""Names that one that is not there is compared with: each takes a while."""
SHOWN = 3


class Wanted:
    """The name of a page, and the names that were seen on the way to it."""

    def __init__(self, name: str | None) -> None:
        self.name = name
        self.is_found = False
        self.alike: dict[str, None] = {}
        self.others: dict[str, None] = {}

    def is_meant(self, record: Record) -> bool:
        """True for the record of this id or source; for any, where none was named."""
        if self.name is None or self.name in (record.id, record.source):
            self.is_found = True
            return True
        if len(self.others) < COMPARED:
            self.others[record.source] = None
        if len(self.alike) < SHOWN and self.name in record.source:
            self.alike[record.source] = None
        return False

    def missing(self, where: str) -> OptionsError:
        """That it is not there, and what may be meant."""
        if self.name is None:
            return OptionsError(f"{where} holds no records")
        close = self.alike or difflib.get_close_matches(self.name, self.others, n=SHOWN)
        hint = f"; did you mean {' or '.join(map(repr, close))}?" if close else ""
        return OptionsError(f"no record {self.name!r} in {where}, neither as id nor as source{hint}")


def find_record(where: str, name: str | None) -> Page:
    """The record whose id or source the name is; without a name, the only one there.

    `where` is an output folder, a file of records, a file of JSON lines by any name, or - for these from stdin. Raises
    OptionsError if there is no such record, or several; OutputError if what lies there is damaged, or the removals
    are not there.
    """
    wanted = Wanted(name)
    for pages in _groups(where, name):
        found = list(islice((page for page in pages if wanted.is_meant(page.record)), 2))
        if len(found) > 1:
            sources = " and ".join(repr(page.record.source) for page in found)
            raise OptionsError(f"{where!r} holds more than one record{f' {name!r}' if name else ''}: {sources}")
        if found:
            return _with_removals(found[0], where)
    raise _problem(where, name) or wanted.missing(repr(where))


def _with_removals(page: Page, where: str) -> Page:
    record = page.record
    if not page.removals and record.stats.chars_out < record.stats.chars_in and not Path(where).is_dir():
        raise OutputError(
            f"{where!r} holds no removals of {record.source!r}; `winnow run` with --removed inline writes them there"
        )
    return page


def _groups(where: str, name: str | None) -> Iterator[Iterable[Page]]:
    """The pages of a place: of a folder part by part, since a name is in one part only."""
    if where == STDIN or (form_of(where) is None and Path(where).is_file()):
        yield _pages_of_lines(where)
    elif name is None:
        yield open_dataset(Path(where)).pages()
    else:
        yield from (part.pages() for part in open_dataset(Path(where)).parts)


def _pages_of_lines(where: str) -> Iterator[Page]:
    if where == STDIN and sys.stdin is None:
        raise OutputError("'-' cannot be read: stdin is closed")
    try:
        with nullcontext(sys.stdin.buffer) if where == STDIN else Path(where).open("rb") as lines:
            for number, line in enumerate(lines, 1):
                record = _record(line, f"line {number} of {where!r}")
                yield Page(record=record, removals=record.removed, facts=())
    except OSError as error:
        raise OutputError(f"{where!r} cannot be read: {error.strerror}") from error


def _record(line: bytes, place: str) -> WrittenRecord:
    try:
        return decode_record(line)
    except msgspec.DecodeError as error:
        raise OutputError(f"{place} is no record: {error}") from error


def _problem(where: str, name: str | None) -> OptionsError | None:
    """That the page became no record, if the output says so."""
    if name is None or not Path(where).is_dir():
        return None
    for problem in open_dataset(Path(where)).problems():
        if name in (problem.id, problem.source):
            return OptionsError(f"{name!r} is no record: it was {problem.outcome}: {problem.reason}: {problem.why}")
    return None
