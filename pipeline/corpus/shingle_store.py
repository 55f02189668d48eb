"""The shingles of the texts that are to be compared, in a file: read by part once, and then in any order."""

import os
from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import TracebackType

import duckdb
import numpy as np

from pipeline.corpus.bands import in_batches
from pipeline.corpus.shingles import Hashes, normal_form, shingle_set
from pipeline.corpus.signatures import decode_text
from pipeline.run.dataset import Part
from pipeline.write.atomic import reported

BYTES = 8
"""Of a shingle."""


class ShingleStore:
    """Sets of shingles by the rank of their text, 16 bytes of memory a text. The file goes when it is closed."""

    def __init__(self, path: Path, texts: int) -> None:
        self.path = path
        self.starts = np.zeros(texts, dtype=np.int64)
        self.sizes = np.zeros(texts, dtype=np.int64)
        self.end = 0

    def __enter__(self) -> "ShingleStore":
        with reported(str(self.path)):
            self.file = self.path.open("w+b", buffering=0)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.file.close()
        self.path.unlink(missing_ok=True)

    def put(self, rank: int, shingles: Hashes) -> None:
        """Takes in those of a text: sorted, without doubles."""
        self.starts[rank], self.sizes[rank] = self.end, len(shingles)
        with reported(str(self.path)):
            os.pwrite(self.file.fileno(), shingles.tobytes(), self.end * BYTES)
        self.end += len(shingles)

    def get(self, rank: int) -> Hashes:
        """Those of a text."""
        size = int(self.sizes[rank]) * BYTES
        return np.frombuffer(os.pread(self.file.fileno(), size, int(self.starts[rank]) * BYTES), dtype=np.uint64)


def fill_store(store: ShingleStore, database: duckdb.DuckDBPyConnection, parts: Mapping[str, Part]) -> None:
    """Reads the texts of which the table `unread` has the ranks, a part at a time."""
    batches = in_batches(
        database,
        "SELECT part::VARCHAR, place, rank FROM unread JOIN ranked USING (rank) JOIN texts USING (text) ORDER BY ALL",
    )
    found = (row for batch in batches for row in zip(*(column.to_pylist() for column in batch.columns), strict=True))
    for name, of_part in groupby(found, key=itemgetter(0)):
        ranks = {place: rank for _, place, rank in of_part}
        for place, line in enumerate(parts[name].lines("records")):
            if place in ranks:
                text = parts[name].decoded("records", line, decode_text)
                store.put(ranks[place], shingle_set(normal_form(text.text)))
