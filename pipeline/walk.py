"""The walk: one page in, one outcome out.

    decode → segment → normalise → describe → mark → decide → render

There is one code path. `clean` and `explain` both run `walk`; they differ in what they hand back.
"""

from collections.abc import Iterable, Iterator

import msgspec

from pipeline.catalog import choose_rules, rules_by_code
from pipeline.content.site_lines import SiteLines
from pipeline.content.site_table import site_table
from pipeline.content.weights import Model
from pipeline.decide import Decision, decide
from pipeline.decode import decode
from pipeline.describe import describe
from pipeline.errors import PageRejected
from pipeline.facts.choice import FactModel
from pipeline.mark import mark
from pipeline.model import Source, Value, View
from pipeline.normalise.blocks import normalise
from pipeline.options import Options
from pipeline.record import Failed, Kept, Outcome, Rejected
from pipeline.render import render, source_digest, source_id
from pipeline.segment.page import segment

DEFAULT = Options()


class Explanation(Value, frozen=True, kw_only=True):
    """A page's outcome, and everything that led to it; None for stages that were not reached."""

    outcome: Outcome
    view: View | None = None
    decision: Decision | None = None


def clean(
    body: bytes | str,
    *,
    url: str | None = None,
    media_type: str | None = None,
    fetched_at: str | None = None,
    options: Options = DEFAULT,
) -> Outcome:
    """The outcome of one page, HTML or text export: `Kept`, `Rejected` or `Failed`.

    Never raises on page content. `media_type` is a Content-Type header, `fetched_at` an ISO 8601 time.
    """
    return explain(body, url=url, media_type=media_type, fetched_at=fetched_at, options=options).outcome


def explain(
    body: bytes | str,
    *,
    url: str | None = None,
    media_type: str | None = None,
    fetched_at: str | None = None,
    options: Options = DEFAULT,
) -> Explanation:
    """The outcome of one page with its blocks, facts and marks."""
    source = Source(ref=url or "", body=body, url=url, media_type=media_type, fetched_at=fetched_at)
    return walk(source, options)


def clean_many(sources: Iterable[Source | bytes | str], *, options: Options = DEFAULT) -> Iterator[Outcome]:
    """The outcomes of many pages, one for each, in order; lazily."""
    for source in sources:
        yield walk(source if isinstance(source, Source) else Source(ref="", body=source), options).outcome


def walk(
    source: Source,
    options: Options,
    model: Model | None = None,
    site_lines: SiteLines | None = None,
    facts: FactModel | None = None,
) -> Explanation:
    """One source through all stages; `site_lines` is of its batch.

    `model` and `facts` stand in for the shipped models of content and of facts.

    The only place where what a stage raises becomes an outcome.
    """
    catalog, sites = choose_rules(options.select, options.ignore), site_table(options)
    source = _plain(source)
    stage = "decode"
    view: View | None = None
    try:
        page = decode(source)
        stage = "segment"
        document = segment(page, options)
        stage = "normalise"
        document = normalise(document, catalog.text)
        if not document.blocks:
            raise PageRejected("empty", "no visible text")
        if site_lines:
            document = msgspec.structs.replace(document, shared=site_lines.shared(document))
        if sites:
            document = msgspec.structs.replace(document, of_site=sites.of_site(document))
        stage = "describe"
        view = describe(document, options, model, facts)
        stage = "mark"
        marks = mark(view, catalog)
        stage = "decide"
        decision = decide(view, marks, rules_by_code())
        stage = "render"
        record = render(view, decision, options)
    except PageRejected as no:
        return Explanation(outcome=rejected(source.ref, stage, no), view=view)
    except Exception as error:  # a page that a stage cannot handle costs that page, not the run
        return Explanation(outcome=failed(source, stage, error), view=view)
    return Explanation(
        outcome=Kept(record=record, removals=decision.removals, facts=view.facts), view=view, decision=decision
    )


def rejected(ref: str, stage: str, no: PageRejected) -> Rejected:
    """The outcome of what is no page."""
    return Rejected(id=source_id(ref), source=ref, stage=stage, reason=no.reason, why=no.why, rule=no.rule)


def failed(source: Source, stage: str, error: Exception) -> Failed:
    """The outcome of a page that an exception ended."""
    return Failed(
        id=source_id(source.ref),
        source=source.ref,
        stage=stage,
        reason=type(error).__name__,
        why=" ".join(str(error).split())[:500],
    )


def _plain(source: Source) -> Source:
    """The source with a name: one without a place of its own is named by its bytes."""
    # Strings and bytes of data frames, arrays and buffers are none to compiled modules.
    if type(source.url) not in (str, type(None)):
        source = msgspec.structs.replace(source, url=str(source.url))
    if type(source.fetched_at) not in (str, type(None)):
        source = msgspec.structs.replace(source, fetched_at=str(source.fetched_at))
    if isinstance(source.body, (bytes, bytearray, memoryview)) and type(source.body) is not bytes:
        source = msgspec.structs.replace(source, body=bytes(source.body))
    if source.ref:
        return source
    return msgspec.structs.replace(source, ref=f"sha256:{source_digest(source)[:32]}")
