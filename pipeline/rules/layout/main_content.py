"""Blocks that are not main content: navigation, sidebars, footers, comments, related cards, menu and footer lines.

What a block is, is told by where the page's running text stands: in HTML by the elements around it, in an export by
how dense the long lines are. It must not fire on the short lines of the body: headings, list items, verse, table rows.
"""

from collections.abc import Iterator

from pipeline.content.body import KEEP
from pipeline.model import View
from pipeline.rule import Hit, LayoutRule


def find(view: View) -> Iterator[Hit]:
    """Every block that scores below the cut, with what drove its score."""
    for block, score, why in zip(view.blocks, view.body.scores, view.body.why, strict=True):
        if score < KEEP:
            yield Hit(block=block.index, why=f"{why} (score {score:.2f})")


RULE = LayoutRule(code="C001", name="main-content", find=find)
