"""Which pages lie below the inputs, and their bytes."""

import gzip
import io
import os
import socket
import sys
import time
import zlib
from pathlib import Path

import pytest

from pipeline import OptionsError
from pipeline.errors import SourceError
from pipeline.read.files import InputFile, find_inputs
from pipeline.read.one_page import read_page
from pipeline.read.pages import READ_LIMIT
from pipeline.read.sources import read_source

TEXT = b"The river rose in the night."


def refs(*inputs: Path | str, out: Path | None = None) -> list[str]:
    files = find_inputs([os.fsdecode(name) for name in inputs], out=str(out) if out else None)
    return [file.ref for file in files]


def plant(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(TEXT)
    return folder


def read(path: Path) -> bytes | str:
    return read_source(InputFile(ref=path.name, path=str(path))).body


def failure(path: Path) -> str:
    with pytest.raises(SourceError) as caught:
        read(path)
    return str(caught.value)


def test_finds_files_in_folders_below_folders_in_order(tmp_path: Path) -> None:
    plant(tmp_path, "b.html", "a/z.txt", "a/b/c.html", "page.html/inner", "no-suffix")
    assert refs(tmp_path) == ["a/b/c.html", "a/z.txt", "b.html", "no-suffix", "page.html/inner"]


def test_passes_over_hidden_names_below_a_folder_but_not_a_named_one(tmp_path: Path) -> None:
    plant(tmp_path, ".hidden.html", ".git/a.html", "a.html")
    assert refs(tmp_path) == ["a.html"]
    assert refs(tmp_path / ".hidden.html") == [".hidden.html"]
    assert refs(tmp_path / ".git") == ["a.html"]


def test_an_empty_folder_holds_nothing(tmp_path: Path) -> None:
    assert refs(tmp_path) == []


def test_overlapping_inputs_give_each_page_once_in_any_order(tmp_path: Path) -> None:
    plant(tmp_path, "a/x.html", "a/b/y.html", "c.html")
    inputs = [tmp_path, tmp_path / "a", tmp_path / "a" / ".." / "c.html", tmp_path / "a" / "b"]
    assert refs(*inputs) == refs(*inputs[::-1]) == ["a/b/y.html", "a/x.html", "c.html"]
    assert refs("-", "-") == ["stdin"]


def test_refs_are_relative_to_what_all_inputs_lie_in(tmp_path: Path) -> None:
    plant(tmp_path, "a/x.html", "b/x.html")
    assert refs(tmp_path / "a") == ["x.html"]
    assert refs(tmp_path / "a", tmp_path / "b") == ["a/x.html", "b/x.html"]
    assert refs(tmp_path / "b" / "x.html", tmp_path / "a" / "x.html") == ["a/x.html", "b/x.html"]


def test_follows_links_but_no_loops(tmp_path: Path) -> None:
    plant(tmp_path, "real/x.html")
    (tmp_path / "real" / "up").symlink_to(tmp_path)
    (tmp_path / "real" / "self").symlink_to(tmp_path / "real")
    plant(tmp_path.parent, f"{tmp_path.name}-elsewhere/y.html")
    (tmp_path / "there").symlink_to(tmp_path.parent / f"{tmp_path.name}-elsewhere")
    (tmp_path / "z.html").symlink_to(tmp_path / "real" / "x.html")
    assert refs(tmp_path) == ["real/x.html", "there/y.html", "z.html"]


def test_the_output_is_not_read_back(tmp_path: Path) -> None:
    plant(tmp_path, "a.html", "out/records/x", "out.jsonl", "sub/out.jsonl", "sub/out/b.html")
    assert refs(tmp_path, out=tmp_path / "out") == ["a.html", "out.jsonl", "sub/out.jsonl", "sub/out/b.html"]
    assert "out.jsonl" not in refs(tmp_path, out=tmp_path / "out.jsonl")
    assert "sub/out.jsonl" in refs(tmp_path, out=tmp_path / "out.jsonl")


def test_the_output_is_known_through_a_link(tmp_path: Path) -> None:
    plant(tmp_path, "in/a.html", "in/out/b.html")
    (tmp_path / "link").symlink_to(tmp_path / "in" / "out")
    assert refs(tmp_path / "in", out=tmp_path / "link") == ["a.html"]


def test_the_output_is_not_read_back_through_a_link_to_what_lies_in_it(tmp_path: Path) -> None:
    plant(tmp_path, "in/a.html", "out/records/deep/x", "out/y", "outside/z.html", "outside/up/w.html")
    (tmp_path / "in" / "folder").symlink_to(tmp_path / "out" / "records")
    (tmp_path / "in" / "file").symlink_to(tmp_path / "out" / "y")
    (tmp_path / "in" / "through").symlink_to(tmp_path / "outside")
    (tmp_path / "outside" / "again").symlink_to(tmp_path / "out" / "records" / "deep")
    expected = ["a.html", "through/up/w.html", "through/z.html"]
    assert refs(tmp_path / "in", out=tmp_path / "out") == expected
    assert refs(tmp_path / "in" / "**", out=tmp_path / "out") == expected
    assert refs(tmp_path / "in" / "*", out=tmp_path / "out") == expected


def test_a_link_to_what_holds_the_output_reads_all_but_it(tmp_path: Path) -> None:
    plant(tmp_path, "in/a.html", "up/out/x", "up/b.html")
    (tmp_path / "in" / "up").symlink_to(tmp_path / "up")
    assert refs(tmp_path / "in", out=tmp_path / "up" / "out") == ["a.html", "up/b.html"]
    assert refs(tmp_path / "in", out=tmp_path / "up" / "out" / "x.jsonl") == ["a.html", "up/b.html", "up/out/x"]


def test_an_input_below_the_output_that_is_named_is_read(tmp_path: Path) -> None:
    plant(tmp_path, "out/pages/a.html")
    assert refs(tmp_path / "out" / "pages", out=tmp_path / "out") == ["a.html"]


@pytest.mark.parametrize("name", ["in", "in/a.jsonl"])
def test_refuses_an_input_that_is_the_output(tmp_path: Path, name: str) -> None:
    plant(tmp_path, "in/a.jsonl")
    with pytest.raises(OptionsError, match="is also the output"):
        refs(tmp_path / name, out=tmp_path / name)


@pytest.mark.parametrize("name", ["no-such-file", "x" * 5000, "a.html/below"])
def test_refuses_an_input_that_is_not_there(tmp_path: Path, name: str) -> None:
    plant(tmp_path, "a.html")
    with pytest.raises(OptionsError, match="does not exist; give files, folders, or - for stdin"):
        refs(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "ref"),
    [
        (b"a b.html", "a b.html"),
        (b"two\nlines", "two\nlines"),
        (b"-o", "-o"),
        (b"x" * 255, "x" * 255),
        ("река.html".encode(), "река.html"),
        (b"back\\slash", "back\\\\slash"),
        pytest.param(
            b"not\xffutf-8",
            "not\\xffutf-8",
            marks=pytest.mark.skipif(sys.platform == "darwin", reason="APFS refuses it"),
        ),
    ],
)
def test_reads_odd_names(tmp_path: Path, name: bytes, ref: str) -> None:
    path = os.path.join(os.fsencode(tmp_path), name)  # noqa: PTH118
    with open(path, "wb") as handle:  # noqa: PTH123
        handle.write(TEXT)
    (file,) = find_inputs([str(tmp_path)])
    assert file.ref == ref
    assert read_source(file).body == TEXT


