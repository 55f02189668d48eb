"""Pages as browsers save them with all that belongs to them."""

import gzip
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web_archives import html, pages

from pipeline.model import Source
from pipeline.read.mhtml import is_mhtml, root_page
from pipeline.read.sources import read_page_ref

HEAD = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: http://example.org/a\r\nSubject: A\r\n"
    b"Date: Tue, 2 Jan 2024 03:04:05 +0100\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--x"\r\n\r\n'
)


def part(body: bytes, headers: str) -> bytes:
    return b"----x\r\n" + headers.encode() + b"\r\n\r\n" + body + b"\r\n"


def saved(*parts: bytes) -> bytes:
    return HEAD + b"".join(parts) + b"----x--\r\n"


PAGE = saved(
    part(b"p { color: red }", "Content-Type: text/css\r\nContent-Location: http://example.org/a.css"),
    part(
        b"<!doctype html><p>caf=C3=A9=\r\n au lait</p>",
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        "Content-Location: http://example.org/a?very=\r\n long",
    ),
    part(b"<p>frame</p>", "Content-Type: text/html\r\nContent-Location: http://example.org/frame"),
)


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht", "a", "a.html"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_the_page_is_the_first_part_of_html(tmp_path: Path, name: str, pack: object) -> None:
    path = tmp_path / name
    path.write_bytes(pack(PAGE))  # type: ignore[operator]
    (page,) = pages(path)
    source = read_page_ref(page)
    assert source.ref == name
    assert source.body == "<!doctype html><p>café au lait</p>".encode()
    assert source.url == "http://example.org/a?very=long"
    assert source.media_type == "text/html; charset=utf-8"
    assert source.fetched_at == "2024-01-02T03:04:05+01:00"


def test_the_part_that_is_named_as_the_start_is_the_page() -> None:
    body = saved(
        part(b"<p>frame</p>", "Content-Type: text/html\r\nContent-ID: <frame>"),
        part(b"<p>page</p>", "Content-Type: text/html\r\nContent-ID: <page>"),
    ).replace(b'type="text/html";', b'start="<page>";')
    source = root_page(Source(ref="a", body=b""), body)
    assert (source.body, source.url) == (b"<p>page</p>", "http://example.org/a")


def test_the_callers_url_is_kept() -> None:
    assert root_page(Source(ref="a", body=b"", url="http://mine/"), PAGE).url == "http://mine/"


def test_mail_and_pages_are_none() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.org", "multipart/related"
    message.set_content("Text.")
    for body in (bytes(message), html(), b"Content-Type: multipart/related", b"", b"Title: multipart/related\n\nText."):
        assert not is_mhtml(body) or body.startswith(b"Content-Type")


def test_one_without_html_stays_as_it_is() -> None:
    body = saved(part(b"x", "Content-Type: text/css"))
    source = Source(ref="a", body=body)
    assert root_page(source, body) is source


@given(st.integers(0, len(PAGE)), st.binary(max_size=50))
def test_damage_raises_nothing(place: int, noise: bytes) -> None:
    for damaged in (PAGE[:place] + noise + PAGE[place + len(noise) :], PAGE[:place]):
        assert root_page(Source(ref="a", body=b""), damaged).ref == "a"
