"""Bytes → the charset they are in, and what told us so.

Order, and its measurements: BOM, HTTP header, <meta>, NULs of UTF-16, strict UTF-8, detector. A label is believed
only as far as the bytes bear it out: text that is valid UTF-8 all through is not Latin-1.
"""

import codecs
import re
from functools import cached_property
from typing import NamedTuple

from resiliparse.parse.encoding import detect_encoding, map_encoding_to_html5

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose BOM it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
META = re.compile(rb"""<meta[^>]{0,500}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.\-]{2,40})""", re.IGNORECASE)
XML_DECLARATION = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_:.\-]{2,40})""")
HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9_:.\-]{2,40})""", re.IGNORECASE)
META_WINDOW = 1024  # WHATWG HTML, 13.2.3.2: where the prescan stops
LATE_META_WINDOW = 65_536
SAMPLE = 1 << 16
# What WHATWG means by these labels is the superset that pages are written in.
SUPERSETS = {"gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "iso8859-11": "cp874", "big5": "big5hkscs"}
MULTIBYTE = frozenset(("gb18030", "big5hkscs", "euc_jp", "cp932", "cp949", "iso2022_jp"))
# Real GBK, Shift-JIS or EUC text has a chance below 1 in 100,000 to be valid UTF-8 with as many sequences as this.
UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xf4][\x80-\xbf]{2,3}")
PROOF_OF_UTF8 = 6
MAX_BAD_SHARE = 0.02  # of the characters, before a label counts as contradicted
MIN_PRINTABLE_SHARE = 0.97  # of text read as UTF-16 on the word of its NULs


class Charset(NamedTuple):
    name: str
    """A Python codec."""
    found_by: str
    warning: str | None = None
    text: str | None = None
    """The bytes as text, where they had to be decoded to find out."""


class Utf8:
    """Bytes read as UTF-8, once for all who ask."""

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.text: str | None = None
        """None where they are not UTF-8 from the first to the last."""
        self.is_valid = True
        """A sequence that is cut off at the end is truncation."""
        try:
            self.text = body.decode()
        except UnicodeDecodeError as error:
            self.is_valid = error.reason == "unexpected end of data"

    @cached_property
    def is_nearly_valid(self) -> bool:
        """UTF-8, or UTF-8 with strays: nine in ten non-ASCII characters or more are whole multi-byte sequences."""
        if self.is_valid:
            return True
        text = self.body.decode("utf-8", "replace")
        bad = text.count("\ufffd")
        good = len(text) - len(text.encode("ascii", "ignore")) - bad
        return good >= 9 * bad


def find_charset(body: bytes, media_type: str | None = None) -> Charset:
    """The charset of the bytes, and what decided it."""
    for bom, name in BOMS:
        if body.startswith(bom):
            return Charset(name, "bom")
    if utf16 := utf16_by_nuls(body):
        return Charset(utf16, "nul-pattern")
    utf8 = Utf8(body)
    found = _labelled(utf8, _declared(body, media_type))
    return found._replace(text=utf8.text) if found.name == "utf-8" else found


def _labelled(utf8: Utf8, declared: Charset | None) -> Charset:
    """The charset of bytes that no BOM or NUL tells of."""
    if declared is None:
        return Charset("utf-8", "utf-8") if utf8.is_nearly_valid else _late_meta(utf8) or _detected(utf8)
    if declared.name == "utf-8":
        if utf8.is_nearly_valid:
            return declared
        found = _late_meta(utf8) or _detected(utf8)
    elif not _contradicted(utf8, declared.name):
        return declared
    else:
        found = Charset("utf-8", "utf-8") if utf8.is_valid else _detected(utf8)
    return found._replace(warning=f"declared {declared.name} by {declared.found_by}, but is {found.name}")


def utf16_by_nuls(body: bytes) -> str | None:
    """The byte order of UTF-16 without a BOM: NULs on one side of the byte pairs only, and readable when decoded."""
    sample = body[: min(SAMPLE, len(body) // 2 * 2)]
    if b"\0" not in sample:
        return None
    even, odd, half = sample[::2].count(0), sample[1::2].count(0), len(sample) // 2
    if half < 2 or max(even, odd) < 0.04 * half or min(even, odd) > 0.01 * half:
        return None
    name = "utf-16-le" if odd > even else "utf-16-be"
    text = sample.decode(name, "replace")
    readable = sum(char.isprintable() or char.isspace() for char in text) - text.count("\ufffd")
    return name if readable >= MIN_PRINTABLE_SHARE * len(text) else None


def _declared(body: bytes, media_type: str | None) -> Charset | None:
    if (match := HEADER_CHARSET.search(media_type or "")) and (name := _codec(match[1])):
        return Charset(name, "header")
    window = body[:META_WINDOW]
    meta = META.search(window) or XML_DECLARATION.search(window)
    if meta and (name := _codec(meta[1].decode("ascii"))):
        # A label that could be read as ASCII rules UTF-16 out (WHATWG HTML, prescan step 11).
        return Charset("utf-8" if name.startswith("utf-16") else name, "meta")
    return None


def _late_meta(utf8: Utf8) -> Charset | None:
    """Past the window that browsers prescan, a label is still better evidence than statistics."""
    meta = META.search(utf8.body[:LATE_META_WINDOW])
    name = _codec(meta[1].decode("ascii")) if meta else None
    if name and not name.startswith("utf") and not _contradicted(utf8, name):
        return Charset(name, "meta")
    return None


def _codec(label: str) -> str | None:
    """The codec for a WHATWG label; None for a label that the standard does not know."""
    name = map_encoding_to_html5(label.strip().lower(), fallback_utf8=False)
    return SUPERSETS.get(name, name) if name else None


def _contradicted(utf8: Utf8, name: str) -> bool:
    """The bytes cannot be, or are too good to be anything but not, what the label says."""
    body = utf8.body
    if name.startswith("utf-16") and utf8.is_valid:
        return True
    if not body.isascii() and utf8.is_valid:
        sequences = (found for _, found in zip(range(PROOF_OF_UTF8), UTF8_SEQUENCE.finditer(body), strict=False))
        return name not in MULTIBYTE or sum(1 for _ in sequences) == PROOF_OF_UTF8
    if name in MULTIBYTE or name.startswith("utf"):
        text = body.decode(name, "replace")
        return text.count("\ufffd") > MAX_BAD_SHARE * len(text)
    return False


def _detected(utf8: Utf8) -> Charset:
    name = _codec(detect_encoding(utf8.body) or "") or "cp1252"
    return Charset("cp1252" if name == "utf-8" and not utf8.is_nearly_valid else name, "detector")
