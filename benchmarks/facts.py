"""Out-of-fold quality of the facts, on annotated corpora; and the model that tells titles, dates and kinds of page.

    python -m benchmarks.facts CORPUS… [--exports EXPORTS] [--train] [--gate FLOORS.toml [--set]]

Every page's facts are chosen by forests that have seen neither the page nor its registrable domain. Judged are the
pages that people annotated, and those of corpora of dates; the others are only trained on. `--train` also fits on all
pages and writes the model file: the same corpora give the same bytes. `--gate`, `--set` and `--lower` are as in
`benchmarks.evaluate`.
"""

import argparse
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

import pipeline.facts
from benchmarks.examples import document_of, forked_workers
from benchmarks.fact_questions import (
    OTHER_KINDS,
    Gold,
    Question,
    ask_date,
    ask_kind,
    ask_title,
    exported_gold,
    read_gold,
)
from benchmarks.gate import check, set_floors
from benchmarks.scores import Authors, same_day, title_match
from pipeline.content.training import FOLDS
from pipeline.content.weights import Origin
from pipeline.facts.choice import FILES, Choice, FactModel, save_facts
from pipeline.facts.describe import describe_facts
from pipeline.forests.fit import DEPTH, Rows, fit_forest
from pipeline.forests.forest import averaged
from pipeline.model import Facts

TREES, RATE = 250, 0.06
DRAWS = 3
"""Forests that are averaged: these corpora are small, and what one makes of a rare case is half chance."""

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
    varying = {name for name, differs in zip(columns, np.ptp(matrix, axis=0) > 0, strict=True) if differs}
    rows = Rows(columns, matrix, labels, weights).chosen(varying.__contains__)
    forest = averaged([fit_forest(rows, TREES, seed, RATE) for seed in range(DRAWS)])
    return Choice(rows.names, forest)


def _described(gold: Gold) -> Facts | None:
    document = document_of(gold.page)
    return describe_facts(document, _models[gold.fold]) if document else None


COLUMNS = ("title exact", "title loose", "authors", "authors not invented", "date right", "date not invented")
KIND_COLUMNS = ("not_article right", "not_article found", "articles kept")


def figures(golds: Sequence[Gold], found: Sequence[Facts | None]) -> dict[str, float]:
    """The figures of each judged corpus, by its name, COLUMNS and KIND_COLUMNS; all the better the higher."""
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
        kinds = _kind_figures(
            [(gold.kind, bool(facts and facts.kind)) for gold, facts in rows if "kind" in gold.judged]
        )
        names = (*COLUMNS, *KIND_COLUMNS)
        told |= {f"{corpus} {name}": value for name, value in zip(names, (*values, *kinds), strict=True)}
    return {name: round(value, 4) for name, value in told.items() if value is not None}


def _kind_figures(kinds: Sequence[tuple[str, bool]]) -> tuple[float | None, ...]:
    """By page types, and whether each was called `not_article`: KIND_COLUMNS; only the last where all are articles."""
    others = [called for kind, called in kinds if kind in OTHER_KINDS]
    right = _share([kind in OTHER_KINDS for kind, called in kinds if called]) if others else None
    return right, _share(others), _share([not called for kind, called in kinds if kind == "article"])


def table(found: dict[str, float]) -> str:
    """The figures as Markdown: a row a corpus."""
    names = (*COLUMNS, *KIND_COLUMNS)
    corpora = [name.removesuffix(f" {COLUMNS[4]}") for name in found if name.endswith(COLUMNS[4])]
    rows = (
        f"| {corpus} | " + " | ".join(_cell(found.get(f"{corpus} {column}")) for column in names) + " |"
        for corpus in corpora
    )
    return "\n".join([f"| | {' | '.join(names)} |", "| --- |" + " ---: |" * len(names), *rows])


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _value(facts: Facts | None, name: str) -> str:
    fact = getattr(facts, name, None)
    return fact.value if fact else ""


def _share(hits: Sequence[bool]) -> float | None:
    return sum(hits) / len(hits) if hits else None


class Questions(NamedTuple):
    titles: list[Question]
    dates: list[Question]
    kinds: list[Question]

    def fit(self, left_out: int | None) -> FactModel:
        """The model learned from all folds but one."""
        asked = {"title": self.titles, "date": self.dates, "kind": self.kinds}
        return {fact: fit(questions, left_out) for fact, questions in asked.items()}


def fold_models(golds: Sequence[Gold]) -> tuple[list[FactModel], Questions]:
    """For each fold a model of the others; and what they were fitted on: dates are asked about with these titles."""
    titles, kinds = _asked(ask_title, golds), _asked(ask_kind, golds)
    _models[:] = [{"title": fit(titles, fold)} for fold in range(FOLDS)]
    questions = Questions(titles, _asked(ask_date, golds), kinds)
    _models[:] = [questions.fit(fold) for fold in range(FOLDS)]
    return _models, questions


def models_by_page(folders: Sequence[str], exports: Path | None) -> dict[tuple[str, str], FactModel]:
    """For each page, or export, by corpus and id, a model that has seen neither it nor its domain."""
    golds, _ = read_gold(folders)
    if exports:
        golds, _ = exported_gold(golds, exports)
    models, _ = fold_models(golds)
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
    golds, corpora = read_gold(args.corpus)
    if args.exports:
        golds, corpora = exported_gold(golds, args.exports)
    origin = Origin(corpora=corpora, trees=TREES * DRAWS, depth=DEPTH)
    _, questions = fold_models(golds)
    judged = [gold for gold in golds if gold.judged]
    with forked_workers() as pool:
        found = list(pool.map(_described, judged, chunksize=16))
    told = figures(judged, found)
    print(table(told))
    if args.train:
        path = Path(pipeline.facts.__path__[0], FILES["text" if args.exports else "html"])
        save_facts(questions.fit(None), msgspec.json.encode(origin).decode(), path)
        counts = ", ".join(f"{len(asked)} {fact}" for fact, asked in questions._asdict().items())
        print(f"{path.name}: {path.stat().st_size} bytes from {counts}")
    if args.set:
        set_floors(told, origin, args.gate, args.lower)
    elif wrong := check(told, origin, args.gate) if args.gate else []:
        raise SystemExit("\n".join(["the quality gate is shut:", *wrong]))


if __name__ == "__main__":
    main()
