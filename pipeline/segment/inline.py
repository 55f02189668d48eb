"""The text of one block while it is being read: pieces, line breaks, cells, links."""

import re

LINE, CELL = "\n", "\t"
NO_LINK = -1
MAX_URL_CHARS = 4000
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
SCHEMES = ("http", "https", "mailto", "tel", "ftp")
# What a browser takes out of a URL before it reads it (WHATWG URL, basic URL parser).
LINE_OR_TAB = re.compile(r"[\t\n\r]")
CONTROL_OR_SPACE = "".join(map(chr, range(0x21)))


class Anchor:
    """A link, before it is resolved."""

    def __init__(self, text: str, href: str) -> None:
        self.text = text
        self.href = href


class Run:
    """What was read between two breaks of a page's text."""

    def __init__(self, text: str, links: tuple[Anchor, ...], link_chars: int, code: bool) -> None:
        self.text = text
        self.links = links
        self.link_chars = link_chars
        self.code = code


class InlineText:
    """Collects the inline content of a block and collapses white space as a browser does."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.code = False
        self._links: list[Anchor] = []
        self._link_chars = 0
        self._link_from = NO_LINK
        self._href = ""

    def add(self, text: str) -> None:
        """Most text nodes of a page are blank, and most of those begin a block, where nothing of them is seen."""
        if not text.isspace():
            self.pieces.append(text.replace(LINE, " ").replace(CELL, " "))
        elif self.pieces:
            self.pieces.append(" ")

    def add_verbatim(self, text: str) -> None:
        self.pieces.append(text)

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

    def open_code(self) -> None:
        self.code = True

    def close_code(self) -> None:
        """A blank code element at the start of a block does not make it code."""
        self.code = self.code and self.pieces != []

    def open_link(self, href: str | None) -> None:
        self._link_from = len(self.pieces)
        self._href = href or ""

    def close_link(self) -> None:
        if self._link_from == NO_LINK:
            return
        text = _collapse("".join(self.pieces[self._link_from :]))
        self._link_from = NO_LINK
        if text:
            self._link_chars += len(text)
            href = _clean(self._href)
            if _leads_elsewhere(href):
                self._links.append(Anchor(text, href))

    def take(self, verbatim: bool) -> Run:
        """The text with its links and the characters in them; starts afresh. An open link stays open."""
        in_link = self._link_from != NO_LINK
        self.close_link()
        text = "".join(self.pieces)
        run = Run(_verbatim(text) if verbatim else _collapse(text), tuple(self._links), self._link_chars, self.code)
        self.pieces.clear()
        self._links.clear()
        self._link_chars, self.code = 0, False
        if in_link:
            self.open_link(self._href)
        return run


def _clean(href: str) -> str:
    href = href[:MAX_URL_CHARS]
    if not href.isprintable():
        href = LINE_OR_TAB.sub("", href)
    return href.lstrip(CONTROL_OR_SPACE).rstrip()


def _leads_elsewhere(href: str) -> bool:
    """Not within the page, and by a scheme that only leads somewhere."""
    if href.startswith(("/", "https://", "http://")):
        return True
    scheme = SCHEME.match(href)
    return href != "" and not href.startswith("#") and (scheme is None or scheme[1].lower() in SCHEMES)


def _collapse(text: str) -> str:
    if text.isprintable() and "  " not in text:  # its only white space is single spaces
        return text.strip()
    if LINE not in text and CELL not in text:
        return " ".join(text.split())
    lines = [CELL.join([" ".join(cell.split()) for cell in line.split(CELL)]).strip() for line in text.split(LINE)]
    return LINE.join([line for line in lines if line])


def _verbatim(text: str) -> str:
    return LINE.join([line.rstrip() for line in text.expandtabs(4).splitlines()]).strip(LINE)
