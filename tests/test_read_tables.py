"""JSON lines, CSV and Parquet → pages, whatever is damaged in them."""

import bz2
import csv
import gzip
import io
import json
import sys
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from web_archives import bodies, found, html, losses, pages

from pipeline import OptionsError
from pipeline.errors import SourceError
from pipeline.read.files import InputFile, find_inputs
from pipeline.read.lines import LINE_LIMIT
from pipeline.read.pages import READ_LIMIT, Columns, Loss, PageRef
from pipeline.read.pages_in import pages_in
from pipeline.read.sources import read_page_ref

PAGE = html(1).decode()
ROWS = [{"id": n, "url": f"http://example.org/{n}", "html": html(n).decode()} for n in range(3)]
LINES = "".join(json.dumps(row) + "\n" for row in ROWS).encode()
HTML = [html(n).decode() for n in range(3)]


def write(tmp_path: Path, data: bytes, name: str = "a.jsonl") -> Path:
    (tmp_path / name).write_bytes(data)
    return tmp_path / name


def table(rows: list[list[str]], **how: object) -> bytes:
    out = io.StringIO()
    csv.writer(out, **how).writerows(rows)  # type: ignore[arg-type]
    return out.getvalue().encode("utf-8", "surrogateescape")


def stdin_of(monkeypatch: pytest.MonkeyPatch, data: bytes, columns: Columns | None = None) -> list[PageRef]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    return list(pages_in(InputFile(ref="stdin", path="-"), columns or Columns()))  # type: ignore[arg-type]


def test_reads_lines_by_their_place(tmp_path: Path) -> None:
    path = write(tmp_path, LINES)
    places = list(pages(path))
    assert [page.ref for page in places] == ["a.jsonl#1", "a.jsonl#2", "a.jsonl#3"]
    assert all(page.body is None for page in places)
    sources = [read_page_ref(page) for page in reversed(places)]
    assert [source.body for source in sources] == HTML[::-1]
    assert sources[0].url == "http://example.org/2"
    assert sources[0].media_type == "text/html"


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress, bz2.compress])
def test_packed_lines_are_read_on_the_way(tmp_path: Path, pack: object) -> None:
    path = write(tmp_path, pack(LINES), "a.jsonl.packed")  # type: ignore[operator]
    assert list(bodies(path).values()) == HTML


def test_lines_need_no_name_and_no_last_line_feed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"\xef\xbb\xbf" + LINES.rstrip(b"\n").replace(b"\n", b"\r\n\r\n")
    assert list(bodies(write(tmp_path, data, "dump")).values()) == HTML
    assert [read_page_ref(page).body for page in stdin_of(monkeypatch, data)] == HTML
    long = json.dumps({"html": PAGE * 1000}).encode()
    assert list(bodies(write(tmp_path, long + b"\n" + LINES, "long")).values()) == [PAGE * 1000, *HTML]


def test_a_json_file_that_is_no_lines_is_a_page(tmp_path: Path) -> None:
    for name, data in (("a.json", b'{\n "text": "x"\n}'), ("b.json", b'{"version": 3}'), ("c.txt", LINES)):
        assert list(bodies(write(tmp_path, data, name))) == [name]


@pytest.mark.parametrize(
    ("row", "body", "media_type"),
    [
        ({"text": "t"}, "t", "text/plain"),
        ({"raw_content": "t", "url": None}, "t", "text/plain"),
        ({"Content": "t"}, "t", "text/plain"),
        ({"html": "<p>", "text": "t"}, "<p>", "text/html"),
        ({"html": None, "text": "t"}, "t", "text/plain"),
        ({"html": "", "text": 5}, "", "text/plain"),
    ],
)
def test_takes_obvious_keys_where_none_is_named(tmp_path: Path, row: object, body: str, media_type: str) -> None:
    (page,) = pages(write(tmp_path, json.dumps(row).encode()))
    source = read_page_ref(page)
    assert (source.body, source.media_type, source.url) == (body, media_type, None)


def test_takes_named_keys_before_obvious_ones(tmp_path: Path) -> None:
    data = json.dumps({"html": "no", "doc": "yes", "url": "no", "at": "http://x/"}).encode()
    (page,) = pages(write(tmp_path, data), Columns(text="doc", url="at"))
    assert (read_page_ref(page).body, read_page_ref(page).url) == ("yes", "http://x/")


