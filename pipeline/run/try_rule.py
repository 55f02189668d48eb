"""A rule of the user's own, tried: the walk of each page without it and with it, and what it hits."""

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from pipeline.content.site_lines import SiteLines
from pipeline.model import Source, Value
from pipeline.options import Options
from pipeline.read.files import InputFile
from pipeline.read.pages import PageRef
from pipeline.record import Failed, Kept, Rejected
from pipeline.run.clean_page import CleanPages, sources_or_end
from pipeline.run.learn_lines import learn_lines
from pipeline.run.rule_hits import Tried, rule_hits, words_kept, words_kept_by_both
from pipeline.run.selection import select
from pipeline.run.settings import Settings
from pipeline.run.supervisor import Supervisor
from pipeline.run.worker import Answer
from pipeline.walk import walk


class TriedPage(Value, frozen=True, kw_only=True):
    """A page, and all hits on it."""

    source: str
    outcome: Literal["kept", "rejected", "failed"]
    """With the rule."""
    reason: str = ""
    why: str = ""
    hits: tuple[Tried, ...] = ()
    words: int = 0
    """Of its record without the rule."""
    words_left: int = 0
    """Of its record with the rule."""
    words_gone: int = 0
    """In the record without the rule only."""
    words_back: int = 0
    """In the record with the rule only."""


encode_pages = msgspec.msgpack.Encoder().encode
decode_pages = msgspec.msgpack.Decoder(list[TriedPage]).decode


class TryRule(Value, frozen=True, kw_only=True):
    """Both walks, as a worker's task."""

    without: Options
    given: Options
    """The same options with the rule."""
    shared_lines: bytes | None = None

    def prepare(self) -> None:
        """Loads models and rules."""
        CleanPages(options=self.without).prepare()

    def __call__(self, page: PageRef) -> bytes:
        """The `TriedPage` of each page there, encoded."""
        found = sources_or_end(page)
        if not isinstance(found, list):
            return encode_pages([_not_kept(found)])
        return encode_pages([self.tried(source) for source in found])

    def tried(self, source: Source) -> TriedPage:
        """The page without the rule and with it."""
        lines = SiteLines.of(self.shared_lines) if self.shared_lines is not None else None
        without = walk(source, self.without, site_lines=lines)
        given = walk(source, self.given, site_lines=lines)
        if isinstance(given.outcome, Failed) and given.outcome.reason == MemoryError.__name__:
            raise MemoryError
        words = words_kept(without)
        if not isinstance(given.outcome, Kept):
            return msgspec.structs.replace(_not_kept(given.outcome), words=words, words_gone=words)
        both = words_kept_by_both(without, given)
        return TriedPage(
            source=given.outcome.record.source,
            outcome="kept",
            hits=tuple(rule_hits(without, given, self.given, self.without)),
            words=words,
            words_left=words_kept(given),
            words_gone=max(0, words - both),
            words_back=max(0, words_kept(given) - both),
        )


def try_rule(files: Sequence[InputFile], without: Options, given: Options, settings: Settings) -> Iterator[TriedPage]:
    """What the rule that only `given` has does to each page, in order; in supervised workers."""
    selection, files = select(files, settings)
    shared = learn_lines(files, given, selection, settings) if given.site_lines else None
    pages = ((None, page) for file in files for page in selection.pages(file))
    with Supervisor[None].of(TryRule(without=without, given=given, shared_lines=shared), settings) as workers:
        for _, page, reply in workers.replies(pages):
            if isinstance(reply, Answer):
                yield from decode_pages(reply.value)
            else:
                yield TriedPage(source=page.ref, outcome="failed", reason=reply.reason, why=reply.why)


def _not_kept(outcome: Rejected | Failed) -> TriedPage:
    how: Literal["rejected", "failed"] = "failed" if isinstance(outcome, Failed) else "rejected"
    return TriedPage(source=outcome.source, outcome=how, reason=outcome.reason, why=outcome.why)
