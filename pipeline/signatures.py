"""First bytes that say: this is no page. Named in words for the person who reads `rejected.jsonl`."""

import codecs
import re

from pipeline.charset import utf16_by_nuls

SIGNATURES = (
    (rb"%PDF-", "a PDF"),
    (rb"\x89PNG\r\n\x1a\n", "a PNG image"),
    (rb"\xff\xd8\xff", "a JPEG image"),
    (rb"GIF8[79]a.[\x00-\x1f].[\x00-\x1f]", "a GIF image"),
    (rb"RIFF....(?:WEBP|WAVE|AVI )", "a RIFF file (WebP, WAV, AVI)"),
    (rb"PK\x03\x04", "a zip archive or an office document"),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (rb"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (rb"Rar!\x1a\x07", "a RAR archive"),
    (rb"\x28\xb5\x2f\xfd", "zstd-compressed"),
    (rb"\xfd7zXZ\0", "xz-compressed"),
    (rb"BZh[1-9]1AY&SY", "bzip2-compressed"),
    (rb"\x1f\x8b", "gzip-compressed"),
    (rb"\x7fELF", "a program"),
    (rb"MZ\x90\0", "a program"),
    (rb"wOF[F2](?:\x00\x01\x00\x00|OTTO|true)", "a font"),
    (rb"OggS\0", "an Ogg file"),
    (rb"ID3[\x02-\x04]", "an MP3 file"),
    (rb"\x00\x00\x01\x00", "an icon"),
    (rb"SQLite format 3\0", "a database"),
    (rb"\x00\x00.{2}ftyp", "an MP4 file"),
)
"""Regular expressions: several of these begin with letters that a text may begin with, too."""
PATTERNS = tuple((re.compile(signature, re.DOTALL), words) for signature, words in SIGNATURES)
BOMS = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
LEADING = b"\r\n\t \xef\xbb\xbf"
SAMPLE = 4096
CONTROL = bytes(byte for byte in range(32) if byte not in b"\t\n\f\r\x1b")
MAX_CONTROL_SHARE = 0.1
# Random bytes have a share of .105. Text that is not UTF-8 has no use for any.
MAX_CONTROL_SHARE_BESIDE_UTF8 = 0.03


def binary_kind(body: bytes) -> str | None:
    """What a binary body is, in words; None for what may be text (UTF-16 and UTF-32 included)."""
    head = body[:SAMPLE]
    stripped = head.lstrip(LEADING)
    for pattern, words in PATTERNS:
        if pattern.match(stripped):
            return words
    if head.startswith(BOMS) or not head or utf16_by_nuls(head):
        return None
    control = len(head) - len(head.translate(None, CONTROL))
    limit = MAX_CONTROL_SHARE if _is_utf8(head) else MAX_CONTROL_SHARE_BESIDE_UTF8
    return "binary data" if control > limit * len(head) else None


def _is_utf8(head: bytes) -> bool:
    """A sequence cut off by the end of the sample counts as whole."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True