def test_a_named_key_may_be_missing_in_some_lines_but_not_in_all(tmp_path: Path) -> None:
    path = write(tmp_path, b'{"a": 1}\n{"doc": "x", "b": 2}\n')
    one, two = pages(path, Columns(text="doc"))
    with pytest.raises(SourceError, match="no key holds the page; its keys are a"):
        read_page_ref(one)
    assert read_page_ref(two).body == "x"
    (loss,) = found(path, Columns(html="page"))
    why = "html column 'page' is not there; its columns are 'a', 'doc', 'b'"
    assert loss == Loss(ref="a.jsonl", reason="no_column", why=why)
    assert losses(write(tmp_path, b'{"a": "x"}\n')) == [("a.jsonl", "no_column")]


def test_a_broken_line_fails_and_others_are_read(tmp_path: Path) -> None:
    lines = LINES.splitlines(keepends=True)
    for bad in (b'{"html": "x\n', b"nonsense\n", b"[1]\n", b"\0\0\0\n", b"[" * 100_000 + b"\n"):
        for place in range(3):
            one = [*lines[:place], bad, *lines[place:]]
            broken = list(pages(write(tmp_path, b"".join(one))))
            with pytest.raises(SourceError, match="the line is no JSON object"):
                read_page_ref(broken.pop(place))
            assert [read_page_ref(page).body for page in broken] == HTML


def test_a_line_that_is_too_long_is_told_and_others_are_read(tmp_path: Path) -> None:
    path = write(tmp_path, LINES + b'{"html": "' + b"x" * LINE_LIMIT + b'"}\n' + LINES)
    assert losses(path) == [("a.jsonl#4", "too_large")]
    assert [place.ref for place in found(path)][-1] == "a.jsonl#7"


def test_lines_that_break_off_are_told(tmp_path: Path) -> None:
    noise = "".join(json.dumps({"html": f"<p>{hash(str(n))}{n * 7919}</p>"}) + "\n" for n in range(5000)).encode()
    data = gzip.compress(noise)[:-2000]
    places = found(write(tmp_path, data, "a.jsonl.gz"))
    assert list(losses(tmp_path / "a.jsonl.gz")) == [("a.jsonl.gz", "truncated")]
    assert len(places) > 4000


def test_a_packed_member_that_is_damaged_at_its_start_is_told(tmp_path: Path) -> None:
    whole = gzip.compress(LINES)
    assert list(bodies(write(tmp_path, whole + whole + bytes(99), "a.jsonl.gz")).values()) == HTML * 2
    assert losses(write(tmp_path, whole + b"\xff" + whole[1:], "a.jsonl.gz")) == [("a.jsonl.gz", "damaged")]
    assert len(found(tmp_path / "a.jsonl.gz")) == len(HTML) + 1


@pytest.mark.parametrize(
    ("data", "body"),
    [
        (b'{"html": "\\ud800x"}', "\ufffdx"),
        (b'{"html": "\xffx"}', "\ufffdx"),
        (b'{"html": "x", "n": NaN}', "x"),
        (b'{"html": "\\u0000x"}', "\0x"),
    ],
)
def test_reads_json_as_it_is_in_the_wild(tmp_path: Path, data: bytes, body: str) -> None:
    assert list(bodies(write(tmp_path, data)).values()) == [body]


@pytest.mark.parametrize("how", [{}, {"delimiter": ";"}, {"delimiter": "\t"}, {"quoting": csv.QUOTE_ALL}])
def test_reads_rows_by_the_line_that_they_begin_on(tmp_path: Path, how: dict[str, object]) -> None:
    rows = [["id", "url", "html"], ["1", "http://x/1", '<p>one,\n"two";\tthree</p>'], ["2", "", "<p>four</p>"]]
    path = write(tmp_path, table(rows, **how), "a.csv")
    assert bodies(path) == {"a.csv#2": rows[1][2].encode(), "a.csv#4": b"<p>four</p>"}
    assert [page.url for page in pages(path)] == ["http://x/1", None]


