"""Tar archives → pages, whatever is damaged in them."""

import bz2
import gzip
import io
import lzma
import random
import sys
import tarfile
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from web_archives import bodies, crawl, found, gzipped, html, losses, pages

from pipeline.read.files import InputFile
from pipeline.read.pages import READ_LIMIT, Loss, PageRef
from pipeline.read.pages_in import pages_in
from pipeline.read.sources import read_page_ref

BLOCK = 512
PACK = {"gz": gzip.compress, "zst": zstandard.compress, "bz2": bz2.compress, "xz": lzma.compress}


def pack(members: list[tuple[str, bytes]], form: int = tarfile.PAX_FORMAT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for name, body in members:
            info = tarfile.TarInfo(name)
            info.size = len(body)
            archive.addfile(info, io.BytesIO(body))
    return out.getvalue()


def write(tmp_path: Path, data: bytes, name: str = "a.tar") -> Path:
    (tmp_path / name).write_bytes(data)
    return tmp_path / name


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_reads_members_by_their_place(tmp_path: Path, form: int) -> None:
    path = write(tmp_path, pack([("one.html", html(1)), ("sub/two.txt", b"Two."), ("three", html(3))], form))
    assert bodies(path) == {"a.tar!one.html": html(1), "a.tar!sub/two.txt": b"Two.", "a.tar!three": html(3)}
    assert all(page.body is None for page in pages(path))


@pytest.mark.parametrize("form", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_reads_long_and_odd_names(tmp_path: Path, form: int) -> None:
    names = ["x" * 300 + ".html", "../../etc/passwd", "/etc/passwd", "река.html", "a\nb", "not\udcffutf-8"]
    path = write(tmp_path, pack([(name, html()) for name in names], form))
    assert list(bodies(path)) == [*(f"a.tar!{name}" for name in names[:-1]), "a.tar!not\\xffutf-8"]


def test_members_of_one_name_are_numbered(tmp_path: Path) -> None:
    path = write(tmp_path, pack([("a.html", html(1)), ("a.html", html(2))]))
    assert bodies(path) == {"a.tar!a.html": html(1), "a.tar!a.html~2": html(2)}


def test_passes_over_folders_links_and_hidden_members(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind in (
            ("x", tarfile.DIRTYPE),
            ("l", tarfile.SYMTYPE),
            ("h", tarfile.LNKTYPE),
            ("f", tarfile.FIFOTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "a.html"
            archive.addfile(info)
        for name in ("._a.html", "./x/a.html"):
            info = tarfile.TarInfo(name)
            archive.addfile(info)
    assert list(bodies(write(tmp_path, out.getvalue()))) == ["a.tar!./x/a.html"]


@pytest.mark.parametrize("suffix", PACK)
def test_packed_archives_are_read_on_the_way(tmp_path: Path, suffix: str) -> None:
    data = PACK[suffix](pack([("one.html", html(1)), ("two.html.gz", gzip.compress(html(2))), ("three", html(3))]))
    for name in (f"a.tar.{suffix}", "no-suffix"):
        path = write(tmp_path, data, name)
        assert list(bodies(path).values()) == [html(1), html(2), html(3)]
        assert all(page.body is not None for page in pages(path))


def test_a_web_archive_in_it_is_read_by_offset(tmp_path: Path) -> None:
    path = write(
        tmp_path, pack([("a.html", html(9)), ("c.warc.gz", gzipped(crawl(3))), ("d.warc", b"".join(crawl(1)))])
    )
    places = list(pages(path))
    assert all(page.body is None for page in places)
    assert places[1].ref == "a.tar!c.warc.gz@0"
    assert [read_page_ref(page).body for page in places] == [html(9), html(0), html(1), html(2), html(0)]


def test_reads_tar_from_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    for data in (
        pack([("a.html", html(1)), ("b", html(2))]),
        gzip.compress(pack([("a.html", html(1)), ("b", html(2))])),
    ):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        places = list(pages_in(InputFile(ref="stdin", path="-")))
        assert [place.ref for place in places] == ["stdin!a.html", "stdin!b"]
        assert [read_page_ref(page).body for page in places if isinstance(page, PageRef)] == [html(1), html(2)]


@pytest.mark.parametrize("name", ["a.tar", "a.tar.gz"])
def test_a_cut_archive_gives_what_there_is_and_says_so(tmp_path: Path, name: str) -> None:
    data = pack([("a.html", html(1)), ("b.html", html(2, words=500))])
    data = data[: data.index(html(2, words=500)[:300]) + 1000]
    path = write(tmp_path, gzip.compress(data) if name.endswith("gz") else data, name)
    one, two = (read_page_ref(page) for page in found(path) if isinstance(page, PageRef))
    assert one.body == html(1)
    assert two.body == html(2, words=500)[:1000]
    assert two.warnings == (f"source truncated: 1000 of {len(html(2, words=500))} bytes",)


def test_packed_data_that_break_off_are_told(tmp_path: Path) -> None:
    noise = random.Random(1).randbytes(100_000).hex().encode()
    data = gzip.compress(pack([("a.html", html(1)), ("b.html", b"<p>" + noise), ("c.html", html(3))]))
    path = write(tmp_path, data[:60_000], "a.tar.gz")
    assert losses(path) == [("a.tar.gz", "truncated")]
    one, two = (read_page_ref(page) for page in found(path) if isinstance(page, PageRef))
    assert one.body == html(1)
    assert len(two.body) > 50_000
    assert two.warnings[0].startswith("source truncated: ")


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 10_000), size=st.integers(1, 3000))
@pytest.mark.parametrize("form", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_no_member_is_lost_outside_of_any_damage(
    tmp_path_factory: pytest.TempPathFactory, form: int, seed: int, size: int
) -> None:
    names = [f"{'x' * 120}{number}.html" for number in range(10)]
    members = [pack([(name, html(number))], form).rstrip(b"\0") for number, name in enumerate(names)]
    members = [member + bytes(-len(member) % BLOCK) for member in members]
    whole = b"".join(members)
    chance = random.Random(seed)
    start = chance.randrange(len(whole) - size)
    data = whole[:start] + chance.randbytes(size) + whole[start + size :] + bytes(2 * BLOCK)
    path = write(tmp_path_factory.mktemp("damage"), data)
    places, at = found(path), 0
    read = [read_page_ref(place).body for place in places if isinstance(place, PageRef)]
    for number, member in enumerate(members):
        if not (start < at + len(member) and at < start + size):
            assert html(number) in read, (number, start, size)
        at += len(member)
    if len(read) < len(members):
        assert any(isinstance(place, Loss) for place in places)


def test_headers_that_fill_memory_are_told(tmp_path: Path) -> None:
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, 50_000_000
    data = info.tobuf(tarfile.USTAR_FORMAT) + bytes(50_000_000) + pack([("a.html", html(1))])
    path = write(tmp_path, gzip.compress(data, 1), "a.tar.gz")
    assert [reason for _, reason in losses(path)] == ["damaged"]
    chain = tarfile.TarInfo("x")
    chain.type = tarfile.XHDTYPE
    path = write(tmp_path, chain.tobuf(tarfile.USTAR_FORMAT) * 5000 + pack([("a.html", html(1))]))
    assert "a.tar!a.html" in [place.ref for place in found(path)]


def test_a_bomb_is_told_and_gives_no_more_than_the_limit(tmp_path: Path) -> None:
    data = pack([("a.html", html(1)), ("b.html", bytes(60_000_000))])
    path = write(tmp_path, gzip.compress(data, 1), "a.tar.gz")
    assert [len(body) for body in bodies(path).values()] == [len(html(1)), READ_LIMIT]
    packer = zstandard.ZstdCompressor().compressobj()
    bomb = b"".join(packer.compress(bytes(10_000_000)) for _ in range(30)) + packer.flush()
    path = write(tmp_path, PACK["zst"](pack([("a.html", html(1))])[:1024]) + bomb, "a.tar.zst")
    assert losses(path) == []  # zeros are the end of a tar
