"""Whether the page is an article at all, or a product, a list of other pages, or what a firm says of its services."""

from pipeline.facts.choice import Choice, Row
from pipeline.facts.page_layout import page_layout
from pipeline.model import Document, Fact

LEAST = 0.8
"""Probability below which a page counts as an article: it is worse to lose one than to keep a list."""

DECLARED = ("page is article", "page is post")


def page_kind(document: Document, signs: Row, choice: Choice) -> Fact | None:
    """`not_article` where that is clear, and JSON-LD does not call it an article; `signs` are those of `page_signs`."""
    if any(signs[sign] for sign in DECLARED):
        return None
    (probability,) = choice.probability([{}], kind_signs(document, signs))
    if probability < LEAST:
        return None
    return Fact(value="not_article", via=f"layout, address and metadata ({probability:.2f})")


def kind_signs(document: Document, signs: Row) -> Row:
    """The columns."""
    return signs | page_layout(document)
