"""View and decision → record: what is kept, in the form that is written."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator

from pipeline.decide import Decision
from pipeline.facts.status import find_status
from pipeline.model import Block, Fact, Removal, Source, View, removals_by_block, text_without
from pipeline.options import Options
from pipeline.record import SCHEMA_VERSION, Provenance, Record, RecordBlock, RecordLink, Stats
from pipeline.segment.shape import words_in
from pipeline.version import VERSION

REPAIR_WARNINGS = {"T001": "mojibake repaired", "T003": "doubly escaped entities repaired"}


def render(view: View, decision: Decision, options: Options) -> Record:
    """The record of a page."""
    kept = _kept(view.blocks, decision.removals)
    facts, source = view.facts, view.page.source
    warnings = (*view.warnings, *_repair_warnings(view.blocks), *decision.warnings)
    published = facts.date_published
    return Record(
        schema_version=SCHEMA_VERSION,
        id=source_id(source.ref),
        source=source.ref,
        url=source.url,
        canonical_url=_value(facts.canonical_url),
        status=find_status(view, any_kept=bool(kept)),
        title=_value(facts.title),
        authors=_values(facts.authors),
        date_published=_value(published),
        date_modified=_value(facts.date_modified),
        date_published_raw=published.raw if published else None,
        site_name=_value(facts.site_name),
        section=_value(facts.section),
        language=_value(facts.language),
        description=_value(facts.description),
        image=_value(facts.image),
        tags=_values(facts.tags),
        text="\n\n".join(text for _, text in kept),
        blocks=tuple([RecordBlock(role=block.role, level=block.level, text=text) for block, text in kept]),
        links=tuple(_links(kept)),
        stats=_stats(view, kept),
        provenance=_provenance(view, options),
        warnings=warnings,
    )


def source_id(ref: str) -> str:
    """32 hexadecimal digits from where the page lay."""
    return hashlib.blake2b(ref.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def source_digest(source: Source) -> str:
    """SHA-256 of the source's bytes, hexadecimal; of the UTF-8 form where the body is a string."""
    body = source.body
    return hashlib.sha256(body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body).hexdigest()


def _kept(blocks: tuple[Block, ...], removals: Iterable[Removal]) -> list[tuple[Block, str]]:
    """Each block of which something is kept, with that."""
    gone, kept = removals_by_block(removals), []
    for block in blocks:
        taken = gone.get(block.index)
        rest = text_without(block.text, taken) if taken else block.text
        if rest:
            kept.append((block, rest))
    return kept


def _links(kept: Iterable[tuple[Block, str]]) -> Iterator[RecordLink]:
    """The links whose words are kept, each after the one before it: a writer of links finds them in one pass."""
    for block, text in kept:
        at = 0
        for link in block.links:
            if (found := text.find(link.text, at)) >= 0:
                at = found + len(link.text)
                yield RecordLink(text=link.text, url=link.url)


def _stats(view: View, kept: list[tuple[Block, str]]) -> Stats:
    chars_in = sum([len(block.text) for block in view.blocks])
    chars_out = sum([len(text) for _, text in kept])
    return Stats(
        chars_in=chars_in,
        chars_out=chars_out,
        words=sum([words_in(text) for _, text in kept]),
        blocks_in=len(view.blocks),
        blocks_out=len(kept),
        removed_ratio=round(1 - chars_out / chars_in, 4) if chars_in else 0.0,
        confidence=view.body.confidence,
    )


def _provenance(view: View, options: Options) -> Provenance:
    page = view.page
    return Provenance(
        media_type="text/html" if page.kind == "html" else "text/plain",
        encoding=page.encoding,
        encoding_from=page.encoding_from,
        digest=source_digest(page.source),
        fetched_at=page.source.fetched_at,
        version=VERSION,
        options=options.digest(),
    )


def _repair_warnings(blocks: Iterable[Block]) -> Iterator[str]:
    counts: dict[str, int] = defaultdict(int)
    for repairs in [block.repairs for block in blocks if block.repairs]:
        for code in repairs:
            counts[code] += 1
    for code, words in REPAIR_WARNINGS.items():
        if counts[code]:
            yield f"{words} in {counts[code]} block{'s' if counts[code] > 1 else ''}"


def _value(fact: Fact | None) -> str | None:
    return fact.value if fact else None


def _values(facts: Iterable[Fact]) -> tuple[str, ...]:
    return tuple(fact.value for fact in facts)
