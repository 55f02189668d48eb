"""The detector of random tokens: false hits on words in mixed case, out of fold, and random tokens found, by length.

    python -m benchmarks.random_tokens CORPUS… [--train]

Words are those of the gold texts. `--train` also writes the tables that the rule garbage-id reads.
"""

import argparse
import random
import re
import string
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

import pipeline.rules
from benchmarks.examples import read_corpora
from pipeline.rules.layout.garbage_id import CANDIDATE, MAX_CHARS, MIN_CHARS, is_random
from pipeline.rules.random_tokens import DIGIT, FILE, LETTERS, SCALE, Tables, kind_triples, letter_triples, randomness

FOLDS = 5
START = 6  # characters of a word that decide its fold: its kin go with it
WORD = re.compile(r"[A-Za-z]{2,}")
TOKEN = re.compile(r"(?<![\w/.\-=@#&?%+])[A-Za-z0-9]{8,64}(?![\w/\-=@&?%+]|\.\w)")
PAGES = 2  # on which a word must stand, not to be a slip
DRAWN, SEED = 2000, 3
ALPHABETS = {"letters and digits": string.ascii_letters + string.digits, "letters": string.ascii_letters}
LENGTHS = range(8, 25)


def tables_of(mixed: Iterable[str], words: Iterable[str]) -> Tables:
    """The tables, from tokens in mixed case and from words."""
    kinds, letters = np.zeros((4, 4, DIGIT + 1)), np.zeros((LETTERS + 1, LETTERS + 1, LETTERS))
    for token in mixed:
        for triple in kind_triples(token):
            kinds[triple] += 1
    for word in words:
        for triple in letter_triples(word):
            letters[triple] += 1
    two = letters.sum(axis=0)
    one = (two.sum(axis=0) + 0.5) / (two.sum() + 0.5 * LETTERS)
    after_one = (two + 10 * one) / (two.sum(axis=1, keepdims=True) + 10)
    after_two = (letters + 5 * after_one) / (letters.sum(axis=2, keepdims=True) + 5)
    after_kinds = (kinds + 0.5) / (kinds + 0.5).sum(axis=2, keepdims=True)
    return Tables(*(np.clip(np.round(np.log(p) * SCALE), -127, 0).astype(np.int8) for p in (after_kinds, after_two)))


def fold_of(word: str) -> int:
    return zlib.crc32(word[:START].lower().encode()) % FOLDS


def drawn(alphabet: str, length: int, chance: random.Random) -> str:
    """A random token in mixed case."""
    while True:
        token = "".join(chance.choice(alphabet) for _ in range(length))
        if CANDIDATE.fullmatch(token):
            return token


def read_words(folders: Sequence[str]) -> tuple[Counter[str], list[str]]:
    """Tokens in mixed case with how often they occur, and words, of all gold texts."""
    mixed: Counter[str] = Counter()
    pages: Counter[str] = Counter()
    for page in read_corpora(folders)[0]:
        if page.gold:
            mixed.update(token for token in TOKEN.findall(page.gold) if CANDIDATE.fullmatch(token))
            pages.update({word.lower() for word in WORD.findall(page.gold)})
    return mixed, sorted(word for word, count in pages.items() if count >= PAGES)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+")
    parser.add_argument("--train", action="store_true")
    args = parser.parse_args()
    mixed, words = read_words(args.corpus)
    hits = []
    for fold in range(FOLDS):
        others = tables_of(
            [token for token in sorted(mixed) if fold_of(token) != fold], [w for w in words if fold_of(w) != fold]
        )
        own = [token for token in sorted(mixed) if fold_of(token) == fold]
        hits += [(randomness(token, others), token) for token in own if is_random(token, others)]
    print(f"{len(words)} words; {len(mixed)} tokens in mixed case, {MIN_CHARS} to {MAX_CHARS} characters,")
    print(f"in {sum(mixed.values())} places; taken for random: {len(hits)}, in {sum(mixed[t] for _, t in hits)} places")
    print(*(f"  {score:.1f} {token}" for score, token in sorted(hits, reverse=True)), sep="\n")
    tables = tables_of(sorted(mixed), words)
    chance = random.Random(SEED)
    for name, alphabet in ALPHABETS.items():
        found = [
            sum(is_random(drawn(alphabet, length, chance), tables) for _ in range(DRAWN)) / DRAWN for length in LENGTHS
        ]
        print(f"random {name}, found of {LENGTHS[0]} to {LENGTHS[-1]} characters: {sum(found) / len(found):.3f}")
        print("  " + " ".join(f"{length}: {share:.2f}" for length, share in zip(LENGTHS, found, strict=True)))
    if args.train:
        path = Path(pipeline.rules.__path__[0], FILE)
        with path.open("wb") as file:
            np.savez_compressed(file, kinds=tables.kinds, letters=tables.letters)
        print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
