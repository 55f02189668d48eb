"""How a page is laid out: its running text, links, headings, lists and prices, and what its elements are called."""

from collections import Counter
from collections.abc import Sequence
from math import log1p

from pipeline.facts.choice import Row
from pipeline.model import Block, Document, Role

LONG_CHARS = 80
MAX_LINK_SHARE = 0.3
"""Of a block of running text."""
MAX_GAP = 3
"""Other blocks within a stretch of paragraphs: captions, advertisements."""
PARAGRAPHS = ("paragraph", "quote")
BETWEEN = ("heading", "list_item")
CURRENCIES = "$€£¥₹₽"
NAMES = ("product", "price", "card", "comment", "cart")


def page_layout(document: Document) -> Row:
    """The columns."""
    blocks = document.blocks
    texts = [block.text for block in blocks]
    roles = [block.role for block in blocks]
    link_chars = [block.link_chars for block in blocks]
    count, chars = max(len(blocks), 1), max(sum(map(len, texts)), 1)
    headings = [block for block, role in zip(blocks, roles, strict=True) if role == "heading"]
    prices = sum(map("\n".join(texts).count, CURRENCIES))
    names = " ".join([element.names for element in document.elements])
    running = running_blocks(texts, roles, link_chars)
    return _of_running_text(running, blocks, chars, len(headings)) | {
        "layout stretch": log1p(_longest_stretch(running, roles)),
        "layout chars": log1p(chars),
        "layout link share": sum(link_chars) / chars,
        "layout links": log1p(sum([len(block.links) for block in blocks])),
        "layout headings": log1p(len(headings)),
        "layout heading share": len(headings) / count,
        "layout second headings": log1p(sum([block.level == 2 for block in headings])),
        "layout lower headings": log1p(sum([block.level > 2 for block in headings])),
        "layout linked headings": sum([block.link_chars > 0 for block in headings]) / max(len(headings), 1),
        "layout list items": roles.count("list_item") / count,
        "layout table rows": roles.count("table_row") / count,
        "layout code": sum([block.code for block in blocks]) / count,
        "layout prices": log1p(prices),
        **{f"layout named {name}": log1p(names.count(name)) for name in NAMES},
    }


def running_blocks(texts: list[str], roles: list[Role], link_chars: list[int]) -> list[int]:
    """The blocks of running text: long, no heading, and little of it links."""
    sizes = enumerate(map(len, texts))
    return [
        at
        for at, size in sizes
        if size >= LONG_CHARS and link_chars[at] < MAX_LINK_SHARE * size and roles[at] != "heading"
    ]


def _of_running_text(running: list[int], blocks: Sequence[Block], chars: int, headings: int) -> Row:
    """How much there is of it, how long its blocks are, and whether they stand in one place."""
    sizes = [len(blocks[at].text) for at in running]
    places = [blocks[at].path for at in running]
    count = max(len(running), 1)
    return {
        "layout running": log1p(len(running)),
        "layout running chars": log1p(sum(sizes)),
        "layout running share": sum(sizes) / chars,
        "layout running mean": sum(sizes) / count,
        "layout running longest": float(max(sizes, default=0)),
        "layout running a heading": len(running) / (headings + 1),
        "layout running in one place": max(Counter(places).values(), default=0) / count,
    }


def _longest_stretch(running: list[int], roles: list[Role]) -> int:
    """Paragraphs of running text that stand together, with headings, lists and a few other blocks between."""
    longest = length = gap = last = 0
    for at in running:
        gap = gap + sum([role not in BETWEEN for role in roles[last:at]])
        if gap > MAX_GAP:
            length = 0
        last = at + 1
        if roles[at] in PARAGRAPHS:
            length += 1
            gap = 0
            longest = max(longest, length)
    return longest
