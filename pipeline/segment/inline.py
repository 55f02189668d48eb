"""The text of one block while it is being read: pieces, line breaks, cells, links."""

import re

from pipeline.model import Link

LINE, CELL = "\n", "\t"
MAX_URL_CHARS = 4000
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
SCHEMES = ("http", "https", "mailto", "tel", "ftp")
# What a browser takes out of a URL before it reads it (WHATWG URL, basic URL parser).
LINE_OR_TAB = re.compile(r"[\t\n\r]")
CONTROL_OR_SPACE = "".join(map(chr, range(0x21)))


class InlineText:
    """Collects the inline content of a block and collapses white space as a browser does."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.code = False
        self._links: list[Link] = []
        self._link_chars = 0
        self._link_from: int | None = None
        self._href = ""

    def add(self, text: str, *, verbatim: bool) -> None:
        self.pieces.append(text if verbatim else text.replace(LINE, " ").replace(CELL, " "))

    def end_line(self) -> bool:
        """True if the line was already ended: two breaks in a row end the block."""
        for piece in reversed(self.pieces):
            if piece == LINE:
                return True
            if piece.strip():
                break
        self.pieces.append(LINE)
        return False

    def end_cell(self) -> None:
        if self.pieces:
            self.pieces.append(CELL)

    def open_link(self, href: str | None) -> None:
        self._link_from = len(self.pieces)
        self._href = LINE_OR_TAB.sub("", (href or "")[:MAX_URL_CHARS]).lstrip(CONTROL_OR_SPACE).rstrip()

    def close_link(self) -> None:
        if self._link_from is None:
            return
        text = _collapse("".join(self.pieces[self._link_from :]))
        self._link_chars += len(text)
        if text and _leads_elsewhere(self._href):
            self._links.append(Link(text=text, url=self._href))
        self._link_from = None

    def take(self, *, verbatim: bool) -> tuple[str, tuple[Link, ...], int]:
        """The text with its links and the characters in them; starts afresh. An open link stays open."""
        href, in_link = self._href, self._link_from is not None
        self.close_link()
        text = "".join(self.pieces)
        result = (_verbatim(text) if verbatim else _collapse(text)), tuple(self._links), self._link_chars
        self.pieces, self._links, self._link_chars, self.code = [], [], 0, False
        if in_link:
            self.open_link(href)
        return result


def _leads_elsewhere(href: str) -> bool:
    """Not within the page, and by a scheme that only leads somewhere."""
    scheme = SCHEME.match(href)
    return href != "" and not href.startswith("#") and (scheme is None or scheme[1].lower() in SCHEMES)


def _collapse(text: str) -> str:
    lines = (CELL.join(" ".join(cell.split()) for cell in line.split(CELL)).strip() for line in text.split(LINE))
    return LINE.join(line for line in lines if line)


def _verbatim(text: str) -> str:
    return LINE.join(line.rstrip() for line in text.expandtabs(4).splitlines()).strip(LINE)
