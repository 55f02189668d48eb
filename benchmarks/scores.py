"""The field's metrics for extracted text: words and shingles of a gold text, snippets that must or must not be in it.

word      WCXB's: lower-cased words as bags; precision, recall and F1, averaged over pages
shingle   ScrapingHub's: 4-grams of words as bags; F1 of the mean precision and the mean recall
snippets  parts found and not found, counted over all pages
title, authors, date   as a reader would compare them: case, signs and accents aside
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

WORD = re.compile(r"\w+")
SHINGLE = 4
LOOSE = 0.9
"""F1 of a title's words from which on it is the same title."""
BY = re.compile(r"^\s*(?:written |posted |reviewed )?by[:\s]+", re.IGNORECASE)
NAMES_BETWEEN = re.compile(r"\s*(?:[,;|/\n&]|\b(?:and|und|with)\b)\s*")
CREDENTIAL = re.compile(r"ph ?d|dr|jr|sr|m ?d|mph|esq|rdn?|msc")


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


def title_match(found: str, gold: str) -> Literal["exact", "loose", ""]:
    """Equal but for case and signs; or with nine words in ten of the same."""
    found, gold = _plain(found), _plain(gold)
    if found == gold:
        return "exact"
    return "loose" if word_score(found, gold).f1 >= LOOSE else ""


def _plain(text: str) -> str:
    return " ".join(WORD.findall(unicodedata.normalize("NFKC", text).lower().replace("’", "'").replace("‘", "'")))


def same_day(found: str, gold: str) -> bool:
    """Of two dates in ISO 8601."""
    return bool(gold) and found[:10] == gold[:10]


class Authors:
    """Names found and wanted, counted over all pages; and pages without authors on which some were found."""

    def __init__(self) -> None:
        self._hits = self._found = self._wanted = self._none = self._invented = 0

    def add(self, found: str | Sequence[str], gold: str | Sequence[str]) -> None:
        ours, theirs = _names(found), _names(gold)
        if not theirs:
            self._none += 1
            self._invented += bool(ours)
            return
        self._hits += len(ours & theirs)
        self._found += len(ours)
        self._wanted += len(theirs)

    def f1(self) -> float | None:
        return f1(self._hits / max(self._found, 1), self._hits / self._wanted) if self._wanted else None

    def not_invented(self) -> float | None:
        """The share of the pages without authors on which none were found."""
        return 1 - self._invented / self._none if self._none else None


def _names(value: str | Sequence[str]) -> set[str]:
    """Personal names without `by`, credentials and accents, for comparison."""
    found = set()
    for text in [value] if isinstance(value, str) else value:
        for name in NAMES_BETWEEN.split(BY.sub("", text)):
            letters = unicodedata.normalize("NFKD", name.strip())
            plain = _plain("".join(char for char in letters if not unicodedata.combining(char)))
            if plain and not CREDENTIAL.fullmatch(plain):
                found.add(plain)
    return found
