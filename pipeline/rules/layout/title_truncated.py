"""The start of the title, cut short: half of it or more, or ending in an ellipsis, its quotation marks often unbalanced.

It repeats the title. It must not fire on fewer than three words, nor inside the body.
"""

from collections.abc import Iterator

from pipeline.model import View
from pipeline.rule import Hit, LayoutRule
from pipeline.rules.titles import title_hits


def find(view: View) -> Iterator[Hit]:
    """Each block outside the body that is the start of the title."""
    return title_hits(view, "truncated", why="the start of the title, cut short")


RULE = LayoutRule(code="L004", name="title-truncated", find=find)
