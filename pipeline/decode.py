"""Source → Page: which bytes are text, and whether that text is HTML or an export."""

import codecs
import re

from pipeline.charset import Charset, find_charset
from pipeline.errors import PageRejected
from pipeline.model import Kind, Page, Source
from pipeline.signatures import binary_kind
from pipeline.surrogates import to_unicode

MAX_BYTES = 20_000_000  # of a page; what lies behind is not looked at, and the record says so
SAMPLE = 1 << 16
BLANK = "\0 \t\r\n\f\v\u00a0\u200b\ufeff"
# Declared by a header or a file name. Bytes that say otherwise are believed: scrapers name pages anyhow.
NOT_PAGES = {
    "text/css": "a style sheet",
    "text/javascript": "a script",
    "application/javascript": "a script",
    "application/json": "JSON",
    "image/svg+xml": "an SVG image",
}
# Atomic and possessive: comments, of which a page may hold thousands, are never tried anew.
PROLOGUE = r"(?>\s+|<!--(?>(?:(?!-->).)*)-->|<\?xml[^>]{0,500}>)*+"
DOCUMENT_START = re.compile(rf"{PROLOGUE}<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
FRAGMENT_START = re.compile(rf"{PROLOGUE}<[a-z][a-z0-9-]*(?:\s[^<>]{{0,2000}})?>", re.IGNORECASE | re.DOTALL)
ANY_TAG = re.compile(r"<(?:/?[a-z][a-z0-9]*(?:\s[^<>]{0,500})?/?|![a-z-][^<>]{0,200})>", re.IGNORECASE)
QUOTED = re.compile(r"""=\s*(?:"[^"<]*"|'[^'<]*')""")
OPEN_TAG_AT_END = re.compile(r"""</?[a-z][^<>"']*(?:=\s*["'][^"'<]*)?\Z""", re.IGNORECASE)
"""Once values in quotes are gone."""
END_TAG = re.compile(r"</(?:p|div|h[1-6]|article|section|main|header|nav|ul|ol|li|table|span|a)\s*>", re.IGNORECASE)
MIN_END_TAGS = 2
MIN_TAG_SHARE = 0.1  # of the characters, for text with no doctype to count as HTML
STRAYS = "pipeline-windows-1252"


def decode(source: Source) -> Page:
    """The source as text. Raises PageRejected for what is not a page: PDFs, images, scripts, nothing at all."""
    if isinstance(source.body, str):
        charset, (text, *warnings) = Charset("utf-8", "caller"), _cut_text(to_unicode(source.body))
    else:
        if kind := binary_kind(source.body):
            raise PageRejected("not_text", f"the bytes are {kind}")
        charset, text, warnings = _decode_bytes(source.body, source.media_type)
    text = text.removeprefix("\ufeff")
    if not text.strip(BLANK):
        raise PageRejected("empty", "no characters but white space")
    if (words := NOT_PAGES.get(_media_type(source))) and not DOCUMENT_START.match(text):
        raise PageRejected("not_text", f"declared as {_media_type(source)}: {words}")
    kind = page_kind(text, source)
    if kind == "html" and not any(map(_tells_of_a_cut, warnings)) and _ends_inside_a_tag(text):
        warnings.append("source truncated: ends inside a tag")
    return Page(
        source=source,
        kind=kind,
        text=text,
        encoding=charset.name,
        encoding_from=charset.found_by,
        warnings=(*source.warnings, *warnings),
    )


def page_kind(text: str, source: Source) -> Kind:
    """HTML or an export: by what the text is, with its name or media type to tip the balance."""
    if DOCUMENT_START.match(text):
        return "html"
    sample = text[:SAMPLE]
    tag_chars = sum(len(tag) for tag in ANY_TAG.findall(sample))
    if _media_type(source) in ("text/html", "application/xhtml+xml"):
        return "html" if tag_chars else "text"
    if not FRAGMENT_START.match(sample):
        return "text"
    closed = len(END_TAG.findall(sample)) >= MIN_END_TAGS
    return "html" if closed or tag_chars > MIN_TAG_SHARE * len(sample) else "text"


def _decode_bytes(body: bytes, media_type: str | None) -> tuple[Charset, str, list[str]]:
    """The charset, the text, and what was wrong with it."""
    warnings = []
    is_cut = len(body) > MAX_BYTES
    if is_cut:
        body = body[:MAX_BYTES]
    charset = find_charset(body, media_type)
    if charset.warning:
        warnings.append(charset.warning)
    try:
        text = charset.text or codecs.getincrementaldecoder(charset.name)().decode(body, final=not is_cut)
    except UnicodeDecodeError:
        text, *found = _decode_damaged(body, charset.name, is_whole=not is_cut)
        warnings += found
    return charset, text, [*warnings, _cut_warning()] if is_cut else warnings


def _decode_damaged(body: bytes, encoding: str, *, is_whole: bool) -> list[str]:
    """The text of bytes that are not all in their encoding, and warnings of what was done to it."""
    warnings = []
    text = codecs.getincrementaldecoder(encoding)("replace").decode(body, final=is_whole)
    bad = text.count("\ufffd") - body.count(b"\xef\xbf\xbd") if encoding == "utf-8" else text.count("\ufffd")
    if bad > 0 and encoding == "utf-8":
        text = codecs.getincrementaldecoder("utf-8")(STRAYS).decode(body, final=is_whole)
        left = text.count("\ufffd") - body.count(b"\xef\xbf\xbd")
        if left < bad:
            warnings.append("windows-1252 inside utf-8 mended")
        bad = left
    if bad > 0:
        warnings.append(f"{bad} undecodable character{'s' if bad > 1 else ''} replaced")
    return [text, *warnings]


def _cut_text(text: str) -> list[str]:
    """The text and, if it was over the limit, a warning."""
    if len(text) * 4 <= MAX_BYTES:
        return [text]
    body = text.encode("utf-8", "replace")
    return [body[:MAX_BYTES].decode("utf-8", "ignore"), _cut_warning()] if len(body) > MAX_BYTES else [text]


def _cut_warning() -> str:
    return f"source truncated at {MAX_BYTES} bytes"


def _tells_of_a_cut(warning: str) -> bool:
    return warning == _cut_warning()


def _stray(error: UnicodeError) -> tuple[str, int]:
    """A byte that begins no sequence is Windows-1252; a sequence that broke off is lost."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return (bad.decode("cp1252", "replace") if len(bad) == 1 else "\ufffd"), error.end


codecs.register_error(STRAYS, _stray)


def _media_type(source: Source) -> str:
    return (source.media_type or "").split(";")[0].strip().lower()


def _ends_inside_a_tag(text: str) -> bool:
    start = text.rfind("<")
    return start >= 0 and OPEN_TAG_AT_END.match(QUOTED.sub("", text[start:])) is not None
