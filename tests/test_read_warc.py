"""Web archives → pages, whatever is damaged in them."""

import gzip
import io
import random
import sys
import zlib
from pathlib import Path

import msgspec
import pytest
import zstandard
from fastwarc.warc import ArchiveIterator, WarcRecordType
from hypothesis import example, given, settings
from hypothesis import strategies as st
from web_archives import bodies, crawl, found, gzipped, html, losses, pages, record, response

from pipeline.errors import PageRejected, SourceError
from pipeline.model import Source
from pipeline.read.files import InputFile
from pipeline.read.pages import READ_LIMIT, Loss, PageRef
from pipeline.read.pages_in import pages_in
from pipeline.read.sources import read_page_ref


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def read_all(path: Path) -> dict[str, Source]:
    """By URL, of the pages that can be read."""
    sources = {}
    for page in found(path):
        if isinstance(page, PageRef):
            try:
                source = read_page_ref(page)
            except SourceError:
                continue
            sources[source.url or ""] = source
    return sources


@pytest.mark.parametrize("pack", [gzipped, b"".join], ids=["gzip", "plain"])
def test_reads_each_record_at_its_offset(tmp_path: Path, pack: object) -> None:
    path = write(tmp_path / "a.warc.gz", pack(crawl(3)))  # type: ignore[operator]
    places = list(pages(path))
    assert all(page.body is None for page in places)
    assert [page.ref for page in places] == [f"a.warc.gz@{page.offset}" for page in places]
    sources = [read_page_ref(page) for page in reversed(places)]
    assert [source.body for source in sources] == [html(2), html(1), html(0)]
    assert sources[0].url == "http://example.org/2"
    assert sources[0].media_type == "text/html; charset=utf-8"
    assert sources[0].fetched_at == "2024-01-02T03:04:05Z"
    assert sources[0].warnings == ()


def test_a_page_goes_through_a_pipe(tmp_path: Path) -> None:
    path = write(tmp_path / "a.warc.gz", gzipped(crawl(1)))
    (page,) = pages(path)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(page), type=PageRef) == page


@pytest.mark.parametrize("version", ["0.18", "1.0", "1.1"])
def test_reads_responses_resources_and_conversions_and_no_other_records(tmp_path: Path, version: str) -> None:
    data = b"".join(
        [
            record(b"software: test\r\n", kind="warcinfo", media_type="application/warc-fields", version=version),
            record(b"GET / HTTP/1.1\r\n\r\n", kind="request", version=version),
            record(response(html(1)), version=version),
            record(b"a: b\r\n", kind="metadata", media_type="application/warc-fields", version=version),
            record(b"HTTP/1.1 200 OK\r\n\r\n", kind="revisit", version=version),
            record(b"1.2.3.4", kind="response", url="dns:example.org", media_type="text/dns", version=version),
            record(html(2), kind="resource", media_type="text/html", version=version),
            record(b"Page three\n", kind="conversion", media_type="text/plain", url="http://x/3", version=version),
        ]
    )
    places = list(pages(write(tmp_path / "a.warc", data)))
    sources = [read_page_ref(page) for page in places]
    assert [source.body for source in sources] == [html(1), html(2), b"Page three\n"]
    assert [source.media_type for source in sources] == ["text/html; charset=utf-8", "text/html", "text/plain"]


def test_the_content_and_not_the_name_says_what_a_file_is(tmp_path: Path) -> None:
    assert len(bodies(write(tmp_path / "no-suffix", gzipped(crawl(2))))) == 2
    assert list(bodies(write(tmp_path / "a.warc.gz", gzip.compress(html())))) == ["a.warc.gz"]


def test_finds_the_records_that_fastwarc_finds(tmp_path: Path) -> None:
    data = gzipped([*crawl(20), record(b"x", kind="request"), *crawl(3, words=20_000)])
    records = ArchiveIterator(io.BytesIO(data), record_types=WarcRecordType.response, parse_http=False)
    assert [page.offset for page in pages(write(tmp_path / "a.warc.gz", data))] == [one.stream_pos for one in records]


def test_reads_records_that_are_packed_as_one(tmp_path: Path) -> None:
    data = b"".join(crawl(3))
    first, second = len(crawl(1)[0]), len(b"".join(crawl(2)))
    for name, packed in (("a.warc.gz", gzip.compress(data)), ("a.warc.zst", zstandard.compress(data))):
        read = bodies(write(tmp_path / name, packed))
        assert list(read.values()) == [html(0), html(1), html(2)]
    assert list(bodies(tmp_path / "a.warc.zst")) == ["a.warc.zst@0", f"a.warc.zst@{first}", f"a.warc.zst@{second}"]
    assert list(bodies(tmp_path / "a.warc.gz"))[:2] == ["a.warc.gz@0", f"a.warc.gz@0+{first}"]


