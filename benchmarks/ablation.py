"""What each group of features gives: the out-of-fold F1 of the model without it.

    python -m benchmarks.ablation CORPUS…

Groups are those that `winnow explain` tells of (`reasons.GROUPS`). The forests are small, for speed; the F1 is that of
the blocks kept, by their labels, before any rule.
"""

import sys
from collections import defaultdict

from benchmarks.evaluate import JUDGED, reached_f1
from benchmarks.examples import make_examples, read_corpora
from benchmarks.scores import mean
from pipeline.content.reasons import GROUP_NAMES, group_of
from pipeline.content.training import FOLDS, Trainer
from pipeline.content.weights import Origin

TREES, ROWS = 100, 60_000
Scores = dict[str, list[float]]


def main(folders: list[str]) -> None:
    pages, fold, origin = read_corpora(folders)
    judged = {
        f"{page.corpus}/{page.id}": page.corpus for page in pages if page.made in JUDGED and page.gold is not None
    }
    trainer = Trainer(make_examples(pages, fold), trees=TREES, rows=ROWS)
    found: dict[str, Scores] = {group: defaultdict(list) for group in ("nothing", *GROUP_NAMES)}
    for number in range(FOLDS):
        _add_fold(number, trainer, origin, judged, found)
    corpora = sorted(set(judged.values()))
    print(f"| without | {' | '.join(corpora)} |\n| --- |{' --- |' * len(corpora)}")
    for group, scores in found.items():
        print(f"| {group} | {' | '.join(f'{mean(scores[name]):.4f}' for name in corpora)} |")


def _add_fold(number: int, trainer: Trainer, origin: Origin, judged: dict[str, str], found: dict[str, Scores]) -> None:
    """Adds the F1 of each judged page of a fold, by models that have not seen its domain."""
    rows = trainer.rows(number)
    models = {
        group: trainer.fit_rows(
            rows.chosen(lambda column, left_out=group: GROUP_NAMES[group_of(column)] != left_out), number, origin
        )
        for group in found
    }
    for example in trainer.examples:
        if example.fold != number or example.name not in judged:
            continue
        columns = example.features.with_words(models["nothing"].lexicon)
        for group, model in models.items():
            reached = reached_f1(model.probability(model.matrix(columns)), example)
            found[group][judged[example.name]].append(reached)


if __name__ == "__main__":
    main(sys.argv[1:])
