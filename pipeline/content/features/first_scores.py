"""What a first model's scores say of a line and those around it: where content runs, and where it ends.

For exports only: where there is no tree, a line's neighbours say most.
"""

import numpy as np
from numpy.typing import NDArray

from pipeline.content.features.export_lines import shifted, window_sums
from pipeline.content.features.layout import Columns, Floats, prefix_sums, since_last

STEPS = (1, 2, 3)
WINDOWS = (2, 5, 12, 30)
LIKELY = (0.3, 0.6)
MAX_DISTANCE = 50.0
NO_LINE = -9.0
"""Log-odds of a line that is not there."""
EDGE = 1e-4


def score_columns(probability: Floats, sizes: Floats) -> Columns:
    """The columns of the group, given each line's probability and its words."""
    odds = np.clip(probability, EDGE, 1 - EDGE)
    odds = np.log(odds / (1 - odds))
    columns: Columns = {"score": odds}
    for step in STEPS:
        columns[f"score_{step}_before"] = shifted(odds, step, NO_LINE)
        columns[f"score_{step}_after"] = shifted(odds[::-1], step, NO_LINE)[::-1]
    hits, words = prefix_sums(probability * sizes), prefix_sums(sizes)
    for size in WINDOWS:
        for name, before, after in (("around", size, size), ("before", size, -1), ("after", -1, size)):
            near = window_sums(hits, before, after) / np.maximum(window_sums(words, before, after), 1)
            columns[f"score_{name}_within_{size}"] = near
    total = hits[-1] or 1.0
    columns["score_so_far"], columns["score_to_come"] = hits[:-1] / total, 1 - hits[1:] / total
    columns |= _run(probability, sizes)
    for least in LIKELY:
        columns |= _likely(probability > least, f"{least:.1f}")
    page = {"page": hits[-1] / max(words[-1], 1), "page_most": probability.max(), "page_words": np.log1p(hits[-1])}
    columns |= {f"score_{name}": np.full(len(sizes), value) for name, value in page.items()}
    columns["score_rank"] = np.argsort(np.argsort(-probability, kind="stable")) / len(sizes)
    return columns


def _run(probability: Floats, sizes: Floats) -> Columns:
    """Whether a line is in the run of lines that gains most by being kept, and how far from it and from its end."""
    sums = prefix_sums((probability - 0.5) * sizes)
    lowest = np.minimum.accumulate(sums)
    stop = int(np.argmax(sums - lowest))
    start = int(np.argmin(sums[: stop + 1]))
    at = np.arange(len(sizes))
    away = np.where(at < start, at - start, np.where(at >= stop, at - stop + 1, 0))
    return {
        "score_in_run": (away == 0).astype(np.float64),
        "score_to_run": np.clip(away, -MAX_DISTANCE, MAX_DISTANCE).astype(np.float64),
        "score_to_run_end": np.clip(stop - at, -MAX_DISTANCE, MAX_DISTANCE).astype(np.float64),
    }


def _likely(flags: NDArray[np.bool_], name: str) -> Columns:
    """Lines since the last likely one, and until the next."""
    return {f"score_since_{name}": since_last(flags), f"score_until_{name}": since_last(flags[::-1])[::-1]}
