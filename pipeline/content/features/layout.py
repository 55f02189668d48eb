# cython: boundscheck=False
"""A page as arrays: one entry a block, one an element. What every feature group starts from.

Elements lie in document order, and the blocks under one are a range: a sum over a subtree is the difference of two
prefix sums, and "inside an element that …" is one slice assignment.
"""

from array import array
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from pipeline.model import Block, Document, Element

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Columns = dict[str, Floats]
Measures = dict[str, Floats | NDArray[np.bool_]]
Numbers: TypeAlias = "array[float]"
Places: TypeAlias = "array[int]"
"""What loops read: an array's entries come quickly one by one, compiled or not; numpy's do so compiled only."""
SEPARATOR = "\0"
"""Stands between texts that are looked at as one; `plain_texts` takes it out of them."""
FAR = 99.0
"""A distance where there is nothing to be far from."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The page's tree, for loops over it. Element 0 stands for the whole page: text that has no element lies in it."""

    element: Places
    """Element of each block."""
    parent: Places
    first: Places
    last: Places
    depth: Places
    tag_path: Places
    """For each block a number that those with the same tags above them share."""
    class_path: Places
    """The same for tags and names."""
    siblings: Places
    """For each element a number that children of one parent with its tag and first name share."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A page as numpy's arrays, the tree for loops, and its tags and names."""

    blocks: int
    tree: Tree
    parent: list[int]
    tags: list[str]
    names: list[str]
    element: Ints
    parents: Ints
    firsts: Ints
    lasts: Ints
    depths: Ints
    tag_paths: Ints
    """As `Tree.tag_path`, for each element."""
    class_paths: Ints
    kinds: list[tuple[str, str]]
    """The distinct (tag, names) of the page's elements."""
    kind: Ints
    """For each element, its place in `kinds`."""
    by_tag: dict[str, list[int]]
    """Tag → its elements that hold text."""


def lay_out(document: Document) -> Layout:
    """The arrays of a page."""
    count = len(document.elements) + 1
    above, first, last, element = places(count), places(count), places(count), places(len(document.blocks))
    tags, names = _read_elements(document.elements, above, first, last)
    _read_blocks(document.blocks, element)
    last[0] = len(element)
    parent = above.tolist()
    depth, tag_paths, class_paths, siblings, kind, tag, card = (places(count) for _ in range(7))
    kinds = _number_kinds(tags, names, kind, tag, card)
    child, following = places(count), places(count)
    _link(above, depth, child, following)
    _number_paths(child, following, tag, tag_paths)
    _number_paths(child, following, kind, class_paths)
    _number_siblings(child, following, card, siblings)
    at = np.frombuffer(element, np.int64)
    tree = Tree(
        element=element,
        parent=above,
        first=first,
        last=last,
        depth=depth,
        tag_path=array("q", np.frombuffer(tag_paths, np.int64)[at].tobytes()),
        class_path=array("q", np.frombuffer(class_paths, np.int64)[at].tobytes()),
        siblings=siblings,
    )
    return Layout(
        blocks=len(document.blocks),
        tree=tree,
        parent=parent,
        tags=tags,
        names=names,
        element=at,
        parents=np.frombuffer(tree.parent, np.int64),
        firsts=np.frombuffer(tree.first, np.int64),
        lasts=np.frombuffer(tree.last, np.int64),
        depths=np.frombuffer(depth, np.int64),
        tag_paths=np.frombuffer(tag_paths, np.int64),
        class_paths=np.frombuffer(class_paths, np.int64),
        kinds=kinds,
        kind=np.frombuffer(kind, np.int64),
        by_tag=_by_tag(tags, tree.first, tree.last),
    )


def _read_elements(
    elements: tuple[Element, ...], parent: Places, first: Places, last: Places
) -> tuple[list[str], list[str]]:
    """Tags and names; fills the rest."""
    tags, names = [""], [""]
    for place in range(len(elements)):
        element = elements[place]
        tags.append(element.tag)
        names.append(element.names)
        parent[place + 1] = element.parent + 1
        first[place + 1] = element.first
        last[place + 1] = element.last
    return tags, names


def _read_blocks(blocks: tuple[Block, ...], element: Places) -> None:
    for place in range(len(blocks)):
        element[place] = blocks[place].element + 1


def _by_tag(tags: list[str], first: Places, last: Places) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for index in range(1, len(tags)):
        if last[index] > first[index]:
            found.setdefault(tags[index], []).append(index)
    return found


