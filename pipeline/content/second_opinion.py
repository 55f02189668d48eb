"""What trafilatura would keep of the page, for pages that the model is not sure about."""

from collections.abc import Sequence

import numpy as np

from pipeline.content.features.layout import Floats
from pipeline.segment.guard import guard

WEIGHT = 1.0
"""What the other's verdict adds to a block's logit, or takes from it."""
MAX_CHARS = 2_000_000
"""Of markup; more takes the other a minute."""
GRAM = 4
SHARE = 0.6


def second_opinion(markup: str, texts: Sequence[str]) -> Floats | None:
    """For each block 1 where trafilatura keeps it, else 0; None if trafilatura finds nothing."""
    if len(markup) > MAX_CHARS:
        return None
    from trafilatura import extract

    try:
        found = extract(guard(markup)[0], include_comments=False, include_tables=True)
    except Exception:  # an opinion that cannot be had is no opinion; the page is the model's
        return None
    if not found:
        return None
    lines = {_key(line) for line in found.splitlines()} - {""}
    grams = set(_grams(found))
    return np.array([1.0 if _key(text) in lines or _is_in(text, grams) else 0.0 for text in texts])


def weighed(probability: Floats, opinion: Floats) -> Floats:
    """The probabilities, moved towards the other opinion."""
    clipped = np.clip(probability, 1e-6, 1 - 1e-6)
    logit = np.log(clipped / (1 - clipped)) + WEIGHT * (2 * opinion - 1)
    moved: Floats = np.round(1 / (1 + np.exp(-logit)), 4)
    return moved


def _key(text: str) -> str:
    return "".join(text.lower().split()).strip("-|*#")


def _grams(text: str) -> list[tuple[str, ...]]:
    words = text.lower().split()
    return list(zip(*(words[k:] for k in range(GRAM)), strict=False))


def _is_in(text: str, known: set[tuple[str, ...]]) -> bool:
    grams = _grams(text)
    return bool(grams) and sum(gram in known for gram in grams) >= SHARE * len(grams)
