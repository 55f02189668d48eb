"""Patterns, lists and URLs → files, and what tells whether they have changed."""

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from web_archives import crawl, gzipped, html

from pipeline import OptionsError
from pipeline.errors import SourceError
from pipeline.read.files import InputFile, find_inputs
from pipeline.read.pages import PageRef
from pipeline.read.pages_in import pages_in
from pipeline.read.sources import read_page_ref


def plant(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(html())
    return folder


def refs(*inputs: str, files_from: str | None = None, out: str | None = None) -> list[str]:
    return [file.ref for file in find_inputs(inputs, files_from=files_from, out=out)]


def test_a_file_has_its_size_and_the_time_of_its_last_change(tmp_path: Path) -> None:
    plant(tmp_path, "a.html")
    os.utime(tmp_path / "a.html", ns=(1, 1_234_567_891))
    (tmp_path / "link.html").symlink_to(tmp_path / "a.html")
    (tmp_path / "broken").symlink_to("nowhere")
    os.mkfifo(tmp_path / "fifo")
    whole = (len(html()), 1_234_567_891)
    found = {file.ref: (file.size, file.mtime_ns) for file in find_inputs([str(tmp_path)])}
    assert found == {"a.html": whole, "link.html": whole, "broken": (-1, -1), "fifo": (-1, -1)}
    (file,) = find_inputs([str(tmp_path / "a.html")])
    assert (file.size, file.mtime_ns) == whole
    (stdin,) = find_inputs(["-"])
    assert (stdin.size, stdin.mtime_ns) == (-1, -1)


def test_an_ordinary_page_is_not_opened_for_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.html").symlink_to("nowhere")
    (file,) = find_inputs([str(tmp_path / "a.html")])
    (page,) = pages_in(file)
    assert page == PageRef(ref="a.html", path=os.fsencode(tmp_path / "a.html"), media_type="text/html")
    with pytest.raises(SourceError, match="No such file"):
        read_page_ref(page)


def test_what_cannot_be_read_is_a_loss(tmp_path: Path) -> None:
    (tmp_path / "broken").symlink_to("nowhere")
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "fifo")
    found = [loss for file in find_inputs([str(tmp_path)]) for loss in pages_in(file)]
    assert [(loss.ref, loss.reason) for loss in found if not isinstance(loss, PageRef)] == [
        ("broken", "unreadable"),
        ("fifo", "unreadable"),
        ("loop", "unreadable"),
    ]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.html", ["a.html"]),
        ("*", ["a.html", "b.txt", "sub/c.html", "sub/deep/d.html"]),
        ("**/*.html", ["a.html", "sub/c.html", "sub/deep/d.html"]),
        ("sub/**", ["c.html", "deep/d.html"]),
        ("**/deep/*", ["sub/deep/d.html"]),
        ("*/?.html", ["sub/c.html"]),
        ("[ab].*", ["a.html", "b.txt"]),
        ("s*/deep", ["sub/deep/d.html"]),
    ],
)
def test_a_pattern_stands_for_the_files_that_match(tmp_path: Path, pattern: str, expected: list[str]) -> None:
    plant(tmp_path, "a.html", "b.txt", "sub/c.html", "sub/deep/d.html", ".hidden.html", "sub/.git/e.html")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path / "sub")
    assert refs(str(tmp_path / pattern)) == expected


def test_a_pattern_is_relative_to_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(plant(tmp_path, "pages/a.html", "pages/b/c.html"))
    assert refs("pages/**/*.html") == ["a.html", "b/c.html"]


def test_a_name_that_exists_is_no_pattern(tmp_path: Path) -> None:
    plant(tmp_path, "[a].html", "a.html", "what?.html", "whats.html")
    assert refs(str(tmp_path / "[a].html")) == ["[a].html"]
    assert refs(str(tmp_path / "what?.html")) == ["what?.html"]


def test_a_pattern_that_matches_nothing_is_refused(tmp_path: Path) -> None:
    for pattern in ("*.html", "**/*.html", "no/*"):
        with pytest.raises(OptionsError, match="matches no files"):
            refs(str(tmp_path / pattern))


def test_a_pattern_does_not_read_the_output_back(tmp_path: Path) -> None:
    plant(tmp_path, "a.html", "out/b.html")
    for pattern in ("*", "**/*.html"):
        assert refs(str(tmp_path / pattern), out=str(tmp_path / "out")) == ["a.html"]


@pytest.mark.parametrize("separator", [b"\n", b"\r\n", b"\0"])
def test_reads_a_list_of_inputs(tmp_path: Path, separator: bytes) -> None:
    plant(tmp_path, "a.html", "b/c.html", "d.html", " e.html")
    names = [tmp_path / "a.html", tmp_path / "b", "", tmp_path / "d*", tmp_path / " e.html"]
    (tmp_path / "list").write_bytes(separator.join(os.fsencode(name) for name in names) + separator)
    assert refs(files_from=str(tmp_path / "list")) == [" e.html", "a.html", "b/c.html", "d.html"]


