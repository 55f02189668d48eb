"""The signatures of an output, in Parquet beside its records: made once for each part, and kept while it is the same.

A file holds the signatures of many parts and says, in its footer, of which they are, by name and digest.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.corpus.signatures import SCHEMA, SCHEME
from pipeline.corpus.signing import sign_parts
from pipeline.errors import OutputError
from pipeline.model import Value
from pipeline.run.dataset import Dataset, Part
from pipeline.run.digest import DIGEST_BYTES, file_digest
from pipeline.write.atomic import reported, whole_file
from pipeline.write.outputs import SIGNATURES

ROWS = 250_000
"""Of a file, from which the next is begun: about a minute of work, and 80 MB."""
FEW_ROWS = ROWS // 4
"""A file with fewer is written anew with what comes."""
GROUP_ROWS = 20_000
KEY = b"winnow"
PATTERN = "part-*.parquet"
Digests = Mapping[str, str]
"""Of parts: name, and digest."""


class Footer(msgspec.Struct):
    """What a file says of itself."""

    scheme: str
    parts: dict[str, str]


class SignedFile(Value, frozen=True, kw_only=True):
    """A file of signatures that was there."""

    path: Path
    parts: frozenset[str]
    """Those that are still as they were when they were signed."""
    is_current: bool
    """All are."""
    rows: int


class Signed(Value, frozen=True, kw_only=True):
    """The signatures of an output."""

    files: tuple[Path, ...]
    parts: int
    new_parts: int
    """Signed now; the others were before."""


def update_signatures(dataset: Dataset, workers: int) -> Signed:
    """Signs what is new or has changed, and drops what is gone.

    Can be killed at any moment; what was written is not made again. Raises OutputError where a part is damaged.
    """
    folder = dataset.out / SIGNATURES
    digests = {part.name: _digest(part) for part in dataset.parts}
    with reported(str(folder)):
        folder.mkdir(exist_ok=True)
    old = list(_files(folder, digests))
    known = frozenset[str]().union(*(file.parts for file in old))
    new = [part for part in dataset.parts if part.name not in known]
    staying = [file for file in old if file.is_current and (not new or file.rows >= FEW_ROWS)]
    files = {file.path for file in staying}
    files |= _write(folder, digests, _tables([file for file in old if file not in staying], new, workers))
    with reported(str(folder)):
        for path in set(folder.glob(PATTERN)) - files:
            path.unlink()
    return Signed(files=tuple(sorted(files)), parts=len(digests), new_parts=len(new))


def _digest(part: Part) -> str:
    path = part.path("records")
    try:
        return file_digest(path)
    except OSError as error:
        raise OutputError(f"part {str(path)!r} cannot be read: {error.strerror}") from error


def _files(folder: Path, digests: Digests) -> Iterator[SignedFile]:
    """Those that can be used. Where a killed run has left a part in two of them, the first has it."""
    taken: set[str] = set()
    for path in sorted(folder.glob(PATTERN)):
        try:
            metadata = pq.read_metadata(path)
            footer = msgspec.json.decode(metadata.metadata[KEY], type=Footer)
        except (pa.ArrowException, OSError, KeyError, TypeError, msgspec.DecodeError):
            continue  # what is damaged is made anew
        if footer.scheme != SCHEME:
            continue
        parts = {name for name, digest in footer.parts.items() if digests.get(name) == digest} - taken
        taken |= parts
        is_current = len(parts) == len(footer.parts)
        yield SignedFile(path=path, parts=frozenset(parts), is_current=is_current, rows=metadata.num_rows)


def _tables(old: Iterable[SignedFile], new: Sequence[Part], workers: int) -> Iterator[tuple[frozenset[str], pa.Table]]:
    """Signatures, and the parts that they are of."""
    for file in old:
        if file.parts:
            try:
                table = pq.read_table(file.path, page_checksum_verification=True)
            except (pa.ArrowException, OSError) as error:
                raise OutputError(f"{str(file.path)!r} is damaged: remove it, and it is made anew") from error
            is_kept = pc.is_in(table["part"].cast(pa.string()), pa.array(sorted(file.parts)))
            yield file.parts, table.filter(is_kept)
    for part, table in sign_parts(new, workers):
        yield frozenset([part.name]), table


def _write(folder: Path, digests: Digests, tables: Iterable[tuple[frozenset[str], pa.Table]]) -> set[Path]:
    """Files of ROWS or a little more, called after what is in them."""
    written = set()
    parts: dict[str, str] = {}
    waiting: list[pa.Table] = []
    for names, table in tables:
        parts |= {name: digests[name] for name in names}
        waiting.append(table)
        if sum(map(len, waiting)) >= ROWS:
            written.add(_write_file(folder, parts, waiting))
            parts, waiting = {}, []
    if parts or not digests:
        written.add(_write_file(folder, parts, waiting))
    return written


def _write_file(folder: Path, parts: dict[str, str], tables: list[pa.Table]) -> Path:
    parts = dict(sorted(parts.items()))
    footer = msgspec.json.encode(Footer(scheme=SCHEME, parts=parts))
    path = folder / f"part-{hashlib.blake2b(footer, digest_size=DIGEST_BYTES).hexdigest()}.parquet"
    rows = pa.concat_tables([SCHEMA.empty_table(), *tables]).unify_dictionaries().replace_schema_metadata({KEY: footer})
    with whole_file(path) as handle:
        pq.write_table(rows, handle, row_group_size=GROUP_ROWS, compression="zstd", write_page_checksum=True)
    return path
