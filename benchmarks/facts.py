"""Out-of-fold quality of the facts, on annotated corpora; and the model that chooses titles and dates.

    python -m benchmarks.facts CORPUS… [--exports EXPORTS] [--train] [--gate FLOORS.toml [--set]]

Every page's facts are chosen by forests that have seen neither the page nor its registrable domain. Judged are the
pages that people annotated, and those of corpora of dates; the others are only trained on. `--train` also fits on all
pages and writes the model file: the same corpora give the same bytes. `--gate`, `--set` and `--lower` are as in
`benchmarks.evaluate`.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import msgspec
import numpy as np

import pipeline.facts
from benchmarks.corpora import OTHER_GOLD, WEIGHTS, AnnotatedPage, corpus_name, digest, find_corpora, folds, read_corpus
from benchmarks.examples import document_of, forked_workers, part_of
from benchmarks.exports import exported
from benchmarks.gate import check, set_floors
from benchmarks.scores import Authors, same_day, title_match
from pipeline.content.training import FOLDS
from pipeline.content.weights import Origin
from pipeline.facts.choice import FILES, Choice, FactModel, Row, save_facts
from pipeline.facts.date_candidates import date_candidates
from pipeline.facts.describe import describe_facts
from pipeline.facts.evidence import gather, near_title
from pipeline.facts.export_header import export_title, near_header, read_header
from pipeline.facts.export_titles import body_at, title_lines
from pipeline.facts.language import language
from pipeline.facts.page_signs import page_signs
from pipeline.facts.site import site_name
from pipeline.facts.title import html_title, unquoted
from pipeline.facts.title_candidates import title_candidates
from pipeline.forests.fit import DEPTH, Rows, fit_forest
from pipeline.forests.forest import averaged
from pipeline.model import Document, Facts

TREES, RATE = 250, 0.06
DRAWS = 3
"""Forests that are averaged: these corpora are small, and what one makes of a rare case is half chance."""
MADE_EVERY, MADE_WEIGHT = 3, 0.4
SMALL_BEFORE, SMALL_AFTER = 2, 8
"""Blocks of a small page, around its headline."""
LOOSE = 0.5
"""Label of a candidate that says what the title does in other words."""


class Gold(NamedTuple):
    page: AnnotatedPage
    fold: int
    title: str
    authors: Any
    day: str
    dated: bool
    """Whether no day means that the page has none."""
    judged: tuple[str, ...]


class Question(NamedTuple):
    """The candidates of a page for a fact."""

    fold: int
    weight: float
    rows: list[Row]
    labels: list[float]


def read_gold(folders: Sequence[str]) -> tuple[list[Gold], Origin]:
    """The pages of the corpora in these folders with the facts known of each, and what a model is made from."""
    pages: list[AnnotatedPage] = []
    told: list[dict[str, Any]] = []
    origin = []
    for corpus in [*find_corpora(folders), *_dated_corpora(folders)]:
        found, facts = (_read_dates if (corpus / "dates.json").is_file() else _read_facts)(corpus)
        pages += found
        told += facts
        origin.append((corpus_name(corpus), len(found), digest(found)))
    golds = [Gold(page, fold, **facts) for page, fold, facts in zip(pages, folds(pages), told, strict=True)]
    return golds, Origin(corpora=tuple(origin), trees=TREES * DRAWS, depth=DEPTH)


def _dated_corpora(folders: Sequence[str]) -> list[Path]:
    return [path.parent for name in folders for path in sorted(Path(name).glob("**/dates.json"))]


def _read_facts(corpus: Path) -> tuple[list[AnnotatedPage], list[dict[str, Any]]]:
    pages = read_corpus(corpus)
    facts = []
    for page in pages:
        file = corpus / "ground-truth" / f"{page.id}.json"
        truth = (json.loads(file.read_text(encoding="utf-8")).get("ground_truth") or {}) if file.is_file() else {}
        is_judged = page.made == "annotated" and bool(truth)
        facts.append(
            {
                "title": truth.get("title") or "",
                "authors": truth.get("author") or [],
                "day": (truth.get("publish_date") or "")[:10],
                "dated": is_judged,
                "judged": ("title", "authors", "date") if is_judged else (),
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
        facts.append({"title": "", "authors": [], "day": day, "dated": False, "judged": ("date",)})
    return pages, facts


def exported_gold(golds: Sequence[Gold], folder: Path) -> tuple[list[Gold], Origin]:
    """The same for the exports of the pages."""
    by_page = {(gold.page.corpus, gold.page.id): gold for gold in golds}
    pages, _, origin = exported([gold.page for gold in golds], [gold.fold for gold in golds], folder)
    found = []
    for page in pages:
        corpus = page.corpus.rpartition(" ")[0]
        found.append(by_page[corpus, page.id]._replace(page=page))
    return found, msgspec.structs.replace(origin, trees=TREES * DRAWS)


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


def weight_of(gold: Gold) -> float:
    return WEIGHTS.get(gold.page.made, OTHER_GOLD)


_models: list[FactModel] = []  # what forked workers choose with: one a fold


def _asked(ask: Callable[[Gold, FactModel | None], list[Question]], golds: Sequence[Gold]) -> list[Question]:
    with forked_workers() as pool:
        found = pool.map(_call, [ask] * len(golds), golds, chunksize=16)
        return [question for questions in found for question in questions]


def _call(ask: Callable[[Gold, FactModel | None], list[Question]], gold: Gold) -> list[Question]:
    return ask(gold, _models[gold.fold] if _models else None)


def fit(questions: Sequence[Question], left_out: int | None) -> Choice:
    """How a fact is chosen, learned from all folds but one."""
    used = [question for question in questions if question.fold != left_out]
    columns = tuple(sorted({column for question in used for row in question.rows for column in row}))
    matrix = np.array([[row.get(c, 0.0) for c in columns] for question in used for row in question.rows], np.float32)
    labels = np.array([label for question in used for label in question.labels])
    weights = np.array([question.weight for question in used for _ in question.rows])
    rows = Rows(columns, matrix, labels, weights)
    forest = averaged([fit_forest(rows, TREES, seed, RATE) for seed in range(DRAWS)])
    return Choice(columns, forest)


def _described(gold: Gold) -> Facts | None:
    document = document_of(gold.page)
    return describe_facts(document, _models[gold.fold]) if document else None


COLUMNS = ("title exact", "title loose", "authors", "authors not invented", "date right", "date not invented")


def figures(golds: Sequence[Gold], found: Sequence[Facts | None]) -> dict[str, float]:
    """The figures of each judged corpus, by its name and COLUMNS; all the better the higher."""
    by_corpus: dict[str, list[tuple[Gold, Facts | None]]] = defaultdict(list)
    for gold, facts in zip(golds, found, strict=True):
        if gold.judged:
            by_corpus[gold.page.corpus].append((gold, facts))
    told: dict[str, float | None] = {}
    for corpus, rows in by_corpus.items():
        titles = [title_match(_value(facts, "title"), gold.title) for gold, facts in rows if gold.title]
        authors = Authors()
        for gold, facts in rows:
            if "authors" in gold.judged:
                authors.add([fact.value for fact in facts.authors] if facts else [], gold.authors)
        days = [(_value(facts, "date_published"), gold.day) for gold, facts in rows]
        values = (
            _share([match == "exact" for match in titles]),
            _share([match != "" for match in titles]),
            authors.f1(),
            authors.not_invented(),
            _share([same_day(found_day, day) for found_day, day in days if day]),
            _share([not found_day for found_day, day in days if not day]) if "authors" in rows[0][0].judged else None,
        )
        told |= {f"{corpus} {name}": value for name, value in zip(COLUMNS, values, strict=True)}
    return {name: round(value, 4) for name, value in told.items() if value is not None}


def table(found: dict[str, float]) -> str:
    """The figures as Markdown: a row a corpus."""
    corpora = [name.removesuffix(f" {COLUMNS[4]}") for name in found if name.endswith(COLUMNS[4])]
    rows = (
        f"| {corpus} | " + " | ".join(_cell(found.get(f"{corpus} {column}")) for column in COLUMNS) + " |"
        for corpus in corpora
    )
    return "\n".join([f"| | {' | '.join(COLUMNS)} |", "| --- |" + " ---: |" * len(COLUMNS), *rows])


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _value(facts: Facts | None, name: str) -> str:
    fact = getattr(facts, name, None)
    return fact.value if fact else ""


def _share(hits: Sequence[bool]) -> float | None:
    return sum(hits) / len(hits) if hits else None


def fold_models(titles: Sequence[Question], golds: Sequence[Gold]) -> tuple[list[FactModel], list[Question]]:
    """For each fold a model of the others; and the questions about dates, asked with these titles."""
    _models[:] = [{"title": fit(titles, fold)} for fold in range(FOLDS)]
    days = _asked(ask_date, golds)
    _models[:] = [{**model, "date": fit(days, fold)} for fold, model in enumerate(_models)]
    return _models, days


def models_by_page(folders: Sequence[str], exports: Path | None) -> dict[tuple[str, str], FactModel]:
    """For each page, or export, by corpus and id, a model that has seen neither it nor its domain."""
    golds, _ = read_gold(folders)
    if exports:
        golds, _ = exported_gold(golds, exports)
    models, _ = fold_models(_asked(ask_title, golds), golds)
    return {(gold.page.corpus, gold.page.id): models[gold.fold] for gold in golds}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+")
    parser.add_argument("--exports", type=Path)
    parser.add_argument("--gate", type=Path)
    parser.add_argument("--set", action="store_true")
    parser.add_argument("--lower", metavar="REASON")
    parser.add_argument("--train", action="store_true")
    args = parser.parse_args()
    golds, origin = read_gold(args.corpus)
    if args.exports:
        golds, origin = exported_gold(golds, args.exports)
    titles = _asked(ask_title, golds)
    _, days = fold_models(titles, golds)
    judged = [gold for gold in golds if gold.judged]
    with forked_workers() as pool:
        found = list(pool.map(_described, judged, chunksize=16))
    told = figures(judged, found)
    print(table(told))
    if args.train:
        path = Path(pipeline.facts.__path__[0], FILES["text" if args.exports else "html"])
        model = {"title": fit(titles, None), "date": fit(days, None)}
        save_facts(model, msgspec.json.encode(origin).decode(), path)
        print(f"{path.name}: {path.stat().st_size} bytes from {len(titles)} titles and {len(days)} dated pages")
    if args.set:
        set_floors(told, origin, args.gate, args.lower)
    elif wrong := check(told, origin, args.gate) if args.gate else []:
        raise SystemExit("\n".join(["the quality gate is shut:", *wrong]))


if __name__ == "__main__":
    main()
