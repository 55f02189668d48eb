"""Roles of an export's lines where no mark shows them: headings and list items, as learned from pages' HTML."""

import numpy as np

from pipeline.content.forest import Array32
from pipeline.content.weights import SecondPass, logistic
from pipeline.model import Block, Role

LEAST = 0.35
"""Where the best F1 that can be reached is F, it is reached by what is likelier than F / 2 (Lipton et al. 2014)."""
TOLD_BY_SHAPE = ("quote", "code", "table_row", "caption", "list_item")
"""Roles that a line's own marks show."""


def line_roles(blocks: tuple[Block, ...], second: SecondPass, matrix: Array32) -> tuple[Role, ...]:
    """One a line. Bullets, quotation marks and tabs say what they say; of the rest the likeliest role wins."""
    names: list[Role] = ["paragraph", *second.roles]
    likely = [logistic(forest.scores(matrix)) for forest in second.roles.values()]
    best = np.argmax([np.full(len(blocks), LEAST), *likely], axis=0).tolist()
    return tuple(
        block.role if block.role in TOLD_BY_SHAPE else names[place] for block, place in zip(blocks, best, strict=True)
    )
