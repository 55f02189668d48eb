"""The trained model as a file: a forest, a lexicon, a calibration, and what they were made from.

One .npz of plain arrays, 0.7 MB: nothing in it is code. Equal models give equal bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from pipeline.content.attribution import Attribution
from pipeline.content.features.first_scores import score_columns
from pipeline.content.features.layout import Columns, Floats, Ints
from pipeline.content.features.words import ALL_BUCKETS, SCALE
from pipeline.content.reasons import TREES, group_of
from pipeline.forests.forest import Array32, Forest, from_arrays, logistic, to_arrays
from pipeline.model import Kind, Role

FILES: dict[Kind, str] = {"html": "model.npz", "text": "exports.npz"}
"""The model for each kind of page."""


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """What a model was made from."""

    corpora: tuple[tuple[str, int, str], ...]
    """(name, pages, digest of pages and gold) of each corpus."""
    trees: int
    depth: int


@dataclass(frozen=True)
class SecondPass:
    """What is asked of an export's lines once all have a first score."""

    columns: tuple[str, ...]
    """Those of the first pass, and those of `features.first_scores`."""
    forest: Forest
    """Main content, as the first."""
    roles: Mapping[Role, Forest]
    """For some roles, whether the line has it."""


@dataclass(frozen=True)
class Model:
    columns: tuple[str, ...]
    """Names of the features, in the order in which the forest numbers them."""
    lexicon: Floats
    """Log-odds of main content for each bucket of `features.words`."""
    forest: Forest
    calibration: Floats
    """(2, knots): expected F1 as the block scores give it, and the F1 that pages with it reached."""
    origin: Origin
    groups: Ints
    """For each feature, the group of `reasons.GROUPS` that tells of it."""
    second: SecondPass | None = None

    @cached_property
    def attribution(self) -> Attribution:
        """What the forest's leaves say of the groups."""
        return Attribution(self.forest, self.groups, TREES)

    def confidence(self, expected: float) -> float:
        """The F1 that a page may be expected to reach, 0 to 1."""
        return round(float(np.interp(expected, *self.calibration)), 3)

    def matrix(self, columns: Columns) -> Array32:
        """(features, blocks): a page's columns in the order in which the forest numbers them."""
        return np.array([columns[name] for name in self.columns], dtype=np.float32)

    def probability(self, matrix: Array32) -> Floats:
        """How likely each block is main content, 0 to 1."""
        return logistic(self.forest.scores(matrix))

    def second_matrix(self, matrix: Array32, first: Floats, sizes: Floats) -> Array32:
        """The same for the second pass, given what the first made of the page, and the words of each block."""
        assert self.second is not None
        told = score_columns(first, sizes)
        rows = np.empty((len(self.second.columns), len(first)), dtype=np.float32)
        rows[self._places_in_second] = matrix
        for place, name in enumerate(self.second.columns):
            if name in told:
                rows[place] = told[name]
        return rows

    @cached_property
    def _places_in_second(self) -> Ints:
        """Where the second pass has the columns of the first."""
        assert self.second is not None
        return np.array([self.second.columns.index(name) for name in self.columns])

    def calibrated(self, calibration: Floats) -> "Model":
        """The same model with another calibration."""
        return replace(self, calibration=calibration)

    def save(self, path: Path) -> None:
        """Writes the file."""
        arrays = to_arrays(self.forest, "")
        if self.second:
            arrays |= {"second_columns": np.array(self.second.columns), "roles": np.array(list(self.second.roles))}
            arrays |= to_arrays(self.second.forest, "second_")
            for role, forest in self.second.roles.items():
                arrays |= to_arrays(forest, f"{role}_")
        with path.open("wb") as file:
            np.savez_compressed(
                file,
                columns=np.array(self.columns),
                lexicon=np.round(self.lexicon * SCALE).astype(np.int8),
                calibration=self.calibration,
                origin=np.array(msgspec.json.encode(self.origin).decode()),
                **arrays,
            )


def _second_pass(stored: Mapping[str, Any]) -> SecondPass | None:
    if "second_columns" not in stored:
        return None
    roles = {role: from_arrays(stored, f"{role}_") for role in stored["roles"].tolist()}
    return SecondPass(tuple(stored["second_columns"].tolist()), from_arrays(stored, "second_"), roles)


@cache
def shipped_model(kind: Kind = "html") -> Model:
    """The model that comes with the package for this kind of page."""
    return load_model(Path(str(files("pipeline.content").joinpath(FILES[kind]))))


def load_model(path: Path) -> Model:
    """The model of a file."""
    with np.load(path, allow_pickle=False) as stored:
        lexicon = stored["lexicon"].astype(np.float64) / SCALE
        if lexicon.shape != (ALL_BUCKETS,):
            raise ValueError(f"{path}: the lexicon has {lexicon.shape} entries, not {ALL_BUCKETS}")
        columns = tuple(stored["columns"].tolist())
        return Model(
            columns=columns,
            groups=np.array([group_of(column) for column in columns]),
            lexicon=lexicon,
            forest=from_arrays(stored, ""),
            calibration=stored["calibration"],
            origin=msgspec.json.decode(str(stored["origin"]), type=Origin),
            second=_second_pass(stored),
        )
