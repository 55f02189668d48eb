"""The content model: a score a block, and the body zone between header and tail."""

from collections.abc import Sequence

from pipeline.content.heuristic import score_html
from pipeline.content.lines import score_lines
from pipeline.model import Body, Document

KEEP = 0.5
RUNNING_TEXT = 0.9


def read_body(document: Document) -> Body:
    """What of the page is main content, by the model for its kind."""
    scores, why = score_html(document) if document.page.kind == "html" else score_lines(document)
    # Headings and labels at the edges of what is kept may still be header or tail: rules decide on them.
    inner = [i for i, score in enumerate(scores) if score >= RUNNING_TEXT]
    inner = inner or [i for i, score in enumerate(scores) if score >= KEEP]
    return Body(
        scores=tuple(scores),
        why=tuple(why),
        start=inner[0] if inner else 0,
        end=inner[-1] + 1 if inner else 0,
        confidence=_confidence(document, scores),
    )


def _confidence(document: Document, scores: Sequence[float]) -> float:
    """How far the scores lie from the cut, weighted by characters: 0 undecided, 1 clear."""
    chars = [len(block.text) for block in document.blocks]
    total = sum(chars)
    if not total:
        return 0.0
    margin = sum(2 * abs(score - KEEP) * n for score, n in zip(scores, chars, strict=True))
    return round(min(1.0, margin / total), 3)
