"""Roles of an export's lines against those that the same page's HTML gives: headings, list items, quotes and the rest.

Counted are blocks of the gold text, by their words, on annotated article pages. A line that has the words of a heading,
and is one, is right; one that has them and is none is missed.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from benchmarks.corpora import AnnotatedPage
from benchmarks.examples import document_of, source_of
from pipeline.content.alignment import soft_labels, tokens
from pipeline.content.weights import Model
from pipeline.model import Block, Role
from pipeline.options import Options
from pipeline.walk import walk

ROLES: tuple[Role, ...] = ("heading", "list_item", "quote", "caption", "table_row")
IN_GOLD = 0.5


class Counts(NamedTuple):
    """Of lines with one role."""

    both: int
    found: int
    wanted: int


def page_roles(page: AnnotatedPage, model: Model) -> dict[Role, Counts]:
    """What the walk makes of an export, against its HTML; empty for pages that are not judged so."""
    if page.original is None or page.gold is None or page.kind != "article":
        return {}
    view = walk(source_of(page), Options(), model).view
    if view is None:
        return {}
    original = document_of(page._replace(path=page.original))
    if original is None:
        return {}
    wanted = _in_gold(original.blocks, page.gold)
    found = _in_gold(view.blocks, page.gold)
    both = wanted & found
    return {role: Counts(*(_of(counted, role) for counted in (both, found, wanted))) for role in ROLES}


def _in_gold(blocks: Sequence[Block], gold: str) -> Counter[tuple[Role, str]]:
    """(role, words) of the blocks that are in the gold text."""
    words = [tokens(block.text) for block in blocks]
    labels = soft_labels(words, tokens(gold))
    rows = zip(blocks, words, labels, strict=True)
    return Counter((block.role, " ".join(own)) for block, own, label in rows if label >= IN_GOLD)


def _of(counted: Counter[tuple[Role, str]], role: Role) -> int:
    return sum(count for (own, _), count in counted.items() if own == role)


def table(corpora: Iterable[str], pages: Iterable[dict[Role, Counts]]) -> Iterable[str]:
    """Lines of Markdown: each corpus and role."""
    sums: dict[tuple[str, Role], Counts] = {}
    for corpus, counts in zip(corpora, pages, strict=True):
        for role, own in counts.items():
            before = sums.get((corpus, role), Counts(0, 0, 0))
            sums[corpus, role] = Counts(*(a + b for a, b in zip(before, own, strict=True)))
    yield "| corpus | role | in the HTML | precision | recall | F1 |\n| --- | --- | --- | --- | --- | --- |"
    for (corpus, role), (both, found, wanted) in sums.items():
        precision, recall, f1 = both / max(found, 1), both / max(wanted, 1), 2 * both / max(found + wanted, 1)
        yield f"| {corpus} | {role} | {wanted} | {precision:.3f} | {recall:.3f} | {f1:.3f} |"
