"""View → marks: every rule's opinion, none knowing another's."""

from collections.abc import Iterable

from pipeline.catalog import Catalog
from pipeline.errors import PageRejected
from pipeline.model import Block, Mark, View
from pipeline.rule import Hit
from pipeline.rules.gate import Gate


def mark(view: View, catalog: Catalog) -> tuple[Mark, ...]:
    """The marks of all block and layout rules, in rule order. Raises PageRejected if a page rule says so."""
    for page_rule in catalog.page:
        if rejection := page_rule.find(view):
            raise PageRejected(rejection.reason, rejection.why, rule=page_rule.code)
    kind = view.page.kind
    marks: list[Mark] = []
    for rule, blocks in zip(catalog.block, _asked(view.blocks, catalog.gate, len(catalog.block)), strict=True):
        if kind in rule.inputs:
            _add_marks(marks, rule.code, filter(None, map(rule.find, blocks)), view.blocks)
    for layout in catalog.layout:
        if kind in layout.inputs:
            _add_marks(marks, layout.code, layout.find(view), view.blocks)
    return tuple(marks)


def _asked(blocks: tuple[Block, ...], gate: Gate, count: int) -> list[list[Block]]:
    """The blocks to ask each of the block rules about."""
    asked: list[list[Block]] = [[] for _ in range(count)]
    for block in blocks:
        for position in gate.asked(block.text):
            asked[position].append(block)
    return asked


def _add_marks(marks: list[Mark], code: str, hits: Iterable[Hit], blocks: tuple[Block, ...]) -> None:
    for hit in hits:
        end = len(blocks[hit.block].text) if hit.end is None else hit.end
        marks.append(Mark(rule=code, block=hit.block, start=hit.start, end=end, verdict=hit.verdict, why=hit.why))
