"""Source → Page: which bytes are text, in which charset, and whether that text is HTML or an export.

Charset order, and its measurements: BOM, HTTP header, <meta>, NULs of UTF-16, strict UTF-8, detector. A label
is believed only as far as the bytes bear it out: text that is valid UTF-8 all through is not Latin-1.
"""

import codecs
import re
from typing import NamedTuple

from bs4.dammit import UnicodeDammit
from resiliparse.parse.encoding import detect_encoding, map_encoding_to_html5

from pipeline.errors import PageRejected
from pipeline.model import Kind, Page, Source
from pipeline.signatures import binary_kind

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
META = re.compile(rb"""<meta[^>]{0,500}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.\-]{2,40})""", re.IGNORECASE)
XML_DECLARATION = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_:.\-]{2,40})""")
HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9_:.\-]{2,40})""", re.IGNORECASE)
META_WINDOW = 1024  # WHATWG HTML, 13.2.3.2: where the prescan stops
LATE_META_WINDOW = 65_536
SAMPLE = 1 << 16
MULTIBYTE = frozenset(("gbk", "gb18030", "big5", "euc-jp", "shift_jis", "euc-kr", "cp949", "iso2022_jp"))
LONE_SURROGATE = re.compile("[\ud800-\udfff]")

DOCUMENT_START = re.compile(
    r"\s*(?:<!--.{0,5000}?-->\s*)*<(?:!doctype\s+html|html|head|body|\?xml\b.{0,500}?<html)\b",
    re.IGNORECASE | re.DOTALL,
)
ANY_TAG = re.compile(r"<(?:/?[a-z][a-z0-9]*(?:\s[^<>]{0,500})?/?|![a-z-][^<>]{0,200})>", re.IGNORECASE)
FRAGMENT_START = re.compile(
    r"\s*(?:<!--.{0,5000}?-->\s*)*<[a-z][a-z0-9-]*(?:\s[^<>]{0,2000})?>", re.IGNORECASE | re.DOTALL
)
END_TAG = re.compile(r"</(?:p|div|h[1-6]|article|section|main|header|nav|ul|ol|li|table|span|a)\s*>", re.IGNORECASE)
MIN_END_TAGS = 2
MIN_TAG_SHARE = 0.1  # of the characters, for text with no doctype to count as HTML


class Charset(NamedTuple):
    name: str
    found_by: str
    warning: str | None = None


def decode(source: Source) -> Page:
    """The source as text. Raises PageRejected for what is not text: PDFs, images, archives, nothing at all."""
    warnings: tuple[str, ...] = ()
    if isinstance(source.body, str):
        text, charset = source.body, Charset("utf-8", "caller")
    else:
        if kind := binary_kind(source.body):
            raise PageRejected("not_text", f"the bytes are {kind}")
        charset = find_charset(source.body, source.media_type)
        text, mended = _to_text(source.body, charset)
        warnings = tuple(w for w in (charset.warning, mended) if w)
    text = LONE_SURROGATE.sub("\ufffd", text)
    text = text.removeprefix("\ufeff")
    if not text.strip("\0 \t\r\n\f\v\u00a0\u200b\ufeff"):
        raise PageRejected("empty", "no characters but white space")
    return Page(
        source=source,
        kind=page_kind(text, source),
        text=text,
        encoding=charset.name,
        encoding_from=charset.found_by,
        warnings=warnings,
    )


def find_charset(body: bytes, media_type: str | None = None) -> Charset:
    """The charset of the bytes as a Python codec name, and what decided it."""
    for bom, name in BOMS:
        if body.startswith(bom):
            return Charset(name, "bom")
    declared = _declared(body, media_type)
    if utf16 := _utf16_by_nuls(body):
        return Charset(utf16, "nul-pattern")
    if declared and declared.name == "utf-8":
        if _is_utf8(body) or _nearly_utf8(body):
            return declared
        found = _late_meta(body) or _detected(body)
        return found._replace(warning=f"declared utf-8 by {declared.found_by}, but is {found.name}")
    if declared and not _contradicted(body, declared.name):
        return declared
    if _is_utf8(body):
        warning = f"declared {declared.name} by {declared.found_by}, but is utf-8" if declared else None
        return Charset("utf-8", "utf-8", warning)
    if declared:
        found = _detected(body)
        return found._replace(warning=f"declared {declared.name} by {declared.found_by}, but is {found.name}")
    if _nearly_utf8(body):
        return Charset("utf-8", "utf-8")
    return _late_meta(body) or _detected(body)


