"""The user's CSS selectors: which elements of a page they match.

Matching is BeautifulSoup's soupsieve, on a soup built from the same events as the blocks, so that an element
that matches is the element that is cut, whatever state the markup is in.
"""

from collections.abc import Iterable, Mapping

from bs4 import BeautifulSoup, Tag

from pipeline.model import Verdict
from pipeline.segment.dom import Close, Open, events


class Selection:
    """Selectors that apply to one page, each with its verdict. Falsy, and free of cost, when there are none."""

    def __init__(self, selectors: Iterable[tuple[Verdict, str]] = ()) -> None:
        self.selectors = tuple(selectors)

    def match(self, markup: str) -> Mapping[int, tuple[tuple[Verdict, str], ...]]:
        """Element order → the (verdict, selector) pairs that match it."""
        if not self.selectors:
            return {}
        soup, orders = _soup(markup)
        matched: dict[int, tuple[tuple[Verdict, str], ...]] = {}
        for verdict, selector in self.selectors:
            for tag in soup.select(selector):
                order = orders[id(tag)]
                matched[order] = (*matched.get(order, ()), (verdict, selector))
        return matched


def _soup(markup: str) -> tuple[BeautifulSoup, dict[int, int]]:
    soup = BeautifulSoup("", "html.parser")
    orders: dict[int, int] = {}
    open_tags: list[Tag] = [soup]
    for event in events(markup):
        if isinstance(event, Open):
            attributes = {key: value or "" for key, value in event.attributes.items()}
            names = attributes.get("class", "")
            tag = soup.new_tag(event.tag, attrs={**attributes, **({"class": names.split()} if names else {})})
            orders[id(tag)] = event.order
            open_tags[-1].append(tag)
            open_tags.append(tag)
        elif isinstance(event, Close):
            open_tags.pop()
        else:
            open_tags[-1].append(event.text)
    return soup, orders
