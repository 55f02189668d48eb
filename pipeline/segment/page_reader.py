"""Reads a page's elements and text into blocks: where a browser breaks the line, a block ends."""

from pipeline.model import Element, Verdict
from pipeline.segment.class_names import MAX_NAME, printable, read_names, step_of
from pipeline.segment.dom import Attributes, Reader
from pipeline.segment.head import HEAD_TAGS, HeadReader
from pipeline.segment.hints import TELLING_TAGS, HintReader, claim_of
from pipeline.segment.inline import InlineText, Run
from pipeline.segment.style import Style
from pipeline.segment.tags import BLOCK_TAGS, BREAKS, CELLS, CODE_TAGS, LINKS

Picks = tuple[tuple[Verdict, str], ...]
"""(verdict, selector) pairs of the user's that match an element."""

PATH_DEPTH = 6
MAX_STEP = 60
BESIDE_CLASS = ("id", "role", "itemprop", "aria-label")
"""Attributes that name an element, beside class."""

# What a tag is, and what the end of an element ends; it may be several.
HEAD, HINT, LINK, CODE, BLOCK, CELL, BREAK = 1, 2, 4, 8, 16, 32, 64
# The tags of each, in the same order.
TAGS = (HEAD_TAGS, TELLING_TAGS, LINKS, CODE_TAGS, BLOCK_TAGS, CELLS, BREAKS)
TRAITS = {tag: sum(1 << at for at, tags in enumerate(TAGS) if tag in tags) for tag in frozenset().union(*TAGS)}


class Frame:
    """A block element, and what it passes on to what lies in it. Not a struct: compiled, it costs nothing to make."""

    def __init__(self, index: int, parent: int, tag: str, names: str, first: int, style: Style, hidden: bool) -> None:
        self.index = index
        self.parent = parent
        self.tag = tag
        self.names = names
        self.first = self.last = first
        """Blocks in it: first ≤ index < last."""
        self.style = style
        self.hidden = hidden
        self.picked: Picks = ()


class Found:
    """A block, before its links are resolved."""

    def __init__(self, run: Run, frame: Frame, path: str) -> None:
        self.run = run
        self.frame = frame
        self.path = path


class PageReader(Reader):
    """Collects blocks, elements, and what the page says about itself."""

    def __init__(self, matched: dict[int, Picks]) -> None:
        self.matched = matched
        self.head = HeadReader()
        self.hints = HintReader()
        self.blocks: list[Found] = []
        self._inline = InlineText()
        self._elements: list[Frame] = []
        self._frame = Frame(-1, -1, "", "", 0, Style(), False)
        self._frames: list[Frame] = []
        """Those around the current one, and the step that each block element adds to the paths under it."""
        self._steps: list[str] = []

    def open(self, order: int, tag: str, attributes: Attributes) -> int:
        traits = TRAITS.get(tag, BLOCK if "-" in tag else 0)  # a hyphen: custom elements, mostly containers
        opened = HEAD if traits & HEAD and self.head.open(tag, attributes) else 0
        if (attributes or traits & HINT) and (opened or not traits & HEAD):
            claim = claim_of(tag, attributes)
            if claim is not None and self.hints.open(claim, len(self.blocks)):
                opened |= HINT
        if traits & (LINK | CODE | CELL | BREAK):
            opened |= self._open_inline(traits, attributes)
        if traits & BLOCK or (self.matched and order in self.matched):
            self._open_block(tag, attributes, self.matched.get(order, ()) if self.matched else ())
            opened |= BLOCK
        return opened

    def text(self, text: str) -> None:
        if self.hints.waiting:
            self.hints.text(text)
        if self.head.inside:
            self.head.text(text)
        elif self._frame.style.verbatim:
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
            self._frame.last = len(self.blocks)
            self._frame = self._frames.pop()
            self._steps.pop()
        if opened & HEAD:
            self.head.close()

    def elements(self) -> list[Element]:
        """The block elements in document order, once all is read."""
        return [
            Element(parent=it.parent, tag=it.tag, names=it.names, first=it.first, last=it.last, hidden=it.hidden)
            for it in self._elements
        ]

    def _open_inline(self, traits: int, attributes: Attributes) -> int:
        if traits & LINK:
            self._inline.open_link(attributes.get("href"))
            return LINK
        if traits & CODE:
            self._inline.open_code()
            return CODE
        if traits & CELL:
            self._inline.end_cell()
        elif self._frame.style.verbatim:
            self._inline.add_verbatim("\n")
        elif self._inline.end_line():
            self._flush()
        return 0

    def _open_block(self, tag: str, attributes: Attributes, picked: Picks) -> None:
        self._flush()
        above = self._frame
        names, step, hidden = "", tag if tag in BLOCK_TAGS else printable(tag), above.hidden
        if attributes:
            names, first = _names(attributes)
            step += first
            hidden = hidden or _is_hidden(attributes)
        style = above.style.below(tag)
        frame = Frame(len(self._elements), above.index, tag, names, len(self.blocks), style, hidden)
        frame.picked = above.picked
        if picked:
            frame.picked += tuple(pair for pair in picked if pair not in above.picked)
        self._frames.append(above)
        self._steps.append(step[:MAX_STEP])
        self._elements.append(frame)
        self._frame = frame

    def _flush(self) -> None:
        """Ends the current block, if it holds text."""
        if not self._inline.pieces:
            return
        run = self._inline.take(self._frame.style.verbatim)
        if run.text:
            # The nearest tags above it with their first class: enough for a person to find it.
            self.blocks.append(Found(run, self._frame, ">".join(self._steps[-PATH_DEPTH:])))


def _names(attributes: Attributes) -> tuple[str, str]:
    """The element's names, and what the first of them adds to a path."""
    class_ = attributes.get("class")
    beside: list[str] = []
    if not class_ or len(attributes) > 1:
        beside = [value.strip()[:MAX_NAME] for key in BESIDE_CLASS if (value := attributes.get(key))]
    if class_ and not beside:
        read = read_names(class_)
        return read.names, read.step
    names = " ".join([class_.strip()[:MAX_NAME], *beside] if class_ else beside).strip().lower()
    return names, step_of(names)


def _is_hidden(attributes: Attributes) -> bool:
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    if not style:
        return False
    style = style.replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style
