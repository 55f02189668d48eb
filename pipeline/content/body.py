"""The content model: a score a block, and the body zone between header and tail."""

from pipeline.content.html import read_html
from pipeline.content.lines import read_lines
from pipeline.content.weights import Model, shipped_model
from pipeline.model import Body, Document
from pipeline.options import Options


def read_body(document: Document, options: Options, model: Model | None = None) -> Body:
    """What of the page is main content, by the model for its kind; for HTML the shipped one if none is given."""
    if document.page.kind == "text" or not document.blocks:
        return read_lines(document)
    return read_html(document, model or shipped_model(), options)
