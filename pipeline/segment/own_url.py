"""The URL that a page gives as its own."""

from urllib.parse import urlsplit

from pipeline.model import Head
from pipeline.segment.dom import Attributes, Reader, walk
from pipeline.segment.guard import guard
from pipeline.segment.head import HEAD_TAGS, HeadReader


def own_url(head: Head) -> str | None:
    """The canonical link, or og:url, if it is absolute."""
    found = [href for rel, href in head.links if rel == "canonical"]
    found += [content for name, content in head.metas if name == "og:url"]
    return next((url for url in found if url.startswith(("http://", "https://"))), None)


def head_of(markup: str) -> Head:
    """What stands before the body, for those who need it before the page is cut into blocks."""
    reader = _BeforeBody()
    walk(guard(markup)[0], reader)
    return reader.head.read()


class _BeforeBody(Reader):
    """Reads a page no further than its body."""

    def __init__(self) -> None:
        self.head = HeadReader()
        self.in_body = False

    def open(self, _order: int, tag: str, attributes: Attributes) -> int:
        self.in_body = self.in_body or tag == "body"
        return int(not self.in_body and tag in HEAD_TAGS and self.head.open(tag, attributes))

    def text(self, text: str) -> None:
        self.head.text(text)

    def close(self, _opened: int) -> None:
        self.head.close()


def host_of(url: str | None) -> str:
    """The host of a URL; empty where there is none."""
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
