"""What a block is by the tags around it: its role, its level, and whether its white space is shown."""

from pipeline.model import Role
from pipeline.segment.tags import LISTS, RESET, ROLES

STYLED = RESET | LISTS | frozenset(ROLES)


class Style:
    """What an element passes on to what lies in it."""

    def __init__(self, role: Role = "paragraph", level: int = 0, lists: int = 0, verbatim: bool = False) -> None:
        self.role = role
        self.level = level
        self.lists = lists
        """Lists around it."""
        self.verbatim = verbatim
        self._below: dict[str, Style] = {}

    def below(self, tag: str) -> "Style":
        """The style of an element with this tag, inside one of this style."""
        if self.role != "table_row" and tag not in STYLED:
            return self
        if tag not in self._below:
            self._below[tag] = self._styled(tag)
        return self._below[tag]

    def _styled(self, tag: str) -> "Style":
        lists = self.lists + (tag in LISTS)
        role = ROLES.get(tag) or ("paragraph" if tag in RESET or self.role == "table_row" else self.role)
        level = self.level if role == self.role else 0
        if role == "heading" and tag in ROLES:
            level = int(tag[1])
        elif role == "list_item":
            level = max(1, lists)
        return Style(role, level, lists, verbatim=tag == "pre" or (self.verbatim and tag not in RESET))
