"""Annotated pages → examples for training: segmented, labelled, with their features."""

import multiprocessing
import os
from collections import defaultdict, deque
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray

from benchmarks.corpora import AnnotatedPage, corpus_name, digest, find_corpora, folds, read_corpus
from pipeline.catalog import choose_rules
from pipeline.content.alignment import soft_labels, tokens
from pipeline.content.features.build import PageFeatures
from pipeline.content.features.layout import Floats, Ints
from pipeline.content.training import DRAWS, OTHER, ROLES, TREES, UNKNOWN, Example
from pipeline.content.weights import Origin
from pipeline.decode import decode
from pipeline.errors import PageRejected
from pipeline.forests.fit import DEPTH
from pipeline.model import Document, Head, Kind, Source
from pipeline.normalise.blocks import normalise
from pipeline.options import Options
from pipeline.segment.page import segment

WORKERS = min(2, os.cpu_count() or 1)
MADE_EVERY = 5
SMALL_GOLD, SMALL_JUNK, SMALL_WEIGHT = 6, 8, 0.5
SHELL_BLOCKS, SHELL_WEIGHT = 12, 0.1  # few crawled pages are shells
SHELL_LABEL = 0.05  # share of gold in a block that a page without its content may still show
MIN_SNIPPET = 12  # characters; shorter blocks stand in many snippets by chance


def read_corpora(folders: Sequence[str]) -> tuple[list[AnnotatedPage], list[int], Origin]:
    """All pages of the corpora in these folders, their folds, and what a model made from them says of its origin."""
    corpora = find_corpora(folders)
    by_corpus = [read_corpus(corpus) for corpus in corpora]
    pages = [page for found in by_corpus for page in found]
    told = tuple(
        (corpus_name(corpus), len(found), digest(found)) for corpus, found in zip(corpora, by_corpus, strict=True)
    )
    return pages, folds(pages), Origin(corpora=told, trees=TREES * DRAWS, depth=DEPTH)


def make_examples(pages: Sequence[AnnotatedPage], fold: Sequence[int]) -> list[Example]:
    """An example a page, and for some of them made ones: small pages, or a shell; pages without text are left out."""
    with ProcessPoolExecutor(WORKERS) as pool:
        found = pool.map(_make, pages, fold, chunksize=32)
        return [example for examples in found for example in examples]


def source_of(page: AnnotatedPage) -> Source:
    """The page as the walk takes it."""
    url = page.url if page.url and page.url.startswith(("http://", "https://")) else None
    media_type = "text/plain" if kind_of(page) == "text" else None
    return Source(ref=page.path.name, body=page.body(), url=url, media_type=media_type)


def document_of(page: AnnotatedPage) -> Document | None:
    """The page cut into blocks with their text repaired; None for what is no page of its kind, or has no text."""
    try:
        document = normalise(segment(decode(source_of(page)), Options()), choose_rules().text)
    except PageRejected:
        return None
    return document if document.blocks and document.page.kind == kind_of(page) else None


def forked_workers() -> ProcessPoolExecutor:
    """Forked, so that they have the models of this process."""
    return ProcessPoolExecutor(WORKERS, mp_context=multiprocessing.get_context("fork"))


def kind_of(page: AnnotatedPage) -> Kind:
    return "text" if page.path.suffix == ".txt" else "html"


def _make(page: AnnotatedPage, fold: int) -> list[Example]:
    document = document_of(page)
    if document is None:
        return []
    words = [tokens(block.text) for block in document.blocks]
    if page.gold is None:
        labels, gold_size = _snippet_labels(document, page), -1
    else:
        gold = tokens(page.gold)
        labels, gold_size = np.array(soft_labels(words, gold)), len(gold)
    sizes = np.array([len(found) for found in words], dtype=np.float64)
    name = f"{page.corpus}/{page.id}"
    roles = line_roles(words, page) if page.original else None
    found = [Example(name, fold, page.weight, PageFeatures(document).compact(), labels, sizes, gold_size, roles)]
    if page.gold is not None and (labels >= 0.5).any():
        turn = crc32(name.encode()) % MADE_EVERY
        if turn == 0:
            found += [_small(document, found[0], junk) for junk in (0, SMALL_JUNK)]
        elif turn == 1 and (labels < SHELL_LABEL).any():
            found += [_shell(document, found[0], blocks) for blocks in (len(labels), SHELL_BLOCKS)]
    return found