@pytest.mark.parametrize("pack", [gzipped, b"".join], ids=["gzip", "plain"])
def test_reads_records_from_stdin(monkeypatch: pytest.MonkeyPatch, pack: object) -> None:
    data = pack(crawl(3))  # type: ignore[operator]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    places = list(pages_in(InputFile(ref="stdin", path="-")))
    assert [read_page_ref(page).body for page in places if isinstance(page, PageRef)] == [html(0), html(1), html(2)]


def test_bare_line_feeds_and_folded_and_odd_heads_are_read(tmp_path: Path) -> None:
    head, _, rest = crawl(1)[0].partition(b"\r\n\r\n")
    data = (
        head.replace(b"\r\n", b"\n")
        + b"\n\n"
        + rest
        + record(response(html(1)), extra="X-Folded: a\r\n b\r\nno colon\r\n", url="<http://example.org/1>")
    )
    sources = [read_page_ref(page) for page in pages(write(tmp_path / "a.warc", data))]
    assert [source.body for source in sources] == [html(0), html(1)]
    assert sources[1].url == "http://example.org/1"


@pytest.mark.parametrize("status", ["301 Moved", "404 Not Found", "500 Oops"])
def test_a_status_other_than_success_is_a_rejected_page(tmp_path: Path, status: str) -> None:
    (page,) = pages(write(tmp_path / "a.warc", record(response(html(), status=status))))
    with pytest.raises(PageRejected, match=f"http_status: the server answered {status[:3]}"):
        read_page_ref(page)


def test_a_record_of_a_content_that_the_crawler_cut_says_so(tmp_path: Path) -> None:
    data = record(response(html()), extra="WARC-Truncated: length\r\n")
    (page,) = pages(write(tmp_path / "a.warc", data))
    assert read_page_ref(page).warnings == ("source truncated by the crawler: length",)


@pytest.mark.parametrize("pack", [gzipped, b"".join], ids=["gzip", "plain"])
@pytest.mark.parametrize("cut", [30, 200])
def test_keeps_what_there_is_of_a_last_record_that_is_cut(tmp_path: Path, pack: object, cut: int) -> None:
    path = write(tmp_path / "a.warc.gz", pack(crawl(3, words=400))[:-cut])  # type: ignore[operator]
    sources = [read_page_ref(page) for page in pages(path)]
    assert [source.body for source in sources[:2]] == [html(0, 400), html(1, 400)]
    assert html(2, 400).startswith(bytes(sources[2].body))  # type: ignore[arg-type]
    assert len(sources[2].body) > 500
    assert [warning.split(":")[0] for warning in sources[2].warnings] == ["source truncated"]


@pytest.mark.parametrize("pack", [gzipped, b"".join], ids=["gzip", "plain"])
def test_a_cut_record_on_stdin_is_kept_too(monkeypatch: pytest.MonkeyPatch, pack: object) -> None:
    data = pack(crawl(3, words=400))[:-200]  # type: ignore[operator]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    places = list(pages_in(InputFile(ref="stdin", path="-")))
    sources = [read_page_ref(page) for page in places if isinstance(page, PageRef)]
    assert len(sources) == len(places) == 3
    assert sources[2].warnings[0].startswith("source truncated")


def test_damage_in_a_member_costs_that_record_and_is_told(tmp_path: Path) -> None:
    records = crawl(20)
    members = list(map(gzip.compress, records))
    for hit in (0, 9, 19):
        place = sum(map(len, members[:hit]))
        data = bytearray(b"".join(members))
        middle = place + len(members[hit]) // 2
        data[middle : middle + 8] = bytes(byte ^ 0xFF for byte in data[middle : middle + 8])
        path = write(tmp_path / "a.warc.gz", bytes(data))
        assert losses(path) == [(f"a.warc.gz@{place}", "damaged")]
        assert sorted(read_all(path)) == sorted(f"http://example.org/{n}" for n in range(20) if n != hit)


@settings(max_examples=150, deadline=None)
@example(seed=3219, size=59, kind="zero")  # the end of a record's head, and that of the HTTP head in it
@given(
    seed=st.integers(0, 10_000), size=st.integers(1, 3000), kind=st.sampled_from(["flip", "zero", "remove", "insert"])
)
@pytest.mark.parametrize("packing", ["gzip", "plain"])
def test_no_record_is_lost_outside_of_any_damage(
    tmp_path_factory: pytest.TempPathFactory, packing: str, seed: int, size: int, kind: str
) -> None:
    chance = random.Random(seed)
    members = [gzip.compress(one) if packing == "gzip" else one for one in crawl(20, words=100)]
    data = bytearray(b"".join(members))
    start = chance.randrange(len(data) - size)
    noise = chance.randbytes(size)
    match kind:
        case "flip":
            data[start] ^= 1 << chance.randrange(8)
            size = 1
        case "zero":
            data[start : start + size] = bytes(size)
        case "remove":
            del data[start : start + size]
        case _:
            data[start:start] = noise
            size = 0
    path = write(tmp_path_factory.mktemp("damage") / "a.warc.gz", bytes(data))
    read, at = read_all(path), 0
    for number, member in enumerate(members):
        # The newlines behind a record belong to none; damage to them may hide where the next begins.
        touched = start - 4 < at + len(member) and at - 4 < start + size
        url = f"http://example.org/{number}"
        if not touched:
            assert read[url].body == html(number, 100), (number, start, size)
            assert read[url].warnings == ()
        at += len(member)
    places = found(path)
    if packing == "gzip" and kind in ("flip", "zero") and len(read) < len(members):
        assert any(isinstance(place, Loss) for place in places)
    refs = [place.ref for place in places]
    assert len(refs) == len(set(refs))


