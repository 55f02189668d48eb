"""The title in quotation marks, alone on its line, as share plug-ins and exports write it.

It repeats the title. It must not fire on a quoted title that wears its quotes in the headline itself, nor in the body.
"""

from collections.abc import Iterator

from pipeline.model import View
from pipeline.rule import Hit, LayoutRule
from pipeline.rules.titles import title_hits


def find(view: View) -> Iterator[Hit]:
    """Each block outside the body that is the title in quotation marks."""
    return title_hits(view, "quoted", why="the title in quotation marks")


RULE = LayoutRule(code="L003", name="title-quoted", find=find)
