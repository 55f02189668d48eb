"""Which site a page is of."""

import re

from pipeline.model import Document
from pipeline.segment.own_url import host_of, own_url
from pipeline.segment.saved_header import MAX_LINES, saved_header

NAME_IN_FOLDER = re.compile(r"[^/!]*$")


def site_of(document: Document) -> str:
    """By the page's address, or that which the page names as its own; else the folder in which it lies."""
    source = document.page.source
    if document.page.kind == "html":
        own = own_url(document.head)
    else:
        lines = saved_header([block.text for block in document.blocks[:MAX_LINES]])
        own = next((line.value for line in lines if line.key == "url"), None)
    return site_named(source.url, own, source.ref)


def site_named(url: str | None, own_url: str | None, ref: str) -> str:
    """The host without `www.`; where no address is known, the folder of `ref`, with a stroke at its end."""
    host = host_of(url) or host_of(own_url)
    return host.removeprefix("www.") or NAME_IN_FOLDER.sub("", ref) or "./"