@pytest.mark.parametrize("pack", [gzipped, b"".join], ids=["gzip", "plain"])
@pytest.mark.parametrize("length", [0, 1, 10_000, 10**15, 10**17])
def test_a_wrong_length_takes_in_no_other_record(tmp_path: Path, pack: object, length: int) -> None:
    records = crawl(4)
    records[1] = record(response(html(1)), url="http://example.org/1", length=length)
    path = write(tmp_path / "a.warc", pack(records))  # type: ignore[operator]
    read = read_all(path)
    assert {"http://example.org/0", "http://example.org/2", "http://example.org/3"} <= set(read)
    assert [read[f"http://example.org/{number}"].body for number in (0, 2, 3)] == [html(0), html(2), html(3)]
    if length == 10_000:
        assert read["http://example.org/1"].warnings[0].startswith("source truncated")


def test_junk_between_records_is_told_and_padding_is_not(tmp_path: Path) -> None:
    one, two = gzipped(crawl(1)), gzipped(crawl(2)[1:])
    path = write(tmp_path / "a.warc.gz", one + b"junk" * 10 + two + bytes(5000))
    assert losses(path) == [(f"a.warc.gz@{len(one)}", "damaged")]
    assert len(read_all(path)) == 2


def test_a_member_that_is_no_record_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "a.warc.gz", gzipped([*crawl(1), b"no record at all", *crawl(2)[1:]]))
    assert [reason for _, reason in losses(path)] == ["damaged"]
    assert len(read_all(path)) == 2


def test_damage_in_records_that_are_packed_as_one_costs_what_follows(tmp_path: Path) -> None:
    noise = random.Random(1).randbytes(50_000).hex().encode()
    records = [*crawl(5), record(response(noise), url="http://example.org/5"), *crawl(9)[6:]]
    data = bytearray(gzip.compress(b"".join(records)))
    data[len(data) // 2] ^= 0xFF
    path = write(tmp_path / "a.warc.gz", bytes(data))
    assert sorted(read_all(path)) == [f"http://example.org/{number}" for number in range(5)]
    assert [reason for _, reason in losses(path)] == ["damaged"]
    assert len({place.ref for place in found(path)}) == 6


def test_a_bomb_is_told_and_costs_little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.read.gzipped_warc.BOMB_SIZE", 20_000_000)
    packer = zlib.compressobj(9, wbits=31)
    head = record(b"", length=400_000_000)[:-4]
    bomb = packer.compress(head) + b"".join(packer.compress(bytes(10_000_000)) for _ in range(40)) + packer.flush()
    path = write(tmp_path / "a.warc.gz", gzipped(crawl(1)) + bomb + gzipped(crawl(2)[1:]))
    assert [reason for _, reason in losses(path)] == ["damaged"]
    assert len(read_all(path)) == 2


def test_a_large_record_is_read_up_to_the_limit(tmp_path: Path) -> None:
    body = html() + b" " * (READ_LIMIT + 100_000)
    for pack in (gzipped, b"".join):
        path = write(tmp_path / "a.warc", pack([record(response(body)), *crawl(2)[1:]]))
        first, second = (read_page_ref(page) for page in pages(path))
        assert first.body == body[:READ_LIMIT]
        assert first.warnings == ()
        assert second.body == html(1)


def test_an_offset_at_which_nothing_begins_fails(tmp_path: Path) -> None:
    path = write(tmp_path / "a.warc.gz", gzipped(crawl(2)))
    with pytest.raises(SourceError, match="no WARC record begins here"):
        read_page_ref(PageRef(ref="a", path=str(path).encode(), reader="warc", offset=3))
    path.unlink()
    with pytest.raises(SourceError, match="No such file"):
        read_page_ref(PageRef(ref="a", path=str(path).encode(), reader="warc"))


def test_a_loss_says_where_and_what(tmp_path: Path) -> None:
    data = bytearray(gzipped(crawl(3)))
    data[-5] ^= 1
    loss = found(write(tmp_path / "a.warc.gz", bytes(data)))[-1]
    assert isinstance(loss, Loss)
    assert "damaged: " in loss.why
