"""The title with the site's name or a section beside it: the page's <title>, as exports and link cards write it.

It repeats the title. It must not fire inside the body.
"""

from collections.abc import Iterator

from pipeline.model import View
from pipeline.rule import Hit, LayoutRule
from pipeline.rules.titles import title_hits


def find(view: View) -> Iterator[Hit]:
    """Each block outside the body that is the title and a name."""
    return title_hits(view, "with-site", why="the title with something a separator away")


RULE = LayoutRule(code="L005", name="title-with-site", find=find)
