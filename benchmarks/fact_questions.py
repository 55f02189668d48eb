"""What the models of facts learn from: annotated pages, what they offer as each fact, and which of it is right."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import msgspec
import numpy as np

from benchmarks.corpora import OTHER_GOLD, WEIGHTS, AnnotatedPage, corpus_name, digest, find_corpora, folds, read_corpus
from benchmarks.examples import document_of, part_of
from benchmarks.exports import exported
from benchmarks.scores import title_match
from pipeline.facts.choice import FactModel, Row
from pipeline.facts.date_candidates import date_candidates
from pipeline.facts.evidence import gather, near_title
from pipeline.facts.export_header import export_title, near_header, read_header
from pipeline.facts.export_titles import body_at, title_lines
from pipeline.facts.language import language
from pipeline.facts.page_kind import kind_signs
from pipeline.facts.page_signs import page_signs
from pipeline.facts.site import site_name
from pipeline.facts.title import html_title, unquoted
from pipeline.facts.title_candidates import title_candidates
from pipeline.model import Document

MADE_EVERY, MADE_WEIGHT = 3, 0.4
SMALL_BEFORE, SMALL_AFTER = 2, 8
"""Blocks of a small page, around its headline."""
LOOSE = 0.5
"""Label of a candidate that says what the title does in other words."""
KINDS = frozenset(("article", "documentation", "forum"))
"""Page types that count as articles: somebody has written them for the page."""
OTHER_KINDS = frozenset(("product", "service", "collection", "listing"))


Corpora = tuple[tuple[str, int, str], ...]
"""(name, pages, digest of pages and gold) of each corpus."""


class Gold(NamedTuple):
    page: AnnotatedPage
    fold: int
    title: str
    authors: Any
    day: str
    dated: bool
    """Whether no day means that the page has none."""
    kind: str
    """Page type; empty where the corpus does not say."""
    judged: tuple[str, ...]


class Question(NamedTuple):
    """The candidates of a page for a fact."""

    fold: int
    weight: float
    rows: list[Row]
    labels: list[float]


def read_gold(folders: Sequence[str]) -> tuple[list[Gold], Corpora]:
    """The pages of the corpora in these folders with the facts known of each, and what they are."""
    pages: list[AnnotatedPage] = []
    told: list[dict[str, Any]] = []
    origin = []
    for corpus in [*find_corpora(folders), *_dated_corpora(folders)]:
        found, facts = (_read_dates if (corpus / "dates.json").is_file() else _read_facts)(corpus)
        pages += found
        told += facts
        origin.append((corpus_name(corpus), len(found), digest(found)))
    golds = [Gold(page, fold, **facts) for page, fold, facts in zip(pages, folds(pages), told, strict=True)]
    return golds, tuple(origin)


def _dated_corpora(folders: Sequence[str]) -> list[Path]:
    return [path.parent for name in folders for path in sorted(Path(name).glob("**/dates.json"))]


def _read_facts(corpus: Path) -> tuple[list[AnnotatedPage], list[dict[str, Any]]]:
    pages = read_corpus(corpus)
    facts = []
    for page in pages:
        file = corpus / "ground-truth" / f"{page.id}.json"
        told = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
        truth = told.get("ground_truth") or {}
        is_judged = page.made == "annotated" and bool(truth)
        facts.append(
            {
                "title": truth.get("title") or "",
                "authors": truth.get("author") or [],
                "day": (truth.get("publish_date") or "")[:10],
                "dated": is_judged,
                "kind": page.kind if (told.get("_internal") or {}).get("page_type") else "",
                "judged": ("title", "authors", "date", "kind") if is_judged else (),
            }
        )
    return pages, facts


def _read_dates(corpus: Path) -> tuple[list[AnnotatedPage], list[dict[str, Any]]]:
    told = json.loads((corpus / "dates.json").read_text(encoding="utf-8"))
    pages, facts = [], []
    for page_id, page in sorted(told.items()):
        path = next(corpus.glob(f"html/{page_id}.html*"))
        pages.append(AnnotatedPage(corpus.name, page_id, path, page["url"], "article", None, (), (), "annotated", None))
        day = page["date"] if isinstance(page["date"], str) else ""
        facts.append({"title": "", "authors": [], "day": day, "dated": False, "kind": "", "judged": ("date",)})
    return pages, facts


def exported_gold(golds: Sequence[Gold], folder: Path) -> tuple[list[Gold], Corpora]:
    """The same for the exports of the pages."""
    by_page = {(gold.page.corpus, gold.page.id): gold for gold in golds}
    pages, _, origin = exported([gold.page for gold in golds], [gold.fold for gold in golds], folder)
    found = []
    for page in pages:
        corpus = page.corpus.rpartition(" ")[0]
        found.append(by_page[corpus, page.id]._replace(page=page))
    return found, origin.corpora


def variants(gold: Gold, document: Document) -> list[tuple[Document, float]]:
    """The page, with what it counts for; and of some pages made ones: a few blocks of it, with and without metadata.

    Crawled pages have both in plenty; pages in tests, feeds and mails do not.
    """
    found = [(document, weight_of(gold))]
    if crc32(gold.page.id.encode()) % MADE_EVERY == 0:
        is_text = document.page.kind == "text"
        shown = next((hint.block for hint in document.head.hints if hint.kind == "title"), 0)
        headline = max(0, body_at(document.blocks) - SMALL_BEFORE) if is_text else shown
        chosen = np.arange(max(0, headline - SMALL_BEFORE), min(len(document.blocks), headline + SMALL_AFTER))
        small = part_of(document, chosen)
        hints = tuple(
            msgspec.structs.replace(hint, block=hint.block - int(chosen[0]))
            for hint in document.head.hints
            if len(chosen) and chosen[0] <= hint.block <= chosen[-1]
        )
        parts = (((), ()), (document.head.metas, ()), ((), document.head.json_ld))
        for metas, scripts in parts[:1] if is_text else parts:
            head = msgspec.structs.replace(document.head, hints=hints, metas=metas, json_ld=scripts)
            found.append((msgspec.structs.replace(small, head=head), weight_of(gold) * MADE_WEIGHT))
    return [(one, weight) for one, weight in found if one.blocks]


def ask_title(gold: Gold, _: FactModel | None) -> list[Question]:
    document = document_of(gold.page) if gold.title else None
    asked = [_title_question(gold, *variant) for variant in variants(gold, document)] if document else []
    return [question for question in asked if any(question.labels)]


def _title_question(gold: Gold, document: Document, weight: float) -> Question:
    if document.page.kind == "text":
        header = read_header(document)
        lines = title_lines(document.blocks, header.body, header.name, header.code)
        return _question(gold, weight, lines.rows, lines.page, [line.text for line in lines.candidates])
    evidence = gather(document)
    site = site_name(evidence)
    found = title_candidates(evidence, site.value if site else "", page_signs(evidence))
    return _question(gold, weight, found.rows, found.page, [unquoted(candidate.text) for candidate in found.candidates])


def _question(gold: Gold, weight: float, rows: Sequence[Row], page: Row, texts: Sequence[str]) -> Question:
    matches = [title_match(text, gold.title) for text in texts]
    labels = [1.0 if match == "exact" else LOOSE if match == "loose" else 0.0 for match in matches]
    return Question(gold.fold, weight, [page | row for row in rows], labels)


def ask_date(gold: Gold, model: FactModel | None) -> list[Question]:
    document = document_of(gold.page) if gold.day or gold.dated else None
    assert model is not None
    asked = [_date_question(gold, model, *variant) for variant in variants(gold, document)] if document else []
    return [question for question in asked if question.labels]


def _date_question(gold: Gold, model: FactModel, document: Document, weight: float) -> Question:
    evidence = gather(document)
    signs = page_signs(evidence)
    at: int | None
    if document.page.kind == "text":
        header = read_header(document)
        spoken, at = header.language, export_title(document, header, model["title"])[1]
        near: Sequence[int] = near_header(document, header, at)
    else:
        site, spoken = site_name(evidence), language(evidence)
        at = html_title(evidence, site.value if site else "", signs, model["title"]).at
        near = near_title(document, at)
    days = date_candidates(evidence, spoken.value if spoken else None, at, near, signs)
    labels = [float(fact.value[:10] == gold.day) for fact in days.facts]
    return Question(gold.fold, weight, [days.page | row for row in days.rows], labels)


def ask_kind(gold: Gold, _: FactModel | None) -> list[Question]:
    """Whether the page is no article; of made ones only those of articles are asked about, which stay articles."""
    document = document_of(gold.page) if gold.kind in KINDS | OTHER_KINDS else None
    asked = variants(gold, document)[: None if gold.kind in KINDS else 1] if document else []
    label = float(gold.kind in OTHER_KINDS)
    return [Question(gold.fold, weight, [kind_signs(one, page_signs(gather(one)))], [label]) for one, weight in asked]


def weight_of(gold: Gold) -> float:
    return WEIGHTS.get(gold.page.made, OTHER_GOLD)