def test_what_cannot_be_read_is_found_and_fails(tmp_path: Path) -> None:
    (tmp_path / "broken").symlink_to("nowhere")
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "fifo")
    assert refs(tmp_path) == ["broken", "fifo", "loop"]
    assert failure(tmp_path / "broken") == "No such file or directory"
    assert failure(tmp_path / "fifo") == "not a regular file"
    assert "ymbolic links" in failure(tmp_path / "loop")


def test_a_socket_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s")
        assert failure(Path("s")) == "not a regular file"


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is locked to root")
def test_a_locked_folder_and_file_fail(tmp_path: Path) -> None:
    plant(tmp_path, "locked/a.html", "b.html").joinpath("locked").chmod(0)
    (tmp_path / "b.html").chmod(0)
    assert refs(tmp_path) == ["b.html", "locked"]
    assert failure(tmp_path / "locked") == failure(tmp_path / "b.html") == "Permission denied"
    (tmp_path / "locked").chmod(0o755)


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("a.HTML", "text/html"), ("a.htm.gz", "text/html"), ("a.js", "text/javascript"), ("a", None), ("a.xyz", None)],
)
def test_a_name_tells_the_media_type(tmp_path: Path, name: str, media_type: str | None) -> None:
    plant(tmp_path, name)
    (tmp_path / name).write_bytes(gzip.compress(TEXT) if name.endswith(".gz") else TEXT)
    assert read_source(find_inputs([str(tmp_path)])[0]).media_type == media_type


