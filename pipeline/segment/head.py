"""What a page says about itself before its text: title, language, base, meta, link, JSON-LD."""

from typing import Literal

from pipeline.model import Head, Hint
from pipeline.segment.dom import JSON_TYPES, Attributes

HEAD_TAGS = frozenset(("html", "base", "meta", "link", "title", "script"))


class HeadReader:
    """Keeps what describes the page."""

    def __init__(self) -> None:
        self.title = self.lang = self.base = ""
        self.metas: list[tuple[str, str]] = []
        self.links: list[tuple[str, str]] = []
        self.json_ld: list[str] = []
        self.states: list[str] = []
        """The application/json scripts: what the page's own scripts start from."""
        self.inside: Literal["title", "json-ld", "state"] | None = None
        """The open element whose text is not shown in the page, if one is open."""

    def open(self, tag: str, attributes: Attributes) -> bool:
        """Takes one of HEAD_TAGS. True if text follows, which goes to `text`, and then `close`."""
        if tag == "html":
            self.lang = attributes.get("lang") or attributes.get("xml:lang") or ""
        elif tag == "base":
            self.base = self.base or attributes.get("href") or ""
        elif tag == "meta":
            self._meta(attributes)
        elif tag == "link":
            self.links.append(((attributes.get("rel") or "").lower(), attributes.get("href") or ""))
        elif tag == "title":
            self.inside = "title"
        else:
            self.inside = "json-ld" if attributes.get("type") == JSON_TYPES[0] else "state"
        return self.inside is not None

    def text(self, text: str) -> None:
        if self.inside == "json-ld":
            self.json_ld.append(text)
        elif self.inside == "state":
            self.states.append(text)
        elif self.inside == "title":
            self.title = self.title or " ".join(text.split())

    def close(self) -> None:
        self.inside = None

    def read(self, hints: tuple[Hint, ...] = ()) -> Head:
        """Everything that was found, with the hints that stand in the page's text."""
        return Head(
            title=self.title,
            lang=self.lang,
            base=self.base,
            metas=tuple(self.metas),
            links=tuple(self.links),
            json_ld=tuple(self.json_ld),
            hints=hints,
        )

    def _meta(self, attributes: Attributes) -> None:
        content = (attributes.get("content") or "").strip()
        for key in ("property", "name", "itemprop", "http-equiv"):
            if name := attributes.get(key):
                self.metas.append((name.lower().strip(), content))
