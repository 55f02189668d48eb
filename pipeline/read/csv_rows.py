"""CSV and TSV → a page for each row. A row with a broken quote costs itself, not those after it."""

import codecs
import csv
from collections import deque
from collections.abc import Iterator

from pipeline.errors import SourceError
from pipeline.read.columns import choose_columns, missing_column
from pipeline.read.lines import LINE_LIMIT, Line, lines_of
from pipeline.read.pages import Columns, Holder, Loss, PageRef
from pipeline.read.stream import PIECE, Stream, stream_of

DELIMITERS = ",\t;|"
UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
REREAD = 200_000_000
"""Bytes of rows that did not end where they should, after which a file is given up: it may be all quotes."""


class Rows:
    """The rows of a file, each with the number of its first line; None for a line that is of no row."""

    def __init__(self, lines: Iterator[Line], delimiter: str, width: int, needed: int) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self._width = width
        self._needed = needed
        self._back: deque[Line] = deque()
        self._reread = 0
        self.open_line = 0
        """The last line on which quotes began that the file ends in; 0 if there is none."""

    def __iter__(self) -> Iterator[tuple[int, list[str] | None]]:
        while line := self._next():
            if line.data is not None and not line.data.strip():
                continue
            row, taken = self._whole(line)
            if row is None and line.data is not None:
                self._back.extendleft(reversed(taken[1:]))
                self._reread += sum(later.size for later in taken[1:])
                if self._reread > REREAD:
                    raise SourceError(f"too many broken quotes, from line {line.number} on")
                row = self._alone(line)
            yield line.number, row

    def _alone(self, line: Line) -> list[str] | None:
        """The row that the line is by itself; None if it is none, or its quotes do not end on it."""
        row = fields_of(_text(line), self._delimiter)
        return row if len(row) == self._width and not row[-1].endswith("\n") else None

    def _next(self) -> Line | None:
        return self._back.popleft() if self._back else next(self._lines, None)

    def _whole(self, line: Line) -> tuple[list[str] | None, list[Line]]:
        """The row that begins on the line, None if it is broken; and the lines that were read for it."""
        taken: list[Line] = []
        is_at_end = False

        def feed() -> Iterator[str]:
            nonlocal is_at_end
            size = 0
            following: Line | None = line
            while following is not None:
                taken.append(following)
                size += following.size
                if following.data is None or size > LINE_LIMIT:
                    return
                yield _text(following)
                following = self._next()
            is_at_end = True

        try:
            row = next(csv.reader(feed(), delimiter=self._delimiter, strict=True))
        except (csv.Error, StopIteration):
            self.open_line = line.number if is_at_end else self.open_line
            return None, taken
        return (row if self._fits(row, len(taken)) else None), taken

    def _fits(self, row: list[str], lines: int) -> bool:
        """As wide as the header; or ended early, without what is needed missing; or with nothing in what is over."""
        if len(row) < self._width:
            return lines == 1 and len(row) > self._needed
        return not any(row[self._width :])


def csv_pages(stream: Stream, holder: Holder) -> Iterator[PageRef | Loss]:
    """A page a row; its number is that of its first line."""
    csv.field_size_limit(LINE_LIMIT)  # of this process: the csv module knows no other way
    if stream.peek(2) in UTF16:
        stream = _as_utf8(stream)
    lines = lines_of(stream)
    header = next(lines, None)
    if header is None:
        return
    delimiter = delimiter_of(_text(header), holder.name, holder.columns)
    names = fields_of(_text(header), delimiter)
    if why := missing_column(names, holder.columns):
        yield holder.lost("", "no_column", why)
        return
    columns = choose_columns(names, holder.columns)
    if columns is None:
        yield holder.lost("", "no_column", f"no column is known to hold the page; its columns are {', '.join(names)}")
        return
    needed = [names.index(name) if name is not None else None for name in (columns.html, columns.text, columns.url)]
    bad: list[int] = []
    rows = Rows(lines, delimiter, len(names), max(at for at in needed if at is not None))
    for number, row in rows:
        if row is None:
            bad = [*bad[:1], number]
            continue
        yield from _told(bad, holder)
        bad = []
        html, text, url = (row[at] if at is not None else "" for at in needed)
        yield row_page(holder, number, _bytes(html), _bytes(text), _bytes(url))
    if bad and rows.open_line >= bad[0]:
        yield holder.lost(f"#{bad[0]}", "truncated", f"the file ends in quotes that begin on line {rows.open_line}")
    else:
        yield from _told(bad, holder)


def row_page(holder: Holder, number: int, html: bytes, text: bytes, url: bytes) -> PageRef:
    """A row as a page: its HTML or, if it has none, its text."""
    return PageRef(
        ref=f"{holder.ref}#{number}",
        path=holder.path,
        body=html or text,
        url=url.decode("utf-8", "replace").strip() or None,
        media_type="text/html" if html else "text/plain",
    )


def fields_of(line: str, delimiter: str) -> list[str]:
    """The fields of one line; none where it is broken."""
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def delimiter_of(header: str, name: str, columns: Columns) -> str:
    """What stands between the columns: such that the named ones are there, else the likeliest."""
    named = [column for column in (columns.html, columns.text, columns.url) if column is not None]
    for delimiter in DELIMITERS:
        names = fields_of(header, delimiter)
        if named and all(column in names for column in named):
            return delimiter
    return "\t" if name.endswith(".tsv") else max(DELIMITERS, key=header.count)


def _told(bad: list[int], holder: Holder) -> Iterator[Loss]:
    """One loss for lines in a row."""
    if bad:
        lines = f"line {bad[0]}" if len(bad) == 1 else f"lines {bad[0]} to {bad[-1]}"
        yield holder.lost(f"#{bad[0]}", "damaged", f"{lines}: no row as wide as the header, or quotes left open")


def _text(line: Line) -> str:
    data = (line.data or b"").removeprefix(codecs.BOM_UTF8) if line.number == 1 else line.data or b""
    return data.decode("utf-8", "surrogateescape") + "\n"


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _as_utf8(stream: Stream) -> Stream:
    pieces = iter(lambda: stream.read(PIECE), b"")
    return stream_of(codecs.iterencode(codecs.iterdecode(pieces, "utf-16", "replace"), "utf-8"))
