"""The file of what sites share: a heading, a line for each line or block of a site, and an ending, as JSON."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from pipeline.errors import OptionsError
from pipeline.model import Kind, Value

FORMAT, VERSION = "winnow sites", 1


class Heading(Value, frozen=True, kw_only=True):
    """The first line."""

    format: str
    version: int


class SiteLine(Value, frozen=True, kw_only=True):
    """What a site's pages share: a block of its HTML pages, or a line of its exports."""

    site: str
    """The host without `www.`; for pages without an address their folder, `/` at its end."""
    kind: Kind
    line: str
    """Its beginning, for people."""
    pages: int
    """Distinct pages that it stands on."""
    of: int
    """Distinct pages of the site that were looked at."""
    hash: str
    """Of all of it, hexadecimal."""
    beside: tuple[str, ...]
    """Hashes of its pairs with one of the two lines after it, as far as they are shared too."""


class Ending(Value, frozen=True, kw_only=True):
    """The last line: a file without it was cut off."""

    sites: int
    lines: int


def read_site_file(path: Path) -> Iterator[SiteLine]:
    """The lines of such a file. Raises OptionsError if it cannot be read, is none, of another version, or damaged."""
    try:
        with path.open("rb") as handle:
            _check_heading(handle.readline(), path)
            yield from _lines(handle, path)
    except OSError as error:
        raise OptionsError(f"sites_file: {str(path)!r} cannot be read: {error.strerror}") from error


def _check_heading(line: bytes, path: Path) -> None:
    try:
        heading = msgspec.json.decode(line, type=Heading)
    except (msgspec.DecodeError, UnicodeDecodeError):
        heading = None
    if heading is None or heading.format != FORMAT:
        raise OptionsError(f"sites_file: {str(path)!r} is no file that `winnow sites` wrote")
    if heading.version != VERSION:
        raise OptionsError(
            f"sites_file: {str(path)!r} is of version {heading.version}, this winnow reads {VERSION}: "
            "make it anew with `winnow sites`"
        )


def _lines(handle: Iterator[bytes], path: Path) -> Iterator[SiteLine]:
    """All that follow, but for the ending, which must be there."""
    decode = msgspec.json.Decoder(SiteLine).decode
    count, line = 0, next(handle, b"")
    for following in handle:
        count += 1
        try:
            yield decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise damaged(path, f"line {count + 1}: {error}") from error
        line = following
    try:
        ending = msgspec.json.decode(line, type=Ending)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise damaged(path, "its end is missing") from error
    if ending.lines != count:
        raise OptionsError(
            f"sites_file: {str(path)!r} has {count} lines, and its last one says {ending.lines}: it is cut off, or was "
            f"edited; make it anew with `winnow sites`, or let its last line say {count}"
        )


def damaged(path: Path, what: str) -> OptionsError:
    """The error of a file that is not as it was written."""
    return OptionsError(f"sites_file: {str(path)!r} is damaged: {what}; make it anew with `winnow sites`")
