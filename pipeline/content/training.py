"""Annotated pages → a model: the lexicon, the forest, and the calibration of the confidence.

Deterministic: the same examples give the same bytes on the same versions. Needs the `train` extra.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.content.features.build import PageFeatures
from pipeline.content.features.first_scores import score_columns
from pipeline.content.features.layout import Columns, Floats, prefix_sums
from pipeline.content.features.names import BUCKETS
from pipeline.content.features.words import ALL_BUCKETS, SCALE
from pipeline.content.reasons import group_of
from pipeline.content.weights import Model, Origin, SecondPass
from pipeline.forests.fit import Rows, fit_forest
from pipeline.forests.forest import Forest, averaged, logistic
from pipeline.model import Role

FOLDS = 5
TREES = 700
ROWS = 350_000
"""Blocks that a forest is fitted on, drawn by weight: half of the corpora's, at no loss that could be measured."""
DRAWS = 2
"""Forests that are averaged, each fitted on rows drawn anew: what one makes of a rare kind of page is half chance."""
MAX_LOG_ODDS = 127 / SCALE
EVIDENCE_WORDS = 30
"""Words under a token that count as one page's full evidence."""
EVIDENCE_OF_WORD = 8.0
"""What one occurrence of a word counts for among those: four times make it full."""


ROLES: tuple[Role, ...] = ("heading", "list_item")
"""Of lines, learned where neither bullets nor quotation marks show them."""
OTHER, UNKNOWN = -1, -2
ROLE_TREES, ROLE_ROWS = 300, 250_000
ASIDE = 0.1
"""What a line counts for that is not main content, when roles are learned."""


@dataclass(frozen=True, slots=True)
class Example:
    """One annotated page."""

    name: str
    fold: int
    """0 to FOLDS - 1; pages of one registrable domain share it."""
    weight: float
    """By how the gold of its corpus was made."""
    features: PageFeatures
    labels: Floats
    """Share of each block that is main content; -1 where it is not known."""
    sizes: Floats
    """Words of each block."""
    gold_size: int
    """Words of the gold text, also of what the page's blocks lack; -1 where it is not known, or the page is made up."""
    roles: NDArray[np.int8] | None = None
    """Of an export: for each line the place in ROLES of what the page's HTML says it is, OTHER or UNKNOWN."""


