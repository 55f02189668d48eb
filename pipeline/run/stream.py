"""A run whose records go to one file, or to stdout, in the order of the inputs."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from pipeline.markdown import to_markdown
from pipeline.options import Options
from pipeline.read.files import InputFile
from pipeline.record import Record
from pipeline.run.buckets import Watch
from pipeline.run.clean_page import CleanPages
from pipeline.run.learn_lines import learn_lines
from pipeline.run.replies import result_of
from pipeline.run.selection import select
from pipeline.run.settings import Settings
from pipeline.run.supervisor import Supervisor
from pipeline.run.tally import Tally
from pipeline.write.atomic import reported, whole_file
from pipeline.write.outputs import STDOUT, stdout
from pipeline.write.parts import open_part


def run_to_stream(files: Sequence[InputFile], out: str, options: Options, settings: Settings, watch: Watch) -> Tally:
    """Writes the records of all pages, and counts. A file appears when it is whole, or not at all."""
    selection, files = select(files, settings)
    shared = learn_lines(files, options, selection, settings) if options.site_lines else None
    pages = ((file, page) for file in files for page in selection.pages(file))
    tally = Tally()
    task = CleanPages(options=options, inline=settings.removed == "inline", url=settings.url, shared_lines=shared)
    workers = Supervisor[InputFile].of(task, settings)
    with _opened(out) as handle, workers:
        put, finish = _writer(handle, settings)
        for file, page, reply in workers.replies(pages):
            result = result_of(page, reply)
            for line in result.records:
                put(line)
            tally.add(result.tally)
            watch(file, page, result)
        finish()
    return tally


@contextmanager
def _opened(out: str) -> Iterator[BinaryIO]:
    if out == STDOUT:
        handle = stdout()
        with reported(out):
            yield handle
            handle.flush()
    else:
        with whole_file(Path(out)) as handle:
            yield handle


def _writer(handle: BinaryIO, settings: Settings) -> tuple[Callable[[bytes], object], Callable[[], None]]:
    """Takes lines of records; and what to do when there are no more."""
    if settings.form == "md":
        return _Documents(handle).write, lambda: None
    part = open_part(settings.form, "records", handle, settings.removed == "inline")
    return part.write, part.close


class _Documents:
    """Markdown documents, a blank line between them."""

    def __init__(self, handle: BinaryIO) -> None:
        self.handle = handle
        self.is_first = True

    def write(self, line: bytes) -> None:
        """Takes a record."""
        self.handle.write(b"" if self.is_first else b"\n")
        self.handle.write(to_markdown(msgspec.json.decode(line, type=Record)).encode("utf-8", "replace"))
        self.is_first = False
