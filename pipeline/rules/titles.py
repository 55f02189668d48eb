"""Where a page repeats its title: what the four title rules share.

Before the body every variant goes; inside the body none does (headings that repeat title words are real); after
it only a line that is equal to the title.
"""

from collections.abc import Iterator
from functools import lru_cache

from pipeline.facts.compare import TitleMatch, title_matches
from pipeline.model import View
from pipeline.rule import Hit

TAIL_MATCHES = ("exact", "quoted")


@lru_cache(maxsize=1)
def _matches(title: str, lines: tuple[str, ...]) -> dict[int, TitleMatch]:
    """How lines repeat the title: found once for the four rules that ask."""
    return title_matches(lines, title)


def title_hits(view: View, *matches: TitleMatch, why: str) -> Iterator[Hit]:
    """A hit on each block that repeats the title in one of these ways."""
    title = view.facts.title
    if title is None:
        return
    body_start = max(view.body.start, (title.where if title.where is not None else -1) + 1)
    outside = [*view.blocks[:body_start], *view.blocks[max(body_start, view.body.end) :]]
    for position, match in _matches(title.value, tuple([block.text for block in outside])).items():
        block = outside[position]
        if match in matches and (block.index < body_start or match in TAIL_MATCHES):
            taken = block.index == title.where
            yield Hit(block=block.index, why="taken as the title" if taken else why)
