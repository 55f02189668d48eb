"""Annotated pages → examples for training: segmented, labelled, with their features."""

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

import numpy as np

from benchmarks.corpora import AnnotatedPage, corpus_name, digest, find_corpora, folds, read_corpus
from pipeline.catalog import choose_rules
from pipeline.content.alignment import soft_labels, tokens
from pipeline.content.features.build import PageFeatures
from pipeline.content.features.layout import Floats
from pipeline.content.training import DEPTH, TREES, Example
from pipeline.content.weights import Origin
from pipeline.decode import decode
from pipeline.model import Document, Source
from pipeline.normalise.blocks import normalise
from pipeline.options import Options
from pipeline.segment.page import segment

WORKERS = min(2, os.cpu_count() or 1)
MIN_SNIPPET = 12  # characters; shorter blocks stand in many snippets by chance


def read_corpora(folders: Sequence[str]) -> tuple[list[AnnotatedPage], list[int], Origin]:
    """All pages of the corpora in these folders, their folds, and what a model made from them says of its origin."""
    corpora = find_corpora(folders)
    by_corpus = [read_corpus(corpus) for corpus in corpora]
    pages = [page for found in by_corpus for page in found]
    told = tuple(
        (corpus_name(corpus), len(found), digest(found)) for corpus, found in zip(corpora, by_corpus, strict=True)
    )
    return pages, folds(pages), Origin(corpora=told, trees=TREES, depth=DEPTH)


def make_examples(pages: Sequence[AnnotatedPage], fold: Sequence[int]) -> list[Example]:
    """An example a page; pages without visible text are left out."""
    with ProcessPoolExecutor(WORKERS) as pool:
        found = pool.map(_make, pages, fold, chunksize=32)
        return [example for example in found if example is not None]


def source_of(page: AnnotatedPage) -> Source:
    """The page as the walk takes it."""
    url = page.url if page.url and page.url.startswith(("http://", "https://")) else None
    return Source(ref=page.path.name, body=page.body(), url=url)


def _make(page: AnnotatedPage, fold: int) -> Example | None:
    document = segment(decode(source_of(page)), Options())
    document = normalise(document, choose_rules().text)
    if not document.blocks:
        return None
    words = [tokens(block.text) for block in document.blocks]
    labels = (
        np.array(soft_labels(words, tokens(page.gold))) if page.gold is not None else _snippet_labels(document, page)
    )
    return Example(
        name=f"{page.corpus}/{page.id}",
        fold=fold,
        weight=page.weight,
        features=PageFeatures(document).compact(),
        labels=labels,
        sizes=np.array([len(found) for found in words], dtype=np.float64),
    )


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
