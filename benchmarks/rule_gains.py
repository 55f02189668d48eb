"""What each rule gives on top of the content model: junk removed against gold lost, out of fold.

Counted in words of blocks that the model keeps, by the share of each block that stands in the gold text.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from benchmarks.corpora import AnnotatedPage
from benchmarks.examples import source_of
from pipeline.catalog import rules_by_code
from pipeline.content.alignment import soft_labels, tokens
from pipeline.content.weights import Model
from pipeline.options import Options
from pipeline.walk import walk


class Gain(NamedTuple):
    pages: int
    junk: float
    """Words removed that are not in the gold."""
    lost: float
    """Words removed that are."""


def page_gains(page: AnnotatedPage, model: Model) -> dict[str, Gain]:
    """Code → what the rule did on this page to blocks that the model keeps."""
    explanation = walk(source_of(page), Options(), model)
    view, decision = explanation.view, explanation.decision
    if view is None or decision is None or page.gold is None:
        return {}
    labels = soft_labels([tokens(block.text) for block in view.blocks], tokens(page.gold))
    found: dict[str, Gain] = {}
    for removal in decision.removals:
        if view.body.kept[removal.block] and not removal.rule.startswith("C"):
            size, label = len(tokens(removal.text)), labels[removal.block]
            before = found.get(removal.rule, Gain(1, 0.0, 0.0))
            found[removal.rule] = Gain(1, before.junk + size * (1 - label), before.lost + size * label)
    return found


def total(by_page: Iterable[dict[str, Gain]]) -> dict[str, Gain]:
    """The sum over pages, by code."""
    sums: dict[str, Gain] = defaultdict(lambda: Gain(0, 0.0, 0.0))
    for gains in by_page:
        for code, gain in gains.items():
            sums[code] = Gain(*(a + b for a, b in zip(sums[code], gain, strict=True)))
    return dict(sorted(sums.items()))


def table(gains: dict[str, Gain]) -> Sequence[str]:
    """Markdown lines."""
    lines = ["| rule | pages | junk words removed | gold words lost |", "| --- | --- | --- | --- |"]
    for code, gain in gains.items():
        name = rules_by_code()[code].name
        lines.append(f"| {code} {name} | {gain.pages} | {gain.junk:.0f} | {gain.lost:.0f} |")
    return lines