class Trainer:
    """Holds what all models of one set of examples share: token counts by fold."""

    def __init__(
        self, examples: Sequence[Example], *, trees: int = TREES, rows: int = ROWS, draws: int = DRAWS
    ) -> None:
        self.examples = examples
        self._trees, self._rows, self._draws = trees, rows, draws
        self._good = np.zeros((FOLDS, ALL_BUCKETS))
        self._bad = np.zeros((FOLDS, ALL_BUCKETS))
        for example in examples:
            _count(example, self._good[example.fold], self._bad[example.fold])

    def lexicon(self, without: set[int]) -> Floats:
        """Log-odds of main content for each bucket, from all folds but some."""
        folds = [fold for fold in range(FOLDS) if fold not in without]
        good, bad = self._good[folds].sum(axis=0), self._bad[folds].sum(axis=0)
        odds = np.concatenate([_log_odds(good[part], bad[part]) for part in (slice(BUCKETS), slice(BUCKETS, None))])
        table: Floats = np.clip(np.round(odds * SCALE) / SCALE, -MAX_LOG_ODDS, MAX_LOG_ODDS)
        return table

    def fit(self, left_out: int | None, origin: Origin) -> Model:
        """A model of all folds but one."""
        models = [self.fit_rows(self.rows(left_out, draw), left_out, origin, draw) for draw in range(self._draws)]
        return replace(models[0], forest=averaged([model.forest for model in models]))

    def with_second_pass(self, model: Model, left_out: int | None, firsts: Sequence[Floats]) -> Model:
        """The model of all folds but one, with what is asked once every line of a page has a first score.

        `firsts` are those scores, an array for each example, by models that had not seen it.
        """
        columns = self._second_columns(left_out, firsts)
        rows = _draw_rows(self.examples, self._used(left_out), columns, self._rows, 0)
        forest, roles = fit_forest(rows, self._trees, 0), self.role_forests(left_out, firsts)
        return replace(model, second=SecondPass(rows.names, forest, roles))

    def role_forests(self, left_out: int | None, firsts: Sequence[Floats]) -> dict[Role, Forest]:
        """Of all folds but one, for each of ROLES whether a line has it; empty where no example says."""
        columns = self._second_columns(left_out, firsts)
        told = [place for place in self._used(left_out) if self.examples[place].roles is not None]
        size, trees = min(ROLE_ROWS, self._rows), min(ROLE_TREES, self._trees)
        forests: dict[Role, Forest] = {}
        for number, role in enumerate(ROLES if told else ()):
            forests[role] = fit_forest(_draw_rows(self.examples, told, columns, size, 0, number), trees, 0)
        return forests

    def _second_columns(self, left_out: int | None, firsts: Sequence[Floats]) -> Callable[[int], Columns]:
        """What the second pass sees of the example in a place."""
        lexicons = self._lexicons(left_out)

        def columns(place: int) -> Columns:
            known = self.examples[place].features.with_words(lexicons[self.examples[place].fold])
            return known | score_columns(firsts[place], np.expm1(known["words"]))

        return columns

    def rows(self, left_out: int | None, draw: int = 0) -> Rows:
        """What a model of all folds but one is fitted on, drawn for the n-th time.

        A page's own fold is never in the lexicon that its features are made with.
        """
        lexicons = self._lexicons(left_out)

        def columns(place: int) -> Columns:
            return self.examples[place].features.with_words(lexicons[self.examples[place].fold])

        return _draw_rows(self.examples, self._used(left_out), columns, self._rows, draw)

    def _used(self, left_out: int | None) -> list[int]:
        examples = enumerate(self.examples)
        return [place for place, example in examples if example.fold != left_out and (example.labels >= 0).any()]

    def _lexicons(self, left_out: int | None) -> dict[int, Floats]:
        skip = set() if left_out is None else {left_out}
        return {fold: self.lexicon({fold} | skip) for fold in range(FOLDS)}

    def fit_rows(self, rows: Rows, left_out: int | None, origin: Origin, seed: int = 0) -> Model:
        """A model of these rows, with the lexicon of all folds but one."""
        return Model(
            columns=rows.names,
            lexicon=self.lexicon(set() if left_out is None else {left_out}),
            forest=fit_forest(rows, self._trees, seed),
            calibration=np.array([[0.0, 1.0], [0.0, 1.0]]),
            origin=origin,
            groups=np.array([group_of(name) for name in rows.names]),
        )


def predict(model: Model, example: Example) -> Floats:
    """The probability of each block of an example, by the model's last pass."""
    columns = example.features.with_words(model.lexicon)
    matrix = model.matrix(columns)
    first = model.probability(matrix)
    if model.second is None:
        return first
    return logistic(model.second.forest.scores(model.second_matrix(matrix, first, np.expm1(columns["words"]))))


def calibrate(expected: Floats, reached: Floats, bins: int = 20) -> Floats:
    """(2, knots): a rising line from expected F1 to the mean F1 reached, by pooling neighbours that fall."""
    order = np.argsort(expected, kind="stable")
    groups = [
        [float(expected[part].mean()), float(reached[part].mean()), len(part)] for part in np.array_split(order, bins)
    ]
    pooled: list[list[float]] = []
    for group in groups:
        pooled.append(group)
        while len(pooled) > 1 and pooled[-2][1] >= pooled[-1][1]:
            x, y, n = pooled.pop()
            u, v, m = pooled.pop()
            pooled.append([(x * n + u * m) / (n + m), (y * n + v * m) / (n + m), n + m])
    return np.array([[x for x, _, _ in pooled], [y for _, y, _ in pooled]])


def _log_odds(good: Floats, bad: Floats) -> Floats:
    """Of each bucket, against those of all together; 0 where nothing is known."""
    share = good.sum() / (good.sum() + bad.sum())
    odds: Floats = np.log((good + share) / (bad + 1 - share)) - np.log(share / (1 - share))
    return odds


