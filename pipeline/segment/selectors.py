"""The user's CSS selectors: which elements of a page they match.

Matching is BeautifulSoup's soupsieve, on a soup read by the same walk as the blocks, so that an element
that matches is the element that is cut, whatever state the markup is in.
"""

from collections.abc import Iterable

from bs4 import BeautifulSoup, Tag

from pipeline.model import Verdict
from pipeline.segment.dom import Attributes, Reader, walk


class Selection:
    """Selectors that apply to one page, each with its verdict. Falsy, and free of cost, when there are none."""

    def __init__(self, selectors: Iterable[tuple[Verdict, str]] = ()) -> None:
        self.selectors = tuple(selectors)

    def match(self, markup: str) -> dict[int, tuple[tuple[Verdict, str], ...]]:
        """Element order → the (verdict, selector) pairs that match it."""
        if not self.selectors:
            return {}
        reader = _SoupReader()
        walk(markup, reader)
        matched: dict[int, tuple[tuple[Verdict, str], ...]] = {}
        for verdict, selector in self.selectors:
            for tag in reader.soup.select(selector):
                order = reader.orders[id(tag)]
                matched[order] = (*matched.get(order, ()), (verdict, selector))
        return matched


class _SoupReader(Reader):
    """Reads a page into a soup, and remembers which element each tag is."""

    def __init__(self) -> None:
        self.soup = BeautifulSoup("", "html.parser")
        self.orders: dict[int, int] = {}
        self._open_tags: list[Tag] = [self.soup]

    def open(self, order: int, tag: str, attributes: Attributes) -> int:
        values = {key: value or "" for key, value in attributes.items()}
        names = values.get("class", "")
        soup_tag = self.soup.new_tag(tag, attrs={**values, **({"class": names.split()} if names else {})})
        self.orders[id(soup_tag)] = order
        self._open_tags[-1].append(soup_tag)
        self._open_tags.append(soup_tag)
        return 1

    def text(self, text: str) -> None:
        self._open_tags[-1].append(text)

    def close(self, _opened: int) -> None:
        self._open_tags.pop()
