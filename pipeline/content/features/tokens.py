"""A page's tokens, hashed for the lexicon: names, paths of tags, lines and words."""

from functools import cache, cached_property
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from pipeline.content.features import token_loop
from pipeline.content.features.layout import Ints, Layout
from pipeline.content.features.lines import line_buckets
from pipeline.content.features.names import (
    BITS,
    BUCKETS,
    MAX_NAMES,
    SEPARATOR,
    SEPARATORS,
    SPACE,
    name_tokens,
    tag_bucket,
)
from pipeline.content.features.text import codes_of
from pipeline.content.features.vocabulary import Words
from pipeline.content.features.word_loop import OTHER_PLANES

PATH_STEPS = (2, 4, 6)
Ragged = tuple[Ints, Ints]
"""Flat values, and where those of each begin."""


class Tokens:
    """The buckets of a page's tokens: for each of `layout.kinds` flat values and starts, one a block for the rest."""

    def __init__(self, layout: Layout, lowered: str, words: Words) -> None:
        self._layout = layout
        self.lines = looped_lines(words) if token_loop.IS_COMPILED else line_buckets(lowered)
        self.words = (words.buckets() + BUCKETS, words.text.astype(np.int32))

    @cached_property
    def _named(self) -> tuple[tuple[Ragged, Ragged, Ragged], Ints]:
        """What names say: asked of HTML only, as are paths. Of exports, training alone counts them."""
        lists, flags = (looped_names if token_loop.IS_COMPILED else name_tokens)(self._layout.kinds)
        whole, parts, tagged = [(np.asarray(buckets), np.asarray(starts)) for buckets, starts in lists]
        return (whole, parts, tagged), np.asarray(flags)

    @property
    def kinds(self) -> tuple[Ragged, Ragged, Ragged]:
        return self._named[0]

    @cached_property
    def flags(self) -> Ints:
        """For each element what its names say: see `said`."""
        flags: Ints = self._named[1][self._layout.kind]
        return flags

    @cached_property
    def paths(self) -> list[Ints]:
        return _paths(self._layout)


@cache
def character_kinds() -> NDArray[np.uint8]:
    """For each character of the Basic Multilingual Plane: does it stand between words, or between parts of names?"""
    spaces = [SPACE if chr(code).isspace() else 0 for code in range(OTHER_PLANES + 1)]
    table = np.array(spaces, dtype=np.uint8)
    table[list(SEPARATORS)] |= SEPARATOR
    return table


def looped_names(kinds: list[tuple[str, str]]) -> tuple[list[Ragged], Ints]:
    """What `name_tokens` gives."""
    names = [names for _, names in kinds]
    codes = codes_of("".join(names))
    sizes = np.fromiter(map(len, names), np.int64)
    room = np.empty((4, int(sizes.max()) // 2 + 1), np.int64)
    rows = np.empty((3, int(np.minimum(sizes // 2 + 1, MAX_NAMES).sum())), np.int64)
    starts, flags = np.zeros((3, len(kinds) + 1), np.int64), np.empty(len(kinds), np.int64)
    tags = np.fromiter([tag_bucket(tag) for tag, _ in kinds], np.int64)
    token_loop.fill_names(codes, np.cumsum(sizes), tags, character_kinds(), rows, starts, flags, room)
    return [(row[: ends[-1]], ends[:-1]) for row, ends in zip(rows, starts, strict=True)], flags


def looped_lines(words: Words) -> list[Ints]:
    """What `line_buckets` gives."""
    rows = np.empty((4, words.texts), np.int64)
    token_loop.fill_lines(words.codes, character_kinds(), rows)
    return list(rows)


def _paths(layout: Layout) -> list[Ints]:
    """Buckets of the last 2, 4 and 6 tags above each block."""
    tags = np.fromiter([crc32(tag.encode()) for tag, _ in layout.kinds], np.uint64)[layout.kind]
    element = layout.element
    mixed = np.zeros(layout.blocks, dtype=np.uint64)
    paths = []
    for step in range(1, max(PATH_STEPS) + 1):
        mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + tags[element] + np.uint64(step)
        if step in PATH_STEPS:
            paths.append((mixed >> np.uint64(64 - BITS)).astype(np.int64))
        element = layout.parents[element]
    return paths
