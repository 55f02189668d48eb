# cython: boundscheck=False, wraparound=False
"""What a first model's scores say of a line and those around it: where content runs, and where it ends.

For exports only: where there is no tree, a line's neighbours say most.
"""

import numpy as np
from numpy.typing import NDArray

from pipeline.content.features.layout import Columns, Floats, Numbers, numbers, prefix_sums, since_last

STEPS = (1, 2, 3)
WINDOWS = (2, 5, 12, 30)
LIKELY = (0.3, 0.6)
MAX_DISTANCE = 50.0
NO_LINE = -9.0
"""Log-odds of a line that is not there."""
EDGE = 1e-4
BESIDE_NAMES = tuple([f"score_{step}_{side}" for step in STEPS for side in ("before", "after")])
NEAR_NAMES = tuple([f"score_{side}_within_{size}" for size in WINDOWS for side in ("around", "before", "after")])
RUN_NAMES = ("score_in_run", "score_to_run", "score_to_run_end")


def score_columns(probability: Floats, sizes: Floats) -> Columns:
    """The columns of the group, given each line's probability and its words."""
    odds = np.clip(probability, EDGE, 1 - EDGE)
    odds = np.log(odds / (1 - odds))
    hits, words = prefix_sums(probability * sizes), prefix_sums(sizes)
    total = hits[-1] or 1.0
    beside, near = np.empty((len(BESIDE_NAMES), len(sizes))), np.empty((len(NEAR_NAMES), len(sizes)))
    _fill_beside(numbers(odds), beside)
    _fill_near(numbers(hits), numbers(words), near)
    columns: Columns = {"score": odds, "score_so_far": hits[:-1] / total, "score_to_come": 1 - hits[1:] / total}
    columns |= zip(BESIDE_NAMES, beside, strict=True)
    columns |= zip(NEAR_NAMES, near, strict=True)
    columns |= zip(RUN_NAMES, _run(probability, sizes), strict=True)
    for least in LIKELY:
        columns |= _likely(probability > least, f"{least:.1f}")
    page = {"page": hits[-1] / max(words[-1], 1), "page_most": probability.max(), "page_words": np.log1p(hits[-1])}
    columns |= {f"score_{name}": np.full(len(sizes), value) for name, value in page.items()}
    columns["score_rank"] = np.argsort(np.argsort(-probability, kind="stable")) / len(sizes)
    return columns


def _fill_beside(odds: Numbers, rows: Floats) -> None:
    """The columns of BESIDE_NAMES."""
    lines = len(odds)
    for place in range(len(STEPS)):
        step = STEPS[place]
        for line in range(lines):
            rows[2 * place, line] = odds[line - step] if line >= step else NO_LINE
            rows[2 * place + 1, line] = odds[line + step] if line + step < lines else NO_LINE


def _fill_near(hits: Numbers, words: Numbers, rows: Floats) -> None:
    """The columns of NEAR_NAMES: the share of the words that are likely content, by prefix sums of both."""
    lines = len(hits) - 1
    for place in range(len(WINDOWS)):
        size = WINDOWS[place]
        for line in range(lines):
            first, after, last = max(line - size, 0), line + 1, min(line + size + 1, lines)
            rows[3 * place, line] = (hits[last] - hits[first]) / max(words[last] - words[first], 1)
            rows[3 * place + 1, line] = (hits[line] - hits[first]) / max(words[line] - words[first], 1)
            rows[3 * place + 2, line] = (hits[last] - hits[after]) / max(words[last] - words[after], 1)


def _run(probability: Floats, sizes: Floats) -> NDArray[np.float64]:
    """Whether a line is in the run of lines that gains most by being kept, and how far from it and from its end."""
    sums = prefix_sums((probability - 0.5) * sizes)
    lowest = np.minimum.accumulate(sums)
    stop = int(np.argmax(sums - lowest))
    start = int(np.argmin(sums[: stop + 1]))
    at = np.arange(len(sizes))
    away = np.where(at < start, at - start, np.where(at >= stop, at - stop + 1, 0))
    return np.array(
        [
            away == 0,
            np.clip(away, -MAX_DISTANCE, MAX_DISTANCE),
            np.clip(stop - at, -MAX_DISTANCE, MAX_DISTANCE),
        ]
    )


def _likely(flags: NDArray[np.bool_], name: str) -> Columns:
    """Lines since the last likely one, and until the next."""
    return {f"score_since_{name}": since_last(flags), f"score_until_{name}": since_last(flags[::-1])[::-1]}
