"""The one file that knows the HTML parser: markup in, calls to a reader out.

Lexbor builds the tree that browsers build, in linear time but for nesting depth and the attributes of one
tag, which `guard` bounds beforehand. The walk is iterative: depth costs no Python stack.
"""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipeline.segment.tags import SKIPPED

JSON_TYPES = ("application/ld+json", "application/json")

Attributes = dict[str, str | None]


class Reader:
    """Is told of a page's elements and text in document order. A class, not a protocol: compiled, it costs nothing."""

    def open(self, order: int, tag: str, attributes: Attributes, /) -> int:  # noqa: ARG002 - for those who take note
        """An element begins. `order` counts them from 0. What is returned comes back with `close`."""
        return 0

    def text(self, text: str, /) -> None:
        """A text node, as parsed."""

    def close(self, opened: int, /) -> None:
        """An element ends, for which `open` returned something else than 0."""


def walk(markup: str | bytes, reader: Reader) -> None:
    """Reads the page, text or UTF-8, to the reader.

    Of skipped elements (scripts, styles, media…) only JSON scripts are read. This loop and what it calls take more time
    than the parser. Each property of a node is a call into it: the loop asks for none that it does not need.
    """
    order = 0
    open_nodes: list[LexborNode] = []
    ends: list[int] = []
    data = markup.encode() if isinstance(markup, str) else markup
    # NUL ends text for some parsers; a browser drops it or shows U+FFFD, and no reader misses it.
    node = LexborHTMLParser(data.replace(b"\0", b"") if b"\0" in data else data).root
    while node is not None:
        if (text := node.text_content) is not None:
            reader.text(text)
        elif (tag := node.tag or "-")[0] != "-" and (tag not in SKIPPED or _is_json(node)):  # not `-comment` and so on
            opened = reader.open(order, tag, node.attributes)
            order += 1
            if (child := node.first_child) is not None:
                open_nodes.append(node)
                ends.append(opened)
                node = child
                continue
            if opened:
                reader.close(opened)
        after = node.next
        while after is None and open_nodes:
            node = open_nodes.pop()
            if opened := ends.pop():
                reader.close(opened)
            after = node.next
        node = after


def _is_json(node: LexborNode) -> bool:
    return node.tag == "script" and node.attributes.get("type") in JSON_TYPES
