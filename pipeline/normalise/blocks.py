"""Blocks → blocks with their text repaired, each repair noted on the block."""

from collections.abc import Sequence

import msgspec

from pipeline.model import Block, Document, Link
from pipeline.rule import TextRule
from pipeline.segment.export import with_roles

MAX_ROUNDS = 64
QUIET = frozenset(("T005", "T006"))
"""Rules whose work is form, not repair: not worth a note on the block."""


def normalise(document: Document, rules: Sequence[TextRule]) -> Document:
    """The document with every block's text repaired. Blocks that hold nothing visible disappear."""
    blocks: list[Block] = []
    moved: dict[int, int] = {}
    for block in document.blocks:
        # The texts of links are parts of the block's text: plain where it is.
        repaired = block if is_plain(block.text) else _repaired(block, rules)
        if not repaired.text:
            continue
        moved[block.index] = len(blocks)
        if repaired.index != len(blocks):
            repaired = msgspec.structs.replace(repaired, index=len(blocks))
        blocks.append(repaired)
    if document.page.kind == "text":
        blocks = with_roles(blocks)
    if len(blocks) != len(document.blocks):
        document = _renumber(document, moved)
    return msgspec.structs.replace(document, blocks=tuple(blocks))


def is_plain(text: str) -> bool:
    """True for text in which no rule has anything to mend, whatever rules there are: most of what pages hold.

    It is ASCII that is printed, `&` excepted, and the punctuation of well-set English, with single spaces between. Nor
    has a letter of Latin's with an accent anything to mend where ASCII stands around it, but for those of mojibake.
    """
    before = " "
    for char in text:
        if char == " ":
            is_odd = before == " "
        elif char <= "~":
            is_odd = char < " " or char == "&"
        elif char in "‘’“”–—…":
            is_odd = "À" <= before <= "ž"
        else:
            is_odd = not "À" <= char <= "ž" or before > "~" or char in "ÂÃŒœ"
        if is_odd:
            return False
        before = char
    return before != " " or not text


def _repaired(block: Block, rules: Sequence[TextRule]) -> Block:
    text, repairs = repair(block.text, rules, code=block.code)
    links = tuple([link for link in [_relabelled(link, rules, block.code) for link in block.links] if link.text])
    if text == block.text and links == block.links and not repairs:
        return block
    return msgspec.structs.replace(block, text=text, links=links, repairs=repairs)


def _relabelled(link: Link, rules: Sequence[TextRule], code: bool) -> Link:
    label = link.text if is_plain(link.text) else repair(link.text, rules, code=code)[0]
    return link if label == link.text else Link(text=label, url=link.url)


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
