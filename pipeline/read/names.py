"""How pages and the files that they lie in are called."""

import os
import re

MEDIA_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".shtml": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".txt": "text/plain",
    ".text": "text/plain",
    ".css": "text/css",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".map": "application/json",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
PLAIN = (".html", ".htm", ".shtml", ".xhtml", ".txt", ".text")
"""Names of files that are not opened to see what they hold."""
PACKED = (".gz", ".zst", ".bz2", ".xz")
TARS = {".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar", ".tzst": ".tar"}
ESCAPED = re.compile(r"[\\!]|[#@](?=\d+\Z)")
"""What stands between a file and what lies in it. Where a file's own name has it, it is escaped."""
NUMBER = re.compile(r"~(?=\d+\Z)")


def printable(name: str) -> str:
    """The name with bytes that are not UTF-8 escaped: no lone surrogates are left in it."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def ref_of(name: str) -> str:
    """The name of a file as refs have it."""
    return printable(ESCAPED.sub(r"\\\g<0>", name))


def name_of(ref: str) -> str:
    """The name of a file whose ref that is: what `ref_of` escaped, undone."""
    data = re.sub(rb"\\(?:x([0-9a-f]{2})|([\\!#@]|stdin\Z))", _plain, os.fsencode(ref))
    return os.fsdecode(data)


def _plain(escape: re.Match[bytes]) -> bytes:
    return bytes.fromhex(escape[1].decode()) if escape[1] else escape[2]


class Labels:
    """Names of an archive's members as refs have them: of several of one name, the second is `name~2`."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def label(self, name: str) -> str:
        """The name, numbered if it was there before."""
        label = NUMBER.sub(r"\\~", ref_of(name))
        count = self._seen[label] = self._seen.get(label, 0) + 1
        return f"{label}~{count}" if count > 1 else label


def media_type_of(name: str) -> str | None:
    """What the suffix tells, packed or not."""
    return MEDIA_TYPES.get(os.path.splitext(unpacked_name(name))[1])


def unpacked_name(name: str) -> str:
    """The lower-cased name of what is in a packed file: `x.warc` of `x.WARC.gz`, `x.tar` of `x.tgz`."""
    stem, suffix = os.path.splitext(name.lower())
    return stem if suffix in PACKED else stem + TARS.get(suffix, suffix)


def is_plain(name: str) -> bool:
    """The suffix is that of a page, gzipped or not."""
    name = name.lower()
    return name.removesuffix(".gz").removesuffix(".zst").endswith(PLAIN)


def is_hidden(name: str) -> bool:
    """A member that is passed over, as files are in folders: a part of its name begins with a dot; or macOS's."""
    parts = name.replace("\\", "/").split("/")
    return parts[0] == "__MACOSX" or any(part.startswith(".") and part not in (".", "..") for part in parts)
