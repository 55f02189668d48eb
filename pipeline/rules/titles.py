"""Where a page repeats its title: what the four title rules share.

Before the body every variant goes; inside the body none does (headings that repeat title words are real); after
it only a line that is equal to the title.
"""

from collections.abc import Iterator, Sequence

from pipeline.facts.compare import TitleMatch, title_matches
from pipeline.model import Block, View
from pipeline.rule import Hit
from pipeline.rules.once import once_a_view

TAIL_MATCHES = ("exact", "quoted")


@once_a_view
def _matches(view: View) -> Sequence[tuple[Block, TitleMatch, bool]]:
    """The blocks outside the body that repeat the title, how, and whether before the body."""
    title = view.facts.title
    if title is None:
        return ()
    body_start = max(view.body.start, (title.where if title.where is not None else -1) + 1)
    outside = [*view.blocks[:body_start], *view.blocks[max(body_start, view.body.end) :]]
    found = title_matches([block.text for block in outside], title.value)
    return [(outside[position], match, position < body_start) for position, match in found.items()]


def title_hits(view: View, *matches: TitleMatch, why: str) -> Iterator[Hit]:
    """A hit on each block that repeats the title in one of these ways."""
    for block, match, is_before in _matches(view):
        if match in matches and (is_before or match in TAIL_MATCHES):
            taken = view.facts.title is not None and block.index == view.facts.title.where
            yield Hit(block=block.index, why="taken as the title" if taken else why)
