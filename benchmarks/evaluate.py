"""Out-of-fold quality of the content models in the whole walk, on annotated corpora.

    python -m benchmarks.evaluate CORPUS… [--train] [--all] [--records FOLDER] [--gate FLOORS.toml [--set]]
    python -m benchmarks.evaluate CORPUS… --exports EXPORTS …   # of plain-text exports, and the model for these

Every page is walked with a model that has seen neither the page nor its registrable domain. Judged are the pages that
people annotated; the others are only trained on. `--all` adds each focus, the rules off, other policies, and the peers;
`--records` keeps what was written, for other scorers. `--train` also trains on all pages and writes the model file: the
same corpora give the same bytes. `--gate` fails where a figure is below its floor; its forests are smaller, for speed.
With `--set` it sets the floors instead; `--lower REASON` allows one to fall.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

import pipeline.content
from benchmarks.corpora import AnnotatedPage
from benchmarks.examples import forked_workers, make_examples, read_corpora, source_of
from benchmarks.exports import TRAINING, exported
from benchmarks.extract import PEERS, values_of
from benchmarks.facts import models_by_page
from benchmarks.gate import check, set_floors
from benchmarks.roles import Counts, page_roles
from benchmarks.roles import table as role_table
from benchmarks.rule_gains import Gain, page_gains, total
from benchmarks.rule_gains import table as rule_table
from benchmarks.scores import mean, shingle_f1, snippet_score, word_score
from pipeline.content.cut import best_cut
from pipeline.content.site_lines import SiteLines
from pipeline.content.training import FOLDS, Example, Trainer, calibrate, predict
from pipeline.content.weights import FILES, Model, Origin
from pipeline.facts.choice import FactModel
from pipeline.model import Kind, Role
from pipeline.options import Options
from pipeline.record import Kept
from pipeline.run.learn_lines import learned
from pipeline.walk import walk

JUDGED = ("annotated", "snippets")
VARIANTS: dict[str, Options] = {
    "balanced": Options(),
    "precision": Options(focus="precision"),
    "recall": Options(focus="recall"),
    "rules off": Options(select=("T", "C")),
}
OF_KIND: dict[Kind, dict[str, Options]] = {
    "html": {
        "comments kept": Options(comments="keep"),
        "comments dropped": Options(comments="drop"),
        "a second opinion if unsure": Options(second_opinion="auto"),
        "always a second opinion": Options(second_opinion="always"),
    },
    "text": {"site lines": Options(site_lines=True)},
}
QUICK = {"trees": 200, "rows": 120_000, "draws": 1}
"""What the gate trains with: a sixth of the time, and figures that are a little lower."""
Figures = dict[str, float]
_models: list[Model] = []  # what a forked worker walks with
_facts: dict[tuple[str, str], FactModel] = {}  # of each page, by corpus and id: one that has not seen it
_site_lines: dict[str, SiteLines] = {}  # of each corpus, where they are asked for


def first_scores(trainer: Trainer, models: Sequence[Model]) -> list[Any]:
    """The scores of each example's blocks by the first pass of the model that has not seen it."""
    return [predict(replace(models[example.fold], second=None), example) for example in trainer.examples]


def fold_models(trainer: Trainer, origin: Origin, *, two_passes: bool) -> list[Model]:
    """For each fold a model of the others, its confidence calibrated on pages that neither has seen."""
    models = [trainer.fit(fold, origin) for fold in range(FOLDS)]
    if two_passes:
        firsts = first_scores(trainer, models)
        models = [trainer.with_second_pass(model, fold, firsts) for fold, model in enumerate(models)]
    expected, reached, fold = [], [], []
    for example in trainer.examples:
        if example.gold_size < 0:
            continue
        probability = predict(models[example.fold], example)
        expected.append(best_cut(probability, example.sizes, "balanced")[1])
        reached.append(reached_f1(probability, example))
        fold.append(example.fold)
    line = [calibrate(*_others(expected, reached, fold, without)) for without in range(FOLDS)]
    return [model.calibrated(knots) for model, knots in zip(models, line, strict=True)]


def _others(expected: list[float], reached: list[float], fold: list[int], without: int) -> tuple[Any, Any]:
    chosen = np.array(fold) != without
    return np.array(expected)[chosen], np.array(reached)[chosen]