def _small(document: Document, example: Example, junk: int) -> Example:
    """The page cut down to its first pieces of gold, with a few of the other blocks, evenly drawn.

    Crawled pages never are so small; pages in tests, feeds and mails are.
    """
    labels = example.labels
    gold, rest = np.flatnonzero(labels >= 0.5)[:SMALL_GOLD], np.flatnonzero(labels < 0.5)
    document = msgspec.structs.replace(document, head=Head(title=document.head.title))
    return _part(
        document, example, np.sort(np.concatenate((gold, _drawn(rest, junk)))), "small", example.weight * SMALL_WEIGHT
    )


def _shell(document: Document, example: Example, blocks: int) -> Example:
    """The page without its content, so many blocks of it: what is served where a script fetches the content."""
    rest = np.flatnonzero(example.labels < SHELL_LABEL)
    return _part(document, example, _drawn(rest, blocks), "shell", example.weight * SHELL_WEIGHT)


def _drawn(blocks: Ints, count: int) -> Ints:
    """So many of the blocks at most, evenly drawn."""
    return blocks if len(blocks) <= count else blocks[np.unique(np.linspace(0, len(blocks) - 1, count).astype(int))]


def part_of(document: Document, chosen: Ints) -> Document:
    """The page with some of its blocks only."""
    before = np.concatenate(([0], np.cumsum(np.bincount(chosen, minlength=len(document.blocks)))))
    blocks = tuple(
        msgspec.structs.replace(document.blocks[block], index=index, line=min(index + 1, document.blocks[block].line))
        for index, block in enumerate(chosen.tolist())
    )
    elements = tuple(
        msgspec.structs.replace(element, first=int(before[element.first]), last=int(before[element.last]))
        for element in document.elements
    )
    return msgspec.structs.replace(document, blocks=blocks, elements=elements)


def _part(document: Document, example: Example, chosen: Ints, what: str, weight: float) -> Example:
    return Example(
        name=f"{example.name} {what}",
        fold=example.fold,
        weight=weight,
        features=PageFeatures(part_of(document, chosen)).compact(),
        labels=example.labels[chosen],
        sizes=example.sizes[chosen],
        gold_size=-1,
        roles=None if example.roles is None else example.roles[chosen],
    )


def line_roles(lines: Sequence[Sequence[str]], page: AnnotatedPage) -> NDArray[np.int8]:
    """What the blocks of an export's HTML say that its lines are, where one has the same words."""
    assert page.original is not None
    document = document_of(page._replace(path=page.original))
    if document is None:
        return np.full(len(lines), UNKNOWN, np.int8)
    known: dict[tuple[str, ...], deque[int]] = defaultdict(deque)
    for block in document.blocks:
        known[tuple(tokens(block.text))].append(ROLES.index(block.role) if block.role in ROLES else OTHER)
    # The n-th line with some words is the n-th such block: entries of a table of contents come before the headings.
    found = [known.get(tuple(words), deque((UNKNOWN,))) for words in lines]
    return np.fromiter((own.popleft() if len(own) > 1 else own[0] for own in found), np.int8)


def _snippet_labels(document: Document, page: AnnotatedPage) -> Floats:
    """1 for blocks that hold or are in a snippet that must be kept, 0 for one that must not; -1 for the rest."""
    texts = [" ".join(block.text.split()) for block in document.blocks]
    must, must_not = ([" ".join(part.split()) for part in parts] for parts in (page.must, page.must_not))
    labels = np.full(len(texts), -1.0)
    for index, text in enumerate(texts):
        if len(text) < MIN_SNIPPET and text not in must and text not in must_not:
            continue
        wanted = any(text in part or part in text for part in must)
        unwanted = any(text in part or (part in text and 2 * len(part) > len(text)) for part in must_not)
        if wanted != unwanted:
            labels[index] = float(wanted)
    return labels
