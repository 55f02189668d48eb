"""All columns of a page, group by group."""

import numpy as np
from numpy.typing import NDArray

from pipeline.content.features.cards import card_columns
from pipeline.content.features.export_lines import line_columns, page_means
from pipeline.content.features.layout import SEPARATOR, Amounts, Columns, Floats, Layout, Measures, lay_out, plain_texts
from pipeline.content.features.line_shapes import Shapes, shape_columns, shape_word_columns
from pipeline.content.features.overlap import overlap_columns
from pipeline.content.features.page import page_columns
from pipeline.content.features.sections import section_columns
from pipeline.content.features.start import find_start, start_columns, title_blocks
from pipeline.content.features.targets import target_columns
from pipeline.content.features.text import marker_column, text_columns
from pipeline.content.features.tokens import Tokens
from pipeline.content.features.told import told_columns
from pipeline.content.features.tree import tree_columns
from pipeline.content.features.vocabulary import Words, lower, vocabulary_columns
from pipeline.content.features.words import element_scores, line_word_columns, name_columns
from pipeline.model import Document


class PageFeatures:
    """A page's columns; those of the lexicon by its table."""

    def __init__(self, document: Document) -> None:
        blocks = document.blocks
        texts = plain_texts(document)
        self.layout: Layout = lay_out(document)
        layout = self.layout
        own, good = text_columns(blocks, texts)
        chars = np.fromiter(map(len, texts), np.float64)
        link_chars = own["link_density"] * chars
        markers = marker_column(texts)
        whole = lower(texts)
        titles = title_blocks(document, whole.split(SEPARATOR), own)
        amounts = Amounts(_measures(own, good, chars, link_chars, titles))
        self.start = find_start(layout, amounts)
        self.good = good
        words = Words(whole)
        self.tokens = Tokens(layout, whole, words)
        columns = own | start_columns(layout, texts, amounts, self.start, markers)
        columns |= overlap_columns(document, whole, words, amounts.of["good"], self.start)
        columns |= page_columns(document, layout, own, amounts)
        self.kind = document.page.kind
        if self.kind == "html":
            columns |= tree_columns(layout, self.tokens.flags, amounts)
            columns |= card_columns(layout, columns, amounts)
            columns |= section_columns(layout, amounts)
            columns |= told_columns(document, words, chars)
            columns |= target_columns(document)
        else:
            columns |= line_columns(blocks, columns, good, words)
            self.shapes = Shapes(columns)
            self.tokens.paths = self.shapes.buckets  # where tags have theirs
            columns |= shape_columns(self.shapes.group, columns)
        self.columns: Columns = columns
        self.markers = markers
        self.texts = texts

    def with_words(self, table: Floats) -> Columns:
        layout, start = self.layout, self.start
        columns = self.columns | line_word_columns(self.tokens, table)
        if self.kind == "html":
            names, parts, _ = scores = element_scores(self.tokens, layout, table)
            self.name_scores = names[0] + parts[0]
            columns |= name_columns(self.tokens, layout, table, start, scores, columns)
        columns |= vocabulary_columns(*self.tokens.words, table, layout, start, columns)
        if self.kind == "html":
            return columns
        return columns | page_means(columns) | shape_word_columns(self.shapes, table, columns)

    def compact(self) -> "PageFeatures":
        """Itself, with columns of half the size: training holds thousands of pages at once."""
        self.texts = []
        self.columns = {name: values.astype(np.float32) for name, values in self.columns.items()}
        return self


def _measures(own: Columns, good: Floats, chars: Floats, link_chars: Floats, titles: NDArray[np.bool_]) -> Measures:
    """What several groups count, under an element or since the start."""
    return {
        "good": good,
        "chars": chars,
        "link_chars": link_chars,
        "running": good > 0,
        "title": titles,
        "heading": own["is_heading"],
        "linked_heading": own["is_heading"] * (own["link_density"] > 0.5),
        "level": own["level"],
        "date": own["date"],
        "price": own["price"],
    }