def reached_f1(probability: Any, example: Example) -> float:
    """F1 of what the cut keeps, by the labels of the blocks and the size of the gold."""
    kept = probability >= best_cut(probability, example.sizes, "balanced")[0]
    hits = float((example.labels * example.sizes)[kept].sum())
    total = float(example.sizes[kept].sum()) + example.gold_size
    return 2 * hits / total if total else 1.0


def walk_all(pages: Sequence[AnnotatedPage], fold: Sequence[int], options: Options) -> list[dict[str, Any]]:
    """A record a page, by the model of its fold; {} where none was kept."""
    _site_lines.clear()
    if options.site_lines:
        sources = defaultdict(list)
        for page in pages:
            sources[page.corpus].append(source_of(page))
        _site_lines.update({corpus: learned(some, options) for corpus, some in sources.items()})
    with forked_workers() as pool:
        return list(pool.map(_walk, pages, fold, [options] * len(pages), chunksize=16))


def _gains(page: AnnotatedPage, fold: int) -> dict[str, Gain]:
    return page_gains(page, _models[fold])


def _roles(page: AnnotatedPage, fold: int) -> dict[Role, Counts]:
    return page_roles(page, _models[fold])


def _walk(page: AnnotatedPage, fold: int, options: Options) -> dict[str, Any]:
    facts = _facts.get((page.corpus, page.id))
    outcome = walk(source_of(page), options, _models[fold], _site_lines.get(page.corpus), facts).outcome
    if not isinstance(outcome, Kept):
        return {}
    return {**values_of(outcome.record), "confidence": outcome.record.stats.confidence}


def _peer(page: AnnotatedPage, name: str) -> dict[str, Any]:
    source = source_of(page)
    assert isinstance(source.body, bytes)
    return PEERS[name](source.body, source.url) or {}


def figures(pages: Sequence[AnnotatedPage], records: Sequence[dict[str, Any]]) -> Figures:
    """The figures of each judged corpus, by page type where it has several."""
    found: Figures = {}
    by_corpus: dict[str, list[tuple[AnnotatedPage, str]]] = defaultdict(list)
    for page, record in zip(pages, records, strict=True):
        by_corpus[page.corpus].append((page, record.get("text") or ""))
    for corpus, rows in by_corpus.items():
        if rows[0][0].gold is None:
            found[f"{corpus} snippets"] = snippet_score((text, page.must, page.must_not) for page, text in rows).f1
            continue
        scores = {page.id: word_score(text, page.gold or "").f1 for page, text in rows}
        found[f"{corpus} word"] = mean(list(scores.values()))
        found[f"{corpus} shingle"] = shingle_f1((text, page.gold or "") for page, text in rows)
        kinds = sorted({page.kind for page, _ in rows})
        for kind in kinds if len(kinds) > 1 else []:
            found[f"{corpus} {kind}"] = mean([scores[page.id] for page, _ in rows if page.kind == kind])
    return {name: round(value, 4) for name, value in found.items()}


def reliability(pages: Sequence[AnnotatedPage], records: Sequence[dict[str, Any]]) -> Iterable[str]:
    """Lines of a table: pages by confidence, with the mean F1 that they reached."""
    rows = [
        (record["confidence"], word_score(record["text"], page.gold).f1)
        for page, record in zip(pages, records, strict=True)
        if record and page.gold is not None
    ]
    yield "| confidence | pages | mean confidence | mean word-F1 |\n| --- | --- | --- | --- |"
    for low in (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95):
        high = {0.0: 0.3, 0.9: 0.95, 0.95: 1.01}.get(low, round(low + 0.1, 1))
        part = [row for row in rows if low <= row[0] < high]
        if part:
            told, reached = mean([c for c, _ in part]), mean([f for _, f in part])
            yield f"| {low:.2f}–{min(high, 1):.2f} | {len(part)} | {told:.3f} | {reached:.3f} |"


