"""What a worker is sent: where a page lies, not its bytes."""

from typing import Literal

from pipeline.model import Value
from pipeline.surrogates import to_unicode

Reader = Literal["file", "zip", "warc", "json"]
"""How the bytes at a page's place become a page: as they are, as a member, as a record, as a line."""
Reason = Literal["unreadable", "truncated", "damaged", "encrypted", "too_large", "unsupported", "no_column"]
# One byte more than `decode` uses, so that it can tell a page that was cut from one that just fits.
READ_LIMIT = 20_000_001
COMPRESSED_LIMIT = 20_100_000  # what does not shrink grows a little


class Columns(Value, frozen=True, kw_only=True):
    """Names of the columns (of CSV and Parquet) or keys (of JSON lines) that hold a page; None where not given."""

    html: str | None = None
    text: str | None = None
    url: str | None = None


class PageRef(Value, frozen=True, kw_only=True):
    """Where one page lies. Goes through pipes as msgpack: no lone surrogates in it."""

    ref: str
    """Its name in records: `notes.html`, `archive.zip!member.html`, `crawl.warc.gz@1234` (offset), `dump.jsonl#7`
    (line or row, from 1)."""
    path: bytes
    """The file that it lies in, as the operating system names it; `-` for stdin; or a URL."""
    reader: Reader = "file"
    offset: int = 0
    length: int = -1
    """Bytes from `offset` on, or those that `body` should have; -1 where that is not known."""
    body: bytes | None = None
    """What lies there, where it cannot be reached but by reading all that lies before it: streams, rows."""
    columns: Columns = Columns()
    """Of a line of JSON: the keys that were named."""
    url: str | None = None
    media_type: str | None = None


class Loss(Value, frozen=True, kw_only=True):
    """A page, or part of a file, that cannot be read: it becomes a failed page."""

    ref: str
    reason: Reason
    why: str


class Holder(Value, frozen=True, kw_only=True):
    """What pages lie in: a file, or a member of an archive."""

    ref: str
    path: bytes
    name: str
    """Lower-cased, for what its suffix tells."""
    page: PageRef | None = None
    """How a worker reads it, should it be a page itself; None where it cannot."""
    media_type: str | None = None
    size: int = -1
    """Bytes that it should have, -1 where that is not known."""
    depth: int = 0
    """Archives around it."""
    columns: Columns = Columns()

    def lost(self, label: str, reason: Reason, why: str) -> Loss:
        """What is lost of it."""
        return Loss(ref=self.ref + label, reason=reason, why=to_unicode(why)[:500])
