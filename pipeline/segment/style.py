"""What a block is by the tags around it: its role, its level, and whether its white space is shown."""

from functools import lru_cache
from typing import NamedTuple

from pipeline.model import Role
from pipeline.segment.tags import LISTS, RESET, ROLES

STYLED = RESET | LISTS | ROLES.keys()


class Style(NamedTuple):
    """What an element passes on to what lies in it."""

    role: Role = "paragraph"
    level: int = 0
    lists: int = 0
    """Lists around it."""
    verbatim: bool = False


def style_under(above: Style, tag: str) -> Style:
    """The style of an element with this tag, inside another."""
    if tag in STYLED:
        return _styled(above, tag)
    return Style(lists=above.lists, verbatim=above.verbatim) if above.role == "table_row" else above


@lru_cache(maxsize=1024)
def _styled(above: Style, tag: str) -> Style:
    lists = above.lists + (tag in LISTS)
    role = ROLES.get(tag) or ("paragraph" if tag in RESET or above.role == "table_row" else above.role)
    level = above.level if role == above.role else 0
    if role == "heading" and tag in ROLES:
        level = int(tag[1])
    elif role == "list_item":
        level = max(1, lists)
    return Style(role, level, lists, verbatim=tag == "pre" or (above.verbatim and tag not in RESET))
