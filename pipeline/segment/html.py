"""HTML page → blocks: a break where a browser breaks the line, and what each block's place in the tree says."""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urljoin

import msgspec

from pipeline.model import Block, Document, Element, Link, Page, Role, Verdict
from pipeline.segment.dom import Close, Open, events
from pipeline.segment.embedded import embedded_blocks
from pipeline.segment.guard import guard
from pipeline.segment.head import HeadReader
from pipeline.segment.inline import MAX_URL_CHARS, InlineText
from pipeline.segment.own_url import own_url
from pipeline.segment.selectors import Selection
from pipeline.segment.tags import CELLS, CODE, RESET, ROLES, is_block

PATH_DEPTH = 6
MAX_STEP = 60
MAX_NAME = 300  # characters of a class list: generated ones run to thousands
NAME_ATTRIBUTES = ("class", "id", "role", "itemprop", "aria-label")


class Frame(NamedTuple):
    """What an open block element passes on to what lies in it."""

    element: int
    role: Role
    level: int
    depth: int
    """Lists around it."""
    hidden: bool
    verbatim: bool
    selected: tuple[tuple[Verdict, str], ...]


def segment_html(page: Page, selection: Selection) -> Document:
    """The page's blocks in document order, its elements, and what its head says.

    `selection` holds the user's CSS selectors for this site; what they match becomes blocks of its own.
    """
    markup, warnings = guard(page.text)
    reader = _Reader(selection.match(markup))
    for event in events(markup):
        if isinstance(event, Open):
            reader.open(event)
        elif isinstance(event, Close):
            reader.close(event.tag)
        else:
            reader.text(event.text)
    reader.flush()
    head = reader.head.read()
    blocks = [*reader.blocks, *embedded_blocks(head.json_ld, reader.blocks)]
    url = page.source.url or own_url(head) or ""
    base = absolute_url(head.base, url) if 0 < len(head.base) <= MAX_URL_CHARS else url[:MAX_URL_CHARS]
    return Document(
        page=page,
        blocks=tuple(_with_absolute_links(block, base) for block in blocks),
        elements=tuple(reader.element(i) for i in range(len(reader.elements))),
        head=head,
        warnings=warnings,
        selected=tuple(reader.selected),
    )


class _Reader:
    """Folds the events of one page into blocks."""

    def __init__(self, matched: Mapping[int, tuple[tuple[Verdict, str], ...]]) -> None:
        self.matched = matched
        self.blocks: list[Block] = []
        self.elements: list[tuple[int, str, str, int, bool]] = []
        self.ends: list[int] = []
        self.selected: list[tuple[int, Verdict, str]] = []
        self.head = HeadReader()
        self.inline = InlineText()
        self.stack = [Frame(-1, "paragraph", 0, 0, False, False, ())]

    def open(self, event: Open) -> None:
        tag, attributes = event.tag, event.attributes
        self.head.open(tag, attributes, len(self.blocks))
        above = self.stack[-1]
        picked = self.matched.get(event.order, ())
        if tag == "br" and above.verbatim:
            self.inline.add("\n", verbatim=True)
        elif tag == "br":
            if self.inline.end_line():
                self.flush()
        elif tag in CELLS:
            self.inline.end_cell()
        elif tag in ("a", "button"):
            self.inline.open_link(attributes.get("href"))
        elif tag in CODE:
            self.inline.code = True
        if is_block(tag) or picked:
            self.flush()
            above = self._frame(tag, attributes, above, picked)
        elif tag in CELLS:
            above = above._replace(role="table_row")
        self.stack.append(above)

    def text(self, text: str) -> None:
        if self.head.text(text):
            self.inline.add(text, verbatim=self.stack[-1].verbatim)

    def close(self, tag: str) -> None:
        self.head.close()
        frame = self.stack.pop()
        if tag in ("a", "button"):
            self.inline.close_link()
        if frame.element != self.stack[-1].element:
            self.flush(frame)
            self.ends[frame.element] = len(self.blocks)

    def flush(self, frame: Frame | None = None) -> None:
        """Ends the current block, if it holds text."""
        if not self.inline.pieces:
            return
        frame = frame or self.stack[-1]
        code = self.inline.code
        text, links, link_chars = self.inline.take(verbatim=frame.verbatim)
        if not text:
            return
        index = len(self.blocks)
        self.blocks.append(
            Block(
                index=index,
                text=text,
                raw=text,
                role=frame.role,
                level=frame.level,
                path=self._path(frame.element),
                element=frame.element,
                links=links,
                link_chars=link_chars,
                hidden=frame.hidden,
                code=code or frame.role == "code",
            )
        )
        self.selected.extend((index, verdict, selector) for verdict, selector in frame.selected)

    def _frame(
        self, tag: str, attributes: Mapping[str, str | None], above: Frame, picked: tuple[tuple[Verdict, str], ...]
    ) -> Frame:
        names = _names(attributes) if attributes else ""
        hidden = above.hidden or _is_hidden(attributes)
        self.elements.append((above.element, tag, names, len(self.blocks), hidden))
        self.ends.append(len(self.blocks))
        depth = above.depth + (tag in ("ul", "ol"))
        role = ROLES.get(tag) or ("paragraph" if tag in RESET or above.role == "table_row" else above.role)
        level = int(tag[1]) if role == "heading" and tag in ROLES else above.level if role == above.role else 0
        if role == "list_item":
            level = max(1, depth)
        verbatim = tag == "pre" or (above.verbatim and tag not in RESET)
        return Frame(
            len(self.elements) - 1,
            role,
            level,
            depth,
            hidden,
            verbatim,
            above.selected + tuple(pair for pair in picked if pair not in above.selected),
        )

    def _path(self, element: int) -> str:
        """The nearest tags above a block with their first class: enough for a person to find it."""
        steps: list[str] = []
        while element >= 0 and len(steps) < PATH_DEPTH:
            parent, tag, names, *_ = self.elements[element]
            steps.append(f"{tag}.{names.split(maxsplit=1)[0]}"[:MAX_STEP] if names else tag[:MAX_STEP])
            element = parent
        return ">".join(reversed(steps))

    def element(self, index: int) -> Element:
        parent, tag, names, first, hidden = self.elements[index]
        return Element(parent=parent, tag=tag, names=names, first=first, last=self.ends[index], hidden=hidden)


def _names(attributes: Mapping[str, str | None]) -> str:
    names = " ".join([value.strip()[:MAX_NAME] for key in NAME_ATTRIBUTES if (value := attributes.get(key))])
    return names.strip().lower()


def _is_hidden(attributes: Mapping[str, str | None]) -> bool:
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style


def _with_absolute_links(block: Block, base: str) -> Block:
    if not block.links:
        return block
    links = tuple(Link(text=link.text, url=absolute_url(link.url, base)) for link in block.links)
    return msgspec.structs.replace(block, links=links)


def absolute_url(url: str, base: str) -> str:
    """The URL resolved against the page's; as found where either is not a URL."""
    try:
        return urljoin(base, url)
    except ValueError:
        return url
