"""How much text a page holds: what the page rules ask before they reject one."""

from collections.abc import Callable, Iterable

from pipeline.segment.shape import is_long_line, words_in


def exceeds(texts: Iterable[str], limit: int, count: Callable[[str], int]) -> bool:
    """Whether the texts' counts add up to more. The longest are counted first: with most pages a few are enough."""
    total = 0
    for text in sorted(texts, key=len, reverse=True):
        total += count(text)
        if total > limit:
            return True
    return False


def words_if_long(text: str) -> int:
    """The words of a line of running text; 0 for any other line."""
    return words_in(text) if is_long_line(text) else 0
