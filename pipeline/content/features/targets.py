"""Where a block's links lead: within the site or not, to addresses like the page's own, to one place or many."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from pipeline.content.features.layout import Columns
from pipeline.model import Block, Document

MAX_LINKS = 20
"""Of one block; menus in one block have hundreds, and the first tell as much."""
NAMES = ("same_site", "same_section", "slug_words", "steps", "mentions", "same_shape", "distinct", "contact")
NONE = (-1.0,) * len(NAMES)
Address = tuple[str, list[str]]


def target_columns(document: Document) -> Columns:
    """The columns of the group; -1 for blocks without links."""
    url = document.page.source.url or next((value for key, value in document.head.metas if key == "og:url"), "")
    own = _address(url)
    mentions = Counter([link.url for block in document.blocks for link in block.links])
    known: dict[str, tuple[float, ...]] = {}
    rows = [_row(block, own, mentions, known) if block.links else NONE for block in document.blocks]
    return {f"target_{name}": values for name, values in zip(NAMES, np.array(rows).T, strict=True)}


def _address(url: str) -> Address:
    """(host, the steps of the path)."""
    host, _, path = url.partition("://")[2].partition("#")[0].partition("?")[0].partition("/")
    return host.lower().removeprefix("www."), [step for step in path.split("/") if step]


def _row(block: Block, own: Address, mentions: Counter[str], known: dict[str, tuple[float, ...]]) -> Sequence[float]:
    """The means over the block's links."""
    urls = [link.url for link in block.links[:MAX_LINKS]]
    for url in urls:
        if url not in known:
            known[url] = _features(url, own, mentions[url])
    count = len(urls)
    means = [sum(values) / count for values in zip(*[known[url] for url in urls], strict=True)]
    return (*means, len(set(urls)) / count, float(urls[0].startswith(("mailto:", "tel:"))))


def _features(url: str, own: Address, mentions: int) -> tuple[float, ...]:
    host, steps = _address(url)
    own_host, own_steps = own
    same = host == own_host
    section = same and bool(steps) and steps[0:1] == own_steps[0:1]
    slug = steps[-1].count("-") + steps[-1].count("_") if steps else 0
    shape = same and len(steps) == len(own_steps)
    return float(same), float(section), float(slug), float(len(steps)), float(mentions), float(shape)
