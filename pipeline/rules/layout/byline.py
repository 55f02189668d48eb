"""A line that names the author, with or without the date: "By Jane Doe", "12 May 2024 | von Max Müller".

It feeds `authors` and the dates, and stands there. It must not fire far from the headline, where "By the river" opens
a chapter, or in lists of books.
"""

from collections.abc import Iterator

from pipeline.model import View
from pipeline.rule import Hit, LayoutRule
from pipeline.rules.headlines import header_lines


def find(view: View) -> Iterator[Hit]:
    """Each line near the headline that is nothing but a byline."""
    for block, line in header_lines(view):
        if line.is_byline:
            yield Hit(block=block.index, why=f"byline: {', '.join(line.authors) or block.text[:60]}")


RULE = LayoutRule(code="L006", name="byline", find=find)
