"""How much text a page holds: what the page rules ask before they reject one."""

from collections.abc import Callable

from pipeline.model import Block
from pipeline.segment.shape import is_long_line, words_in

LONG = 200  # characters: of running text


def shown_in(blocks: tuple[Block, ...]) -> list[str]:
    """The texts of the blocks that are not hidden."""
    return [block.text for block in blocks if not block.hidden]


def exceeds(texts: list[str], limit: int, count: Callable[[str], int]) -> bool:
    """Whether the texts' counts add up to more. Long ones are counted first: with most pages a few are enough."""
    total, short = 0, []
    for text in texts:
        if len(text) < LONG:
            short.append(text)
            continue
        total += count(text)
        if total > limit:
            return True
    return total + sum(map(count, short)) > limit


def words_if_long(text: str) -> int:
    """The words of a line of running text; 0 for any other line."""
    return words_in(text) if is_long_line(text) else 0
