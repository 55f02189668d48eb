"""Which blocks are readers' comments, and whether they are what the page is for."""

import numpy as np
from numpy.typing import NDArray

from pipeline.content.features.layout import Columns, Floats
from pipeline.options import CommentPolicy

DISCUSSION_SHARE = 0.5
"""Of the page's running text in comments; past it, the page is a discussion."""
MAX_OTHER_CHARS = 2000
"""Running text beside the comments of a discussion; past it, they stand under an article."""


def comment_blocks(columns: Columns) -> NDArray[np.bool_]:
    """Blocks in an element whose class, id, role or label says comments, replies or discussion."""
    return columns["in_comment"] > 0


def is_discussion(comments: NDArray[np.bool_], good: Floats) -> bool:
    """The comments are most of the page's running text, and little stands beside them."""
    inside = float(good[comments].sum())
    beside = float(good.sum()) - inside
    return inside > DISCUSSION_SHARE * (inside + beside) and beside < MAX_OTHER_CHARS


def with_policy(
    probability: Floats, columns: Columns, good: Floats, policy: CommentPolicy
) -> tuple[Floats, NDArray[np.bool_]]:
    """The probabilities as the policy wants them, and which blocks it decided."""
    comments = comment_blocks(columns)
    if policy == "keep":
        decided = comments & (good > 0)
        return np.where(decided, 1.0, probability), decided
    if policy == "drop" or not is_discussion(comments, good):
        return np.where(comments, 0.0, probability), comments
    return probability, np.zeros(len(comments), dtype=bool)
