"""Which tokens of a page stand in its gold text: the labels that the content model learns from.

In-order alignment: n-grams that are unique on both sides anchor it, the longest run of anchors in the same order
is kept (as in patience diff), and the gaps between anchors are aligned in turn. Then a second chance for
blocks that the gold holds in another place.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

WORD = re.compile(r"\w+")
ANCHOR_WORDS = (6, 4, 2, 1)
MOVED_WORDS = 4
MOVED_SHARE = 0.8


def tokens(text: str) -> list[str]:
    """Lower-cased words, as the scorer counts them."""
    return WORD.findall(text.lower())


def soft_labels(blocks: Sequence[Sequence[str]], gold: Sequence[str]) -> list[float]:
    """For each block, given as its tokens, the share of them that stands in the gold text: 0 to 1."""
    page = [token for block in blocks for token in block]
    matched, used = align(page, gold)
    left = Counter(_grams([token if not there else "" for token, there in zip(gold, used, strict=True)]))
    labels, at = [], 0
    for block in blocks:
        share = sum(matched[at : at + len(block)]) / len(block) if block else 0.0
        at += len(block)
        grams = _grams(block)
        if share < 0.5 and grams and sum(left[gram] > 0 for gram in grams) >= MOVED_SHARE * len(grams):
            left.subtract(grams)
            share = 1.0
        labels.append(share)
    return labels


def align(page: Sequence[str], gold: Sequence[str]) -> tuple[bytearray, bytearray]:
    """One flag a token of each side: 1 where it is aligned with one of the other."""
    matched, used = bytearray(len(page)), bytearray(len(gold))
    gaps = [(0, len(page), 0, len(gold))]
    while gaps:
        start, end, first, last = gaps.pop()
        size, anchors = _anchors(page[start:end], gold[first:last])
        i, j = start, first
        for a, b in anchors:
            a, b = a + start, b + first
            if a < i or b < j:
                continue
            while a > i and b > j and page[a - 1] == gold[b - 1]:
                a, b, size = a - 1, b - 1, size + 1
            stop, until = a, b
            while stop < end and until < last and page[stop] == gold[until]:
                stop, until = stop + 1, until + 1
            matched[a:stop] = b"\1" * (stop - a)
            used[b:until] = b"\1" * (until - b)
            gaps.append((i, a, j, b))
            i, j = stop, until
        if anchors:
            gaps.append((i, end, j, last))
    return matched, used


def _anchors(page: Sequence[str], gold: Sequence[str]) -> tuple[int, list[tuple[int, int]]]:
    """(words an anchor, their positions on both sides, rising on both) for the longest n-grams that give any."""
    for size in ANCHOR_WORDS:
        if len(page) < size or len(gold) < size:
            continue
        there, here = _unique(gold, size), _unique(page, size)
        pairs = [(i, there[gram]) for gram, i in here.items() if gram in there]
        if pairs:
            return size, _longest_rise(pairs)
    return 0, []


def _unique(words: Sequence[str], size: int) -> dict[tuple[str, ...], int]:
    """The n-grams that occur once, in order, with where."""
    found: dict[tuple[str, ...], int] = {}
    for index, gram in enumerate(zip(*(words[k:] for k in range(size)), strict=False)):
        found[gram] = -1 if gram in found else index
    return {gram: index for gram, index in found.items() if index >= 0}


def _longest_rise(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence whose second numbers rise."""
    tails: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, (_, position) in enumerate(pairs):
        place = bisect_left(tails, position)
        before.append(at[place - 1] if place else -1)
        if place == len(tails):
            tails.append(position)
            at.append(index)
        else:
            tails[place], at[place] = position, index
    run = []
    index = at[-1] if at else -1
    while index >= 0:
        run.append(pairs[index])
        index = before[index]
    return run[::-1]


def _grams(words: Sequence[str]) -> list[tuple[str, ...]]:
    """The MOVED_WORDS-grams with no empty token."""
    grams = zip(*(words[k:] for k in range(MOVED_WORDS)), strict=False)
    return [gram for gram in grams if all(gram)]
