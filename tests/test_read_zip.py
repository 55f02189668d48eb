"""Zip archives and WACZ → pages, whatever is damaged in them."""

import gzip
import io
import random
import struct
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from web_archives import bodies, crawl, found, gzipped, html, losses, pages

from pipeline.errors import SourceError
from pipeline.read.files import InputFile
from pipeline.read.pages import READ_LIMIT, Loss, PageRef
from pipeline.read.pages_in import pages_in
from pipeline.read.sources import read_page_ref

METHODS = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2]


def pack(members: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, body in members:
            archive.writestr(zipfile.ZipInfo(name), body, method)
    return out.getvalue()


def streamed(members: list[tuple[str, bytes]]) -> bytes:
    """As programs write that cannot go back: sizes stand behind the data."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    out = Pipe()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members:
            archive.writestr(name, body)
    return out.getvalue()


def write(tmp_path: Path, data: bytes, name: str = "a.zip") -> Path:
    (tmp_path / name).write_bytes(data)
    return tmp_path / name


@pytest.mark.parametrize("method", METHODS)
def test_reads_members_by_their_place(tmp_path: Path, method: int) -> None:
    path = write(tmp_path, pack([("one.html", html(1)), ("sub/two.txt", b"Two."), ("three", html(3))], method))
    assert bodies(path) == {"a.zip!one.html": html(1), "a.zip!sub/two.txt": b"Two.", "a.zip!three": html(3)}
    assert [(page.body, page.media_type) for page in pages(path)] == [
        (None, "text/html"),
        (None, "text/plain"),
        (None, None),
    ]


def test_reads_members_whose_sizes_stand_behind_them(tmp_path: Path) -> None:
    path = write(tmp_path, streamed([("one.html", html(1)), ("two.html", html(2))]))
    assert list(bodies(path).values()) == [html(1), html(2)]


def test_members_of_one_name_are_numbered(tmp_path: Path) -> None:
    members = [("a.html", html(1)), ("a.html", html(2)), ("a.html~2", html(3)), ("a.html", html(4))]
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = write(tmp_path, pack(members))
    assert bodies(path) == {
        "a.zip!a.html": html(1),
        "a.zip!a.html~2": html(2),
        "a.zip!a.html\\~2": html(3),
        "a.zip!a.html~3": html(4),
    }


def test_passes_over_folders_hidden_and_macos_members(tmp_path: Path) -> None:
    names = ["x/", "__MACOSX/._a.html", ".hidden.html", "x/.git/a.html", "x/a.html", "../b.html", "./c.html"]
    path = write(tmp_path, pack([(name, b"" if name.endswith("/") else html()) for name in names]))
    assert list(bodies(path)) == ["a.zip!x/a.html", "a.zip!../b.html", "a.zip!./c.html"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\x.html", "a\nb.html", "река.html", "a!b#1"])
def test_names_are_never_paths(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, pack([(name, html())]))
    assert list(bodies(path).values()) == [html()]
    assert list(tmp_path.iterdir()) == [path]


def test_a_name_in_utf_8_that_does_not_say_so_is_read_as_such(tmp_path: Path) -> None:
    data = pack([("xxxxxxx.html", html())]).replace(b"xxxxxxx", "рек".encode() + b"a")
    assert list(bodies(write(tmp_path, data))) == ["a.zip!река.html".replace("а", "a", 1)[:9] + "a.html"]


def test_packed_members_and_archives_in_archives_are_read(tmp_path: Path) -> None:
    inner = pack([("deep.html", html(3)), ("deep.zip", pack([("deepest.html", html(4))]))])
    lines = b'{"html": "<p>five</p>"}\n'
    path = write(tmp_path, pack([("a.html.gz", gzip.compress(html(1))), ("b.zip", inner), ("c.jsonl", lines)]))
    places = found(path)
    assert [(place.ref, isinstance(place, Loss)) for place in places] == [
        ("a.zip!a.html.gz", False),
        ("a.zip!b.zip!deep.html", False),
        ("a.zip!b.zip!deep.zip", True),
        ("a.zip!c.jsonl#1", False),
    ]
    read = [read_page_ref(place).body for place in places if isinstance(place, PageRef)]
    assert read == [html(1), html(3), "<p>five</p>"]


@pytest.mark.parametrize("method", METHODS[:2])
def test_reads_the_records_of_a_wacz_and_nothing_else_of_it(tmp_path: Path, method: int) -> None:
    members = [
        ("datapackage.json", b"{}"),
        ("archive/data.warc.gz", gzipped(crawl(3))),
        ("pages/pages.jsonl", b'{"url": "http://x/", "text": "x"}\n'),
        ("indexes/index.cdx.gz", gzip.compress(b"x")),
    ]
    path = write(tmp_path, pack(members, method), "a.wacz")
    places = list(pages(path))
    assert [page.ref.split("@")[0] for page in places] == ["a.wacz!archive/data.warc.gz"] * 3
    assert [read_page_ref(page).body for page in places] == [html(0), html(1), html(2)]
    assert all((page.body is None) == (method == zipfile.ZIP_STORED) for page in places)


@pytest.mark.parametrize("mark", ["[Content_Types].xml", "mimetype"])
def test_a_document_is_one_page_that_is_none(tmp_path: Path, mark: str) -> None:
    path = write(tmp_path, pack([(mark, b"x"), ("word/document.xml", b"<x/>")]), "a.docx")
    (page,) = pages(path)
    assert page.ref == "a.docx"
    assert bytes(read_page_ref(page).body[:4]) == b"PK\x03\x04"  # type: ignore[arg-type]


def test_an_archive_without_members_holds_nothing(tmp_path: Path) -> None:
    assert found(write(tmp_path, pack([]))) == []


def test_an_encrypted_member_is_told_and_others_are_read(tmp_path: Path) -> None:
    data = bytearray(pack([("a.html", html(1)), ("b.html", html(2))]))
    data[6] |= 1  # the first local header's flags
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path = write(tmp_path, bytes(data))
    assert losses(path) == [("a.zip!a.html", "encrypted")]
    assert len(found(path)) == 2


def test_a_method_that_is_not_known_fails_and_others_are_read(tmp_path: Path) -> None:
    data = pack([("a.html", html(1)), ("b.html", html(2))], zipfile.ZIP_LZMA)
    for page in pages(write(tmp_path, data)):
        with pytest.raises(SourceError, match="zip compression method 14 is not supported"):
            read_page_ref(page)


def test_a_damaged_member_fails_and_others_are_read(tmp_path: Path) -> None:
    for method in METHODS[:2]:
        data = bytearray(pack([("a.html", html(1)), ("b.html", html(2))], method))
        data[100] ^= 0xFF
        one, two = pages(write(tmp_path, bytes(data)))
        with pytest.raises(SourceError, match="damaged"):
            read_page_ref(one)
        assert read_page_ref(two).body == html(2)


@pytest.mark.parametrize("make", [pack, streamed])
def test_members_are_found_where_the_directory_is_broken_or_cut(tmp_path: Path, make: object) -> None:
    whole = make([(f"{number}.html", html(number)) for number in range(5)])  # type: ignore[operator]
    directory = whole.index(b"PK\x01\x02")
    for data in (whole[:directory], whole[: directory + 60], whole[:-10] + bytes(10)):
        path = write(tmp_path, data)
        places = found(path)
        assert losses(path) == [("a.zip", "damaged")]
        assert [read_page_ref(page).body for page in places if isinstance(page, PageRef)] == [*map(html, range(5))]


def test_a_cut_archive_gives_what_there_is(tmp_path: Path) -> None:
    data = pack([("a.html", html(1)), ("b.html", html(2, words=500))], zipfile.ZIP_STORED)
    path = write(tmp_path, data[:-2000])
    _, one, two = found(path)
    assert isinstance(one, PageRef) and isinstance(two, PageRef)
    assert read_page_ref(one).body == html(1)
    assert html(2, words=500).startswith(bytes(read_page_ref(two).body))  # type: ignore[arg-type]
    assert read_page_ref(two).warnings == ("source truncated: the archive ends in it",)


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 10_000), size=st.integers(1, 300))
def test_no_member_is_lost_outside_of_any_damage(
    tmp_path_factory: pytest.TempPathFactory, seed: int, size: int
) -> None:
    whole = pack([(f"{number}.html", html(number)) for number in range(10)])
    directory = whole.index(b"PK\x01\x02")
    starts = [place for place in range(len(whole)) if whole.startswith(b"PK\x03\x04", place)]
    chance = random.Random(seed)
    start = chance.randrange(len(whole) - size)
    path = write(tmp_path_factory.mktemp("damage"), whole[:start] + chance.randbytes(size) + whole[start + size :])
    read, failed = [], 0
    for page in found(path):
        try:
            read += [read_page_ref(page).body] if isinstance(page, PageRef) else []
            failed += isinstance(page, Loss)
        except SourceError:
            failed += 1
    for number, (here, there) in enumerate(zip(starts, [*starts[1:], directory], strict=True)):
        if not (start < there and here < start + size):  # where the directory is wrong but whole, that is told
            assert html(number) in read or (failed and start + size > directory), (number, start, size)


@pytest.mark.parametrize("make", [pack, streamed])
def test_reads_zip_from_stdin(monkeypatch: pytest.MonkeyPatch, make: object) -> None:
    data = make([("a.html", html(1)), ("b", html(2)), ("c.jsonl", b'{"text": "three"}')])  # type: ignore[operator]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    places = list(pages_in(InputFile(ref="stdin", path="-")))
    assert [place.ref for place in places] == ["stdin!a.html", "stdin!b", "stdin!c.jsonl#1"]
    assert [read_page_ref(page).body for page in places if isinstance(page, PageRef)] == [html(1), html(2), "three"]


def test_members_that_lie_in_each_other_are_read_once(tmp_path: Path) -> None:
    data = pack([("a.html", bytes(1_000_000))])
    directory = data.index(b"PK\x01\x02")
    entry, end = data[directory:-22], bytearray(data[-22:])
    struct.pack_into("<HH", end, 8, 50, 50)
    struct.pack_into("<L", end, 12, 50 * len(entry))
    path = write(tmp_path, data[:directory] + entry * 50 + bytes(end))
    assert [place.ref for place in found(path)] == ["a.zip", "a.zip!a.html"]


def test_a_bomb_gives_no_more_than_the_limit(tmp_path: Path) -> None:
    path = write(tmp_path, pack([("a.html", bytes(60_000_000))]))
    (page,) = pages(path)
    assert len(read_page_ref(page).body) == READ_LIMIT
