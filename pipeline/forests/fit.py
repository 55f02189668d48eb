"""Rows with labels → a forest. Deterministic: the same rows give the same bytes on the same versions."""

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.forests.forest import Floats, Forest

DEPTH, RATE = 6, 0.1
THREADS = 2  # sums of floats depend on it


@dataclass(frozen=True, slots=True)
class Rows:
    """What a forest is fitted on: blocks of pages, or candidates for a fact."""

    names: tuple[str, ...]
    """Of the features."""
    matrix: NDArray[np.float32]
    """(rows, features)."""
    labels: Floats
    weights: Floats

    def chosen(self, choose: Callable[[str], bool]) -> "Rows":
        """The same rows with some of the features."""
        places = [place for place, name in enumerate(self.names) if choose(name)]
        names = tuple(self.names[place] for place in places)
        return Rows(names, self.matrix[:, places], self.labels, self.weights)


def fit_forest(rows: Rows, trees: int, seed: int, rate: float = RATE) -> Forest:
    """A forest whose scores are the log-odds of the labels, which are shares. Needs catboost, of the `train` extra."""
    import catboost

    booster = catboost.CatBoost(
        {
            "loss_function": "CrossEntropy",  # labels are shares
            "iterations": trees,
            "depth": DEPTH,
            "learning_rate": rate,
            "border_count": 64,
            "rsm": 0.3,
            "bootstrap_type": "Bernoulli",
            "subsample": 0.8,
            "l2_leaf_reg": 3.0,
            "score_function": "L2",
            "leaf_estimation_iterations": 1,
            "random_seed": seed + 1,
            "thread_count": THREADS,
            "allow_writing_files": False,
            "verbose": 0,
        }
    )
    booster.fit(catboost.Pool(rows.matrix, rows.labels, weight=rows.weights, feature_names=list(rows.names)))
    return _read_forest(booster)


def _read_forest(booster: object) -> Forest:
    """The trees of a CatBoost model: its first split is the lowest bit of a leaf's number, ours the highest."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "model.json")
        booster.save_model(str(path), format="json")  # type: ignore[attr-defined]
        told = json.loads(path.read_text())
    trees = told["oblivious_trees"]
    scale, (bias,) = told["scale_and_bias"]
    feature = np.zeros((DEPTH, len(trees)), dtype=np.int64)
    border = np.full((DEPTH, len(trees)), np.inf, dtype=np.float32)
    leaves, cover = np.zeros((2, len(trees), 1 << DEPTH), dtype=np.float32)
    for index, tree in enumerate(trees):
        splits = tree["splits"] or ()  # none where no question was worth it
        for level, split in enumerate(reversed(splits), start=DEPTH - len(splits)):
            feature[level, index] = split["float_feature_index"]
            border[level, index] = split["border"]
        leaves[index, : len(tree["leaf_values"])] = np.array(tree["leaf_values"]) * scale
        cover[index, : len(tree["leaf_weights"])] = np.array(tree["leaf_weights"]) / sum(tree["leaf_weights"])
    return Forest(feature, border, leaves, cover, float(bias))
