"""Bytes → text: charsets told and lied about, what is no page, what was cut."""

import pickle
import time

import pytest

from pipeline.charset import find_charset
from pipeline.decode import MAX_BYTES, decode
from pipeline.errors import PageRejected
from pipeline.model import Page, Source
from pipeline.signatures import binary_kind

RUSSIAN = "Река вышла из берегов ночью, и утром по дороге уже нельзя было проехать. " * 4
CHINESE = "河水在夜里漫过了堤岸，到了早晨，这条路已经不能通行，村里的人只好绕道走山路。" * 4
FRENCH = "La rivière a débordé pendant la nuit ; au matin, la route était coupée près du café. " * 4
ENGLISH = "The river rose in the night, and in the morning the road was closed. " * 4


def page(body: bytes | str, media_type: str | None = None) -> Page:
    return decode(Source(ref="page", body=body, media_type=media_type))


def html(text: str, charset: str = "") -> str:
    meta = f'<meta charset="{charset}">' if charset else ""
    return f"<!DOCTYPE html><html><head>{meta}<title>River</title></head><body><p>{text}</p></body></html>"


def rejection(body: bytes | str, media_type: str | None = None) -> str:
    with pytest.raises(PageRejected) as caught:
        page(body, media_type)
    assert caught.value.reason in ("not_text", "empty")
    return f"{caught.value.reason}: {caught.value.why}"


@pytest.mark.parametrize(
    "text",
    [
        "ID3 tags explained: where players look for the name of a song.",
        "RIFF is how guitarists call a short phrase that comes back.",
        "BZh was the name of the cooperative before the war.",
        "GIF89a was the last version of the format, and nobody misses it.",
        "OggS is what every page of such a stream begins with.",
        "The ftyp box comes first in the file.",
        "MZ is the mark that Mark Zbikowski left.",
    ],
)
def test_keeps_text_that_begins_like_the_name_of_a_format(text: str) -> None:
    assert page(text.encode()).text == text


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (html(RUSSIAN).encode("utf-16-le"), "utf-16-le"),
        (html(RUSSIAN).encode("utf-16-be"), "utf-16-be"),
        (ENGLISH.encode("utf-16-le"), "utf-16-le"),
        (RUSSIAN.encode("utf-16-le"), "utf-16-le"),
        (RUSSIAN.encode("utf-16-be"), "utf-16-be"),
        (b"\xff\xfe" + CHINESE.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + CHINESE.encode("utf-16-be"), "utf-16-be"),
        (ENGLISH.encode("utf-32"), "utf-32-le"),
        (b"\xef\xbb\xbf" + RUSSIAN.encode(), "utf-8"),
    ],
)
def test_reads_utf_16_and_32_with_and_without_a_bom(body: bytes, encoding: str) -> None:
    got = page(body)
    assert got.encoding == encoding
    assert "\0" not in got.text
    assert not got.text.startswith("\ufeff")
    assert any(text in got.text for text in (RUSSIAN, CHINESE, ENGLISH))


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("windows-1251", "cp1251", RUSSIAN),
        ("koi8-r", "koi8-r", RUSSIAN),
        ("gbk", "gbk", CHINESE),
        ("gb2312", "gb18030", CHINESE),
        ("big5", "big5", "河水在夜裡漫過了堤岸"),
        ("shift_jis", "cp932", "夜のうちに川があふれ、朝には道路①が通れなくなった。"),
        ("euc-jp", "euc_jp", "夜のうちに川があふれ、朝には道路が通れなくなった。"),
        ("iso-2022-jp", "iso2022_jp", "夜のうちに川があふれ、朝には道路が通れなくなった。"),
        ("euc-kr", "cp949", "밤사이 강물이 넘쳐 아침에는 길이 막혔다."),
        ("iso-8859-1", "cp1252", "“Café” – déjà vu"),
        ("windows-874", "cp874", "แม่น้ำเอ่อล้นในตอนกลางคืน"),
    ],
)
def test_believes_a_label_that_the_bytes_bear_out(label: str, codec: str, text: str) -> None:
    got = page(html(text, label).encode(codec))
    assert text in got.text
    assert (got.encoding_from, got.warnings) == ("meta", ())
    assert text in page(text.encode(codec), f"text/plain; charset={label}").text


@pytest.mark.parametrize(
    ("label", "real", "text"),
    [
        ("utf-8", "cp1251", RUSSIAN),
        ("utf-8", "cp1252", FRENCH),
        ("utf-8", "gbk", CHINESE),
        ("iso-8859-1", "utf-8", FRENCH),
        ("windows-1251", "utf-8", RUSSIAN),
        ("gbk", "utf-8", CHINESE),
        ("gbk", "utf-8", RUSSIAN),
        ("shift_jis", "utf-8", CHINESE),
        ("big5", "utf-8", RUSSIAN),
    ],
)
def test_sees_through_a_label_that_lies_and_says_so(label: str, real: str, text: str) -> None:
    got = page(html(text, label).encode(real))
    assert text in got.text
    assert got.warnings[0].startswith("declared ")
    assert got.warnings[0].endswith(f"but is {got.encoding}")


def test_utf_16_in_a_meta_element_means_utf_8() -> None:
    got = page(html(RUSSIAN, "utf-16").encode())
    assert (got.encoding, got.warnings, RUSSIAN in got.text) == ("utf-8", (), True)


def test_a_header_that_says_utf_16_of_ascii_lies() -> None:
    assert ENGLISH in page(html(ENGLISH).encode(), "text/html; charset=utf-16").text


def test_the_header_beats_the_meta_element() -> None:
    got = page(html(RUSSIAN, "koi8-r").encode("cp1251"), "text/html; charset=windows-1251")
    assert (got.encoding_from, RUSSIAN in got.text) == ("header", True)


