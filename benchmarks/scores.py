"""The field's metrics for extracted text: words and shingles of a gold text, snippets that must or must not be in it.

word      WCXB's: lower-cased words as bags; precision, recall and F1, averaged over pages
shingle   ScrapingHub's: 4-grams of words as bags; F1 of the mean precision and the mean recall
snippets  parts found and not found, counted over all pages
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

WORD = re.compile(r"\w+")
SHINGLE = 4


class Score(NamedTuple):
    precision: float
    recall: float
    f1: float


def word_score(text: str, gold: str) -> Score:
    """One page's words against its gold. Both empty: perfect."""
    return _bags(Counter(WORD.findall(text.lower())), Counter(WORD.findall(gold.lower())))


def _bags(found: Counter[str], wanted: Counter[str]) -> Score:
    if not found or not wanted:
        return Score(1.0, 1.0, 1.0) if not found and not wanted else Score(0.0, 0.0, 0.0)
    common = (found & wanted).total()
    return Score(common / found.total(), common / wanted.total(), 2 * common / (found.total() + wanted.total()))


def shingle_f1(texts_and_golds: Iterable[tuple[str, str]]) -> float:
    """F1 of mean precision (over pages with text) and mean recall (over pages with gold)."""
    precisions, recalls = [], []
    for text, gold in texts_and_golds:
        found, wanted = _shingles(text), _shingles(gold)
        common = (found & wanted).total()
        if found:
            precisions.append(common / found.total())
        if wanted:
            recalls.append(common / wanted.total())
    return f1(mean(precisions), mean(recalls))


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)) if words)


def snippet_score(pages: Iterable[tuple[str, Sequence[str], Sequence[str]]]) -> Score:
    """Over (text, parts that must be in it, parts that must not)."""
    kept = wanted = junk = 0
    for text, must, must_not in pages:
        text = " ".join(text.split())
        kept += sum(" ".join(part.split()) in text for part in must)
        junk += sum(" ".join(part.split()) in text for part in must_not)
        wanted += len(must)
    precision, recall = kept / max(1, kept + junk), kept / max(1, wanted)
    return Score(precision, recall, f1(precision, recall))


def f1(precision: float, recall: float) -> float:
    """The harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision and recall else 0.0


def mean(values: Sequence[float]) -> float:
    """The mean, 0 of nothing."""
    return sum(values) / len(values) if values else 0.0
