"""Which pages of the inputs a run takes: all, the first so many, or a sample."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from pipeline.errors import SourceError
from pipeline.model import Value
from pipeline.read.files import STDIN, InputFile
from pipeline.read.pages import Columns, Loss, PageRef
from pipeline.read.pages_in import pages_in
from pipeline.run.settings import Settings

PARTS = 1 << 32


class Selection(Value, frozen=True, kw_only=True):
    """What to take, and by which columns tables hold pages."""

    columns: Columns = Columns()
    sample: float = 1.0
    """Share of the pages to take, 0 to 1: the same ones every time."""
    limits: Mapping[str, int] | None = None
    """Ref of an input → how many of its pages to take at most; None: all of all."""
    cut: str | None = None
    """Ref of the input of which not all pages may be taken."""

    def mark(self, ref: str) -> str:
        """Tells an input that was cut off from a whole one."""
        return f"+{self.limits[ref]}" if self.limits is not None and ref == self.cut else ""

    def pages(self, file: InputFile) -> Iterator[PageRef | Loss]:
        """The pages of a file that are to be cleaned. What cannot be read at all is one loss."""
        limit = None if self.limits is None else self.limits.get(file.ref, 0)
        return islice(filter(self._is_chosen, self._readable(file)), limit)

    def _readable(self, file: InputFile) -> Iterator[PageRef | Loss]:
        try:
            yield from pages_in(file, self.columns)
        except (SourceError, OSError) as error:
            why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            yield Loss(ref=file.ref, reason="unreadable", why=why)

    def _is_chosen(self, page: PageRef | Loss) -> bool:
        if self.sample >= 1:
            return True
        digest = hashlib.blake2b(page.ref.encode("utf-8", "surrogatepass"), digest_size=4, salt=b"sample").digest()
        return int.from_bytes(digest, "big") < self.sample * PARTS


def select(files: Sequence[InputFile], settings: Settings) -> tuple[Selection, tuple[InputFile, ...]]:
    """What a run takes by its settings, and the files in which it is."""
    selection = Selection(columns=settings.columns, sample=settings.sample)
    return (selection, tuple(files)) if settings.limit is None else limited(selection, files, settings.limit)


def limited(selection: Selection, files: Sequence[InputFile], limit: int) -> tuple[Selection, tuple[InputFile, ...]]:
    """The selection that takes the first so many pages, and the files in which they are.

    stdin can be read but once: what is left of the limit is for it.
    """
    limits: dict[str, int] = {}
    cut = None
    for file in sorted(files, key=lambda file: file.path == STDIN):
        if limit <= 0:
            break
        pages = limit + 1 if file.path == STDIN else sum(1 for _ in islice(selection.pages(file), limit + 1))
        if pages:
            limits[file.ref] = min(pages, limit)
            cut = file.ref if pages > limit else None
            limit -= pages
    chosen = tuple(file for file in files if file.ref in limits)
    return Selection(columns=selection.columns, sample=selection.sample, limits=limits, cut=cut), chosen
