"""Visible elements that say what they are: headings, times, microdata, rel, and class names such as byline."""

from typing import Literal

from pipeline.model import Hint, Value
from pipeline.segment.class_names import KINDS, KindByName, kind_of, read_names
from pipeline.segment.dom import Attributes

MAX_HINTS, MAX_TITLES = 400, 20
MAX_HINT_CHARS = 400
MAX_PIECES = 50
TELLING_TAGS = frozenset(("h1", "time"))
"""Tags that are a hint without any attribute."""


class Claim(Value, frozen=True):
    """What an element says that it is."""

    kind: Literal["title", "author", "date", "modified", "tag", "section", "breadcrumb"]
    via: str
    value: str = ""


class HintReader:
    """Collects the text of elements that claim to be something."""

    def __init__(self) -> None:
        self.hints: list[Hint] = []
        self.waiting: list[tuple[Claim, int, list[str]]] = []
        """Claims of open elements: the claim, the block that comes next, the text so far."""

    def open(self, claim: Claim, block: int) -> bool:
        """True if there is room for one more hint."""
        room = MAX_HINTS + (MAX_TITLES if claim.kind == "title" else 0)  # no headline is lost to a page of dates
        if len(self.hints) + len(self.waiting) >= room:
            return False
        self.waiting.append((claim, block, []))
        return True

    def text(self, text: str) -> None:
        if len(text) > MAX_HINT_CHARS:
            text = " ".join(text.split())[: MAX_HINT_CHARS + 1]  # so that what is too long is seen to be
        for *_, pieces in reversed(self.waiting):
            if len(pieces) == MAX_PIECES:
                break  # those around it have had all that it has
            pieces.append(text)

    def close(self) -> None:
        claim, block, pieces = self.waiting.pop()
        text = " ".join(" ".join(pieces).split())
        if (text or claim.value) and len(text) <= MAX_HINT_CHARS:
            self.hints.append(Hint(kind=claim.kind, text=text, value=claim.value, via=claim.via, block=block))

    def read(self) -> tuple[Hint, ...]:
        """The hints in the order of the blocks."""
        return tuple(sorted(self.hints, key=lambda hint: hint.block))


def claim_of(tag: str, attributes: Attributes) -> Claim | None:
    """What the element says that it is, if anything; machine-readable marks before class names."""
    class_ = attributes.get("class")
    is_all = class_ is not None and len(attributes) == 1
    if tag in TELLING_TAGS or not (is_all or ("itemprop" not in attributes and "rel" not in attributes)):
        claim = _marked(tag, attributes)
        if claim is not None:
            return claim
    kind = _kind_by_names(class_, None if is_all else attributes.get("id"))
    return Claim(kind, "class", _value(attributes) if kind == "date" else "") if kind else None


def _marked(tag: str, attributes: Attributes) -> Claim | None:
    """What the tag, itemprop or rel says."""
    itemprop = (attributes.get("itemprop") or "").lower()
    rel = (attributes.get("rel") or "").lower().split()
    if tag == "h1" or itemprop == "headline":
        return Claim("title", "h1" if tag == "h1" else "itemprop headline")
    if itemprop in ("author", "creator") or "author" in rel:
        return Claim("author", f"itemprop {itemprop}" if itemprop else "rel=author")
    if itemprop in ("datepublished", "datecreated", "datemodified"):
        return Claim("modified" if itemprop == "datemodified" else "date", f"itemprop {itemprop}", _value(attributes))
    if tag == "time":
        return Claim("date", "time", attributes.get("datetime") or "")
    return Claim("tag", "rel=tag") if "tag" in rel else None


def _value(attributes: Attributes) -> str:
    return attributes.get("datetime") or attributes.get("content") or ""


def _kind_by_names(class_: str | None, id_: str | None) -> KindByName | None:
    """What class and id say."""
    kind = read_names(class_).kind if class_ else None
    if not id_ or kind == KINDS[0]:
        return kind
    other = kind_of(id_.lower())
    return other if kind is None or (other is not None and KINDS.index(other) < KINDS.index(kind)) else kind
