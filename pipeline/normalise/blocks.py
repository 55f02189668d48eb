"""Blocks → blocks with their text repaired, each repair noted on the block."""

from collections.abc import Sequence

import msgspec

from pipeline.model import Block, Document, Link
from pipeline.rule import TextRule

MAX_ROUNDS = 64
QUIET = frozenset(("T005", "T006"))
"""Rules whose work is form, not repair: not worth a note on the block."""


def normalise(document: Document, rules: Sequence[TextRule]) -> Document:
    """The document with every block's text repaired. Blocks that hold nothing visible disappear."""
    blocks: list[Block] = []
    moved: dict[int, int] = {}
    for block in document.blocks:
        text, repairs = repair(block.text, rules, code=block.code)
        if not text:
            continue
        moved[block.index] = len(blocks)
        if text != block.text or block.links or len(blocks) != block.index:
            links = tuple(
                Link(text=label, url=link.url)
                for link in block.links
                if (label := repair(link.text, rules, code=block.code)[0])
            )
            block = msgspec.structs.replace(block, index=len(blocks), text=text, links=links, repairs=repairs)
        blocks.append(block)
    if len(blocks) != len(document.blocks):
        document = _renumber(document, moved)
    return msgspec.structs.replace(document, blocks=tuple(blocks))


def repair(text: str, rules: Sequence[TextRule], *, code: bool = False) -> tuple[str, tuple[str, ...]]:
    """The text as all rules leave it alone, and the codes of those that changed it. Repairing twice changes nothing."""
    repairs: dict[str, None] = {}
    for _ in range(MAX_ROUNDS):
        before = text
        for rule in rules:
            after = rule.apply(text, code)
            if after != text and rule.code not in QUIET:
                repairs[rule.code] = None
            text = after
        if text == before:
            break
    return text, tuple(repairs)


def _renumber(document: Document, moved: dict[int, int]) -> Document:
    """Element ranges, hints and selections after blocks disappeared."""
    count, at = 0, []
    for index in range(len(document.blocks)):
        at.append(count)
        count += index in moved
    at.append(count)
    replace = msgspec.structs.replace
    return replace(
        document,
        elements=tuple(replace(e, first=at[e.first], last=at[e.last]) for e in document.elements),
        head=replace(document.head, hints=tuple(replace(h, block=at[h.block]) for h in document.head.hints)),
        selected=tuple((moved[i], verdict, selector) for i, verdict, selector in document.selected if i in moved),
    )
