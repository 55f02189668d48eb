"""Document → View: what is known about the page, and which of its blocks look like content."""

from pipeline.content.body import read_body
from pipeline.facts.describe import describe_facts
from pipeline.model import Document, View
from pipeline.options import Options


def describe(document: Document, options: Options) -> View:
    """All that rules may see."""
    return View(
        page=document.page,
        blocks=document.blocks,
        elements=document.elements,
        head=document.head,
        facts=describe_facts(document),
        body=read_body(document),
        selected=document.selected,
        patterns=options.remove,
        warnings=(*document.page.warnings, *document.warnings),
    )
