"""One page, block by block, as an HTML file: what was kept, what was removed, by which rule and why."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from msgspec import structs

from pipeline.catalog import rules_by_code
from pipeline.decide import Overruled
from pipeline.model import Block, Fact, Removal, Value, View, removals_by_block
from pipeline.record import Kept, Outcome, RecordBlock
from pipeline.report.html_page import html_page, write_html
from pipeline.run.dataset import Page
from pipeline.undo import restore
from pipeline.walk import Explanation

Verdict = Literal["kept", "removed", "partly"]


class Piece(Value, frozen=True, kw_only=True):
    """A run of a block's text that was kept, or went by one rule."""

    text: str
    rule: str = ""
    name: str = ""


class ShownBlock(Value, frozen=True, kw_only=True):
    """A block, and what became of it."""

    number: int
    where: str
    role: str
    verdict: Verdict
    pieces: tuple[Piece, ...]
    raw: str
    kept: str
    score: str = ""
    why: str = ""
    removals: tuple[Removal, ...]
    overruled: tuple[Overruled, ...] = ()
    rules: str
    """Codes of the rules that took something, separated by spaces."""


def write_page_view(explanation: Explanation, path: Path) -> None:
    """Writes the file, whole or not at all. Raises OutputError if it cannot be written."""
    write_html(page_view(explanation), path)


def page_view(explanation: Explanation) -> str:
    """The HTML file of a page that was just cleaned."""
    facts = explanation.view.facts.each() if explanation.view else ()
    return _html(explanation.outcome, tuple(facts), tuple(_blocks(explanation)))


def written_page_view(page: Page) -> str:
    """The HTML file of a page as an output holds it, which knows no scores and nothing from before text repair.

    Raises WinnowError if the record and its removals do not fit.
    """
    gone = removals_by_block(page.removals)
    blocks = restore(page.record, page.removals)
    shown = tuple(_restored(number, block, gone.get(number, ())) for number, block in enumerate(blocks))
    kept = Kept(record=page.record, removals=page.removals)
    return _html(kept, tuple((row.fact, row) for row in page.facts), shown)


def _html(outcome: Outcome, facts: Sequence[tuple[str, Fact]], blocks: Sequence[ShownBlock]) -> str:
    counts = Counter(removal.rule for block in blocks for removal in block.removals)
    codes = {*counts, *(one.mark.rule for block in blocks for one in block.overruled)}
    known = rules_by_code()
    return html_page(
        "view",
        title=_title(outcome),
        outcome=outcome,
        record=outcome.record if isinstance(outcome, Kept) else None,
        verdict=type(outcome).__name__.lower(),
        facts=[(name, fact, fact.where) for name, fact in facts],
        also=_also,
        blocks=blocks,
        totals=Counter(block.verdict for block in blocks),
        counts=sorted(counts.items()),
        rules=[known[code] for code in sorted(codes) if code in known],
        paragraphs=lambda doc: [" ".join(part.split()) for part in doc.split("\n\n")],
    )


def _title(outcome: Outcome) -> str:
    if isinstance(outcome, Kept):
        return outcome.record.title or outcome.record.source
    return outcome.source


def _also(fact: Fact) -> str:
    return " · ".join(fact.also)


def _blocks(explanation: Explanation) -> Iterator[ShownBlock]:
    view, decision = explanation.view, explanation.decision
    if view is None:
        return
    gone = removals_by_block(decision.removals if decision else ())
    spared: dict[int, list[Overruled]] = defaultdict(list)
    for overruled in decision.overruled if decision else ():
        spared[overruled.mark.block].append(overruled)
    for block in view.blocks:
        yield _shown(block, view, gone.get(block.index, []), spared[block.index])


def _shown(block: Block, view: View, removals: Sequence[Removal], overruled: Sequence[Overruled]) -> ShownBlock:
    shown = _restored(block.index, RecordBlock(role=block.role, level=block.level, text=block.text), removals)
    return structs.replace(
        shown,
        where=f"line {block.line}" if block.line else block.path,
        raw=block.raw,
        score=f"{view.body.scores[block.index]:.2f}",
        why=view.body.why[block.index],
        overruled=tuple(overruled),
    )


def _restored(number: int, block: RecordBlock, removals: Sequence[Removal]) -> ShownBlock:
    """A block as far as its text and what was removed of it tell."""
    pieces = tuple(_pieces(block.text, removals))
    kept = "".join(piece.text for piece in pieces if not piece.rule).strip()
    return ShownBlock(
        number=number,
        where=next((f"line {one.line}" if one.line else one.path for one in removals), ""),
        role=f"{block.role.replace('_', ' ')} {block.level or ''}".strip(),
        verdict="kept" if not removals else "partly" if kept else "removed",
        pieces=pieces,
        raw=block.text,
        kept=kept,
        removals=tuple(removals),
        rules=" ".join(sorted({removal.rule for removal in removals})),
    )


def _pieces(text: str, removals: Iterable[Removal]) -> Iterator[Piece]:
    """The text, cut where what went begins and ends."""
    at = 0
    for removal in sorted(removals, key=lambda removal: removal.start):
        if removal.start > at:
            yield Piece(text=text[at : removal.start])
        yield Piece(text=text[removal.start : removal.end], rule=removal.rule, name=removal.name)
        at = removal.end
    if at < len(text):
        yield Piece(text=text[at:])
