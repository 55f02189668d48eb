"""Page → blocks, by the kind of the page."""

from urllib.parse import urlsplit

from pipeline.model import Document, Page
from pipeline.options import Options, selectors_for
from pipeline.segment.export import segment_export
from pipeline.segment.html import segment_html
from pipeline.segment.selectors import Selection


def segment(page: Page, options: Options) -> Document:
    """The page's blocks. The user's selectors for its site take part: what they match becomes blocks of its own."""
    if page.kind == "text":
        return segment_export(page)
    return segment_html(page, Selection(selectors_for(options, _host(page.source.url))))


def _host(url: str | None) -> str:
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
