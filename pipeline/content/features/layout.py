"""A page as arrays: one entry a block, one an element. What every feature group starts from.

Elements lie in document order, and the blocks under one are a range: a sum over a subtree is the difference of two
prefix sums, and "inside an element that …" is one slice assignment.
"""

from array import array
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.model import Document

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Columns = dict[str, Floats]
SEPARATOR = "\0"
"""Stands between texts that are looked at as one; `plain_texts` takes it out of them."""
PAIR = 1 << 32
FAR = 99.0
"""A distance where there is nothing to be far from."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The page's tree as arrays. Element 0 stands for the whole page: text that has no element lies in it."""

    blocks: int
    element: Ints
    """Element of each block."""
    parent: list[int]
    first: list[int]
    last: list[int]
    depth: list[int]
    tags: list[str]
    names: list[str]
    parents: Ints
    """`parent`, `first`, `last` and `depth` as arrays."""
    firsts: Ints
    lasts: Ints
    depths: Ints
    tag_paths: Ints
    """For each element a number that those with the same tags above them share."""
    class_paths: Ints
    """The same for tags and names."""
    siblings: Ints
    """For each element a number that children of one parent with its tag and first name share."""
    kinds: list[tuple[str, str]]
    """The distinct (tag, names) of the page's elements."""
    kind: Ints
    """For each element, its place in `kinds`."""
    by_tag: dict[str, list[int]]
    """Tag → its elements that hold text."""


def lay_out(document: Document) -> Layout:
    """The arrays of a page."""
    elements = document.elements
    parent = [0, *[element.parent + 1 for element in elements]]
    first = [0, *[element.first for element in elements]]
    last = [len(document.blocks), *[element.last for element in elements]]
    tags = ["", *[element.tag for element in elements]]
    names = ["", *[element.names for element in elements]]
    depth, tag_paths, class_paths, siblings, kind = (array("q", bytes(8 * len(parent))) for _ in range(5))
    kinds: dict[tuple[str, str], int] = {("", ""): 0}
    tag_numbers, card_numbers = _number_kinds(tags, names, kinds, kind)
    _number_paths(parent, kind, tag_numbers, card_numbers, depth, tag_paths, class_paths, siblings)
    by_tag: dict[str, list[int]] = {}
    for index, tag in enumerate(tags):
        if index and last[index] > first[index]:
            by_tag.setdefault(tag, []).append(index)
    return Layout(
        blocks=len(document.blocks),
        element=np.fromiter([block.element + 1 for block in document.blocks], np.int64),
        parent=parent,
        first=first,
        last=last,
        depth=depth.tolist(),
        tags=tags,
        names=names,
        parents=np.fromiter(parent, np.int64),
        firsts=np.fromiter(first, np.int64),
        lasts=np.fromiter(last, np.int64),
        depths=np.frombuffer(depth, np.int64),
        tag_paths=np.frombuffer(tag_paths, np.int64),
        class_paths=np.frombuffer(class_paths, np.int64),
        siblings=np.frombuffer(siblings, np.int64),
        kinds=list(kinds),
        kind=np.frombuffer(kind, np.int64),
        by_tag=by_tag,
    )


def _number_kinds(
    tags: list[str], names: list[str], kinds: dict[tuple[str, str], int], kind: "array[int]"
) -> tuple[list[int], list[int]]:
    """Fills `kinds` and `kind`. For each kind a number for its tag, and one for its tag and first name."""
    of_tags: dict[str, int] = {}
    of_cards: dict[tuple[str, str], int] = {}
    tag_numbers, card_numbers = [0], [0]
    for index in range(1, len(tags)):
        tag, name = tags[index], names[index]
        own = kinds.setdefault((tag, name), len(kinds))
        kind[index] = own
        if own == len(tag_numbers):
            tag_numbers.append(of_tags.setdefault(tag, len(of_tags)))
            # The first name only: cards differ in their state ("active", "odd") and ids.
            card_numbers.append(of_cards.setdefault((tag, name.partition(" ")[0]), len(of_cards)))
    return tag_numbers, card_numbers


def _number_paths(
    parent: list[int],
    kind: "array[int]",
    tag_numbers: list[int],
    card_numbers: list[int],
    depth: "array[int]",
    tag_paths: "array[int]",
    class_paths: "array[int]",
    siblings: "array[int]",
) -> None:
    """Fills the last four."""
    # Two small numbers as one: a key that is quick to hash.
    of_tags: dict[int, int] = {}
    of_names: dict[int, int] = {}
    of_siblings: dict[int, int] = {}
    for index in range(1, len(parent)):
        above, own = parent[index], kind[index]
        depth[index] = depth[above] + 1
        key = tag_paths[above] * PAIR + tag_numbers[own]
        tag_paths[index] = of_tags.setdefault(key, len(of_tags) + 1)
        key = class_paths[above] * PAIR + own
        class_paths[index] = of_names.setdefault(key, len(of_names) + 1)
        key = above * PAIR + card_numbers[own]
        siblings[index] = of_siblings.setdefault(key, len(of_siblings) + 1)


def plain_texts(document: Document) -> list[str]:
    """The text of each block, without the separator: it is there only where the text rules are switched off."""
    texts = [block.text for block in document.blocks]
    return [text.replace(SEPARATOR, " ") for text in texts] if SEPARATOR in "".join(texts) else texts


def prefix_sums(values: Floats) -> Floats:
    """Sums of the first 0, 1, … n values: the sum of values[a:b] is the difference of entries b and a."""
    sums = np.zeros(len(values) + 1)
    np.add.accumulate(values, out=sums[1:], dtype=np.float64)
    return sums


def window_sums(sums: Floats, before: int, after: int) -> Floats:
    """For each place, the sum from `before` places before it to `after` places after it, given the prefix sums."""
    count = len(sums) - 1
    at = np.arange(count)
    return sums[np.minimum(at + after + 1, count)] - sums[np.maximum(at - before, 0)]


def last_headings(headings: NDArray[np.bool_]) -> Ints:
    """For each block the last heading, itself included; -1 for none."""
    above: Ints = np.maximum.accumulate(np.where(headings, np.arange(len(headings)), -1))
    return above


def since_last(flags: NDArray[np.bool_], start: int = 0) -> Floats:
    """For each place, how many places ago a flag stood, itself included (0); FAR where none did since `start`.

    Of several rows of flags, each for itself.
    """
    at = np.arange(flags.shape[-1])
    latest = np.maximum.accumulate(np.where(flags & (at >= start) if start else flags, at, -FAR), axis=-1)
    since: Floats = np.minimum(at - latest, FAR)
    return since


def until_next(flags: NDArray[np.bool_]) -> Floats:
    """For each place, how many places ahead the next flag stands, itself included (0); FAR where none does."""
    return since_last(flags[::-1])[::-1]
