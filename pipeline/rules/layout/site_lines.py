"""Lines that stand on other pages of the batch too, beside the same lines: the site's, not the page's. `--site-lines`.

Menus, footers and teasers are the same on every page of a site. It must not fire on a line that only happens to be
on two pages, nor on the text of a page that was saved twice.
"""

from collections.abc import Iterator

from pipeline.model import View
from pipeline.rule import Hit, LayoutRule


def find(view: View) -> Iterator[Hit]:
    """Each line that the batch shares."""
    for block in sorted(view.body.shared):
        yield Hit(block=block, why="stands on other pages of this batch, beside the same lines")


RULE = LayoutRule(code="L014", name="site-lines", find=find, inputs=("text",))
