"""Plain-text export → blocks: a line is a block, once those are joined that a tool broke; its shape tells its role."""

import re
from collections.abc import Sequence

from msgspec import structs

from pipeline.model import Block, Document, Page, Role
from pipeline.segment.broken_lines import BULLET, Line, lines_of, rejoined, text_of
from pipeline.segment.shape import is_long_line, words_in

QUOTE_PAIRS = (("“", "”"), ("„", "“"), ("„", "”"), ("«", "»"), ("»", "«"), ("「", "」"), ("『", "』"))
QUOTE_STARTS = ">“„«»「『"
MIN_QUOTE_WORDS = 6
MAX_HEADING_WORDS = 16
NO_HEADING_END = ".,;:!。，；：、！…\"”'|–—-"
CODE_LINE = re.compile(r"(?: {4,}|\t)\S.*[;{}()=<>\[\]]|^(?:import|from|def|class|return|#include|\$ |>>> )\S*")
BULLET_STARTS = "•‣◦▪●○·*–—-"
"""What list items begin with, if not with a number or a letter and a bracket."""
BULLETS = "•‣◦▪●○·*-"
"""Of those that begin a list's items, the ones that begin nothing else: dialogue has dashes, sections have numbers."""
CODE_STARTS = " \tifdcr#$>"
INNER_TAB = re.compile(r"\S\t\s*\S")


def segment_export(page: Page) -> Document:
    """A block for each line that is not blank."""
    groups, how = rejoined(lines_of(page.text, page.source.first_line))
    texts = [text_of(parts) for parts in groups]
    blocks = [_block(index, parts, texts) for index, parts in enumerate(groups)]
    joined = sum(map(len, groups)) - len(groups)
    warnings = (f"{joined} line ends taken out: the text was {how}",) if joined else ()
    return Document(page=page, blocks=tuple(blocks), warnings=warnings)


def _block(index: int, parts: Sequence[Line], texts: Sequence[str]) -> Block:
    raw = "\n".join([part.raw for part in parts])
    role, level = _role(texts, index, raw)
    text = raw.rstrip() if role == "code" else texts[index]
    return Block(index=index, text=text, raw=raw, role=role, level=level, line=parts[0].number, code=role == "code")


def with_roles(blocks: list[Block]) -> list[Block]:
    """The lines with their roles told anew where their text was repaired: quotation marks may have been in pieces."""
    texts = [block.text for block in blocks]
    return [_retold(block, texts) if block.repairs and not block.code else block for block in blocks]


def _retold(block: Block, texts: Sequence[str]) -> Block:
    role, level = _role(texts, block.index, block.text)
    return structs.replace(block, role=role, level=level, code=role == "code")


def _role(lines: Sequence[str], index: int, line: str) -> tuple[Role, int]:
    text = lines[index]
    if "\t" in text and INNER_TAB.search(text):
        return "table_row", 0
    if line[0] in CODE_STARTS and CODE_LINE.match(line):
        return "code", 0
    if _may_be_item(text) and BULLET.match(text) and (text[0] in BULLETS or not is_long_line(text[:80])):
        return "list_item", 1
    if text[0] in QUOTE_STARTS and _is_quote(text):
        return "quote", 0
    if _is_heading(lines, index):
        return "heading", 2
    return "paragraph", 0


def _may_be_item(text: str) -> bool:
    """False for most lines that do not begin like the items of lists."""
    return text[0] in BULLET_STARTS or text[0].isdecimal() or text[1:2] == ")"


def _is_quote(text: str) -> bool:
    """The whole line in one balanced pair of curly quotation marks, and no mere title."""
    if text.startswith("> "):
        return True
    for opening, closing in QUOTE_PAIRS:
        if text[0] == opening and text[-1] == closing:
            inner = text[1:-1]
            return (
                opening not in inner
                and closing not in inner
                and words_in(inner) >= MIN_QUOTE_WORDS
                and is_long_line(text)
            )
    return False


def _is_heading(lines: Sequence[str], index: int) -> bool:
    """A short line without a stop, followed by a long one, that is itself the start of nothing."""
    text = lines[index]
    if index + 1 >= len(lines) or not is_long_line(lines[index + 1]):
        return False
    for char in text:
        if char.isalnum():
            begins_low = char.islower()
            return not begins_low and words_in(text) <= MAX_HEADING_WORDS and text[-1] not in NO_HEADING_END
    return False
