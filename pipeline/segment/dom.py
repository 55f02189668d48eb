"""The one file that knows the HTML parser: markup in, a flat stream of events out.

Lexbor builds the tree that browsers build, in linear time but for nesting depth and the attributes of one
tag, which `guard` bounds beforehand. The walk is iterative: depth costs no Python stack.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipeline.segment.tags import SKIPPED

JSON_TYPES = ("application/ld+json", "application/json")


class Open(NamedTuple):
    """An element begins. `order` counts the elements of the page from 0."""

    order: int
    tag: str
    attributes: Mapping[str, str | None]


class Text(NamedTuple):
    """A text node, as parsed."""

    text: str


class Close(NamedTuple):
    """An element ends."""

    tag: str


Event = Open | Text | Close


def events(markup: str) -> Iterator[Event]:
    """The page's elements and text in document order.

    Of skipped elements (scripts, styles, media, form fields…) only JSON scripts are given.
    """
    # NUL ends text for some parsers; a browser drops it or shows U+FFFD, and no reader misses it.
    parser = LexborHTMLParser(markup.replace("\0", ""))
    order = 0
    open_nodes: list[LexborNode] = []
    node = parser.root
    while node is not None:
        child = None
        if node.is_text_node:
            yield Text(node.text_content or "")
        elif node.is_element_node:
            tag = node.tag or ""
            attributes = node.attributes
            if tag not in SKIPPED or (tag == "script" and attributes.get("type") in JSON_TYPES):
                yield Open(order, tag, attributes)
                child = node.first_child
                if child is None:
                    yield Close(tag)
            order += 1
        if child is not None:
            open_nodes.append(node)
            node = child
            continue
        while node.next is None and open_nodes:
            node = open_nodes.pop()
            yield Close(node.tag or "")
        node = node.next
