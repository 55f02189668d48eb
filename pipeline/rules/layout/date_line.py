"""A line that says when the page was published or updated, and nothing else.

It feeds `date_published` and `date_modified`, and stands there. It must not fire far from the headline: a
timeline's dates are content.
"""

from collections.abc import Iterator

from pipeline.model import View
from pipeline.rule import Hit, LayoutRule
from pipeline.rules.headlines import header_lines


def find(view: View) -> Iterator[Hit]:
    """Each line near the headline that is nothing but a date."""
    for block, line in header_lines(view):
        if line.is_date and not line.is_byline:
            yield Hit(block=block.index, why=f"date line: {line.published or line.modified or block.text[:60]}")


RULE = LayoutRule(code="L007", name="date-line", find=find)