@pytest.mark.parametrize("label", ["x-user-defined", "replacement", "utf-7", "rot13", "no-such-charset", "base64"])
def test_passes_over_a_label_that_browsers_do_not_know(label: str) -> None:
    assert page(html(RUSSIAN, label).encode()).encoding == "utf-8"


def test_reads_the_charset_of_an_xml_declaration() -> None:
    body = f'<?xml version="1.0" encoding="windows-1251"?>\n<!DOCTYPE html><html><body><p>{RUSSIAN}</p></body></html>'
    got = page(body.encode("cp1251"))
    assert (got.kind, got.encoding, RUSSIAN in got.text) == ("html", "cp1251", True)


def test_mends_windows_1252_inside_utf_8() -> None:
    body = html(RUSSIAN).encode() + "“quoted” – café".encode("cp1252")
    got = page(body)
    assert got.text.endswith("“quoted” – café")
    assert got.warnings == ("windows-1252 inside utf-8 mended",)


def test_counts_what_cannot_be_decoded() -> None:
    got = page(html(RUSSIAN).encode() + b"\xe2\x80 and \xe2\x80 again")
    assert got.warnings == ("2 undecodable characters replaced",)


def test_replacement_characters_of_the_source_are_no_news() -> None:
    assert page((ENGLISH + "\ufffd").encode()).warnings == ()


def test_replaces_lone_surrogates() -> None:
    assert page("rain \ud800 and \udfff wind").text == "rain \ufffd and \ufffd wind"


@pytest.mark.parametrize("body", [b"", b" \r\n\t", b"\xef\xbb\xbf", "\ufeff\u200b\u00a0", "", "\0\0"])
def test_rejects_what_is_empty(body: bytes | str) -> None:
    assert rejection(body).startswith("empty")


@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
        b"\n%PDF-1.4",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\xff\xd8\xff\xe0\0\x10JFIF",
        b"GIF89a\x40\x01\xf0\x00\xf7",
        b"RIFF\x24\x10\x00\x00WEBPVP8 ",
        b"PK\x03\x04\x14\0\6\0",
        b"BZh91AY&SY\x03\x02",
        b"ID3\x03\0\0\0",
        b"\0\0\0\x20ftypisom",
        b"wOF2\x00\x01\x00\x00",
        bytes(range(256)) * 20,
        bytes(7 * i * i % 251 for i in range(5000)),
    ],
)
def test_rejects_what_is_no_text(body: bytes) -> None:
    assert rejection(body).startswith("not_text")
    assert binary_kind(body)


@pytest.mark.parametrize("media_type", ["text/css", "text/javascript", "application/json", "image/svg+xml"])
def test_a_page_under_a_wrong_media_type_is_a_page(media_type: str) -> None:
    assert page(html(ENGLISH).encode(), media_type).kind == "html"
    assert rejection("a { color: red }", f"{media_type}; charset=utf-8").startswith("not_text")


def test_an_html_document_may_begin_with_comments_and_an_xml_declaration() -> None:
    start = '\n<?xml version="1.0"?><!-- saved --> <!-- from\nthe web -->'
    assert page(f'{start}<html xmlns="http://www.w3.org/1999/xhtml"><body>{ENGLISH}').kind == "html"


def test_prose_that_speaks_of_tags_is_an_export() -> None:
    assert page("The <p> element holds a paragraph; a <div> holds anything. " * 3).kind == "text"
    assert page(ENGLISH, "text/html").kind == "text"


def test_a_thousand_comments_take_no_time() -> None:
    started = time.perf_counter()
    assert page("<!---->" * 1000 + "x" * 100).kind in ("html", "text")
    assert page("<!--" * 10_000 + "x").kind == "text"
    assert page(html(ENGLISH) + "<a href='" + "\"'<" * 100_000).kind == "html"
    assert time.perf_counter() - started < 2


def test_a_page_that_just_fits_is_whole() -> None:
    body = b"river " * (MAX_BYTES // 6 + 1)
    assert page(body[:MAX_BYTES]).warnings == ()


@pytest.mark.parametrize("as_text", [False, True])
def test_cuts_a_page_over_the_limit_and_says_so(as_text: bool) -> None:
    body = "река " * 2_800_000  # 9 bytes each: the limit falls into a character
    got = page(body if as_text else body.encode())
    assert len(got.text.encode()) in range(MAX_BYTES - 3, MAX_BYTES + 1)
    assert "\ufffd" not in got.text
    assert got.warnings == ("source truncated at 20000000 bytes",)


@pytest.mark.parametrize(
    "end", ["<p>And then 3 < 5", "<p>a <", "<p>whole</p>", "<p>I <3 you", '<p title="a<b">x', "->"]
)
def test_a_page_that_ends_between_tags_is_whole(end: str) -> None:
    assert page(html(ENGLISH) + end).warnings == ()


@pytest.mark.parametrize(
    "end", ["<p", "</di", "<a href='x", '<a href="http://x/?a=1', '<img alt="x" src=', "<p class='a b'"]
)
def test_a_page_that_ends_inside_a_tag_was_cut(end: str) -> None:
    assert page(html(ENGLISH) + end).warnings == ("source truncated: ends inside a tag",)
    assert page(ENGLISH + end).warnings == ()


def test_every_stray_byte_has_a_charset() -> None:
    for byte in range(256):
        assert find_charset(bytes([byte]) * 3).name


def test_a_rejection_can_be_handed_from_one_process_to_another() -> None:
    rejected = pickle.loads(pickle.dumps(PageRejected("empty", "no visible text", rule="P001")))
    assert (str(rejected), rejected.reason, rejected.rule) == ("empty: no visible text", "empty", "P001")
