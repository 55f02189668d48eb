"""Corpora → the model file that the package ships.

    python -m benchmarks.train CORPUS…

Trains on all pages; the confidence is calibrated on models that leave a fold out. The same corpora give the same bytes.
"""

import sys
from pathlib import Path

import numpy as np

import pipeline.content
from benchmarks.evaluate import fold_models
from benchmarks.examples import make_examples, read_corpora
from pipeline.content.training import Trainer
from pipeline.content.weights import FILE


def main(folders: list[str]) -> None:
    pages, fold, origin = read_corpora(folders)
    examples = make_examples(pages, fold)
    model = Trainer(examples).fit(None, origin)
    knots = np.mean([np.interp(KNOTS, *held.calibration) for held in fold_models(examples, origin)], axis=0)
    path = Path(pipeline.content.__path__[0], FILE)
    model.calibrated(np.array([KNOTS, knots])).save(path)
    print(f"{path}: {path.stat().st_size} bytes, {len(model.columns)} features, {len(examples)} pages")


KNOTS = np.linspace(0, 1, 21)

if __name__ == "__main__":
    main(sys.argv[1:])
