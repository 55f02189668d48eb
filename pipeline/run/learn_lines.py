"""What the exports of a run share, learned before they are cleaned: a first look at all of them, by workers."""

import hashlib
from collections.abc import Iterable, Sequence
from contextlib import suppress

import msgspec

from pipeline.catalog import choose_rules
from pipeline.content.site_lines import PageLines, SiteLines, page_lines
from pipeline.decode import decode
from pipeline.errors import OptionsError, PageRejected, SourceError
from pipeline.model import Source, Value
from pipeline.normalise.blocks import normalise
from pipeline.options import Options
from pipeline.read.files import STDIN, InputFile
from pipeline.read.pages import PageRef
from pipeline.run.clean_page import sources_of
from pipeline.run.selection import Selection
from pipeline.run.settings import Settings
from pipeline.run.supervisor import Supervisor
from pipeline.run.worker import Answer
from pipeline.segment.page import segment


class LearnLines(Value, frozen=True, kw_only=True):
    """A worker's task: what pages teach."""

    options: Options

    def prepare(self) -> None:
        """Nothing takes long here."""

    def __call__(self, page: PageRef) -> bytes:
        """The `PageLines` of the page's texts, encoded."""
        with suppress(SourceError, PageRejected):
            return msgspec.msgpack.encode(list(lines_of(sources_of(page), self.options)))
        return msgspec.msgpack.encode([])


def lines_of(sources: Iterable[Source], options: Options) -> Iterable[PageLines]:
    """What the exports among the sources teach."""
    rules = choose_rules(options.select, options.ignore).text
    for source in sources:
        with suppress(Exception):  # a page that cannot be read teaches nothing; its own walk tells why
            if lines := page_lines(normalise(segment(decode(source), options), rules)):
                yield lines


def learned(sources: Iterable[Source], options: Options) -> SiteLines:
    """What the exports among the sources share."""
    site_lines = SiteLines()
    for lines in lines_of(sources, options):
        site_lines.learn(lines)
    return site_lines


def learn_lines(files: Sequence[InputFile], options: Options, selection: Selection, settings: Settings) -> bytes:
    """The `SiteLines.shared_pairs` of a run. Raises OptionsError for stdin, which cannot be read twice."""
    if any(file.path == STDIN for file in files):
        raise OptionsError(
            "site_lines: the input is read twice, and stdin cannot be; give files or folders, or --no-site-lines"
        )
    site_lines = SiteLines()
    pages = ((None, page) for file in files for page in selection.pages(file))
    with Supervisor[None].of(LearnLines(options=options), settings) as workers:
        for _, _, reply in workers.replies(pages):
            if isinstance(reply, Answer):
                for lines in msgspec.msgpack.decode(reply.value, type=list[PageLines]):
                    site_lines.learn(lines)
    return site_lines.shared_pairs()


def lines_digest(shared: bytes | None) -> str:
    """Changes with what the exports share."""
    return "" if shared is None else hashlib.sha256(shared).hexdigest()[:16]
