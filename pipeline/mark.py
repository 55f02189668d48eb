"""View → marks: every rule's opinion, none knowing another's."""

from collections.abc import Iterator

from pipeline.catalog import Catalog
from pipeline.errors import PageRejected
from pipeline.model import Block, Mark, View
from pipeline.rule import BlockRule, Hit, LayoutRule


def mark(view: View, catalog: Catalog) -> tuple[Mark, ...]:
    """The marks of all block and layout rules, in rule order. Raises PageRejected if a page rule says so."""
    for page_rule in catalog.page:
        if rejection := page_rule.find(view):
            raise PageRejected(rejection.reason, rejection.why, rule=page_rule.code)
    return tuple(_marks(view, catalog))


def _marks(view: View, catalog: Catalog) -> Iterator[Mark]:
    kind = view.page.kind
    asked: list[list[Block]] = [[] for _ in catalog.block]
    for block in view.blocks:
        for position in catalog.gate.asked(block.text):
            asked[position].append(block)
    for rule, blocks in zip(catalog.block, asked, strict=True):
        if kind in rule.inputs:
            for block in blocks:
                if hit := rule.find(block):
                    yield _mark(rule, hit, view)
    for layout in catalog.layout:
        if kind in layout.inputs:
            for hit in layout.find(view):
                yield _mark(layout, hit, view)


def _mark(rule: BlockRule | LayoutRule, hit: Hit, view: View) -> Mark:
    end = len(view.blocks[hit.block].text) if hit.end is None else hit.end
    return Mark(rule=rule.code, block=hit.block, start=hit.start, end=end, verdict=hit.verdict, why=hit.why)