def test_reads_wide_fields_and_odd_bytes(tmp_path: Path) -> None:
    wide = "<p>" + "x" * 1_000_000
    path = write(tmp_path, table([["html"], [wide], ["caf\udce9"], ["a\0b"]]), "a.csv")
    assert list(bodies(path).values()) == [wide.encode(), b"caf\xe9", b"a\0b"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_reads_tables_as_spreadsheets_write_them(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path, "text;url\r\nЧай;http://x/\r\n".encode(encoding), "a.csv")
    assert list(bodies(path).values()) == ["Чай".encode()]


def test_packed_tables_and_tables_on_stdin_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = table([["page", "at"], ["<p>one</p>", "http://x/"]])
    columns = Columns(html="page", url="at")
    assert list(bodies(write(tmp_path, gzip.compress(data), "a.csv.gz"), columns).values()) == [b"<p>one</p>"]
    (page,) = stdin_of(monkeypatch, data, columns)
    assert (page.ref, read_page_ref(page).body, page.url) == ("stdin#2", b"<p>one</p>", "http://x/")


@pytest.mark.parametrize(
    "text",
    [
        "Content, text and body\nOne, two.\n",
        "Body,text\n",
        "Body,text\n\n   \n",
        "Body,text\nThe river rose.\n",
        "text\nOne, two.\n",
        "Text,Text\nOne, two.\n",
        "Text,image and sound\nOne, two.\n",
        "Read the text; the body\nOne; two.\n",
        "Text,5\nOne, two.\n",
        "Text," + "x" * 101 + "\nOne, two.\n",
        "Title,author\nOne,two\n",
        "Text,image:\n\nAnd so, he went.\n",
        "Text,,body\nOne, two.\n",
    ],
)
def test_a_text_that_begins_like_a_header_stays_a_text(tmp_path: Path, text: str) -> None:
    (page,) = found(write(tmp_path, text.encode(), "notes"))
    assert page.ref == "notes"
    (page,) = found(tmp_path / "notes", Columns(url="at"))
    assert page.ref == "notes"


@pytest.mark.parametrize("how", [{}, {"delimiter": "\t"}, {"delimiter": ";"}, {"quoting": csv.QUOTE_ALL}])
@pytest.mark.parametrize("header", [["url", "html"], ["", "raw_content"], ["page-id", "Body", "crawl.date"]])
def test_a_table_without_a_name_is_told_by_its_header(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, header: list[str], how: dict[str, object]
) -> None:
    data = table([header, *([f"{n}{at}" for at in range(len(header))] for n in range(2))], **how)
    for pages_there in (stdin_of(monkeypatch, data), found(write(tmp_path, data, "dump"))):
        assert [place.ref[-2:] for place in pages_there] == ["#2", "#3"]
        assert isinstance(pages_there[0], PageRef)
        assert pages_there[0].body == b"01"


def test_a_table_without_a_name_is_told_where_only_its_urls_are_named(tmp_path: Path) -> None:
    path = write(tmp_path, table([["the page", "text"], ["http://x/", "one"]]), "dump")
    (page,) = pages(path, Columns(url="the page"))
    assert (page.ref, page.body, page.url) == ("dump#2", b"one", "http://x/")
    assert [place.ref for place in found(path)] == ["dump"]


def test_a_named_column_must_be_there(tmp_path: Path) -> None:
    path = write(tmp_path, table([["a", "b"], ["1", "2"]]), "a.csv")
    (loss,) = found(path, Columns(html="page"))
    why = "html column 'page' is not there; its columns are 'a', 'b'"
    assert loss == Loss(ref="a.csv", reason="no_column", why=why)
    assert losses(path) == [("a.csv", "no_column")]
    assert found(write(tmp_path, b"", "a.csv"), Columns(html="page")) == []


@pytest.mark.parametrize("bad", ['2,"no end,<p>two</p>', '2,"a" b",<p>two,x,y</p>', "2", '"2,x', "2,x,y,z"])
def test_a_broken_row_is_told_and_others_are_read(tmp_path: Path, bad: str) -> None:
    good = ['1,"a ""b""",<p>one</p>', '3,"c\nd",<p>three</p>', "4,e,<p>four</p>"]
    for place in range(4):
        lines = ["id,title,html", *good[:place], bad, *good[place:]]
        path = write(tmp_path, "\n".join(lines).encode() + b"\n", "a.csv")
        is_cut = place == 3 and bad in ('2,"no end,<p>two</p>', '"2,x')
        assert [reason for _, reason in losses(path)] == ["truncated" if is_cut else "damaged"]
        read = [read_page_ref(page).body for page in found(path) if isinstance(page, PageRef)]
        assert read == [b"<p>one</p>", b"<p>three</p>", b"<p>four</p>"]


def test_a_stray_quote_that_breaks_nothing_is_kept(tmp_path: Path) -> None:
    path = write(tmp_path, b'html,n\n"<p>a "b" c</p>",1\n<p>5" pipe</p>,2\n', "a.csv")
    assert list(bodies(path).values()) == [b'<p>a b" c</p>"', b'<p>5" pipe</p>']


@pytest.mark.parametrize("end", [" tw", " tw\n", " tw\r\n", "\n", "", "\n tw\n\n</p>"])
@pytest.mark.parametrize("header", ["n,html", "html"])
def test_a_row_that_the_file_ends_in_is_told(tmp_path: Path, header: str, end: str) -> None:
    row = "1," if "n" in header.split(",") else ""
    path = write(tmp_path, f'{header}\n{row}"<p>one"\n{row}"<p>two{end}'.encode(), "a.csv")
    first, loss, *fragments = found(path)
    assert isinstance(first, PageRef)
    assert first.body == b"<p>one"
    assert isinstance(loss, Loss)
    assert (loss.ref, loss.reason) == ("a.csv#3", "truncated" if not fragments else "damaged")
    if header == "n,html":
        assert loss.why == "the file ends in quotes that begin on line 3"
        assert not fragments


def test_a_quote_that_is_left_open_costs_its_row(tmp_path: Path) -> None:
    path = write(tmp_path, b'n,html\n1,"<p>one\n2,<p>two\n', "a.csv")
    assert losses(path) == [("a.csv#2", "damaged")]
    assert [page.ref for page in found(path) if isinstance(page, PageRef)] == ["a.csv#3"]


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30)), max_size=8))
def test_reads_whatever_was_written(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]) -> None:
    rows = [(f"<p>{one}", two) for one, two in rows]
    path = write(tmp_path_factory.mktemp("table"), table([["html", "x"], *map(list, rows)]), "a.csv")
    assert list(bodies(path).values()) == [one.encode() for one, _ in rows]
    data = "".join(json.dumps({"html": one, "x": two}) + "\n" for one, two in rows)
    assert list(bodies(write(path.parent, data.encode())).values()) == [one for one, _ in rows]


