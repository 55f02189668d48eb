"""The text of one block while it is being read: pieces, line breaks, cells, links."""

from pipeline.model import Link

LINE, CELL = "\n", "\t"
IN_PAGE = ("#", "javascript:", "data:", "vbscript:")


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
        self._href = (href or "").strip()

    def close_link(self) -> None:
        if self._link_from is None:
            return
        text = " ".join("".join(self.pieces[self._link_from :]).split())
        self._link_chars += len(text)
        if text and self._href and not self._href.lower().startswith(IN_PAGE):
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


def _collapse(text: str) -> str:
    lines = (CELL.join(" ".join(cell.split()) for cell in line.split(CELL)).strip() for line in text.split(LINE))
    return LINE.join(line for line in lines if line)


def _verbatim(text: str) -> str:
    lines = [line.rstrip() for line in text.expandtabs(4).splitlines()]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return LINE.join(lines)
