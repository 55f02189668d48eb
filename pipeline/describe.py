"""Document → View: what is known about the page, and which of its blocks look like content."""

from pipeline.content.body import read_body
from pipeline.content.weights import Model
from pipeline.facts.describe import describe_facts
from pipeline.model import Document, View
from pipeline.options import Options


def describe(document: Document, options: Options, model: Model | None = None) -> View:
    """All that rules may see. `model` stands in for the shipped content model."""
    body = read_body(document, options, model)
    return View(
        page=document.page,
        blocks=document.blocks,
        elements=document.elements,
        head=document.head,
        facts=describe_facts(document),
        body=body,
        selected=document.selected,
        patterns=options.remove,
        warnings=(*document.page.warnings, *document.warnings, *body.notes),
    )
