"""Reads a page's elements and text into blocks: where a browser breaks the line, a block ends."""

from collections.abc import Iterator, Mapping

from pipeline.model import Element, Value, Verdict
from pipeline.segment.dom import Attributes
from pipeline.segment.head import HEAD_TAGS, HeadReader
from pipeline.segment.hints import TELLING_TAGS, HintReader, claim_of
from pipeline.segment.inline import InlineText, Run
from pipeline.segment.style import Style, style_under
from pipeline.segment.tags import BLOCK_TAGS, CELLS, CODE_TAGS, INLINE, LINKS

Picks = tuple[tuple[Verdict, str], ...]
"""(verdict, selector) pairs of the user's that match an element."""

PATH_DEPTH = 6
MAX_STEP = 60
MAX_NAME = 300  # characters of a class list: generated ones run to thousands
NAME_ATTRIBUTES = ("class", "id", "role", "itemprop", "aria-label")

# What the end of an element ends; an element may be several.
HEAD, HINT, LINK, CODE, BLOCK = 1, 2, 4, 8, 16


class Frame:
    """What an open block element passes on to what lies in it. Not a struct: compiled, it costs nothing to make."""

    def __init__(self, element: int, style: Style, hidden: bool, picked: Picks) -> None:
        self.element = element
        self.style = style
        self.hidden = hidden
        self.picked = picked
        self.verbatim = style.verbatim


class Found(Value, frozen=True):
    """A block, before its links are resolved."""

    run: Run
    frame: Frame
    path: str


class PageReader:
    """Collects blocks, elements, and what the page says about itself."""

    def __init__(self, matched: Mapping[int, Picks]) -> None:
        self.matched = matched
        self.head = HeadReader()
        self.hints = HintReader()
        self.blocks: list[Found] = []
        self._inline = InlineText()
        self._elements: list[tuple[int, str, str, int, bool]] = []
        self._ends: list[int] = []
        self._frame = Frame(-1, Style(), False, ())
        self._frames: list[Frame] = []
        """Those around the current one, and the step that each block element adds to the paths under it."""
        self._steps: list[str] = []

    def open(self, order: int, tag: str, attributes: Attributes) -> int:
        in_head = tag in HEAD_TAGS
        opened = HEAD if in_head and self.head.open(tag, attributes) else 0
        if (attributes or tag in TELLING_TAGS) and (opened or not in_head):
            claim = claim_of(tag, attributes)
            if claim is not None and self.hints.open(claim, len(self.blocks)):
                opened |= HINT
        if tag in INLINE:
            opened |= self._open_inline(tag, attributes)
        if tag in BLOCK_TAGS or "-" in tag or order in self.matched:  # a hyphen: custom elements, mostly containers
            self._open_block(tag, attributes, self.matched.get(order, ()))
            opened |= BLOCK
        return opened

    def text(self, text: str) -> None:
        if self.hints.waiting:
            self.hints.text(text)
        if self.head.inside:
            self.head.text(text)
        elif self._frame.verbatim:
            self._inline.add_verbatim(text)
        else:
            self._inline.add(text)

    def close(self, opened: int) -> None:
        if opened & HINT:
            self.hints.close()
        if opened & LINK:
            self._inline.close_link()
        if opened & CODE:
            self._inline.close_code()
        if opened & BLOCK:
            self._flush()
            self._ends[self._frame.element] = len(self.blocks)
            self._frame = self._frames.pop()
            self._steps.pop()
        if opened & HEAD:
            self.head.close()

    def elements(self) -> Iterator[Element]:
        """The block elements in document order, once all is read."""
        for (parent, tag, names, first, hidden), last in zip(self._elements, self._ends, strict=True):
            yield Element(parent=parent, tag=tag, names=names, first=first, last=last, hidden=hidden)

    def _open_inline(self, tag: str, attributes: Attributes) -> int:
        if tag in LINKS:
            self._inline.open_link(attributes.get("href"))
            return LINK
        if tag in CODE_TAGS:
            self._inline.open_code()
            return CODE
        if tag in CELLS:
            self._inline.end_cell()
        elif self._frame.verbatim:
            self._inline.add_verbatim("\n")
        elif self._inline.end_line():
            self._flush()
        return 0

    def _open_block(self, tag: str, attributes: Attributes, picked: Picks) -> None:
        self._flush()
        above = self._frame
        names, hidden = "", above.hidden
        if attributes:
            names, hidden = _names(attributes), hidden or _is_hidden(attributes)
        if picked:
            picked = tuple(pair for pair in picked if pair not in above.picked)
        first = len(self.blocks)
        self._frames.append(above)
        self._frame = Frame(len(self._elements), style_under(above.style, tag), hidden, above.picked + picked)
        self._elements.append((above.element, tag, names, first, hidden))
        self._ends.append(first)
        step = tag + "." + names.split(None, 1)[0] if names else tag
        self._steps.append((step if step.isprintable() else "".join(filter(str.isprintable, step)))[:MAX_STEP])

    def _flush(self) -> None:
        """Ends the current block, if it holds text."""
        if not self._inline.pieces:
            return
        run = self._inline.take(self._frame.verbatim)
        if run.text:
            # The nearest tags above it with their first class: enough for a person to find it.
            self.blocks.append(Found(run, self._frame, ">".join(self._steps[-PATH_DEPTH:])))


def _names(attributes: Attributes) -> str:
    only = attributes.get("class") if len(attributes) == 1 else None
    if only is not None:
        return only.strip()[:MAX_NAME].strip().lower()
    names = " ".join([value.strip()[:MAX_NAME] for key in NAME_ATTRIBUTES if (value := attributes.get(key))])
    return names.strip().lower()


def _is_hidden(attributes: Attributes) -> bool:
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    if not style:
        return False
    style = style.replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style