def parquet(tmp_path: Path, columns: dict[str, pa.Array], **how: object) -> Path:
    pq.write_table(pa.table(columns), tmp_path / "a.parquet", **how)
    return tmp_path / "a.parquet"


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.binary(), pa.dictionary(pa.int32(), pa.string())])
def test_reads_parquet_of_any_kind_of_text(tmp_path: Path, kind: pa.DataType) -> None:
    column = pa.array([*HTML, None]).cast(pa.string()).cast(kind)
    path = parquet(tmp_path, {"html": column, "url": pa.array(["http://x/", None, "", None])}, row_group_size=2)
    assert list(bodies(path).values()) == [*map(str.encode, HTML), b""]
    assert [(page.ref, page.url) for page in pages(path)][:2] == [("a.parquet#1", "http://x/"), ("a.parquet#2", None)]


def test_reads_parquet_with_strings_that_are_not_utf_8(tmp_path: Path) -> None:
    column = pa.array([b"caf\xe9"], pa.binary()).view(pa.string())
    assert list(bodies(parquet(tmp_path, {"text": column})).values()) == [b"caf\xe9"]


def test_a_named_column_must_be_in_parquet(tmp_path: Path) -> None:
    path = parquet(tmp_path, {"a": pa.array(["x"])})
    (loss,) = found(path, Columns(text="b"))
    why = "text column 'b' is not there; its columns are 'a'"
    assert loss == Loss(ref="a.parquet", reason="no_column", why=why)
    assert losses(path) == [("a.parquet", "no_column")]
    assert list(bodies(path, Columns(text="a")).values()) == [b"x"]


