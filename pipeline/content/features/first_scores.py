# cython: boundscheck=False, wraparound=False
"""What a first model's scores say of a line and those around it: where content runs, and where it ends.

For exports only: where there is no tree, a line's neighbours say most.
"""

import numpy as np

from pipeline.content.features.layout import FAR, Columns, Floats, Numbers, numbers, prefix_sums

STEPS = (1, 2, 3)
WINDOWS = (2, 5, 12, 30)
LIKELY = (0.3, 0.6)
MAX_DISTANCE = 50.0
NO_LINE = -9.0
"""Log-odds of a line that is not there."""
EDGE = 1e-4
BESIDE_NAMES = tuple([f"score_{step}_{side}" for step in STEPS for side in ("before", "after")])
NEAR_NAMES = tuple([f"score_{side}_within_{size}" for size in WINDOWS for side in ("around", "before", "after")])
LIKELY_NAMES = tuple([f"score_{way}_{least:.1f}" for least in LIKELY for way in ("since", "until")])
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
    run, likely = np.empty((len(RUN_NAMES), len(sizes))), np.empty((len(LIKELY_NAMES), len(sizes)))
    _fill_run(numbers(prefix_sums((probability - 0.5) * sizes)), run)
    _fill_likely(numbers(probability), likely)
    columns |= zip(RUN_NAMES, run, strict=True)
    columns |= zip(LIKELY_NAMES, likely, strict=True)
    page = {"page": hits[-1] / max(words[-1], 1), "page_most": probability.max(), "page_words": np.log1p(hits[-1])}
    columns |= {f"score_{name}": np.full(len(sizes), value) for name, value in page.items()}
    rank = np.empty(len(sizes))
    rank[np.argsort(-probability, kind="stable")] = np.arange(len(sizes))
    columns["score_rank"] = rank / len(sizes)
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


def _fill_run(sums: Numbers, rows: Floats) -> None:
    """The columns of RUN_NAMES: is a line in the run of lines that gains most by being kept, how far from it, from its
    end? Given the sums of what lines gain."""
    lines = len(sums) - 1
    lowest, most, start, stop, least = sums[0], 0.0, 0, 0, 0
    for line in range(lines + 1):
        if sums[line] < lowest:
            lowest, least = sums[line], line
        if sums[line] - lowest > most:
            most, start, stop = sums[line] - lowest, least, line
    for line in range(lines):
        away = line - start if line < start else line - stop + 1 if line >= stop else 0
        rows[0, line] = away == 0
        rows[1, line] = max(min(away, MAX_DISTANCE), -MAX_DISTANCE)
        rows[2, line] = max(min(stop - line, MAX_DISTANCE), -MAX_DISTANCE)


def _fill_likely(probability: Numbers, rows: Floats) -> None:
    """The columns of LIKELY_NAMES: lines since the last likely one, and until the next; FAR for none."""
    lines = len(probability)
    for place in range(len(LIKELY)):
        least, since, until = LIKELY[place], FAR, FAR
        for line in range(lines):
            since = 0.0 if probability[line] > least else min(since + 1, FAR)
            rows[2 * place, line] = since
        for line in range(lines - 1, -1, -1):
            until = 0.0 if probability[line] > least else min(until + 1, FAR)
            rows[2 * place + 1, line] = until