def _declared(body: bytes, media_type: str | None) -> Charset | None:
    if (match := HEADER_CHARSET.search(media_type or "")) and (name := _codec(match[1])):
        return Charset(name, "header")
    window = body[:META_WINDOW]
    meta = META.search(window) or XML_DECLARATION.search(window)
    if meta and (name := _codec(meta[1].decode("ascii"))):
        # A label that could be read as ASCII rules UTF-16 out (WHATWG HTML, prescan step 11).
        return Charset("utf-8" if name.startswith("utf-16") else name, "meta")
    return None


def _late_meta(body: bytes) -> Charset | None:
    """Past the window that browsers prescan, a label is still better evidence than statistics."""
    meta = META.search(body[:LATE_META_WINDOW])
    name = _codec(meta[1].decode("ascii")) if meta else None
    if name and not name.startswith("utf") and not _contradicted(body, name):
        return Charset(name, "meta")
    return None


def _codec(label: str) -> str | None:
    """The codec for a WHATWG label; None for a label that the standard does not know."""
    return map_encoding_to_html5(label.strip().lower(), fallback_utf8=False)


def _is_utf8(body: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(body)  # a sequence cut off at the end is truncation
    except UnicodeDecodeError:
        return False
    return True


def _nearly_utf8(body: bytes) -> bool:
    """UTF-8 with strays: at least nine in ten non-ASCII characters are whole multi-byte sequences."""
    text = body.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(char > "\x7f" for char in text) - bad
    return good >= 9 * bad and good > 0


def _contradicted(body: bytes, name: str) -> bool:
    """The bytes cannot be, or are too good to be anything but not, what the label says."""
    if not body.isascii() and _is_utf8(body) and name not in MULTIBYTE:
        return True
    if name in MULTIBYTE or name.startswith("utf"):
        text = body.decode(name, "replace")
        return text.count("\ufffd") * 50 > len(text)
    return False


def _utf16_by_nuls(body: bytes) -> str | None:
    """UTF-16 of mostly Latin text, told by where its NULs stand."""
    sample = body[:SAMPLE]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    even, odd, half = sample[::2].count(0), sample[1::2].count(0), len(sample) // 2
    if odd > 0.4 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _detected(body: bytes) -> Charset:
    name = _codec(detect_encoding(body) or "") or "cp1252"
    return Charset("cp1252" if name == "utf-8" and not _nearly_utf8(body) else name, "detector")


def _to_text(body: bytes, charset: Charset) -> tuple[str, str | None]:
    """The decoded text, and what was wrong with it."""
    text = body.decode(charset.name, "replace")
    bad = text.count("\ufffd")
    if not bad or charset.name != "utf-8":
        return text, f"{bad} undecodable characters replaced" if bad else None
    if b"\xef\xbf\xbd" not in body:
        mended = UnicodeDammit.detwingle(body).decode("utf-8", "replace")
        if mended.count("\ufffd") < bad:
            return mended, "windows-1252 inside utf-8 mended"
    return text, f"{bad} undecodable characters replaced"


def page_kind(text: str, source: Source) -> Kind:
    """HTML or an export: by what the text is, with its name or media type to tip the balance."""
    if DOCUMENT_START.match(text):
        return "html"
    sample = text[:SAMPLE]
    tag_chars = sum(len(tag) for tag in ANY_TAG.findall(sample))
    declared = (source.media_type or "").split(";")[0].strip().lower()
    if declared in ("text/html", "application/xhtml+xml"):
        return "html" if tag_chars else "text"
    if not FRAGMENT_START.match(sample):
        return "text"
    closed = len(END_TAG.findall(sample)) >= MIN_END_TAGS
    return "html" if closed or tag_chars > MIN_TAG_SHARE * len(sample) else "text"