def _number_kinds(tags: list[str], names: list[str], kind: Places, tag: Places, card: Places) -> list[tuple[str, str]]:
    """The distinct (tag, names). Numbers elements by them, by their tags, and by their tags and first names."""
    kinds: dict[tuple[str, str], int] = {("", ""): 0}
    of_tags: dict[str, int] = {}
    of_cards: dict[tuple[str, str], int] = {}
    tag_numbers, card_numbers = [0], [0]
    for index in range(1, len(tags)):
        own_tag, own_names = tags[index], names[index]
        own = kinds.setdefault((own_tag, own_names), len(kinds))
        if own == len(tag_numbers):
            tag_numbers.append(of_tags.setdefault(own_tag, len(of_tags)))
            # The first name only: cards differ in their state ("active", "odd") and ids.
            card_numbers.append(of_cards.setdefault((own_tag, own_names.partition(" ")[0]), len(of_cards)))
        kind[index], tag[index], card[index] = own, tag_numbers[own], card_numbers[own]
    return list(kinds)


def _link(parent: Places, depth: Places, child: Places, following: Places) -> None:
    """Of each element the depth, the first child, and the next child of its parent: 0 where there is none."""
    for index in range(1, len(parent)):
        depth[index] = depth[parent[index]] + 1
    for index in range(len(parent) - 1, 0, -1):
        following[index] = child[parent[index]]
        child[parent[index]] = index


def _number_paths(child: Places, following: Places, label: Places, paths: Places) -> None:
    """Gives elements one number whose parents have one number and whose labels are the same. No hashing: it is linear.

    Path after path, the children of its elements are told apart. Those of one path are a chain, by `chain` from `head`.
    """
    head, chain, given = places(len(child)), places(len(child)), places(len(child))
    path, count = 0, 1
    while path < count:
        before, element = count, head[path]
        while True:
            index = child[element]
            while index:
                if given[label[index]] < before:  # not by this path
                    given[label[index]] = count
                    count += 1
                own = paths[index] = given[label[index]]
                chain[index], head[own] = head[own], index
                index = following[index]
            element = chain[element]
            if not element:
                break
        path += 1


def _number_siblings(child: Places, following: Places, label: Places, siblings: Places) -> None:
    """Gives elements one number that have one parent and the same label."""
    given, count = places(len(child)), 1
    for element in range(len(child)):
        before, index = count, child[element]
        while index:
            if given[label[index]] < before:  # not under this parent
                given[label[index]] = count
                count += 1
            siblings[index] = given[label[index]]
            index = following[index]


def plain_texts(document: Document) -> list[str]:
    """The text of each block, without the separator: it is there only where the text rules are switched off."""
    texts = [block.text for block in document.blocks]
    return [text.replace(SEPARATOR, " ") for text in texts] if SEPARATOR in "".join(texts) else texts


class Amounts:
    """Measures of a page's blocks: of each an entry a block (`of`), and the sums of its first 0, 1, … n (`sums`)."""

    def __init__(self, measures: Measures) -> None:
        values = np.array(list(measures.values()))
        sums = np.zeros((len(values), values.shape[1] + 1))
        np.add.accumulate(values, axis=1, out=sums[:, 1:])
        self.of = {name: numbers(row) for name, row in zip(measures, values, strict=True)}
        self.sums = {name: numbers(row) for name, row in zip(measures, sums, strict=True)}
        self.good = self.sums["good"][-1] or 1.0
        """All good text: what shares are shares of."""


def numbers(values: Floats) -> Numbers:
    """A column for a loop to read."""
    return array("d", values.tobytes())


def zeros(count: int) -> Numbers:
    """Room for a loop to sum in."""
    return array("d", bytes(8 * count))


def places(count: int) -> Places:
    """The same for whole numbers."""
    return array("q", bytes(8 * count))


def prefix_sums(values: Floats) -> Floats:
    """Sums of the first 0, 1, … n values: the sum of values[a:b] is the difference of entries b and a."""
    sums = np.zeros(len(values) + 1)
    np.add.accumulate(values, out=sums[1:], dtype=np.float64)
    return sums


def last_headings(headings: NDArray[np.bool_]) -> Ints:
    """For each block the last heading, itself included; -1 for none."""
    above: Ints = np.maximum.accumulate(np.where(headings, np.arange(len(headings)), -1))
    return above


def since_last(flags: NDArray[np.bool_], start: int = 0) -> Floats:
    """For each place, how many places ago a flag stood, itself included (0); FAR where none did since `start`."""
    at = np.arange(len(flags))
    latest = np.maximum.accumulate(np.where(flags & (at >= start), at, -FAR))
    since: Floats = np.minimum(at - latest, FAR)
    return since
