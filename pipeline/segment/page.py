"""Page → blocks, by the kind of the page."""

from pipeline.model import Document, Page
from pipeline.options import Options, selectors_for
from pipeline.segment.export import segment_export
from pipeline.segment.html import segment_html
from pipeline.segment.own_url import head_of, host_of, own_url
from pipeline.segment.selectors import Selection


def segment(page: Page, options: Options) -> Document:
    """The page's blocks. The user's selectors for its site take part: what they match becomes blocks of its own."""
    if page.kind == "text":
        return segment_export(page)
    if not options.sites:
        return segment_html(page, Selection())
    host = host_of(page.source.url) or host_of(own_url(head_of(page.text)))
    return segment_html(page, Selection(selectors_for(options, host)))