@pytest.mark.parametrize("name", ["a.html.gz", "a.GZ", "a.html"])
@pytest.mark.parametrize("tail", [b"", b"\0" * 512, b"trailing junk"])
def test_undoes_gzip_whatever_its_name_and_its_end(tmp_path: Path, name: str, tail: bytes) -> None:
    (tmp_path / name).write_bytes(gzip.compress(TEXT[:9]) + gzip.compress(b"") + gzip.compress(TEXT[9:]) + tail)
    assert read(tmp_path / name) == TEXT


def test_undoes_gzip_of_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(b""))
    assert read(tmp_path / "a.gz") == b""


def test_gzip_that_is_cut_or_damaged_fails(tmp_path: Path) -> None:
    whole = gzip.compress(os.urandom(50_000))
    path = tmp_path / "a.gz"
    for data in (whole[:-1], whole[:20_000], whole[:5], b"", whole + whole[:-9]):
        path.write_bytes(data)
        assert failure(path) == "gzip data ends too early"
    for data in (b"no gzip at all", whole[:-8] + b"\0" * 8, whole[:99] + b"\xff" * 99 + whole[198:]):
        path.write_bytes(data)
        assert failure(path).startswith("not gzip data, or damaged: ")


def test_a_gzip_bomb_costs_no_more_than_the_limit(tmp_path: Path) -> None:
    started = time.perf_counter()
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(b"\0" * 10_000_000) for _ in range(40)) + packer.flush()
    assert len(bomb) < 500_000
    (tmp_path / "a.gz").write_bytes(bomb)
    assert len(read(tmp_path / "a.gz")) == READ_LIMIT
    (tmp_path / "b.gz").write_bytes(gzip.compress(b"") * 200_000)
    assert read(tmp_path / "b.gz") == b""
    assert time.perf_counter() - started < 10


def test_gzip_that_does_not_shrink_is_read_whole(tmp_path: Path) -> None:
    body = os.urandom(19_999_999)
    (tmp_path / "a.gz").write_bytes(gzip.compress(body, 0))
    assert read(tmp_path / "a.gz") == body


def test_reads_no_more_than_it_needs(tmp_path: Path) -> None:
    with (tmp_path / "a").open("wb") as handle:
        handle.truncate(25_000_000)
    assert len(read(tmp_path / "a")) == READ_LIMIT


@pytest.mark.parametrize("body", [TEXT, gzip.compress(TEXT)], ids=["plain", "gzip"])
def test_reads_stdin(monkeypatch: pytest.MonkeyPatch, body: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(body)))
    assert read_page("-").body == TEXT


def test_one_page_is_a_file(tmp_path: Path) -> None:
    plant(tmp_path, "a.html")
    assert read_page(str(tmp_path / "a.html"), url="http://x/").url == "http://x/"
    with pytest.raises(OptionsError, match="is a folder; give one page"):
        read_page(str(tmp_path))
    with pytest.raises(OptionsError, match="does not exist"):
        read_page(str(tmp_path / "b"))
    (tmp_path / "c").symlink_to("nowhere")
    with pytest.raises(SourceError, match=r"c' cannot be read: No such file"):
        read_page(str(tmp_path / "c"))


def test_a_name_like_a_pages_number_is_escaped(tmp_path: Path) -> None:
    assert refs(plant(tmp_path, "a.txt", "a.txt#1", "b#c.txt")) == ["a.txt", "a.txt\\#1", "b#c.txt"]


@pytest.mark.parametrize("name", ["{}#1", "{}"])
def test_a_folder_is_no_page_whatever_its_number(tmp_path: Path, name: str) -> None:
    with pytest.raises(OptionsError, match="is a folder"):
        read_page(name.format(plant(tmp_path, "a.txt", "b.txt")))
