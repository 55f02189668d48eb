"""Pairs that may be near duplicates → which text is a duplicate of which: by rank, and never in chains."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.corpus.bands import count_of, in_batches
from pipeline.corpus.shingle_store import ShingleStore, fill_store
from pipeline.corpus.shingles import Hashes, similarity
from pipeline.corpus.signatures import SCHEME
from pipeline.run.dataset import Part
from pipeline.write.atomic import whole_file

COMPARED = "compared.parquet"
"""Among the signatures: pairs of texts, by digest, and their similarity, so that none is compared again."""
KEY = b"winnow"
COLUMNS = pa.schema([("one", pa.binary()), ("two", pa.binary()), ("similarity", pa.float64())], metadata={KEY: SCHEME})

Pair = tuple[int, int, float | None]
"""Ranks of head and other, and their similarity where it is known."""


def recall_compared(database: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Makes `weighed`: `pairs` with their similarity, where it was found before; and `unread`, the texts to be read."""
    try:
        known = pq.read_table(path)
        known = known if known.schema.equals(COLUMNS, check_metadata=True) else COLUMNS.empty_table()
    except (OSError, pa.ArrowException):  # there is none, or it is damaged
        known = COLUMNS.empty_table()
    database.register("known", known)
    database.execute("""
        CREATE TABLE weighed AS
        SELECT pairs.head, pairs.other, known.similarity
        FROM pairs JOIN ranked AS head ON head.rank = pairs.head JOIN ranked AS other ON other.rank = pairs.other
        LEFT JOIN known ON one = least(head.digest, other.digest) AND two = greatest(head.digest, other.digest);
        CREATE TABLE unread AS SELECT DISTINCT unnest([head, other]) AS rank FROM weighed WHERE similarity IS NULL
    """)
    database.unregister("known")


def group_near(database: duckdb.DuckDBPyConnection, parts: Mapping[str, Part], folder: Path, threshold: float) -> int:
    """Makes `near`: each near duplicate, the text that is kept instead, and their similarity; how many were compared.

    `compared` has all similarities that were looked at. The folder is for a temporary file.
    """
    database.execute(
        "CREATE TABLE compared (head BIGINT, other BIGINT, similarity DOUBLE); CREATE TABLE near AS FROM compared"
    )
    texts = count_of(database, "ranked")
    with ShingleStore(folder / "shingles", texts) as store:
        fill_store(store, database, parts)
        greedy = Greedy(store, texts, threshold)
        for pairs in _pairs(database):
            compared, near = greedy.take(pairs)
            _insert(database, "compared", compared)
            _insert(database, "near", near)
    return greedy.count


class Greedy:
    """In order of rank, a text is a duplicate of the best-ranked text that is kept and that it is similar to.

    A byte of memory a text, beside those of the store.
    """

    def __init__(self, store: ShingleStore, texts: int, threshold: float) -> None:
        self.store, self.threshold = store, threshold
        self.is_kept = np.ones(texts, dtype=bool)
        self.last: tuple[int, Hashes] = (-1, np.zeros(0, np.uint64))
        self.count = 0

    def take(self, pairs: Iterator[Pair]) -> tuple[list[Pair], list[Pair]]:
        """Of pairs in order of other and head: those that had to be looked at, and those that make a duplicate."""
        compared: list[Pair] = []
        near: list[Pair] = []
        for head, other, known in pairs:
            if self.is_kept[other] and self.is_kept[head]:
                found = self._similarity(head, other) if known is None else known
                compared.append((head, other, found))
                if found >= self.threshold:
                    self.is_kept[other] = False
                    near.append((head, other, found))
        return compared, near

    def _similarity(self, head: int, other: int) -> float:
        self.count += 1
        if self.last[0] != other:
            self.last = other, self.store.get(other)
        return similarity(self.store.get(head), self.last[1])


def keep_compared(database: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Writes the similarities that were looked at, for the next time."""
    rows = in_batches(
        database,
        """
        SELECT least(head.digest, other.digest) AS one, greatest(head.digest, other.digest) AS two, similarity
        FROM compared JOIN ranked AS head ON head.rank = compared.head
        JOIN ranked AS other ON other.rank = compared.other ORDER BY ALL
        """,
    )
    with whole_file(path) as handle, pq.ParquetWriter(handle, COLUMNS, compression="zstd") as file:
        for batch in rows:
            file.write_batch(batch.cast(COLUMNS))


def _pairs(database: duckdb.DuckDBPyConnection) -> Iterator[Iterator[Pair]]:
    """A batch at a time, by a connection of their own: others go on while they come."""
    with database.cursor() as reader:
        for batch in in_batches(reader, "FROM weighed ORDER BY other, head"):
            yield zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _insert(database: duckdb.DuckDBPyConnection, table: str, pairs: list[Pair]) -> None:
    if pairs:
        columns = dict(zip(("head", "other", "similarity"), map(list, zip(*pairs, strict=True)), strict=True))
        database.register("rows", pa.table(columns))
        database.execute(f"INSERT INTO {table} FROM rows")
        database.unregister("rows")
