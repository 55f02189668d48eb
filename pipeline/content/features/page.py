"""What kind of page it is: the same value for all its blocks."""

import re
from math import log1p
from urllib.parse import urlsplit

import numpy as np

from pipeline.content.features.layout import Amounts, Columns, Layout
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


def page_columns(document: Document, layout: Layout, own: Columns, amounts: Amounts) -> Columns:
    """The columns of the group."""
    values = _held(layout, own, amounts) | _told(document)
    rows = np.fromiter(values.values(), np.float64)[:, None].repeat(layout.blocks, axis=1)
    return dict(zip(values, rows, strict=True))


def _held(layout: Layout, own: Columns, amounts: Amounts) -> dict[str, float]:
    """What the page's blocks hold."""
    size = layout.blocks
    held = {name: sums[-1] for name, sums in amounts.sums.items()}
    return {
        "page_blocks": log1p(size),
        "page_chars": log1p(held["chars"]),
        "page_good": log1p(held["good"]),
        "page_good_share": held["good"] / held["chars"],
        "page_links": held["link_chars"] / held["chars"],
        "page_good_blocks": log1p(held["running"]),
        "page_longest": log1p(max(amounts.of["good"])),
        "page_headings": held["heading"] / size,
        "page_lists": np.count_nonzero(own["is_list_item"]) / size,
        "page_rows": np.count_nonzero(own["is_table_row"]) / size,
        "page_dates": held["date"] / size,
        "page_prices": held["price"] / size,
        "page_hidden": np.count_nonzero(own["hidden"]) / size,
        "page_articles": float(_count(layout.tags, "article")),
        "page_forms": float(_count(layout.tags, "form")),
        "page_depth": float(layout.depths.max()),
        "page_tops": float(np.count_nonzero(own["is_heading"] * (own["level"] == 1))),
    }


def _count(tags: list[str], wanted: str) -> int:
    """How many of the tags are the wanted one. Compiled it is quicker than list.count, which compares any objects."""
    count = 0
    for tag in tags:
        if tag == wanted:
            count += 1
    return count


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
