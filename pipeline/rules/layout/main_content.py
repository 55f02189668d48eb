"""Blocks that are not main content: navigation, sidebars, footers, comments, related cards, menu and footer lines.

What a block is, is told by models that learned it from annotated pages, of HTML and of exports. It must not fire on the short lines of the body: headings, list items, verse, table rows.
"""

from collections.abc import Iterator

from pipeline.model import View
from pipeline.rule import Hit, LayoutRule


def find(view: View) -> Iterator[Hit]:
    """Every block that scores below the page's cut, with what drove its score; and those that options keep."""
    body = view.body
    for index in body.claimed:
        yield Hit(block=index, why=body.why[index], verdict="keep")
    cut = f"{body.cut:.2f}"
    for index, kept in enumerate(body.kept):
        if not kept:
            yield Hit(block=index, why=f"{body.why[index]} (score {body.scores[index]:.2f}, cut {cut})")


RULE = LayoutRule(code="C001", name="main-content", find=find)
