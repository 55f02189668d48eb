"""The name of the site, alone on its line.

It says where the page is from, which the record says in `site_name`. It must not fire inside the body, where the
name may be the answer to a question or a line of a list.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from pipeline.facts.compare import comparable, equal_lines
from pipeline.model import View
from pipeline.rule import EDGES, Hit, LayoutRule

MAX_CHARS = 100


def find(view: View) -> Iterator[Hit]:
    """Each block that is the site's name, or its domain."""
    names = {}
    if view.facts.site_name:
        names[comparable(view.facts.site_name.value)] = "the site's name"
    if view.facts.canonical_url:
        names[comparable(urlsplit(view.facts.canonical_url.value).netloc.removeprefix("www."))] = "the site's domain"
    names.pop("", None)
    lines = [block.text.removeprefix("www.") if len(block.text) <= MAX_CHARS else "" for block in view.blocks]
    found = {position: why for name, why in names.items() for position in equal_lines(lines, name)}
    for position, why in sorted(found.items()):
        yield Hit(block=position, why=why)


RULE = LayoutRule(code="L001", name="site-line", find=find, zones=EDGES)
