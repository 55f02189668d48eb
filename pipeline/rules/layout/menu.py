"""Menu lines of an export: four or more short lines in a row, outside the body.

They are the site's navigation. It must not fire on a short list inside the body, on table rows, or where the page has
no running text to tell menu and body apart.
"""

from collections.abc import Iterator

from pipeline.model import Block, View
from pipeline.rule import EDGES, Hit, LayoutRule
from pipeline.segment.shape import words_in

MIN_RUN = 4
MAX_WORDS = 4


def find(view: View) -> Iterator[Hit]:
    """Each line of a run of short lines."""
    for blocks in (view.blocks[: view.body.start], view.blocks[view.body.end :]):
        run: list[int] = []
        for block in blocks:
            if not view.body.kept[block.index] and _is_short(block):
                run.append(block.index)
            else:
                yield from _hits(run)
                run = []
        yield from _hits(run)


def _is_short(block: Block) -> bool:
    return block.role != "table_row" and words_in(block.text) <= MAX_WORDS


def _hits(run: list[int]) -> Iterator[Hit]:
    if len(run) >= MIN_RUN:
        why = f"one of {len(run)} short lines in a row outside the body"
        for index in run:
            yield Hit(block=index, why=why)


RULE = LayoutRule(code="L011", name="menu", find=find, inputs=("text",), zones=EDGES)
