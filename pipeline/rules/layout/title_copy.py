"""The page's title, standing in the page once more: as its headline, in upper case, or with a few words around it.

A record has the title in its own field. It must not fire inside the body, where a heading may repeat title words,
nor on a paragraph that starts with the title.
"""

from collections.abc import Iterator

from pipeline.model import View
from pipeline.rule import Hit, LayoutRule
from pipeline.rules.titles import title_hits


def find(view: View) -> Iterator[Hit]:
    """Each block outside the body that is the title again."""
    return title_hits(view, "exact", "padded", why="repeats the title")


RULE = LayoutRule(code="L002", name="title-copy", find=find)
