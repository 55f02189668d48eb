"""What a page says about itself in markup: title, meta, link, JSON-LD, and visible elements with a meaning."""

import re
from collections.abc import Mapping
from typing import Literal

from pipeline.model import Head, Hint
from pipeline.segment.dom import JSON_TYPES

MAX_HINTS = 400
MAX_HINT_CHARS = 400
NAMES = re.compile(
    r"(?P<author>byline|author|writer|autor|auteur|verfasser)"
    r"|(?P<date>date|published|timestamp|posted-on|datum|fecha)|(?P<breadcrumb>breadcrumb)"
)
MIN_NAME = len("date")
BY_NAME: tuple[Literal["author", "date", "breadcrumb"], ...] = ("author", "date", "breadcrumb")


class HeadReader:
    """Listens to the events of a page and keeps what describes it."""

    def __init__(self) -> None:
        self.title = self.lang = self.base = ""
        self.metas: list[tuple[str, str]] = []
        self.links: list[tuple[str, str]] = []
        self.json_ld: list[str] = []
        self.hints: list[Hint] = []
        self._stack: list[str] = []
        self._open_hints: list[tuple[int, Hint, list[str]]] = []

    def open(self, tag: str, attributes: Mapping[str, str | None], block: int) -> None:
        self._stack.append("json-ld" if tag == "script" and attributes.get("type") == JSON_TYPES[0] else tag)
        if tag == "html":
            self.lang = attributes.get("lang") or attributes.get("xml:lang") or ""
        elif tag == "base":
            self.base = self.base or attributes.get("href") or ""
        elif tag == "meta":
            self._meta(attributes)
        elif tag == "link":
            self.links.append(((attributes.get("rel") or "").lower(), attributes.get("href") or ""))
        elif len(self.hints) + len(self._open_hints) < MAX_HINTS and (hint := _hint(tag, attributes, block)):
            self._open_hints.append((len(self._stack), hint, []))

    def text(self, text: str) -> bool:
        """Takes what belongs to the head; true if the text is part of the visible page."""
        where = self._stack[-1] if self._stack else ""
        if where == "json-ld":
            self.json_ld.append(text)
        elif where == "title":
            self.title = self.title or " ".join(text.split())
        for _, _, pieces in self._open_hints:
            if len(pieces) < 50:
                pieces.append(text)
        return where not in ("json-ld", "title", "head", "html", "script")

    def close(self) -> None:
        if self._open_hints and self._open_hints[-1][0] == len(self._stack):
            _, hint, pieces = self._open_hints.pop()
            text = " ".join(" ".join(pieces).split())
            if (text or hint.value) and len(text) <= MAX_HINT_CHARS:
                self.hints.append(Hint(kind=hint.kind, text=text, value=hint.value, via=hint.via, block=hint.block))
        if self._stack:
            self._stack.pop()

    def read(self) -> Head:
        """Everything that was found."""
        return Head(
            title=self.title,
            lang=self.lang,
            base=self.base,
            metas=tuple(self.metas),
            links=tuple(self.links),
            json_ld=tuple(self.json_ld),
            hints=tuple(sorted(self.hints, key=lambda hint: hint.block)),
        )

    def _meta(self, attributes: Mapping[str, str | None]) -> None:
        content = attributes.get("content") or ""
        for key in ("property", "name", "itemprop", "http-equiv"):
            if name := attributes.get(key):
                self.metas.append((name.lower().strip(), content.strip()))


def _hint(tag: str, attributes: Mapping[str, str | None], block: int) -> Hint | None:
    """What this element says that it is, if anything; machine-readable marks before class names."""
    if not attributes and tag not in ("h1", "time"):
        return None
    itemprop = (attributes.get("itemprop") or "").lower()
    rel = (attributes.get("rel") or "").lower().split()
    value = attributes.get("datetime") or attributes.get("content") or ""
    if tag == "h1" or itemprop == "headline":
        return Hint(kind="title", text="", value="", via="h1" if tag == "h1" else "itemprop headline", block=block)
    if itemprop in ("author", "creator") or "author" in rel:
        return Hint(
            kind="author", text="", value="", via=f"itemprop {itemprop}" if itemprop else "rel=author", block=block
        )
    if itemprop in ("datepublished", "datecreated", "datemodified"):
        which: Literal["modified", "date"] = "modified" if itemprop == "datemodified" else "date"
        return Hint(kind=which, text="", value=value, via=f"itemprop {itemprop}", block=block)
    if tag == "time":
        return Hint(kind="date", text="", value=attributes.get("datetime") or "", via="time", block=block)
    if "tag" in rel:
        return Hint(kind="tag", text="", value="", via="rel=tag", block=block)
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
    if len(names) < MIN_NAME or NAMES.search(names) is None:
        return None
    kinds = {match.lastgroup for match in NAMES.finditer(names)}
    for kind in BY_NAME:
        if kind in kinds:
            return Hint(kind=kind, text="", value=value if kind == "date" else "", via="class", block=block)
    return None
