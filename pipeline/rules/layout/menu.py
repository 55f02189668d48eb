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
    run: list[Block] = []
    for block in (*view.blocks, None):
        if block is not None and _is_short(block, view):
            run.append(block)
            continue
        if len(run) >= MIN_RUN:
            for short in run:
                yield Hit(block=short.index, why=f"one of {len(run)} short lines in a row outside the body")
        run = []


def _is_short(block: Block, view: View) -> bool:
    outside = not view.body.start <= block.index < view.body.end
    return (
        outside and not view.body.kept[block.index] and block.role != "table_row" and words_in(block.text) <= MAX_WORDS
    )


RULE = LayoutRule(code="L011", name="menu", find=find, inputs=("text",), zones=EDGES)
