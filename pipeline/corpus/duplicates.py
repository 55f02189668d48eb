"""The duplicates of an output: found across all that is there, and told beside the records."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import duckdb

from pipeline.corpus.bands import count_of, group_copies, in_batches, opened_groups, pair_near
from pipeline.corpus.groups import COMPARED, group_near, keep_compared, recall_compared
from pipeline.corpus.signature_files import Signed, update_signatures
from pipeline.errors import OptionsError
from pipeline.model import Value
from pipeline.run.dataset import Dataset, open_dataset
from pipeline.run.lock import locked
from pipeline.write.atomic import PARTIAL, reported, whole_file
from pipeline.write.lines import json_line
from pipeline.write.outputs import DUPLICATES, SIGNATURES, STATE

TEMPORARY = f"{STATE}/tmp/duplicates"
FOUND = """
    WITH by_near AS (
        SELECT other.text, head.text AS kept, similarity
        FROM near JOIN ranked AS head ON head.rank = near.head JOIN ranked AS other ON other.rank = near.other
    ), found AS (
        SELECT text, kept, 'near' AS kind, similarity FROM by_near
        UNION ALL
        SELECT copies.text, coalesce(kept, first), if(kept IS NULL, 'exact', 'near'), coalesce(similarity, 1.0)
        FROM copies LEFT JOIN by_near ON by_near.text = first
    )
    SELECT gone.part::VARCHAR, gone.id, gone.source, kept.id, kept.source, kind, similarity
    FROM found JOIN texts AS gone USING (text) JOIN texts AS kept ON kept.text = found.kept
    ORDER BY gone.part::VARCHAR, gone.place
"""


class Duplicate(Value, frozen=True, kw_only=True):
    """A record that says what another one says, which is kept in its place."""

    id: str
    source: str
    kept: str
    """Id of the record that is kept."""
    kept_source: str
    kind: Literal["exact", "near"]
    similarity: float
    """Jaccard of the shingles of the two, 0 to 1."""


class Found(Value, frozen=True, kw_only=True):
    """What was found, in numbers."""

    records: int
    exact: int
    near: int
    signed: Signed
    compared: int
    """Pairs whose texts were compared now; others were before."""

    @property
    def kept(self) -> int:
        """Records that are no duplicates."""
        return self.records - self.exact - self.near


@contextmanager
def held(out: Path) -> Iterator[Dataset]:
    """The output, while no run writes it. Raises LockedError if one does, and as `open_dataset`."""
    open_dataset(out)  # a folder of something else is not touched
    if not out.is_dir():
        raise OptionsError(
            f"{str(out)!r} is a file of records; duplicates are looked for in the output folder of a run"
        )
    with reported(str(out)):
        (out / STATE).mkdir(exist_ok=True)
    with locked(out / STATE / "lock", str(out)):
        dataset = open_dataset(out)
        with reported(str(out)):
            _clear(out)
        yield dataset


def find_duplicates(dataset: Dataset, *, threshold: float, memory: int, workers: int) -> Found:
    """Writes the duplicates beside the records. `memory` is what grouping may take, in megabytes.

    Can be killed at any moment: the same command goes on. Raises OutputError where the output is damaged, or there is
    no room.
    """
    signed = update_signatures(dataset, workers)
    parts = {part.name: part for part in dataset.parts}
    with _temporary(dataset.out) as folder, opened_groups(signed.files, folder, memory) as database:
        group_copies(database)
        pair_near(database, threshold)
        recall_compared(database, dataset.out / SIGNATURES / COMPARED)
        compared = group_near(database, parts, folder, threshold)
        keep_compared(database, dataset.out / SIGNATURES / COMPARED)
        counts = _write(database, dataset.out / DUPLICATES)
        records = count_of(database, "texts")
    return Found(records=records, exact=counts["exact"], near=counts["near"], signed=signed, compared=compared)


def _write(database: duckdb.DuckDBPyConnection, path: Path) -> Mapping[str, int]:
    counts = {"exact": 0, "near": 0}
    with whole_file(path) as handle:
        for batch in in_batches(database, FOUND):
            for row in zip(*(column.to_pylist() for column in batch.columns[1:]), strict=True):
                duplicate = Duplicate(**dict(zip(Duplicate.__struct_fields__, row, strict=True)))
                counts[duplicate.kind] += 1
                handle.write(json_line({key: getattr(duplicate, key) for key in duplicate.__struct_fields__}))
    return counts


@contextmanager
def _temporary(out: Path) -> Iterator[Path]:
    """A folder that goes again."""
    folder = out / TEMPORARY
    with reported(str(out)):
        folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _clear(out: Path) -> None:
    """Removes what a killed process has left."""
    shutil.rmtree(out / TEMPORARY, ignore_errors=True)
    for folder in (out, out / SIGNATURES):
        for path in folder.glob(f"{PARTIAL}*"):
            path.unlink()
