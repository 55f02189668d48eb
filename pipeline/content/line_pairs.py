"""Hashes of a page's lines, and of each with the two after it: what pages of a site share, lines and order."""

import re
from collections.abc import Iterable
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

NEIGHBOURS = (1, 2)
MIN_PAIRS = 2
LETTERS = re.compile(r"[^\W\d_]{2}|[\u3040-\u9fff]")
"""Rows of numbers and of rulers stand on pages of any site."""
MULTIPLIERS = tuple(np.uint64(odd) for odd in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F))
Hashes = NDArray[np.uint64]
NO_SEED = np.uint64(0)


def line_hashes(texts: Iterable[str]) -> Hashes:
    """One a line, whatever its case."""
    lines = (text.casefold().encode("utf-8", "surrogatepass") for text in texts)
    digests = b"".join([blake2b(line, digest_size=8).digest() for line in lines])
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)


def pair_hashes(lines: Hashes, step: int) -> Hashes:
    """One for each line and the one so many places after it."""
    return lines[:-step] * MULTIPLIERS[0] + lines[step:] * MULTIPLIERS[1] + np.uint64(step)


def distinct_pairs(lines: Hashes) -> Hashes:
    """Those of each line with its neighbours, each once, in order."""
    return np.unique(np.concatenate([pair_hashes(lines, step) for step in NEIGHBOURS]))


def shared_pairs_of(lines: Hashes, shared: Hashes, seed: np.uint64 = NO_SEED) -> NDArray[np.int64]:
    """Of each line, how many of its pairs are among the shared ones, which are sorted and were mixed with the seed."""
    hits = np.zeros(len(lines), dtype=np.int64)
    for step in NEIGHBOURS:
        found = in_sorted(pair_hashes(lines, step) ^ seed, shared)
        hits[: len(found)] += found
        hits[step:] += found
    return hits


def in_sorted(values: Hashes, known: Hashes) -> NDArray[np.bool_]:
    """Which of the values are among the known ones, which are sorted."""
    if not len(known):
        return np.zeros(len(values), dtype=bool)
    at = np.minimum(np.searchsorted(known, values), len(known) - 1)
    found: NDArray[np.bool_] = known[at] == values
    return found
