"""What the class names and ids of elements say."""

import re
from typing import Literal

MAX_NAME = 300  # characters of a class list: generated ones run to thousands
KindByName = Literal["author", "date", "breadcrumb"]
WORDS: dict[KindByName, str] = {
    "author": "byline|author|writer|autor|auteur|verfasser",
    "date": "date|published|timestamp|posted-on|datum|fecha",
    "breadcrumb": "breadcrumb",
}
"""Words in a class or id, the most telling kind first."""
KINDS = tuple(WORDS)
SIGNS = ("aut", "dat", "byline", "writer", "verfasser", "published", "timestamp", "posted-on", "fecha", "breadcrumb")
"""Strings one of which is in every word: a cheap look before."""
WORD = re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in WORDS.items()))
MAX_CACHED = 200  # characters of a class list that is remembered
MAX_REMEMBERED = 8192
_remembered: dict[str, "ClassNames"] = {}


class ClassNames:
    """A class attribute, read."""

    def __init__(self, value: str) -> None:
        self.names = value.strip()[:MAX_NAME].strip().lower()
        self.step = step_of(self.names)
        self.kind = kind_of(value.lower())


def read_names(value: str) -> ClassNames:
    """What a class says. Pages repeat a few hundred; a dict remembers them at a quarter of a cache's cost."""
    found = _remembered.get(value)
    if found is not None:
        return found
    read = ClassNames(value)
    if len(value) <= MAX_CACHED:
        if len(_remembered) >= MAX_REMEMBERED:
            _remembered.clear()
        _remembered[value] = read
    return read


def step_of(names: str) -> str:
    """What the first of the names adds to a path: `.post`."""
    at = names.find(" ")
    first = names if at < 0 else names[:at]
    if not first.isprintable():  # other white space, perhaps
        first = printable(first.split(None, 1)[0])
    return "." + first if names else ""


def printable(text: str) -> str:
    """The text without characters that cannot be shown."""
    return text if text.isprintable() else "".join(filter(str.isprintable, text))


def kind_of(names: str) -> KindByName | None:
    """What lower-cased names say that an element is, if anything."""
    for sign in SIGNS:
        if sign in names:
            return _first_kind(names)
    return None


def _first_kind(names: str) -> KindByName | None:
    kinds = {match.lastgroup for match in WORD.finditer(names)}
    return next((kind for kind in KINDS if kind in kinds), None)
