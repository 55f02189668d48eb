"""What a worker makes of a page: lines for the tables of the output, and counts."""

from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Literal, get_args

import msgspec
from msgspec import structs

from pipeline.content.site_lines import SiteLines
from pipeline.errors import PageRejected, SourceError
from pipeline.model import Source, Value
from pipeline.options import Options
from pipeline.read.pages import PageRef
from pipeline.read.several_pages import pages_of
from pipeline.read.sources import read_page_ref
from pipeline.read.unpack import EndsTooEarly
from pipeline.record import Failed, Kept, Outcome, Rejected
from pipeline.render import source_id
from pipeline.run.tally import Tally
from pipeline.walk import failed, rejected, walk
from pipeline.write.lines import fact_lines, problem_line, record_line, removal_line

AnyTable = Literal["records", "removed", "facts", "rejected", "failed"]
TABLES: tuple[AnyTable, ...] = get_args(AnyTable)
WARM_UP = b"<html><title>Rain</title><p>It rained all night, and in the morning the river was over the road.</html>"


class PageResult(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What became of one reference: a page or, of a text file that holds several, these."""

    records: list[bytes] = []
    removed: list[bytes] = []
    facts: list[bytes] = []
    rejected: list[bytes] = []
    failed: list[bytes] = []
    tally: Tally = msgspec.field(default_factory=Tally)
    seconds: float = 0.0
    """That a worker was at it."""

    def add(self, outcome: Outcome, *, inline: bool) -> None:
        """Takes one page in."""
        self.tally.count(outcome)
        if isinstance(outcome, Kept):
            self.records.append(record_line(outcome, inline=inline))
            self.facts.extend(fact_lines(outcome))
            if not inline:
                self.removed.extend(removal_line(outcome.record.id, removal) for removal in outcome.removals)
        elif isinstance(outcome, Rejected):
            self.rejected.append(problem_line(outcome))
        else:
            self.failed.append(problem_line(outcome))


encode_result = msgspec.msgpack.Encoder().encode
decode_result: Callable[[bytes], PageResult] = msgspec.msgpack.Decoder(PageResult).decode


class CleanPages(Value, frozen=True, kw_only=True):
    """The walk, as a worker's task."""

    options: Options
    inline: bool = False
    url: str | None = None
    shared_lines: bytes | None = None
    """`SiteLines.shared_pairs` of the run, where it was asked for them."""

    def prepare(self) -> None:
        """Loads models and rules, by cleaning a page."""
        walk(Source(ref="-", body=WARM_UP), self.options)

    def __call__(self, page: PageRef) -> bytes:
        """The page's `PageResult`, encoded."""
        result, begun = PageResult(), perf_counter()
        for outcome in self.outcomes(page):
            if isinstance(outcome, Failed) and outcome.reason == MemoryError.__name__:
                raise MemoryError  # this process may have lost more than the page
            result.add(outcome, inline=self.inline)
        result.seconds = perf_counter() - begun
        return encode_result(result)

    def outcomes(self, page: PageRef) -> Iterator[Outcome]:
        """One a page: a file of plain text may hold several."""
        found = sources_or_end(page, self.url)
        if not isinstance(found, list):
            yield found
            return
        site_lines = SiteLines.of(self.shared_lines) if self.shared_lines is not None else None
        for source in found:
            yield walk(source, self.options, site_lines=site_lines).outcome


def sources_of(page: PageRef, url: str | None = None) -> list[Source]:
    """What lies there: one page or, in a file of plain text, several. Raises SourceError or PageRejected."""
    source = read_page_ref(page)
    return pages_of(source if url is None else structs.replace(source, url=url))


def sources_or_end(page: PageRef, url: str | None = None) -> list[Source] | Rejected | Failed:
    """What lies there, or how it ended before it could be a page."""
    try:
        return sources_of(page, url)
    except SourceError as error:
        reason = "truncated" if isinstance(error, EndsTooEarly) else "unreadable"
        return structs.replace(failed(Source(ref=page.ref, body=b""), "read", error), reason=reason)
    except PageRejected as no:
        return rejected(page.ref, "read", no)


def unanswered(ref: str, stage: str, reason: str, why: str) -> PageResult:
    """The result of a page that no worker could answer, or that could not be reached."""
    result = PageResult()
    result.add(Failed(id=source_id(ref), source=ref, stage=stage, reason=reason, why=why), inline=False)
    return result
