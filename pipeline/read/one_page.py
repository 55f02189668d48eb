"""The one page that a name stands for."""

import os
import re

from msgspec import structs

from pipeline.errors import OptionsError, SourceError
from pipeline.model import Source
from pipeline.read.files import STDIN, InputFile, find_inputs
from pipeline.read.names import name_of, printable
from pipeline.read.pages import Columns, Loss, PageRef
from pipeline.read.pages_in import NO_COLUMNS, pages_in
from pipeline.read.remote import is_url
from pipeline.read.several_pages import pages_of
from pipeline.read.sources import read_page_ref

INSIDE = re.compile(r"!|[#@](?=\d)")
"""Where the name of a file may end and that of a page in it begin."""
NUMBER = re.compile(r"#(\d{1,9})\Z")
OFFSET = re.compile(r"@(\d{1,18})")


def read_page(name: str, *, url: str | None = None, columns: Columns = NO_COLUMNS) -> Source:
    """The one page of this name, as records have it in `source`: `notes.txt#2` is the second of a file with several,
    `crawl.warc.gz@1234` a record by its offset, `archive.zip!member` and `dump.jsonl#7` a member and a line.

    Raises OptionsError if it is no page, SourceError if it cannot be read, PageRejected as `read_page_ref` does.
    """
    path, inside = _split(name)
    if path != STDIN and os.path.isdir(path):
        raise OptionsError(f"input {printable(path)!r} is a folder; give one page, or - for stdin")
    (file,) = find_inputs([path])
    page, number = _find(file, path, inside, columns)
    shown = printable(path + inside.removesuffix(f"#{number}"))
    try:
        source = read_page_ref(page)
        pages = pages_of(source if url is None else structs.replace(source, url=url))
    except SourceError as error:
        raise SourceError(f"input {shown!r} cannot be read: {error}") from error
    if len(pages) > 1 and number is None:
        raise OptionsError(f"input {shown!r} holds {len(pages)} pages; give one of them: {shown}#1")
    if number is not None and not 1 <= number <= len(pages):
        raise OptionsError(f"input {shown!r} holds {len(pages)} page{'s' * (len(pages) > 1)}, no #{number}")
    return pages[(number or 1) - 1]


def _split(name: str) -> tuple[str, str]:
    """The name of the file, and what of the name is inside it: the longest file that there is, escaped or not."""
    for end in (len(name), *(match.start() for match in reversed(list(INSIDE.finditer(name))))):
        path, inside = name[:end], name[end:]
        for file in (path, name_of(path)):
            if os.path.lexists(file):
                return file, inside
        if inside and (path in (STDIN, "stdin") or is_url(path)):
            return STDIN if path == "stdin" else path, inside
    return name, ""


def _find(file: InputFile, path: str, inside: str, columns: Columns) -> tuple[PageRef, int | None]:
    """The page in the file; and which of the pages in that is meant, where the name says so."""
    if offset := OFFSET.fullmatch(inside):
        page = PageRef(ref=file.ref + inside, path=os.fsencode(file.path), reader="warc", offset=int(offset[1]))
        return page, None
    numbered = NUMBER.search(inside)
    whole, part = file.ref + inside, file.ref + (inside[: numbered.start()] if numbered else inside)
    first = None
    for found in pages_in(file, columns):
        if isinstance(found, Loss) and found.ref in (whole, file.ref):
            raise SourceError(f"input {printable(path)!r} cannot be read: {found.why}")
        if isinstance(found, PageRef) and found.ref in (whole, part):
            return found, int(numbered[1]) if numbered and found.ref != whole else None
        first = first or found.ref
        if not inside:
            break
    shown = file.ref if path == STDIN else path
    example = f"; give one of its pages: {shown}{first.removeprefix(file.ref)}" if first else ""
    words = f"has no page {printable(inside)!r}" if inside else "is no page" if first is None else "holds pages"
    raise OptionsError(f"input {printable(path)!r} {words}{printable(example)}")
