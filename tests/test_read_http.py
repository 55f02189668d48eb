"""HTTP responses in web archives → the page that the server meant."""

import gzip
import zlib

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from web_archives import html, response

from pipeline.errors import SourceError
from pipeline.read.coding import dechunk, undo_codings
from pipeline.read.http_response import parse_response
from pipeline.read.pages import READ_LIMIT

BODY = html(1, words=300)


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACK = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "Deflate": raw_deflate,
    "br": brotli.compress,
    "zstd": zstandard.compress,
}


def chunked(body: bytes, size: int = 100) -> bytes:
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x;name=value\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@pytest.mark.parametrize("coding", PACK)
def test_undoes_a_content_coding(coding: str) -> None:
    packed = PACK[coding](BODY)
    found = parse_response(response(packed, headers=f"Content-Encoding: {coding}\r\nContent-Length: {len(packed)}"))
    assert (found.body, found.warnings) == (BODY, ())


def test_undoes_codings_in_chunks_the_last_first() -> None:
    packed = chunked(brotli.compress(gzip.compress(BODY)))
    found = parse_response(response(packed, headers="content-encoding: gzip, br\r\nTRANSFER-ENCODING: chunked"))
    assert (found.body, found.warnings) == (BODY, ())


@pytest.mark.parametrize("coding", [*PACK, "identity", "utf-8", "gzip, br"])
@pytest.mark.parametrize("body", [BODY, b"Plain text of a page.\n", b"", "Река поднялась ночью.".encode()])
def test_keeps_plain_bytes_under_a_false_label(coding: str, body: bytes) -> None:
    found = parse_response(response(body, headers=f"Content-Encoding: {coding}\r\nTransfer-Encoding: chunked"))
    assert (found.body, found.warnings) == (body, ())


@given(st.binary(max_size=500), st.integers(1, 200))
def test_dechunking_undoes_chunks(body: bytes, size: int) -> None:
    assert dechunk(chunked(body, size)) == (body, [])


@pytest.mark.parametrize("body", [b"", BODY, b"12 pages\nof text", b"5\r\nabc", b"ffffffff\r\nabc"])
def test_what_has_no_whole_chunks_is_cut_or_stays(body: bytes) -> None:
    found, warnings = dechunk(body)
    assert found == body or (found == b"abc" and warnings == ["source truncated: its last chunk is missing"])


def test_chunks_that_break_off_are_told() -> None:
    found, warnings = dechunk(chunked(BODY)[:-300])
    assert BODY.startswith(found)
    assert len(found) > len(BODY) - 400
    assert warnings == ["source truncated: its last chunk is missing"]


@pytest.mark.parametrize("coding", PACK)
def test_packed_data_that_break_off_are_kept_and_told(coding: str) -> None:
    body, warnings = undo_codings(PACK[coding](bytes(html(1, words=20_000)))[:-40], coding)
    assert warnings == ["source truncated: compressed data ends too early"]
    assert html(1, words=20_000).startswith(body)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_damaged_packed_data_fail(coding: str) -> None:
    packed = bytearray(PACK[coding](html(1, words=20_000)))
    packed[500:600] = b"\xff" * 100
    with pytest.raises(SourceError, match=f"content-encoding {coding}: "):
        undo_codings(bytes(packed), coding)


@pytest.mark.parametrize("coding", PACK)
def test_a_bomb_gives_no_more_than_the_limit(coding: str) -> None:
    body, _ = undo_codings(PACK[coding](bytes(25_000_000)), coding)
    assert len(body) == READ_LIMIT


def test_a_body_shorter_than_its_length_is_told() -> None:
    found = parse_response(response(BODY, headers=f"Content-Length: {len(BODY) + 5}"))
    assert found.warnings == (f"source truncated: {len(BODY)} of {len(BODY) + 5} bytes",)
    assert parse_response(response(BODY, headers="Content-Length: 5")).warnings == ()  # of the packed body


def test_what_is_no_response_is_the_page() -> None:
    assert parse_response(BODY).body == BODY
    assert parse_response(b"HTTP/1.1 200 OK\r\nNo: end").body == b"HTTP/1.1 200 OK\r\nNo: end"
    assert parse_response(b"").body == b""


@given(st.binary(max_size=300))
def test_any_bytes_are_a_body(data: bytes) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nTransfer-Encoding: chunked\r\n\r\n<p>"
    assert parse_response(head).body == b"<p>"
    assert len(dechunk(data)[0]) <= len(data)
