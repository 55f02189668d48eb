"""The header that a tool wrote above the text it saved: `URL: …`, `Title: …`, `Scraped at: …`.

It was never on the page; the record has its facts in their fields. It must not fire on lines of that shape that stand
anywhere else, nor on a first line such as "Author: …" without a URL or a title beside it.
"""

from collections.abc import Iterator

from pipeline.model import View
from pipeline.rule import Hit, LayoutRule
from pipeline.segment.saved_header import MAX_LINES, saved_header


def find(view: View) -> Iterator[Hit]:
    """Each line of the header that the page begins with."""
    for block, line in enumerate(saved_header([block.text for block in view.blocks[:MAX_LINES]])):
        yield Hit(block=block, why=f"header of the file: {line.name}")


RULE = LayoutRule(code="L013", name="saved-header", find=find, inputs=("text",))
