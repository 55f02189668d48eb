"""Where a block's links lead: within the site or not, to addresses like the page's own, to one place or many."""

from collections import Counter

import numpy as np

from pipeline.content.features.layout import Columns
from pipeline.content.features.page import url_of
from pipeline.model import Document, Link

MAX_LINKS = 20
"""Of one block; menus in one block have hundreds, and the first tell as much."""
NAMES = ("same_site", "same_section", "slug_words", "steps", "mentions", "same_shape", "distinct", "contact")
NONE = (-1.0,) * len(NAMES)
Address = tuple[str, list[str]]


def target_columns(document: Document) -> Columns:
    """The columns of the group; -1 for blocks without links."""
    mentions = Counter([link.url for block in document.blocks for link in block.links])
    own_host, own_steps = _address(url_of(document))
    known = {url: _features(url, own_host, own_steps, count) for url, count in mentions.items()}
    rows = [_row(block.links, known) if block.links else NONE for block in document.blocks]
    return {f"target_{name}": values for name, values in zip(NAMES, np.array(rows).T, strict=True)}


def _address(url: str) -> Address:
    """(host, the steps of the path)."""
    host, _, path = url.partition("://")[2].partition("#")[0].partition("?")[0].partition("/")
    return host.lower().removeprefix("www."), [step for step in path.split("/") if step]


def _features(url: str, own_host: str, own_steps: list[str], mentions: int) -> tuple[float, ...]:
    host, steps = _address(url)
    same = host == own_host
    section = same and len(steps) > 0 and len(own_steps) > 0 and steps[0] == own_steps[0]
    slug = steps[-1].count("-") + steps[-1].count("_") if steps else 0
    shape = same and len(steps) == len(own_steps)
    return float(same), float(section), float(slug), float(len(steps)), float(mentions), float(shape)


def _row(links: tuple[Link, ...], known: dict[str, tuple[float, ...]]) -> tuple[float, ...]:
    """The means over a block's links, how many targets they have, and whether the first writes to somebody."""
    urls = [link.url for link in links[:MAX_LINKS]]
    contact = float(urls[0].startswith(("mailto:", "tel:")))
    if len(urls) == 1:
        return (*known[urls[0]], 1.0, contact)
    count = len(urls)
    means = [sum(values) / count for values in zip(*[known[url] for url in urls], strict=True)]
    return (*means, len(set(urls)) / count, contact)
