"""Which blocks are readers' comments, and whether they are what the page is for."""

import numpy as np
from numpy.typing import NDArray

from pipeline.content.features.layout import Columns, Floats
from pipeline.options import CommentPolicy

SENTENCE = 1.0
"""Logarithm of one and the words of a line that may be a comment by itself: two or more, ending a sentence."""
UNDER_AN_ARTICLE = 0.5
"""Of the page's running text in comments; past it, what calls itself an article is a discussion."""


def comment_blocks(columns: Columns) -> NDArray[np.bool_]:
    """Blocks in an element whose class, id, role or label says comments, replies or discussion."""
    return columns["in_comment"] > 0


def stand_under_an_article(comments: NDArray[np.bool_], columns: Columns, good: Floats) -> bool:
    """The page says that it is an article (JSON-LD, og:type), and its comments are not most of its running text.

    Of pages that do not say so, the model has learned what their readers want; a rule on the share of comments alone
    cost forums .04 of F1.
    """
    says_so = columns["told_article"][0] > 0 or columns["og_article"][0] > 0
    return bool(says_so and good[comments].sum() < UNDER_AN_ARTICLE * good.sum())


def with_policy(
    probability: Floats, columns: Columns, good: Floats, policy: CommentPolicy
) -> tuple[Floats, NDArray[np.bool_]]:
    """The probabilities as the policy wants them, and which blocks it decided."""
    comments = comment_blocks(columns)
    if policy == "keep":
        # Their text; names, dates and buttons beside it are the model's to judge.
        decided = comments & ((good > 0) | ((columns["sentence"] > 0) & (columns["words"] > SENTENCE)))
        return np.where(decided, 1.0, probability), decided
    if policy == "drop" or stand_under_an_article(comments, columns, good):
        return np.where(comments, 0.0, probability), comments
    return probability, np.zeros(len(comments), dtype=bool)
