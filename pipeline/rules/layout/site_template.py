"""A line or block that half or more of the site's other pages have too, beside the same others. `--sites FILE`.

Menus, footers, notices and teasers are put on pages by the site's template, and `winnow sites` has learned them from
the site's pages. It must not fire on what fewer pages share, as products of a kind do, nor on the text of a page that
was saved more than once.
"""

from collections.abc import Iterator

from pipeline.model import View
from pipeline.rule import Hit, LayoutRule

MIN_SHARE = 0.5
"""Of the site's pages. The file knows lines from 30 % on: to drop these too lost twice as much of WCXB's gold."""


def find(view: View) -> Iterator[Hit]:
    """Each block of which the file of sites says so."""
    for found in view.of_site:
        if found.pages >= MIN_SHARE * found.of:
            yield Hit(block=found.block, why=f"on {found.pages} of {found.of} pages of {found.site}")


RULE = LayoutRule(code="L016", name="site-template", find=find)
