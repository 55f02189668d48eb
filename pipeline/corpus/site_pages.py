"""What one page teaches of its site: its lines, as hashes, and how they begin."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from hashlib import blake2b

import msgspec
import numpy as np

from pipeline.catalog import choose_rules
from pipeline.content.line_pairs import Hashes, line_hashes
from pipeline.content.site_of import site_named, site_of
from pipeline.decode import decode
from pipeline.errors import OutputError, PageRejected, SourceError, WinnowError
from pipeline.model import Kind, Source, Value
from pipeline.normalise.blocks import normalise
from pipeline.options import Options
from pipeline.read.pages import PageRef
from pipeline.run.clean_page import sources_of
from pipeline.run.dataset import Dataset
from pipeline.segment.page import segment
from pipeline.segment.shape import is_long_line
from pipeline.undo import restore

HEAD = 80
"""Characters of a line that are kept, for people."""


class SitePage(Value, frozen=True, array_like=True):
    """The lines or blocks of a page, in order."""

    site: str
    kind: Kind
    lines: bytes
    """Their hashes, eight bytes each."""
    long: tuple[int, ...]
    """Which of them are running text."""
    heads: tuple[str, ...]
    """How they begin."""

    def hashes(self) -> Hashes:
        """Of its lines, in order."""
        return np.frombuffer(self.lines, dtype=np.uint64)

    def key(self) -> bytes:
        """The same for pages that say the same: of its running text or, without any, of all its lines."""
        hashes = self.hashes()
        told = np.unique(hashes[list(self.long)] if self.long else hashes)
        return blake2b(told.tobytes(), digest_size=8).digest()


def site_page(site: str, kind: Kind, texts: Sequence[str]) -> SitePage:
    """What a page with these blocks teaches."""
    return SitePage(
        site,
        kind,
        line_hashes(texts).tobytes(),
        tuple([index for index, text in enumerate(texts) if is_long_line(text)]),
        tuple([text[:HEAD] for text in texts]),
    )


class ReadSites(Value, frozen=True, kw_only=True):
    """A worker's task: what pages teach of their sites."""

    def prepare(self) -> None:
        """Nothing takes long here."""

    def __call__(self, page: PageRef) -> bytes:
        """The `SitePage` of each of the page's texts, encoded."""
        with suppress(SourceError, PageRejected):
            return msgspec.msgpack.encode(list(site_pages(sources_of(page))))
        return msgspec.msgpack.encode([])


def site_pages(sources: Iterable[Source]) -> Iterator[SitePage]:
    """What the sources teach, as far as they can be read."""
    options, rules = Options(), choose_rules().text
    for source in sources:
        with suppress(Exception):  # a page that cannot be read teaches nothing; its own walk tells why
            document = normalise(segment(decode(source), options), rules)
            if document.blocks:
                yield site_page(site_of(document), document.page.kind, [block.text for block in document.blocks])


def pages_of_output(output: Dataset) -> Iterator[SitePage]:
    """What the pages of an output teach, their removed text put back. Raises OutputError where that is damaged."""
    for page in output.pages():
        record = page.record
        try:
            blocks = restore(record, page.removals)
        except WinnowError as error:
            raise OutputError(f"output {str(output.out)!r} is damaged: {error}") from error
        kind: Kind = "html" if record.provenance.media_type == "text/html" else "text"
        site = site_named(record.url, record.canonical_url, record.source)
        yield site_page(site, kind, [block.text for block in blocks])
