"""Where a page's blocks are cut into kept and dropped: at the greatest expected F1.

Block probabilities p and token counts n give, for any set of kept blocks, an expected
F1 = 2·Σ p·n over the kept / (Σ n over the kept + Σ p·n over all); the best set is a prefix of the blocks by falling p.
"""

import numpy as np

from pipeline.content.features.layout import Floats
from pipeline.options import Focus

SHIFT: dict[Focus, float] = {"precision": -0.9, "balanced": 0.0, "recall": 0.9}
"""What is added to the logit of every block before the cut."""


def best_cut(probability: Floats, size: Floats, focus: Focus) -> tuple[float, float]:
    """(lowest probability that is kept, expected F1 of what is kept). Probabilities in 0 to 1, sizes in tokens."""
    if not len(probability):
        return 0.5, 0.0
    logit = np.log(np.clip(probability, 1e-6, 1 - 1e-6)) - np.log(np.clip(1 - probability, 1e-6, 1 - 1e-6))
    shifted = 1 / (1 + np.exp(-(logit + SHIFT[focus])))
    order = np.argsort(-shifted, kind="stable")
    last = int(np.argmax(_expected_f1(shifted, size, order)))
    return float(probability[order[last]]), float(_expected_f1(probability, size, order)[last])


def _expected_f1(probability: Floats, size: Floats, order: np.ndarray) -> Floats:
    mass = (probability * size)[order]
    expected: Floats = 2 * np.cumsum(mass) / (np.cumsum(size[order]) + mass.sum() + 1e-9)
    return expected
