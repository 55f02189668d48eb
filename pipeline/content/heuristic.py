"""Main content of an HTML page by a plain heuristic: where the running text is, and what stands with it.

Text density, link density and landmarks, over the tree:
1. Good text: the unlinked characters of blocks that are long or read like sentences.
2. Side elements (nav, footer, comments, related, share… by tag or name) are set aside, unless they hold much of
   the page's good text: then the name lies.
3. The body element is the deepest one that holds most of the good text that is left.
4. A block inside it is kept for its own good text, or for that of its neighbours.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from pipeline.content.sides import side_elements
from pipeline.model import Block, Document, Element
from pipeline.segment.shape import ends_sentence, words_in

BODY_SHARE = 0.75
LISTING_SHARE = 0.45  # less running text than this among the body's characters: a list, a poem, a shop
LONG_CHARS = 80
MIN_WORDS = 12
MAX_LINK_DENSITY = 0.5
MAX_LEAD_BLOCKS = 20
MIN_LEAD_WORDS = 15
STRUCTURE = ("heading", "list_item", "table_row", "code", "quote")
NEAR = 3
NEAR_CHARS = 50


class Place(NamedTuple):
    """Where a page's running text is."""

    good: tuple[float, ...]
    """One a block: unlinked characters of running text, 0 in side elements."""
    side: tuple[str, ...]
    """One a block: the side element that it is in, in words; empty for none."""
    near: tuple[float, ...]
    """One a block: good text from NEAR blocks before it to NEAR after it."""
    body: range
    """The blocks of the body element."""
    lead: range
    """The blocks between the headline and the body element: the standfirst is often there."""
    is_listing: bool
    """The body element holds little running text."""


def score_html(document: Document) -> tuple[list[float], list[str]]:
    """One score and one reason a block; see the module's text for how."""
    place = find_place(document)
    judged = [_judge(block, place) for block in document.blocks]
    return [score for score, _ in judged], [why for _, why in judged]


def _judge(block: Block, place: Place) -> tuple[float, str]:
    i = block.index
    if place.side[i]:
        return 0.1, f"in {place.side[i]}"
    if i in place.lead and place.good[i] > 0 and words_in(block.text) >= MIN_LEAD_WORDS:
        return 0.8, "running text between the headline and the body"
    if i not in place.body:
        return 0.2, "outside the element that holds the running text"
    if place.good[i] > 0:
        return 0.9, f"running text, {round(place.good[i])} characters"
    if place.is_listing:
        return 0.6, "in the body of a page with little running text"
    heads_text = block.role == "heading" and i + 1 < len(place.good) and place.good[i + 1] > 0
    if block.link_density > MAX_LINK_DENSITY and not heads_text:
        return 0.3, f"links, {round(100 * block.link_density)} % of its characters"
    if block.role in STRUCTURE:
        return 0.7, f"{block.role.replace('_', ' ')} in the body"
    if place.near[i] > NEAR_CHARS:
        return 0.6, f"among running text, {round(place.near[i])} characters nearby"
    return 0.4, "far from running text"


def find_place(document: Document) -> Place:
    """Where the running text of the page is."""
    blocks, elements = document.blocks, document.elements
    raw = [good_text(block) for block in blocks]
    sides = side_elements(elements, raw)
    hidden_data = _hidden_data_reason(blocks, raw)
    side = [sides[block.element] if block.element >= 0 else hidden_data for block in blocks]
    good = [0.0 if aside else value for value, aside in zip(raw, side, strict=True)]
    body = body_range(elements, good, len(blocks))
    total = [0.0, *accumulate(good)]
    near = [total[min(len(blocks), i + NEAR + 1)] - total[max(0, i - NEAR)] for i in range(len(blocks))]
    chars = sum(len(blocks[i].text) for i in body if not side[i])
    running = total[body.stop] - total[body.start]
    return Place(tuple(good), tuple(side), tuple(near), body, _lead(document, body), running < LISTING_SHARE * chars)


def _lead(document: Document, body: range) -> range:
    """From the last top heading before the body to the body, if it is near."""
    headlines = [hint.block for hint in document.head.hints if hint.via == "h1" and hint.block < body.start]
    start = max(headlines, default=body.start)
    return range(start, body.start) if body.start - start <= MAX_LEAD_BLOCKS else range(0)


def _hidden_data_reason(blocks: Sequence[Block], good: Sequence[float]) -> str:
    """Why text that the page holds only as data is no content: the page shows as much running text; else empty."""
    shown = sum(value for block, value in zip(blocks, good, strict=True) if block.element >= 0)
    data = sum(value for block, value in zip(blocks, good, strict=True) if block.element < 0)
    return "data that the page does not show" if shown >= data else ""


def good_text(block: Block) -> float:
    """Unlinked characters of a block that is long or ends a sentence; 0 for labels and menus."""
    chars = len(block.text)
    if block.role == "code":
        return float(chars)
    words = words_in(block.text)
    if chars < LONG_CHARS and words < MIN_WORDS and not (words > 4 and ends_sentence(block.text)):
        return 0.0
    # Five characters a word, so that a line of Chinese counts like its translation.
    return max(0.0, max(chars, words * 5) * (1 - 1.3 * block.link_density))


def body_range(elements: Sequence[Element], good: Sequence[float], blocks: int) -> range:
    """The blocks of the deepest element that holds most of the good text."""
    total = [0.0, *accumulate(good)]
    body, deepest = range(blocks), -1
    for index, element in enumerate(elements):
        if element.parent == deepest and total[element.last] - total[element.first] >= BODY_SHARE * total[-1] > 0:
            body, deepest = range(element.first, element.last), index
    return body
