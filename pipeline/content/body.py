"""The content model: a score a block, and the body zone between header and tail."""

from pipeline.content.page import read_page
from pipeline.content.weights import Model, shipped_model
from pipeline.model import Body, Document
from pipeline.options import Options


def read_body(document: Document, options: Options, model: Model | None = None) -> Body:
    """What of the page is main content, by the shipped model for its kind if none is given. It has a block or more."""
    return read_page(document, model or shipped_model(document.page.kind), options)
