"""Main content of an HTML page by the learned model: a probability a block, a cut, a reason, a confidence."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.content.comments import with_policy
from pipeline.content.cut import best_cut
from pipeline.content.features.build import PageFeatures
from pipeline.content.features.layout import Columns, Floats
from pipeline.content.reasons import TREES, Reasons, main_groups
from pipeline.content.second_opinion import second_opinion, weighed
from pipeline.content.weights import Model
from pipeline.model import Body, Document
from pipeline.options import CommentPolicy, Focus, SecondOpinion

UNSURE = 0.5
"""Confidence below which another extractor is asked."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A page's blocks with what the model makes of them."""

    page: PageFeatures
    columns: Columns
    matrix: NDArray[np.float32]
    """(features, blocks), in the model's order."""
    probability: Floats
    size: Floats
    """Words of each block."""


def score_blocks(document: Document, model: Model) -> Scored:
    """The probability of each block to be main content."""
    page = PageFeatures(document)
    columns = page.with_words(model.lexicon)
    matrix = np.array([columns[name] for name in model.columns], dtype=np.float32)
    probability = 1 / (1 + np.exp(-model.forest.scores(matrix)))
    return Scored(page, columns, matrix, probability, np.expm1(columns["words"]))


def read_html(document: Document, model: Model, focus: Focus, comments: CommentPolicy, opinion: SecondOpinion) -> Body:
    """What of an HTML page is main content."""
    scored = score_blocks(document, model)
    probability, by_policy = with_policy(scored.probability, scored.columns, scored.page.good, comments)
    cut, expected = best_cut(probability, scored.size, focus)
    confidence, note = model.confidence(expected), ""
    if opinion == "always" or (opinion == "auto" and confidence < UNSURE):
        other = second_opinion(document.page.text, [block.text for block in document.blocks])
        note = "second opinion asked: trafilatura found nothing"
        if other is not None:
            share = round(100 * float(((probability >= cut) == (other > 0)).mean()))
            note = f"second opinion asked: trafilatura agreed on {share} % of the blocks"
            probability = np.where(by_policy, probability, weighed(probability, other))
            cut, _ = best_cut(probability, scored.size, focus)
    kept = probability >= cut
    running = kept & (scored.page.good > 0)
    inner = np.flatnonzero(running if running.any() else kept)
    return Body(
        scores=tuple(np.round(probability, 4).tolist()),
        cut=cut,
        why=tuple(_why(scored, model, kept, by_policy)),
        kept=tuple(kept.tolist()),
        running=tuple(running.tolist()),
        start=int(inner[0]) if len(inner) else 0,
        end=int(inner[-1]) + 1 if len(inner) else 0,
        confidence=confidence,
        note=note,
    )


def _why(scored: Scored, model: Model, kept: NDArray[np.bool_], by_policy: NDArray[np.bool_]) -> list[str]:
    shares = model.forest.shares(scored.matrix, model.groups, TREES)
    words = Reasons(scored.page, scored.columns, kept).words(main_groups(shares, kept))
    for block in np.flatnonzero(by_policy).tolist():
        words[block] = "readers' comments"
    return words