def test_a_damaged_row_group_is_told_and_others_are_read(tmp_path: Path) -> None:
    column = pa.array([html(n, words=300).decode() for n in range(6)])
    path = parquet(tmp_path, {"html": column}, row_group_size=2, compression="zstd")
    data = bytearray(path.read_bytes())
    start = pq.ParquetFile(path).metadata.row_group(1).column(0).data_page_offset
    data[start : start + 200] = bytes(200)
    path.write_bytes(data)
    assert losses(path) == [("a.parquet#3", "damaged")]
    read = [read_page_ref(page).body for page in found(path) if isinstance(page, PageRef)]
    assert read == [html(n, words=300) for n in (0, 1, 4, 5)]
    path.write_bytes(bytes(data[:-100]))
    assert losses(path) == [("a.parquet", "damaged")]


def test_of_columns_of_one_name_the_first_is_read(tmp_path: Path) -> None:
    columns = [pa.array(["no"]), pa.array(["<p>one"]), pa.array(["<p>two"])]
    pq.write_table(pa.Table.from_arrays(columns, names=["x", "html", "html"]), tmp_path / "a.parquet")
    assert bodies(tmp_path / "a.parquet") == {"a.parquet#1": b"<p>one"}


def test_columns_of_parquet_that_hold_no_text_are_not_there(tmp_path: Path) -> None:
    lists = pa.array([["a"], ["b"]])
    path = parquet(tmp_path, {"html": lists, "url": pa.array([1, 2]), "text": pa.array(["x", None])})
    assert bodies(path) == {"a.parquet#1": b"x", "a.parquet#2": b""}
    assert losses(path, Columns(html="html")) == [("a.parquet", "no_column")]
    assert bodies(parquet(tmp_path, {"html": pa.array(["x"]), "url": pa.nulls(1)})) == {"a.parquet#1": b"x"}


def test_a_value_that_is_in_many_rows_is_held_once(tmp_path: Path) -> None:
    wide = pa.DictionaryArray.from_arrays(pa.array([0] * 300, pa.int32()), pa.array(["x" * 8_000_000]))
    path = parquet(tmp_path, {"html": wide}, compression="zstd", store_schema=False, dictionary_pagesize_limit=10**8)
    assert path.stat().st_size < 1000
    (file,) = find_inputs([str(path)])
    before = pa.total_allocated_bytes()
    for number, page in enumerate(pages_in(file), 1):
        assert isinstance(page, PageRef)
        assert page.ref == f"a.parquet#{number}"
        assert len(page.body or b"") == 8_000_000
        assert pa.total_allocated_bytes() - before < 100_000_000


def test_a_cell_of_parquet_is_read_up_to_the_limit(tmp_path: Path) -> None:
    (page,) = pages(parquet(tmp_path, {"html": pa.array(["x" * 30_000_000])}))
    assert len(page.body or b"") == READ_LIMIT


def test_parquet_that_unpacks_to_far_more_is_told(tmp_path: Path) -> None:
    path = parquet(tmp_path, {"html": pa.array(["x" * 30_000_000] * 7)}, compression="zstd", use_dictionary=False)
    assert losses(path) == [("a.parquet#1", "damaged")]


def test_whatever_a_library_raises_costs_the_file_or_member(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("pipeline.read.csv_rows.delimiter_of", broken)
    (loss,) = found(write(tmp_path, b"html,n\nx,1\n", "a.csv"))
    assert loss == Loss(ref="a.csv", reason="damaged", why="KeyError: 'x'")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.csv", "html,n\nx,1\n")
        archive.writestr("b.html", "<p>")
    lost, page = found(tmp_path / "a.zip")
    assert lost == Loss(ref="a.zip!a.csv", reason="damaged", why="KeyError: 'x'")
    assert page.ref == "a.zip!b.html"


def test_parquet_in_a_stream_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    data = parquet(tmp_path, {"text": pa.array(["x"])}).read_bytes()
    (loss,) = stdin_of(monkeypatch, data)
    assert loss.reason == "unsupported"  # type: ignore[attr-defined]


def test_without_pyarrow_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = parquet(tmp_path, {"text": pa.array(["x"])})
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(OptionsError, match=r"pip install 'pagewinnow\[parquet\]'"):
        found(path)
