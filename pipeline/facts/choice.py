"""Which of several candidates a fact is, as learned from annotated pages.

An .npz of plain arrays for each kind of page: a forest for each fact, over columns that say what speaks for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.forests.forest import Floats, Forest, from_arrays, logistic, to_arrays
from pipeline.model import Kind

MAX_ALSO = 5
"""Other candidates that are told of."""
Row = dict[str, float]
"""Columns of a candidate; those that are not there are 0."""


@dataclass(frozen=True)
class Choice:
    """How one fact is chosen."""

    columns: tuple[str, ...]
    forest: Forest

    def ranked(self, rows: Sequence[Row], page: Row) -> list[tuple[int, float]]:
        """The places of the candidates with how likely each is the fact, the likeliest first.

        `page` holds the columns that all candidates share.
        """
        if not rows:
            return []
        probability = self.probability(rows, page)
        return [(place, float(probability[place])) for place in np.argsort(-probability, kind="stable").tolist()]

    def probability(self, rows: Sequence[Row], page: Row) -> Floats:
        """How likely each candidate is the fact."""
        matrix = np.zeros((len(self.columns), len(rows)), dtype=np.float32)
        for place, row in enumerate(rows):
            lay(page, place, self._places, matrix)
            lay(row, place, self._places, matrix)
        return logistic(self.forest.scores(matrix))

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.columns)}


def lay(row: Row, place: int, places: dict[str, int], matrix: Any) -> None:
    """Writes a row into its place of a matrix (columns, rows)."""
    for name, value in row.items():
        at = places.get(name, -1)
        if at >= 0:
            matrix[at, place] = value


FactModel = Mapping[str, Choice]
"""For `title` and `date`, how it is chosen; for `kind`, how a page is told to be no article."""


FILES: dict[Kind, str] = {"html": "facts.npz", "text": "export_facts.npz"}
"""The model for each kind of page."""


@cache
def shipped_facts(kind: Kind = "html") -> FactModel:
    """The model that comes with the package for this kind of page."""
    return load_facts(Path(str(files("pipeline.facts").joinpath(FILES[kind]))))


def load_facts(path: Path) -> FactModel:
    """The model of a file."""
    with np.load(path, allow_pickle=False) as stored:
        return {
            name: Choice(tuple(stored[f"{name}_columns"].tolist()), from_arrays(stored, f"{name}_"))
            for name in stored["facts"].tolist()
        }


def save_facts(model: FactModel, origin: str, path: Path) -> None:
    """Writes the file. `origin` says what it was made from, as JSON."""
    arrays: dict[str, Any] = {"facts": np.array(list(model)), "origin": np.array(origin)}
    for name, choice in model.items():
        arrays |= to_arrays(choice.forest, f"{name}_")
        arrays[f"{name}_columns"] = np.array(choice.columns)
    with path.open("wb") as file:
        np.savez_compressed(file, **arrays)
