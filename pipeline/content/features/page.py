"""What kind of page it is: the same value for all its blocks."""

import re
from urllib.parse import urlsplit

import numpy as np

from pipeline.content.features.layout import Columns, Floats, Layout
from pipeline.model import Document

TYPE = re.compile(r'"@type"\s*:\s*(?:\[\s*)?"(?:https?://schema\.org/)?(\w+)"')
MAX_SCRIPT = 60_000
KINDS = {
    "article": ("Article", "NewsArticle", "BlogPosting", "TechArticle", "ReportageNewsArticle", "Report"),
    "product": ("Product", "Offer", "AggregateOffer", "ProductGroup", "Vehicle", "Car", "Book", "SoftwareApplication"),
    "forum": ("DiscussionForumPosting", "QAPage", "Question", "Answer", "Comment"),
    "listing": ("CollectionPage", "ItemList", "SearchResultsPage", "OfferCatalog", "Blog"),
    "service": ("Service", "LocalBusiness", "FAQPage", "ProfessionalService", "Course", "Event", "Restaurant", "Hotel"),
}  # fmt: skip


def page_columns(
    document: Document, layout: Layout, own: Columns, good: Floats, chars: Floats, link_chars: Floats
) -> Columns:
    """The columns of the group."""
    size = layout.blocks
    text = chars.sum()
    values = {
        "page_blocks": np.log1p(size),
        "page_chars": np.log1p(text),
        "page_good": np.log1p(good.sum()),
        "page_good_share": good.sum() / text,
        "page_links": link_chars.sum() / text,
        "page_good_blocks": np.log1p((good > 0).sum()),
        "page_longest": np.log1p(good.max(initial=0)),
        "page_headings": own["is_heading"].mean(),
        "page_lists": own["is_list_item"].mean(),
        "page_rows": own["is_table_row"].mean(),
        "page_dates": own["date"].mean(),
        "page_prices": own["price"].mean(),
        "page_hidden": own["hidden"].mean(),
        "page_articles": float(layout.tags.count("article")),
        "page_forms": float(layout.tags.count("form")),
        "page_depth": float(layout.depths.max()),
        "page_tops": float(((own["level"] == 1) & (own["is_heading"] > 0)).sum()),
    }
    values |= _told(document)
    rows = np.fromiter(values.values(), np.float64)[:, None].repeat(size, axis=1)
    return dict(zip(values, rows, strict=True))


def _told(document: Document) -> dict[str, float]:
    """What the head says: kinds in JSON-LD, og:type, the shape of the URL."""
    found = {name for script in document.head.json_ld for name in TYPE.findall(script[:MAX_SCRIPT])}
    values = {f"told_{kind}": float(bool(found.intersection(names))) for kind, names in KINDS.items()}
    og_type = next((value.lower() for key, value in document.head.metas if key == "og:type"), "")
    values["og_article"] = float("article" in og_type)
    values["og_website"] = float("website" in og_type)
    values["og_product"] = float("product" in og_type)
    try:
        path = urlsplit(url_of(document)).path
    except ValueError:
        path = ""
    steps = [step for step in path.split("/") if step]
    values["url_steps"] = float(len(steps))
    values["url_words"] = float(steps[-1].count("-") + steps[-1].count("_")) if steps else 0.0
    values["url_digits"] = float(sum(c.isdigit() for c in steps[-1])) if steps else 0.0
    kinds = [hint.kind for hint in document.head.hints]
    values["hint_authors"] = float(min(kinds.count("author"), 20))
    values["hint_dates"] = float(min(kinds.count("date"), 20))
    return values


def url_of(document: Document) -> str:
    """Where the page lay, or else what it tells others; empty where neither is known."""
    return document.page.source.url or next((value for key, value in document.head.metas if key == "og:url"), "")
