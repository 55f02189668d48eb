# cython: boundscheck=False, wraparound=False
"""Where a block's links lead: within the site or not, to addresses like the page's own, to one place or many."""

import numpy as np

from pipeline.content.features.layout import Columns, Floats, zeros
from pipeline.content.features.page import url_of
from pipeline.model import Block, Document

MAX_LINKS = 20
"""Of one block; menus in one block have hundreds, and the first tell as much."""
NAMES = ("same_site", "same_section", "slug_words", "steps", "mentions", "same_shape", "distinct", "contact")
OF_A_TARGET = 6
"""So many of NAMES are means of what the links' targets are like."""
Address = tuple[str, list[str]]


def target_columns(document: Document) -> Columns:
    """The columns of the group; -1 for blocks without links."""
    rows = np.full((len(NAMES), len(document.blocks)), -1.0)
    known = _numbers(document.blocks)
    targets = np.zeros((OF_A_TARGET, len(known)))
    _fill_targets(known, url_of(document), targets)
    _fill_rows(document.blocks, known, targets, rows)
    return {f"target_{name}": row for name, row in zip(NAMES, rows, strict=True)}


def _numbers(blocks: tuple[Block, ...]) -> dict[str, int]:
    """A number for each address."""
    known: dict[str, int] = {}
    for block in blocks:
        for link in block.links:
            known.setdefault(link.url, len(known))
    return known


def _fill_targets(known: dict[str, int], own_url: str, rows: Floats) -> None:
    """What each target is like, but for its mentions."""
    own_host, own_steps = _address(own_url)
    for url, target in known.items():
        host, steps = _address(url)
        rows[3, target] = len(steps)
        if steps:
            slug = steps[len(steps) - 1]
            rows[2, target] = slug.count("-") + slug.count("_")
        if host == own_host:
            rows[0, target] = 1
            rows[1, target] = len(steps) > 0 and len(own_steps) > 0 and steps[0] == own_steps[0]
            rows[5, target] = len(steps) == len(own_steps)


def _address(url: str) -> Address:
    """(host, the steps of the path)."""
    start = url.find("://")
    if start < 0:
        return "", []
    whole = url[start + 3 :]
    for sign in ("#", "?"):
        if sign in whole:
            whole = whole[: whole.index(sign)]
    steps = whole.split("/")
    return steps[0].lower().removeprefix("www."), [step for step in steps[1:] if step]


def _fill_rows(blocks: tuple[Block, ...], known: dict[str, int], targets: Floats, rows: Floats) -> None:
    """The means over a block's links, how many targets they have, and whether the first writes to somebody."""
    seen = zeros(len(known))
    for block in blocks:
        for link in block.links:
            targets[4, known[link.url]] += 1
    for place in range(len(blocks)):
        links = blocks[place].links[:MAX_LINKS]
        count = len(links)
        if not count:
            continue
        for row in range(OF_A_TARGET + 1):
            rows[row, place] = 0
        for link in links:
            target = known[link.url]
            for row in range(OF_A_TARGET):
                rows[row, place] += targets[row, target]
            if seen[target] <= place:  # not by this block
                seen[target] = place + 1
                rows[OF_A_TARGET, place] += 1
        for row in range(OF_A_TARGET + 1):
            rows[row, place] /= count
        rows[OF_A_TARGET + 1, place] = links[0].url.startswith(("mailto:", "tel:"))
