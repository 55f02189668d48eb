"""Parts of documents as the dolma tools take them: one line of JSON a document, packed with gzip."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import orjson

from pipeline.record import Record
from pipeline.write.jsonl_part import gzip_lines, gzip_writer
from pipeline.write.lines import json_line

DOCUMENT = ("id", "text", "source")
"""The keys of a record that a document has, too; all others are in its `metadata`."""
ORDER = (*Record.__struct_fields__, "removed")


class DolmaPart:
    """Writes records as documents."""

    def __init__(self, handle: BinaryIO) -> None:
        self._packed = gzip_writer(handle)

    def write(self, line: bytes) -> None:
        """Takes one record. What dolma takes for a string may be empty, but never null."""
        record = orjson.loads(line)
        document = {key: record.pop(key) for key in DOCUMENT}
        document["added"] = record["provenance"]["fetched_at"] or ""
        document["created"] = record["date_published"] or ""
        self._packed.write(json_line({**document, "metadata": record}))

    def close(self) -> None:
        """Ends the file."""
        self._packed.close()


def dolma_lines(path: Path) -> Iterator[bytes]:
    """The lines of the records that the documents were made from."""
    for line in gzip_lines(path):
        document = orjson.loads(line)
        try:
            record = {**document["metadata"], **{key: document[key] for key in DOCUMENT}}
        except (KeyError, TypeError) as error:
            raise ValueError(f"a line is no document: {error!r}") from error
        yield json_line({key: record[key] for key in ORDER if key in record})
