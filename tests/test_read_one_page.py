"""The page that a name stands for, as records have it."""

import io
import json
import os
import sys
import zipfile
from pathlib import Path

import pytest
from web_archives import crawl, found, gzipped, html

from pipeline import OptionsError
from pipeline.errors import SourceError
from pipeline.read.files import find_inputs
from pipeline.read.one_page import read_page
from pipeline.read.pages import Columns

TEXT = "".join(
    f"Title: The story of the river, part {n}\nURL: http://example.org/{n}\n\n"
    + "The river rose in the night. " * 20
    + "\n\n"
    for n in range(3)
)


def zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, body in members.items():
            archive.writestr(name.replace("__", "."), body)
    return path


def test_a_record_is_named_by_its_offset(tmp_path: Path) -> None:
    for data in (gzipped(crawl(3)), b"".join(crawl(3))):
        (tmp_path / "a.warc.gz").write_bytes(data)
        names = [place.ref for place in found(tmp_path / "a.warc.gz")]
        assert [read_page(str(tmp_path / name)).body for name in names] == [html(0), html(1), html(2)]
        assert read_page(str(tmp_path / names[1])).url == "http://example.org/1"
        assert read_page(str(tmp_path / names[1]), url="http://mine/").url == "http://mine/"
    with pytest.raises(SourceError, match=r"a.warc.gz@1' cannot be read: no WARC record begins here"):
        read_page(str(tmp_path / "a.warc.gz@1"))


def test_a_member_is_named_after_its_archive(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", a__html=html(1), b__warc=b"".join(crawl(2)), c__txt=TEXT.encode())
    assert read_page(f"{path}!a.html").body == html(1)
    for place in found(path)[1:3]:
        assert read_page(str(tmp_path / place.ref)).url in ("http://example.org/0", "http://example.org/1")
    assert read_page(f"{path}!c.txt#2").url == "http://example.org/1"
    with pytest.raises(OptionsError, match=r"a.zip!c.txt' holds 3 pages; give one of them: .*a.zip!c.txt#1"):
        read_page(f"{path}!c.txt")
    with pytest.raises(OptionsError, match=r"has no page '!no.html'; give one of its pages: .*a.zip!a.html"):
        read_page(f"{path}!no.html")


def test_a_line_is_named_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"doc": f"Text {n}."}) + "\n" for n in range(3)))
    assert read_page(f"{path}#2", columns=Columns(text="doc")).body == "Text 1."
    with pytest.raises(OptionsError, match=r"a.jsonl' has no page '#9'"):
        read_page(f"{path}#9", columns=Columns(text="doc"))
    path.write_text('{"text": "x"}\nbroken\n')
    with pytest.raises(SourceError, match=r"a.jsonl#2' cannot be read: the line is no JSON object"):
        read_page(f"{path}#2")


def test_a_page_in_a_text_file_is_named_by_its_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    assert read_page(f"{tmp_path}/a.txt#3").url == "http://example.org/2"
    with pytest.raises(OptionsError, match=r"a.txt' holds 3 pages, no #4"):
        read_page(f"{tmp_path}/a.txt#4")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert read_page("-#2").url == "http://example.org/1"


def test_a_file_of_pages_is_no_page(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", a__html=html(1))
    with pytest.raises(OptionsError, match=r"a.zip' holds pages; give one of its pages: .*a.zip!a.html"):
        read_page(str(path))
    with pytest.raises(OptionsError, match=r"a.zip' is no page"):
        read_page(str(zipped(path)))


@pytest.mark.parametrize(
    "name", ["ü#2/a!b#3.txt", "back\\slash.txt", "a#1", "a@1", "stdin", "x\\!y.txt", "\\stdin", "x\\\\xe9", "\\xe9"]
)
def test_a_page_goes_by_what_records_call_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(name.encode())
    (file,) = find_inputs([str(tmp_path)])
    monkeypatch.chdir(tmp_path)
    assert read_page(file.ref).body == name.encode()
    assert read_page(str(path)).body == name.encode()
    path.write_text(TEXT)
    assert read_page(f"{file.ref}#2").url == read_page(f"{path}#2").url == "http://example.org/1"


@pytest.mark.skipif(sys.platform == "darwin", reason="APFS refuses it")
def test_a_page_whose_name_is_not_utf_8_goes_by_its_ref(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    zipped(tmp_path / "a.zip", a__html=html(1)).rename(tmp_path / os.fsdecode(b"not\xff!utf-8.zip"))
    monkeypatch.chdir(tmp_path)
    assert read_page("not\\xff\\!utf-8.zip!a.html").body == html(1)


def test_a_page_on_stdin_goes_by_what_records_call_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped(tmp_path / "a.zip", a__html=html(1)).read_bytes()
    for name in ("stdin!a.html", "-!a.html"):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert read_page(name).body == html(1)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    with pytest.raises(OptionsError, match=r"input '-' holds pages; give one of its pages: stdin!a.html"):
        read_page("-")


def test_a_file_that_is_called_so_is_meant(tmp_path: Path) -> None:
    for name in ("a.html", "a.html!b", "a.html#1", "a.html@1"):
        (tmp_path / name).write_bytes(name.encode())
        assert read_page(str(tmp_path / name)).body == name.encode()
    with pytest.raises(OptionsError, match="does not exist"):
        read_page(str(tmp_path / "no.zip!a.html"))