@pytest.mark.skipif(sys.platform == "darwin", reason="APFS refuses it")
def test_names_on_a_list_need_not_be_utf_8(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/not\xffutf-8.html"
    Path(os.fsdecode(name)).write_bytes(html())
    (tmp_path / "list").write_bytes(name + b"\n")
    assert refs(files_from=str(tmp_path / "list")) == ["not\\xffutf-8.html"]


def test_a_list_may_come_from_stdin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, "a.html")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(os.fsencode(tmp_path / "a.html"))))
    assert refs(files_from="-") == ["a.html"]
    with pytest.raises(OptionsError, match="but not both"):
        refs("-", files_from="-")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"-\n")))
    with pytest.raises(OptionsError, match=r"input '-' \(line 1 of stdin\) cannot be read"):
        refs(files_from="-")


def test_a_list_says_which_line_is_wrong(tmp_path: Path) -> None:
    plant(tmp_path, "a.html")
    (tmp_path / "list").write_text(f"{tmp_path}/a.html\n\n{tmp_path}/no-such-file\n")
    with pytest.raises(OptionsError, match=r"no-such-file' \(line 3 of .*list\) does not exist"):
        refs(files_from=str(tmp_path / "list"))
    with pytest.raises(OptionsError, match=r"files_from: .*no-list' cannot be read: No such file"):
        refs(files_from=str(tmp_path / "no-list"))


@pytest.mark.parametrize(
    ("name", "ref"), [("a!b.html", "a\\!b.html"), ("a.gz@12", "a.gz\\@12"), ("a@b.html", "a@b.html"), ("a#1", "a\\#1")]
)
def test_what_stands_before_the_name_of_a_page_is_escaped(tmp_path: Path, name: str, ref: str) -> None:
    assert refs(str(plant(tmp_path, name))) == [ref]


def test_a_file_called_stdin_is_not_stdin(tmp_path: Path) -> None:
    plant(tmp_path, "stdin", "a/stdin")
    assert refs(str(tmp_path), "-") == ["\\stdin", "a/stdin", "stdin"]


@pytest.fixture
def memory() -> Iterator[str]:
    system = fsspec.filesystem("memory")
    system.pipe({"/bucket/a.html": html(1), "/bucket/b/c.warc.gz": gzipped(crawl(3)), "/bucket/.hidden": b"x"})
    yield "memory://bucket"
    system.rm("/bucket", recursive=True)


def read(files: tuple[InputFile, ...]) -> dict[str, bytes | str]:
    found = [page for file in files for page in pages_in(file)]
    return {page.ref: read_page_ref(page).body for page in found if isinstance(page, PageRef)}


def test_reads_what_lies_at_a_url(memory: str) -> None:
    offset = len(gzipped(crawl(1)))
    files = find_inputs([memory])
    assert [file.size for file in files] == [len(html(1)), len(gzipped(crawl(3)))]
    bodies = read(files)
    assert list(bodies.values()) == [html(1), html(0), html(1), html(2)]
    assert next(iter(bodies)).endswith("/bucket/a.html")
    assert list(bodies)[2].endswith(f"/bucket/b/c.warc.gz@{offset}")
    for url in (f"{memory}/*.html", f"{memory}/a.html"):
        assert list(read(find_inputs([url])).items()) == list(bodies.items())[:1]


def test_an_empty_file_of_a_storage_that_knows_no_empty_range_is_empty(
    memory: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsspec.filesystem("memory").pipe({"/bucket/empty.txt": b"", "/bucket/full.txt": b"x"})
    monkeypatch.setattr(type(fsspec.filesystem("memory")), "cat_file", _no_range)
    empty, full = (page for file in find_inputs([f"{memory}/*.txt"]) for page in pages_in(file))
    assert isinstance(empty, PageRef)
    assert isinstance(full, PageRef)
    assert read_page_ref(empty).body == b""
    with pytest.raises(SourceError, match="not satisfiable"):
        read_page_ref(full)


def _no_range(system: object, path: str, **place: int) -> bytes:
    raise ValueError("The requested range is not satisfiable")


def test_reads_files_by_url(tmp_path: Path) -> None:
    plant(tmp_path, "a.html", "b/c.html")
    (file,) = find_inputs([f"file://{tmp_path}/b/*.html"])
    assert (file.ref, file.size) == (f"file://{tmp_path}/b/c.html", len(html()))
    assert file.mtime_ns > 10**18
    assert list(read((file,)).values()) == [html()]
    assert len(find_inputs([f"file://{tmp_path}"])) == 2


def test_a_page_on_the_web_has_its_url() -> None:
    file = InputFile(ref="https://example.org/a.html", path="https://example.org/a.html")
    (page,) = pages_in(file)
    assert isinstance(page, PageRef)
    assert page.url == "https://example.org/a.html"


def test_what_is_not_at_a_url_is_refused(memory: str, tmp_path: Path) -> None:
    for url in (f"{memory}/no.html", f"{memory}/*.txt", f"file://{tmp_path}/no"):
        with pytest.raises(OptionsError, match=r"cannot be found|matches no files"):
            refs(url)
    with pytest.raises(OptionsError, match=r"input 'nonsense://x': Protocol not known"):
        refs("nonsense://x")
    page = PageRef(ref="x", path=f"{memory}/gone.html".encode())
    with pytest.raises(SourceError, match="FileNotFoundError"):
        read_page_ref(page)


@pytest.mark.parametrize(("module", "url"), [("fsspec.core", "s3://x/y"), ("s3fs", "s3://x/y")])
def test_without_a_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, module: str, url: str) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(OptionsError, match=r"pip install 'pagewinnow\[remote\]'"):
        refs(url)
