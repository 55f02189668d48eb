"""What each group of features gives: the out-of-fold F1 of the model without it.

    python -m benchmarks.ablation CORPUS…

Groups are those that `winnow explain` tells of (`reasons.GROUPS`). The forests are small, for speed; the F1 is that of
the blocks kept, by their labels, before any rule.
"""

import sys
from collections.abc import Callable

from benchmarks.evaluate import JUDGED, reached_f1
from benchmarks.examples import make_examples, read_corpora
from benchmarks.scores import mean
from pipeline.content.reasons import GROUP_NAMES, group_of
from pipeline.content.training import FOLDS, Trainer, predict
from pipeline.content.weights import Origin

TREES, ROWS = 100, 60_000


def main(folders: list[str]) -> None:
    pages, fold, origin = read_corpora(folders)
    judged = {
        f"{page.corpus}/{page.id}": page.corpus for page in pages if page.made in JUDGED and page.gold is not None
    }
    trainer = Trainer(make_examples(pages, fold), trees=TREES, rows=ROWS)
    corpora = sorted(set(judged.values()))
    print(f"| without | {' | '.join(corpora)} |\n| --- |{' --- |' * len(corpora)}")
    for group in (None, *GROUP_NAMES):
        found = _figures(trainer, origin, judged, lambda column, left_out=group: _name(column) != left_out)
        print(f"| {group or 'nothing'} | {' | '.join(f'{found[name]:.4f}' for name in corpora)} |", flush=True)


def _name(column: str) -> str:
    return GROUP_NAMES[group_of(column)]


def _figures(
    trainer: Trainer, origin: Origin, judged: dict[str, str], choose: Callable[[str], bool]
) -> dict[str, float]:
    """Mean F1 of each corpus, every page by the model that has not seen its domain."""
    models = [trainer.fit(fold, origin, choose) for fold in range(FOLDS)]
    scores: dict[str, list[float]] = {name: [] for name in judged.values()}
    for example in trainer.examples:
        if example.name in judged:
            probability = predict(models[example.fold], example)
            scores[judged[example.name]].append(reached_f1(probability, example))
    return {name: mean(values) for name, values in scores.items()}


if __name__ == "__main__":
    main(sys.argv[1:])
