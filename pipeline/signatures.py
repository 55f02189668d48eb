"""First bytes that say: this is no page. Named in words for the person who reads `rejected.jsonl`."""

SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"RIFF", "a RIFF file (WebP, WAV, AVI)"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed"),
    (b"\xfd7zXZ\x00", "xz-compressed"),
    (b"BZh", "bzip2-compressed"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"OggS", "an Ogg file"),
    (b"ID3", "an MP3 file"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"SQLite format 3\x00", "a database"),
)
MP4_BRAND = b"ftyp"
SAMPLE = 4096
MAX_CONTROL_SHARE = 0.1


def binary_kind(body: bytes) -> str | None:
    """What a binary body is, in words; None for what may be text (UTF-16 and UTF-32 included)."""
    head = body[:SAMPLE]
    stripped = head.lstrip(b"\r\n\t \xef\xbb\xbf")
    for signature, words in SIGNATURES:
        if stripped.startswith(signature):
            return words
    if head[4:8] == MP4_BRAND:
        return "an MP4 file"
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or not head:
        return None
    if _nuls_alternate(head):
        return None
    control = sum(head.count(byte) for byte in range(32) if byte not in (9, 10, 12, 13, 27))
    return "binary data" if control > MAX_CONTROL_SHARE * len(head) else None


def _nuls_alternate(head: bytes) -> bool:
    """NULs on one side of each byte pair only: UTF-16 without a BOM."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    return max(even, odd) > 0.2 * (len(head) / 2) and min(even, odd) < 0.02 * len(head)