def _count(example: Example, good: Floats, bad: Floats) -> None:
    """Adds one page to the token counts: for each token the share of main content under it, once a page."""
    weight = np.where(example.labels >= 0, example.sizes + 1, 0.0)
    mass = weight * np.maximum(example.labels, 0)
    layout, tokens = example.features.layout, example.features.tokens
    sums, hits = prefix_sums(weight), prefix_sums(mass)
    under = np.bincount(layout.kind, weights=sums[layout.lasts] - sums[layout.firsts])
    inside = np.bincount(layout.kind, weights=hits[layout.lasts] - hits[layout.firsts])
    for buckets, starts in tokens.kinds:
        sizes = np.diff(np.append(starts, len(buckets)))
        _add(good, bad, buckets, np.repeat(inside, sizes), np.repeat(under, sizes))
    for buckets in (*tokens.paths, *tokens.lines):
        _add(good, bad, buckets, mass, weight)
    words, block = tokens.words
    known = np.where(example.labels >= 0, EVIDENCE_OF_WORD, 0.0)
    _add(good, bad, words, (known * np.maximum(example.labels, 0))[block], known[block])


def _add(good: Floats, bad: Floats, buckets: NDArray[np.integer[Any]], mass: Floats, weight: Floats) -> None:
    found, place = np.unique(buckets, return_inverse=True)
    total, hit = np.bincount(place, weights=weight), np.bincount(place, weights=mass)
    evidence = np.where(total > 0, np.minimum(1.0, total / EVIDENCE_WORDS + 0.2), 0.0)
    share = hit / np.maximum(total, 1e-9)
    good[found] += share * evidence
    bad[found] += (1 - share) * evidence


def _draw_rows(
    all_examples: Sequence[Example],
    used: Sequence[int],
    columns_of: Callable[[int], Columns],
    wanted: int,
    seed: int,
    role: int | None = None,
) -> Rows:
    """Blocks of the examples in these places, drawn by weight, with their features.

    Their labels are how much of them is main content, or else whether they have a role.
    """
    names = tuple(sorted(columns_of(used[0])))
    examples = [all_examples[place] for place in used]
    weights = np.concatenate([_weights(example) if role is None else _role_weights(example) for example in examples])
    chance = np.minimum(1.0, weights / _threshold(weights, wanted))
    drawn = np.random.default_rng(seed).random(len(weights)) < chance
    matrix = np.empty((int(drawn.sum()), len(names)), dtype=np.float32)
    at = row = 0
    for place, example in zip(used, examples, strict=True):
        keep = drawn[at : at + len(example.labels)]
        at += len(example.labels)
        if not (count := int(keep.sum())):
            continue
        columns = columns_of(place)
        for column, name in enumerate(names):
            matrix[row : row + count, column] = columns[name][keep]
        row += count
    labels = np.concatenate(
        [np.maximum(example.labels, 0) if role is None else example.roles == role for example in examples]
    )
    return Rows(names, matrix, labels[drawn], (weights / np.maximum(chance, 1e-12))[drawn])


def _role_weights(example: Example) -> Floats:
    """Of each line whose role is known: those of the main content count, and long pages less than in proportion."""
    weights = np.where(example.roles == UNKNOWN, 0.0, np.where(example.labels >= 0.5, 1.0, ASIDE))
    of_page: Floats = example.weight * weights / np.sqrt(max(1.0, weights.sum()))
    return of_page


def _weights(example: Example) -> Floats:
    """Words of each block over the root of the page's: a long page counts more than a short one, not in proportion."""
    size = np.where(example.labels >= 0, example.sizes + 2, 0.0)
    weights: Floats = example.weight * size / np.sqrt(max(1.0, size.sum()))
    return weights


def _threshold(weights: Floats, rows: int) -> float:
    """The weight from which every block is drawn, so that about `rows` are."""
    low, high = 0.0, float(weights.max())
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if np.minimum(1.0, weights / middle).sum() > rows else (low, middle)
    return high
