"""What a worker is sent: where a page lies, not its bytes."""

from pipeline.model import Value


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
    reader: str = "file"
    """What kind of thing that file is."""
    offset: int = 0
    length: int = -1
    """Bytes from `offset` on, -1 where that is not known."""
    member: str = ""
    body: bytes | None = None
    """The page itself, where it cannot be reached but by reading all that lies before it: streams, rows."""
    url: str | None = None
    media_type: str | None = None
    fetched_at: str | None = None


class Loss(Value, frozen=True, kw_only=True):
    """A page, or part of a file, that cannot be read: it becomes a failed page."""

    ref: str
    reason: str
    """One word or two joined by an underscore: truncated, damaged, too_large…"""
    why: str
