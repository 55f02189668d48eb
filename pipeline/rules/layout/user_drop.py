"""What the user's CSS selectors for this site say to drop: `drop = [".promo"]` under `[[sites]]` in the options.

The user knows these pages. A matching element goes, wherever it stands.
"""

from collections.abc import Iterator

from pipeline.model import View
from pipeline.rule import Hit, LayoutRule


def find(view: View) -> Iterator[Hit]:
    """Each block inside an element that a selector matches."""
    for block, verdict, selector in view.selected:
        if verdict == "drop":
            yield Hit(block=block, verdict="drop", why=f"inside an element that matches your selector {selector}")


RULE = LayoutRule(code="U002", name="user-drop", find=find)
