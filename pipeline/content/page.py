"""Main content of a page by the learned model of its kind: a probability a block, a cut, a reason, a confidence."""

from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

from pipeline.content.comments import with_policy
from pipeline.content.cut import KEEPS_NOTHING, best_cut
from pipeline.content.features.build import PageFeatures
from pipeline.content.features.layout import Columns, Floats
from pipeline.content.line_roles import line_roles
from pipeline.content.reasons import Reasons, main_groups
from pipeline.content.second_opinion import second_opinion, weighed
from pipeline.content.tables import with_whole_tables
from pipeline.content.weights import Model
from pipeline.forests.forest import logistic
from pipeline.model import Block, Body, Document, Role
from pipeline.options import Options

MAX_BLOCKS = 100_000
"""More are kept unscored, and the record says so: features take 3 kB a block."""
MAX_SHARED = 0.95
"""Of a page's likely content, in lines that other pages of the batch share; more, and the page was saved twice."""
CLOSE = 0.5
"""Probability by the first pass from which a line speaks for itself."""
UNSURE = 0.5
"""Confidence below which another extractor is asked."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A page's blocks with what the model makes of them."""

    page: PageFeatures
    columns: Columns
    matrix: NDArray[np.float32]
    """(features, blocks), in the model's order."""
    first: Floats
    """The probability of each block by itself and what is around it."""
    probability: Floats
    """The same, once the first ones of its neighbours are known; of HTML, the first ones."""
    size: Floats
    """Words of each block."""
    roles: tuple[Role, ...] = ()
    shared: frozenset[int] = frozenset()
    """Lines that are the site's."""


def score_blocks(document: Document, model: Model) -> Scored:
    """The probability of each block to be main content."""
    page = PageFeatures(document)
    columns = page.with_words(model.lexicon)
    matrix, size = model.matrix(columns), np.expm1(columns["words"])
    first = model.probability(matrix)
    # Rounded as records show it: a reader who compares score and cut sees what was done.
    if model.second is None:
        return Scored(page, columns, matrix, first, np.round(first, 4), size)
    second = model.second_matrix(matrix, first, size)
    probability = logistic(model.second.forest.scores(second))
    # Not before the second pass: it has learned from pages whose menus score as menus do.
    shared = site_lines(document, probability * size)
    probability[list(shared)] = 0.0
    roles = line_roles(document.blocks, model.second, second)
    return Scored(page, columns, matrix, first, np.round(probability, 4), size, roles, shared)


def site_lines(document: Document, mass: Floats) -> frozenset[int]:
    """The lines that the batch shares; none if most of what is likely content would go with them."""
    lines = list(document.shared)
    return document.shared if mass[lines].sum() <= MAX_SHARED * mass.sum() else frozenset()


def read_page(document: Document, model: Model, options: Options) -> Body:
    """What of a page is main content."""
    if len(document.blocks) > MAX_BLOCKS:
        return _with_unscored(read_page(_head_of(document), model, options), document.blocks)
    scored = score_blocks(document, model)
    is_html = document.page.kind == "html"
    probability, by_policy = scored.probability, np.zeros(len(document.blocks), dtype=bool)
    if is_html:  # an export has no names that tell comments
        probability, by_policy = with_policy(probability, scored.columns, scored.page.good, options.comments)
    cut, expected = best_cut(probability, scored.size, options.focus)
    confidence = model.confidence(expected)
    notes: tuple[str, ...] = ()
    asks = {"always": True, "never": False, "auto": confidence < UNSURE}[options.second_opinion]
    if asks and is_html:  # nobody else reads exports
        moved, notes = _second_look(document, probability, cut)
        probability = np.where(by_policy, probability, moved)
        cut, _ = best_cut(probability, scored.size, options.focus)
    if is_html:
        whole = with_whole_tables(probability, cut, scored.page.layout, scored.columns)
        probability = np.where(by_policy, probability, whole)
    kept = (probability >= cut) & ~(by_policy & (probability == 0))
    if cut == KEEPS_NOTHING and not kept.any():
        notes += (f"no block is likely to be main content (the likeliest {probability.max():.2f}): nothing is kept",)
    running = kept & _is_running_text(document, scored)
    inner = np.flatnonzero(running if running.any() else kept)
    return Body(
        scores=tuple(probability.tolist()),
        cut=cut,
        why=tuple(_why(scored, model, kept, by_policy)),
        kept=tuple(kept.tolist()),
        running=tuple(running.tolist()),
        start=int(inner[0]) if len(inner) else 0,
        end=int(inner[-1]) + 1 if len(inner) else 0,
        roles=scored.roles,
        shared=scored.shared,
        claimed=tuple(np.flatnonzero(by_policy & kept).tolist()),
        confidence=confidence,
        notes=notes,
    )


def _is_running_text(document: Document, scored: Scored) -> NDArray[np.bool_]:
    """Long or a sentence, and no heading. Roles of an export's lines are guessed: there a long title needs a stop."""
    running: NDArray[np.bool_] = (scored.page.good > 0) & (scored.columns["is_heading"] == 0)
    return running & (scored.columns["sentence"] > 0) if document.page.kind == "text" else running


def _second_look(document: Document, probability: Floats, cut: float) -> tuple[Floats, tuple[str, ...]]:
    """The probabilities, moved by what trafilatura keeps, and what the record says about it."""
    other = second_opinion(document.page.text, [block.text for block in document.blocks])
    if other is None:
        return probability, ("second opinion asked: trafilatura found nothing",)
    share = round(100 * float(((probability >= cut) == (other > 0)).mean()))
    return weighed(probability, other), (f"second opinion asked: trafilatura agreed on {share} % of the blocks",)


def _head_of(document: Document) -> Document:
    """The document's first MAX_BLOCKS blocks, and the elements that hold some of them."""
    elements = tuple(
        msgspec.structs.replace(element, last=min(element.last, MAX_BLOCKS))
        for element in document.elements
        if element.first < MAX_BLOCKS
    )
    shared = frozenset(index for index in document.shared if index < MAX_BLOCKS)
    return msgspec.structs.replace(document, blocks=document.blocks[:MAX_BLOCKS], elements=elements, shared=shared)


def _with_unscored(body: Body, blocks: tuple[Block, ...]) -> Body:
    rest = len(blocks) - len(body.scores)
    return msgspec.structs.replace(
        body,
        scores=body.scores + (body.cut,) * rest,
        why=body.why + ("not scored: the page has too many blocks",) * rest,
        kept=body.kept + (True,) * rest,
        running=body.running + (True,) * rest,
        end=len(blocks),
        roles=body.roles and (*body.roles, *(block.role for block in blocks[MAX_BLOCKS:])),
        notes=(*body.notes, f"{rest} blocks past the first {MAX_BLOCKS} kept unscored"),
    )


def _why(scored: Scored, model: Model, kept: NDArray[np.bool_], by_policy: NDArray[np.bool_]) -> list[str]:
    shares = model.attribution.shares(scored.matrix)
    words = Reasons(scored.page, scored.columns, kept).words(main_groups(shares, kept))
    if model.second:
        for block in np.flatnonzero(kept != (scored.first >= CLOSE)).tolist():
            words[block] = f"the lines around it are {'' if kept[block] else 'not '}likely content"
    for block in np.flatnonzero(by_policy).tolist():
        words[block] = f"readers' comments are {'kept' if kept[block] else 'dropped'}"
    return words