def table(columns: dict[str, Figures]) -> str:
    """Figures as Markdown: a row each, a column for each way of running."""
    rows = (
        f"| {name} | {' | '.join(f'{found[name]:.3f}' for found in columns.values())} |"
        for name in next(iter(columns.values()))
    )
    return "\n".join([f"| | {' | '.join(columns)} |", "| --- |" + " --- |" * len(columns), *rows])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+")
    parser.add_argument("--exports", type=Path)
    parser.add_argument("--records", type=Path)
    parser.add_argument("--gate", type=Path)
    parser.add_argument("--set", action="store_true")
    parser.add_argument("--lower", metavar="REASON")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--train", action="store_true")
    args = parser.parse_args()
    pages, fold, origin = read_corpora(args.corpus)
    if args.exports:
        pages, fold, origin = exported(pages, fold, args.exports)
    kind: Kind = "text" if args.exports else "html"
    settings = TRAINING if args.exports else {}
    trainer = Trainer(make_examples(pages, fold), **(QUICK if args.gate else settings))
    _models.extend(fold_models(trainer, origin, two_passes=kind == "text"))
    _facts.update(models_by_page(args.corpus, args.exports))
    if args.train:
        _ship(trainer, origin, kind)
    _judge(
        args, kind, origin, [(page, number) for page, number in zip(pages, fold, strict=True) if page.made in JUDGED]
    )


def _judge(args: argparse.Namespace, kind: Kind, origin: Origin, judged: list[tuple[AnnotatedPage, int]]) -> None:
    """Prints the figures of the pages, which come with their folds, and holds them against their floors."""
    some, numbers = [page for page, _ in judged], [number for _, number in judged]
    columns: dict[str, Figures] = {}
    variants = VARIANTS | OF_KIND[kind] if args.all else {"balanced": Options()}
    for name, options in variants.items():
        records = walk_all(some, numbers, options)
        columns[name] = figures(some, records)
        if name == "balanced":
            print("\n".join(reliability(some, records)), end="\n\n", flush=True)
            if args.records:
                _write(args.records, some, records)
    if args.all:
        _print_gains(some, numbers)
    for name in PEERS if args.all and kind == "html" else []:  # they make nothing of exports
        with forked_workers() as pool:
            columns[name] = figures(some, list(pool.map(_peer, some, [name] * len(some), chunksize=16)))
    print(table(columns))
    _print_roles(some, numbers)
    if args.set:
        set_floors(columns["balanced"], origin, args.gate, args.lower)
    elif wrong := check(columns["balanced"], origin, args.gate) if args.gate else []:
        raise SystemExit("\n".join(["the quality gate is shut:", *wrong]))


def _print_gains(pages: Sequence[AnnotatedPage], fold: Sequence[int]) -> None:
    with forked_workers() as pool:
        gains = total(pool.map(_gains, pages, fold, chunksize=16))
    print("\n".join(rule_table(gains)), end="\n\n", flush=True)


def _print_roles(pages: Sequence[AnnotatedPage], fold: Sequence[int]) -> None:
    """Of exports; of pages there is nothing to compare."""
    with forked_workers() as pool:
        roles = list(pool.map(_roles, pages, fold, chunksize=16))
    if any(roles):
        print("\n".join(["", *role_table([page.corpus for page in pages], roles)]))


def _ship(trainer: Trainer, origin: Origin, kind: Kind) -> None:
    """Writes the model of all pages, calibrated as its folds are in the mean."""
    knots = np.linspace(0, 1, 21)
    line = np.mean([np.interp(knots, *model.calibration) for model in _models], axis=0)
    path = Path(pipeline.content.__path__[0], FILES[kind])
    model = trainer.fit(None, origin)
    if kind == "text":
        model = trainer.with_second_pass(model, None, first_scores(trainer, _models))
    model.calibrated(np.array([knots, line])).save(path)
    print(f"{path.name}: {path.stat().st_size} bytes from {len(trainer.examples)} examples\n", flush=True)


def _write(folder: Path, pages: Sequence[AnnotatedPage], records: Sequence[dict[str, Any]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for corpus in sorted({page.corpus for page in pages}):
        with (folder / f"{corpus}.jsonl").open("w", encoding="utf-8") as file:
            for page, record in zip(pages, records, strict=True):
                if page.corpus == corpus and record:
                    file.write(json.dumps({"id": page.id, **record}) + "\n")


if __name__ == "__main__":
    main()
