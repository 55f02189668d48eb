"""What is kept of a text to find its duplicates: a digest, and MinHash by bands. Needs the extra `dedupe`.

Two texts of similarity s have a band in common with a probability of 1 - (1 - s ** ROWS) ** BANDS: .9977 at .8.
"""

import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec
import numpy as np
import pyarrow as pa
import rensa
from numpy.typing import NDArray

from pipeline.corpus.shingles import WORDS, Hashes, digest_of, normal_form, shingle_set
from pipeline.run.dataset import Part

BANDS, ROWS = 20, 6
SEED = 1
SCHEME = (
    f"1 {WORDS} {BANDS}x{ROWS} {SEED} rensa {rensa.RMinHash.ALGORITHM_VERSION} unicode {unicodedata.unidata_version}"
)
"""What signatures depend on. Those of another scheme are made anew."""
POWERS = np.cumprod(np.full(ROWS, 0xD6E8FEB86659FD93, dtype=np.uint64))
TOGETHER = 1 << 20
"""Shingles that are signed in one call."""
BAND_NAMES = tuple(f"band{number:02}" for number in range(BANDS))
SCHEMA = pa.schema(
    [
        pa.field("part", pa.dictionary(pa.int32(), pa.string()), nullable=False),
        pa.field("place", pa.int32(), nullable=False),
        pa.field("id", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("born", pa.string()),
        pa.field("length", pa.int64(), nullable=False),
        pa.field("digest", pa.binary()),
        pa.field("shingles", pa.int32(), nullable=False),
        *(pa.field(name, pa.uint64()) for name in BAND_NAMES),
    ]
)
"""`digest` is null for an empty text, the bands for one of too few words. `shingles` says how many are distinct."""


class Text(msgspec.Struct):
    """Of a record, what its duplicates are found by."""

    id: str
    source: str
    date_published: str | None
    text: str


decode_text = msgspec.json.Decoder(Text).decode


class Signatures:
    """The rows of a part, while they are made."""

    def __init__(self, part: str) -> None:
        self.part = part
        self.rows: list[tuple[str, str, str | None, int, bytes | None, int]] = []
        self.bands: list[NDArray[np.uint64]] = []
        self.waiting: list[Hashes] = []
        self.size = 0

    def add(self, text: Text) -> None:
        """Takes one in."""
        normal = normal_form(text.text)
        shingles = shingle_set(normal)
        digest = digest_of(normal) if normal else None
        self.rows.append((text.id, text.source, order_of(text.date_published), len(normal), digest, len(shingles)))
        self.waiting.append(shingles)
        self.size += len(shingles)
        if self.size >= TOGETHER:
            self._sign()

    def table(self) -> pa.Table:
        """All that were taken in."""
        self._sign()
        bands = np.concatenate([np.zeros((0, BANDS), np.uint64), *self.bands])
        columns = list(zip(*self.rows, strict=True)) or [()] * 6
        has_none = np.array(columns[-1], dtype=np.int64) == 0
        parts = pa.DictionaryArray.from_arrays(pa.array([0] * len(self.rows), pa.int32()), pa.array([self.part]))
        return pa.Table.from_arrays(
            [
                parts,
                pa.array(range(len(self.rows)), pa.int32()),
                *(pa.array(column, SCHEMA.types[2 + at]) for at, column in enumerate(columns)),
                *(pa.array(bands[:, band], mask=has_none) for band in range(BANDS)),
            ],
            schema=SCHEMA,
        )

    def _sign(self) -> None:
        self.bands.append(band_hashes(self.waiting))
        self.waiting, self.size = [], 0


def sign_part(part: Part) -> pa.Table:
    """The signatures of a part's records. Raises OutputError where it is damaged."""
    signatures = Signatures(part.name)
    for line in part.lines("records"):
        signatures.add(part.decoded("records", line, decode_text))
    return signatures.table()


def band_hashes(texts: Iterable[Hashes]) -> NDArray[np.uint64]:
    """(texts, BANDS): a hash of each band of each text's MinHash; of a text without shingles they mean nothing."""
    texts = list(texts)
    ends = np.cumsum([0, *(len(shingles) for shingles in texts)]).tolist()
    hashes = np.concatenate([np.zeros(0, np.uint64), *texts])
    matrix = rensa.RMinHash.digest_matrix_from_flat_token_hashes(hashes, ends, BANDS * ROWS, SEED)
    minima = np.array(matrix.to_rows(), dtype=np.uint64).reshape(len(texts), BANDS, ROWS)
    return np.asarray((minima * POWERS).sum(axis=2, dtype=np.uint64))


def order_of(date: str | None) -> str | None:
    """The date in a form whose alphabetical order is that of time: where it has a zone, in UTC."""
    if date is None or "T" not in date:
        return date
    try:
        time = datetime.fromisoformat(date)
        return time.astimezone(UTC).replace(tzinfo=None).isoformat() if time.tzinfo else date
    except (ValueError, OverflowError):
        return date
