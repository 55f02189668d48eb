"""WARC records as crawlers write them, and pages to put in archives."""

import gzip
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.read.files import find_inputs
from pipeline.read.pages import Columns, Loss, PageRef
from pipeline.read.pages_in import pages_in
from pipeline.read.sources import read_page_ref


def html(number: int = 0, words: int = 40) -> bytes:
    """A page that is like no other."""
    text = " ".join(f"word{number * 7919 + place * 104729 % 9973}" for place in range(words))
    return f"<!doctype html><html><body><h1>Page {number}</h1><p>{text}</p></body></html>".encode()


def response(body: bytes, *, status: str = "200 OK", headers: str = "Content-Type: text/html; charset=utf-8") -> bytes:
    """An HTTP response."""
    return f"HTTP/1.1 {status}\r\n{headers}\r\n\r\n".encode() + body


def record(
    content: bytes,
    *,
    kind: str = "response",
    url: str = "http://example.org/",
    media_type: str = "application/http; msgtype=response",
    version: str = "1.0",
    length: int | None = None,
    extra: str = "",
) -> bytes:
    """A WARC record."""
    length = len(content) if length is None else length
    head = (
        f"WARC/{version}\r\nWARC-Type: {kind}\r\nWARC-Date: 2024-01-02T03:04:05Z\r\nWARC-Target-URI: {url}\r\n{extra}"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\nContent-Type: {media_type}\r\n"
        f"Content-Length: {length}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def crawl(count: int, words: int = 40) -> list[bytes]:
    """Records of so many pages, each with its URL."""
    return [record(response(html(number, words)), url=f"http://example.org/{number}") for number in range(count)]


def gzipped(records: Sequence[bytes]) -> bytes:
    """The records, each a gzip member."""
    return b"".join(map(gzip.compress, records))


def found(path: Path, columns: Columns | None = None) -> list[PageRef | Loss]:
    """What lies in a file."""
    (file,) = find_inputs([str(path)])
    return list(pages_in(file, columns or Columns()))


def pages(path: Path, columns: Columns | None = None) -> Iterator[PageRef]:
    """The pages in a file of which nothing is lost."""
    for page in found(path, columns):
        assert isinstance(page, PageRef), page
        yield page


def bodies(path: Path, columns: Columns | None = None) -> dict[str, bytes | str]:
    """What each page in a file that nothing is lost of holds, by ref."""
    read = {page.ref: read_page_ref(page).body for page in pages(path, columns)}
    assert len(read) == len(list(pages(path, columns)))  # refs are unique
    return read


def losses(path: Path, columns: Columns | None = None) -> list[tuple[str, str]]:
    """Ref and reason of what is lost of a file."""
    return [(loss.ref, loss.reason) for loss in found(path, columns) if isinstance(loss, Loss)]
