"""Main content of a plain-text export by a plain heuristic: the densest span of running text, tail guarded.

Every line pulls for or against: a long line by its words, a short one by a fixed cost. The body is the span with
the greatest sum (Kadane), with the headings right before it. Lines of an export with no running text at all, such
as a poem, are all kept; rules still act on them.
"""

from collections.abc import Sequence

from pipeline.model import Block, Body, Document
from pipeline.segment.shape import is_long_line, words_in

SHORT_COST = 3.0  # words a short line costs: a run of four outweighs a sentence
LONG_CAP = 60
LABEL_WORDS = 4
LABEL_COST = 5.0
HEADINGS_BEFORE = 2
MENU_LINES = 3  # so many labels in a row right before the body are buttons, not a heading


KEEP = 0.5
RUNNING_TEXT = 0.9


def read_lines(document: Document) -> Body:
    """What of the lines is main content."""
    scores, why = score_lines(document)
    kept = tuple(score >= KEEP for score in scores)
    running = tuple(score >= RUNNING_TEXT for score in scores)
    # Headings and labels at the edges of what is kept may still be header or tail: rules decide on them.
    inner = [i for i, flag in enumerate(running if any(running) else kept) if flag]
    return Body(
        scores=tuple(scores),
        cut=KEEP,
        why=tuple(why),
        kept=kept,
        running=running,
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


def score_lines(document: Document) -> tuple[list[float], list[str]]:
    """One score and one reason a line."""
    blocks = document.blocks
    long = [is_long_line(block.text) for block in blocks]
    if not any(long):
        return [0.6] * len(blocks), ["no running text on the page: all lines kept"] * len(blocks)
    first, last = densest_span([_pull(block, flag) for block, flag in zip(blocks, long, strict=True)])
    first = _with_headings(blocks, first)
    scores, why = [], []
    for index, is_long in enumerate(long):
        inside = first <= index < last
        scores.append((0.9 if is_long else 0.7) if inside else 0.2)
        place = "before" if index < first else "after"
        why.append("in the densest span of running text" if inside else f"{place} the densest span of running text")
    return scores, why


def _pull(block: Block, is_long: bool) -> float:
    words = words_in(block.text)
    if is_long or block.role == "code" or (block.role == "list_item" and words > LABEL_WORDS):
        return float(min(max(words, 1), LONG_CAP))
    return -LABEL_COST if words <= LABEL_WORDS and block.role != "heading" else -SHORT_COST


def densest_span(pulls: Sequence[float]) -> tuple[int, int]:
    """(first, last) of the run with the greatest sum, last excluded; the earliest and shortest of equals."""
    best, best_span = float("-inf"), (0, 0)
    total, start = 0.0, 0
    for index, pull in enumerate(pulls):
        if total <= 0:
            total, start = 0.0, index
        total += pull
        if total > best:
            best, best_span = total, (start, index + 1)
    return best_span


def _with_headings(blocks: Sequence[Block], first: int) -> int:
    """The span's start, moved up over the headings right before it; not over the end of a menu."""
    start = first
    while start and first - start < MENU_LINES and words_in(blocks[start - 1].text) <= LABEL_WORDS:
        start -= 1
    if first - start >= MENU_LINES:
        return first
    for _ in range(HEADINGS_BEFORE):
        if first and blocks[first - 1].role == "heading":
            first -= 1
    return first
