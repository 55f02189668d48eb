"""The URL that a page gives as its own."""

from urllib.parse import urlsplit

from pipeline.model import Head
from pipeline.segment.dom import Open, events
from pipeline.segment.guard import guard
from pipeline.segment.head import HeadReader


def own_url(head: Head) -> str | None:
    """The canonical link, or og:url, if it is absolute."""
    found = [href for rel, href in head.links if rel == "canonical"]
    found += [content for name, content in head.metas if name == "og:url"]
    return next((url for url in found if url.startswith(("http://", "https://"))), None)


def head_of(markup: str) -> Head:
    """What stands before the body, for those who need it before the page is cut into blocks."""
    reader = HeadReader()
    for event in events(guard(markup)[0]):
        if isinstance(event, Open):
            if event.tag == "body":
                break
            reader.open(event.tag, event.attributes, 0)
    return reader.read()


def host_of(url: str | None) -> str:
    """The host of a URL; empty where there is none."""
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
