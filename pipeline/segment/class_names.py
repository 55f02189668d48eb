"""What the class names and ids of elements say."""

from typing import Literal

MAX_NAME = 300  # characters of a class list: generated ones run to thousands
KindByName = Literal["author", "date", "breadcrumb"]
WORDS: dict[KindByName, str] = {
    "author": "byline author writer autor auteur verfasser",
    "date": "date published timestamp posted-on datum fecha",
    "breadcrumb": "breadcrumb",
}
"""Words in a class or id, the most telling kind first."""
KINDS = tuple(WORDS)
KIND_OF_WORD = {word: kind for kind, words in WORDS.items() for word in words.split()}
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
    for word in KIND_OF_WORD:
        if word in names:
            return KIND_OF_WORD[word]
    return None
