"""Roles of an export's lines where no mark shows them: headings and list items, as learned from pages' HTML."""

import re

import numpy as np

from pipeline.content.weights import SecondPass
from pipeline.forests.forest import Array32, logistic
from pipeline.model import Block, Role

LEAST = 0.35
"""Where the best F1 that can be reached is F, it is reached by what is likelier than F / 2 (Lipton et al. 2014)."""
LEAST_CASELESS = 0.2
"""Of a line with the shape of a heading in a script without capitals, which tell much of the others."""
TOLD_BY_SHAPE = ("quote", "code", "table_row", "caption")
"""Roles that a line's own marks show, as a bullet does. A number may begin a heading, too."""
NUMBER = re.compile(r"\w")


def line_roles(blocks: tuple[Block, ...], second: SecondPass, matrix: Array32) -> tuple[Role, ...]:
    """One a line. Bullets, quotation marks and tabs say what they say; of the rest the likeliest role wins."""
    names: list[Role | None] = list(second.roles)
    likely = [logistic(forest.scores(matrix)) for forest in second.roles.values()]
    least = np.array([LEAST_CASELESS if _looks_like_a_caseless_heading(block) else LEAST for block in blocks])
    best = np.argmax(np.array([least, *likely]), axis=0).tolist()
    learned = [None, *names]
    return tuple([_role(block, learned[place]) for block, place in zip(blocks, best, strict=True)])


def _looks_like_a_caseless_heading(block: Block) -> bool:
    return block.role == "heading" and block.text.lower() == block.text.upper()


def _role(block: Block, learned: Role | None) -> Role:
    """By the line's marks, or else by what was learned; None for nothing that is likely."""
    is_item = block.role == "list_item"
    if block.role in TOLD_BY_SHAPE or (is_item and not NUMBER.match(block.text)):
        return block.role
    return learned or ("list_item" if is_item else "paragraph")
