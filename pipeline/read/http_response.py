"""An HTTP response as a web archive holds it → the page in it."""

import re

from pipeline.errors import PageRejected
from pipeline.model import Value
from pipeline.read.coding import dechunk, undo_codings
from pipeline.read.warc import END_OF_HEAD, HEAD_LIMIT, content_length, headers_of

STATUS = re.compile(rb"HTTP/[\d.]+[ \t]+(\d{3})")


class Response(Value, frozen=True, kw_only=True):
    """What a server sent, as it was before it was packed for the way."""

    body: bytes
    media_type: str | None
    warnings: tuple[str, ...]


def parse_response(data: bytes) -> Response:
    """The page of a response. What is no response is taken for the page itself.

    Raises PageRejected for a status other than success, SourceError for a body that is damaged.
    """
    status = STATUS.match(data)
    end = END_OF_HEAD.search(data, 0, HEAD_LIMIT)
    if status is None or end is None:
        return Response(body=data, media_type=None, warnings=())
    if not status[1].startswith(b"2"):
        raise PageRejected("http_status", f"the server answered {status[1].decode()}")
    headers = headers_of(data[: end.end()])
    body = data[end.end() :]
    warnings: list[str] = []
    expected = content_length(headers)
    if expected is not None and len(body) < expected:
        warnings.append(cut_warning(len(body), expected))
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body, found = dechunk(body)
        warnings += found
    body, found = undo_codings(body, headers.get("content-encoding", ""))
    return Response(body=body, media_type=headers.get("content-type"), warnings=(*warnings, *found))


def cut_warning(size: int, expected: int) -> str:
    """What a record says of a source of which not all is there."""
    return f"source truncated: {size} of {expected} bytes"
