"""Where a page's blocks are cut into kept and dropped: at the greatest expected F1.

Block probabilities p and token counts n give, for any set of kept blocks, an expected
F1 = 2·Σ p·n over the kept / (Σ n over the kept + Σ p·n over all); the best set is a prefix of the blocks by falling p.
"""

import numpy as np

from pipeline.content.features.layout import Floats
from pipeline.options import Focus

NOTHING, NOTHING_WORDS = 0.3, 30
"""Nothing is kept where no block is likelier than this, and fewer words than this are expected to be content at all.

Such a page is a shell: its content is fetched by a script, or its chrome is all that was saved.
"""
KEEPS_NOTHING = 1.0
"""The cut of such a page."""
SHIFT: dict[Focus, float] = {"precision": -0.9, "balanced": 0.0, "recall": 0.9}
"""What is added to the logit of every block before the cut."""


def best_cut(probability: Floats, size: Floats, focus: Focus) -> tuple[float, float]:
    """(lowest probability that is kept, expected F1 of what is kept). Probabilities in 0 to 1, sizes in tokens.

    Where nothing is worth keeping, KEEPS_NOTHING and the F1 expected of the best that could be kept.
    """
    if not len(probability):
        return 0.5, 0.0
    logit = np.log(np.clip(probability, 1e-6, 1 - 1e-6)) - np.log(np.clip(1 - probability, 1e-6, 1 - 1e-6))
    shifted = 1 / (1 + np.exp(-(logit + SHIFT[focus])))
    order = np.argsort(-shifted, kind="stable")
    last = int(np.argmax(_expected_f1(shifted, size, order)))
    nothing = shifted[order[0]] < NOTHING and (shifted * size).sum() < NOTHING_WORDS
    cut = KEEPS_NOTHING if nothing else float(probability[order[last]])
    return cut, float(_expected_f1(probability, size, order)[last])


def _expected_f1(probability: Floats, size: Floats, order: np.ndarray) -> Floats:
    mass = (probability * size)[order]
    expected: Floats = 2 * np.cumsum(mass) / (np.cumsum(size[order]) + mass.sum() + 1e-9)
    return expected
