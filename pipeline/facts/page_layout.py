"""How a page is laid out: its running text, links, headings, lists and prices, and what its elements are called."""

from collections import Counter
from collections.abc import Sequence
from math import log1p

from pipeline.facts.choice import Row
from pipeline.model import Block, Document

LONG_CHARS = 80
MAX_LINK_SHARE = 0.3
"""Of a block of running text."""
MAX_GAP = 3
"""Other blocks within a stretch of paragraphs: captions, advertisements."""
CURRENCIES = "$€£¥₹₽"
NAMES = ("product", "price", "card", "comment", "cart")


def page_layout(document: Document) -> Row:
    """The columns."""
    blocks = document.blocks
    count, chars = max(len(blocks), 1), max(sum([len(block.text) for block in blocks]), 1)
    headings = [block for block in blocks if block.role == "heading"]
    roles = Counter([block.role for block in blocks])
    prices = sum(map("\n".join([block.text for block in blocks]).count, CURRENCIES))
    names = " ".join([element.names for element in document.elements if element.names])
    return _of_running_text(blocks, chars, len(headings)) | {
        "layout chars": log1p(chars),
        "layout link share": sum([block.link_chars for block in blocks]) / chars,
        "layout links": log1p(sum([len(block.links) for block in blocks if block.links])),
        "layout headings": log1p(len(headings)),
        "layout heading share": len(headings) / count,
        "layout second headings": log1p(sum([block.level == 2 for block in headings])),
        "layout lower headings": log1p(sum([block.level > 2 for block in headings])),
        "layout linked headings": sum([block.link_chars > 0 for block in headings]) / max(len(headings), 1),
        "layout list items": roles["list_item"] / count,
        "layout table rows": roles["table_row"] / count,
        "layout code": sum([block.code for block in blocks]) / count,
        "layout prices": log1p(prices),
        **{f"layout named {name}": log1p(names.count(name)) for name in NAMES},
    }


def _of_running_text(blocks: Sequence[Block], chars: int, headings: int) -> Row:
    """How much there is of it, how long its blocks are, and whether they stand together and in one place."""
    running = [block for block in blocks if is_running_text(block)]
    size = sum([len(block.text) for block in running])
    places = Counter([block.path for block in running])
    return {
        "layout running": log1p(len(running)),
        "layout running chars": log1p(size),
        "layout running share": size / chars,
        "layout running mean": size / max(len(running), 1),
        "layout running longest": float(max([len(block.text) for block in running], default=0)),
        "layout running a heading": len(running) / (headings + 1),
        "layout running in one place": max(places.values(), default=0) / max(len(running), 1),
        "layout stretch": log1p(_longest_stretch(blocks)),
    }


def is_running_text(block: Block) -> bool:
    """Long, no heading, and little of it links."""
    size = len(block.text)
    return size >= LONG_CHARS and block.link_chars < MAX_LINK_SHARE * size and block.role != "heading"


def _longest_stretch(blocks: Sequence[Block]) -> int:
    """Paragraphs of running text that stand together, with headings, lists and a few other blocks between."""
    longest = length = gap = 0
    for block in blocks:
        if block.role in ("paragraph", "quote") and is_running_text(block):
            length += 1
            gap = 0
            longest = max(longest, length)
        elif block.role not in ("heading", "list_item") and not is_running_text(block):
            gap += 1
            if gap > MAX_GAP:
                length = 0
    return longest
