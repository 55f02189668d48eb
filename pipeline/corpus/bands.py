"""Which texts are copies of each other, and which share a band and so may be near duplicates: grouped by DuckDB.

Memory stays below the limit that DuckDB is given; what does not fit goes to a temporary folder.
"""

import glob
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from pipeline.corpus.signatures import BAND_NAMES
from pipeline.errors import OutputError
from pipeline.run.settings import cores

AT_ONCE = 10_000
"""Rows of a batch."""
HEADS = 16
"""The first so many texts of a band's bucket are compared with all others in it, so that the cost is linear."""
ORDER = "born NULLS LAST, length DESC, source, id"
"""Which of several is kept: the earliest, then the longest, then the first by source."""


@contextmanager
def opened_groups(files: Sequence[Path], folder: Path, memory: int) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database whose `texts` are the rows of files of signatures, and that keeps to a `memory` in megabytes.

    What needs more goes to `folder`. Raises OutputError if the files are damaged, or there is not room enough.
    """
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{memory}MB",
        "temp_directory": str(folder),
        "threads": cores(),
        "preserve_insertion_order": False,
    }
    try:
        with duckdb.connect(config=settings) as database:
            database.execute(
                f"CREATE VIEW texts AS SELECT (file_index::BIGINT << 32) + file_row_number AS text, * "
                f"FROM read_parquet([{', '.join(map(_quoted, files))}])"
            )
            yield database
    except duckdb.OutOfMemoryException as error:
        raise OutputError(
            f"grouping needs more than {memory} MB, or more room in {str(folder)!r}: give --memory"
        ) from error
    except (duckdb.Error, UnicodeEncodeError) as error:  # the latter by a folder whose name is not UTF-8
        raise OutputError(
            f"duplicates cannot be grouped: {str(error).splitlines()[0]}; signatures that are damaged can be removed"
        ) from error


def group_copies(database: duckdb.DuckDBPyConnection) -> None:
    """Makes `copies`: exact duplicates, each with the first of its kind."""
    database.execute(f"""
        CREATE TABLE copies AS
        SELECT * FROM (
            SELECT text, first_value(text) OVER (PARTITION BY digest ORDER BY {ORDER}) AS first
            FROM texts SEMI JOIN (SELECT digest FROM texts WHERE digest IS NOT NULL GROUP BY digest HAVING count(*) > 1)
            USING (digest)
        ) WHERE text <> first
    """)


def pair_near(database: duckdb.DuckDBPyConnection, threshold: float) -> None:
    """Makes `ranked`, the texts that share a band with another, numbered by rank, and `pairs` of them.

    Of a pair, `head` is of better rank. Pairs whose numbers of shingles rule out the similarity are left out.
    """
    database.execute("CREATE TABLE members (band UTINYINT, bucket UBIGINT, text BIGINT)")
    for band, name in enumerate(BAND_NAMES):  # one at a time, so that memory holds one
        single = f"SELECT text, {name} AS bucket FROM texts ANTI JOIN copies USING (text) WHERE {name} IS NOT NULL"
        database.execute(f"""
            INSERT INTO members SELECT {band}, bucket, text FROM ({single})
            SEMI JOIN (SELECT bucket FROM ({single}) GROUP BY bucket HAVING count(*) > 1) USING (bucket)
        """)
    database.execute(f"""
        CREATE TABLE ranked AS
        SELECT text, digest, shingles, row_number() OVER (ORDER BY {ORDER}) - 1 AS rank
        FROM texts SEMI JOIN members USING (text)
    """)
    database.execute("CREATE TABLE found (head BIGINT, other BIGINT)")
    for band in range(len(BAND_NAMES)):
        database.execute(f"""
            INSERT INTO found
            WITH placed AS (
                SELECT bucket, rank, shingles, row_number() OVER (PARTITION BY bucket ORDER BY rank) AS place
                FROM members JOIN ranked USING (text) WHERE band = {band}
            )
            SELECT head.rank, other.rank
            FROM (FROM placed WHERE place <= {HEADS}) AS head
            JOIN placed AS other ON head.bucket = other.bucket AND head.rank < other.rank
            WHERE least(head.shingles, other.shingles)::DOUBLE / greatest(head.shingles, other.shingles) >= {threshold}
        """)
    database.execute(
        "CREATE TABLE pairs AS SELECT DISTINCT head, other FROM found; DROP TABLE found; DROP TABLE members"
    )


def in_batches(database: duckdb.DuckDBPyConnection, query: str) -> Iterator[pa.RecordBatch]:
    """What a query finds, as it is found; the database can be used meanwhile."""
    with database.cursor() as reader:
        yield from reader.sql(query).to_arrow_reader(AT_ONCE)


def count_of(database: duckdb.DuckDBPyConnection, table: str) -> int:
    """How many rows a table has."""
    return int(database.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])


def _quoted(path: Path) -> str:
    return "'" + glob.escape(str(path)).replace("'", "''") + "'"
