"""What the user's CSS selectors for this site say to keep: `keep = [".promo"]` under `[[sites]]` in the options.

The user knows these pages. A matching element stays, whatever any other rule says: keep beats drop.
"""

from collections.abc import Iterator

from pipeline.model import View
from pipeline.rule import Hit, LayoutRule


def find(view: View) -> Iterator[Hit]:
    """Each block inside an element that a selector matches."""
    for block, verdict, selector in view.selected:
        if verdict == "keep":
            yield Hit(block=block, verdict="keep", why=f"inside an element that matches your selector {selector}")


RULE = LayoutRule(code="U003", name="user-keep", find=find)
