"""The values that pass between the stages, in the order in which they come to be."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

Kind = Literal["html", "text"]
Role = Literal["heading", "paragraph", "list_item", "quote", "code", "table_row", "caption"]
Verdict = Literal["drop", "keep"]


class Value(msgspec.Struct, frozen=True, gc=False):
    """A frozen value: every type below is one."""


class Source(Value, frozen=True, kw_only=True):
    """Bytes, and where they lie."""

    ref: str
    """Where it lay: a path relative to the input root, a URL, or a digest of the body."""
    body: bytes | str
    url: str | None = None
    media_type: str | None = None
    """As declared, with its parameters: `text/html; charset=utf-8`."""
    fetched_at: str | None = None
    first_line: int = 1
    """The line of its file on which it begins, where the file holds several pages."""
    warnings: tuple[str, ...] = ()
    """What reading it found."""


class Page(Value, frozen=True, kw_only=True):
    """A source as text."""

    source: Source
    kind: Kind
    text: str
    encoding: str
    encoding_from: str
    """What decided: bom, header, meta, nul-pattern, utf-8, detector or caller."""
    warnings: tuple[str, ...] = ()


class Link(Value, frozen=True, kw_only=True):
    text: str
    url: str


class Element(Value, frozen=True, kw_only=True):
    """An element that breaks the line. The blocks under it are the range first ≤ index < last, which may be empty."""

    parent: int
    """Index of the nearest such element above, -1 at the top."""
    tag: str
    names: str
    """Lower-cased class, id, role, itemprop and aria-label, joined by spaces."""
    first: int
    last: int
    hidden: bool = False


class Block(Value, frozen=True, kw_only=True):
    """One visual run of text: a paragraph, heading, list item, table row, or a line of an export."""

    index: int
    text: str
    """After `normalise`; what rules see and what the record holds."""
    raw: str
    """As it stood in the page, white space collapsed as a browser would."""
    role: Role = "paragraph"
    level: int = 0
    """1–6 for headings, nesting depth from 1 for list items, else 0."""
    path: str = ""
    """Tags and classes from the root, for people: `body>main>div.post>p`. Empty for exports."""
    line: int = 0
    """Line of the source, from 1; 0 where it is not known (HTML)."""
    element: int = -1
    """Index of its element in `Document.elements`; -1 for exports."""
    links: tuple[Link, ...] = ()
    link_chars: int = 0
    """Characters of `text` inside links, before repair."""
    hidden: bool = False
    code: bool = False
    """Holds inline code, or is a code block."""
    repairs: tuple[str, ...] = ()
    """What `normalise` mended, by rule code."""

    @property
    def link_density(self) -> float:
        """Share of the block's characters that are inside links, 0 to 1."""
        return min(1.0, self.link_chars / len(self.text)) if self.text else 0.0


class Hint(Value, frozen=True, kw_only=True):
    """A visible element that says what it is: `<time>`, rel=author, itemprop, a class such as byline."""

    kind: Literal["title", "author", "date", "modified", "tag", "section", "breadcrumb"]
    text: str
    value: str
    """A machine-readable attribute (datetime, content), or empty."""
    via: str
    block: int
    """Index of the first block at or after it."""


class Head(Value, frozen=True, kw_only=True):
    """What an HTML page says about itself, as found."""

    title: str = ""
    lang: str = ""
    base: str = ""
    metas: tuple[tuple[str, str], ...] = ()
    """(lower-cased name, property or itemprop; content), in page order."""
    links: tuple[tuple[str, str], ...] = ()
    """(lower-cased rel, href)."""
    json_ld: tuple[str, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    """(key, text) of the long texts in `json_ld`."""
    hints: tuple[Hint, ...] = ()


class OfSite(Value, frozen=True, kw_only=True):
    """A block that a file of what sites share knows for its site's."""

    block: int
    site: str
    pages: int
    """Distinct pages of the site that it stood on."""
    of: int
    """Distinct pages of the site that were looked at."""


class Document(Value, frozen=True, kw_only=True):
    """A page cut into blocks."""

    page: Page
    blocks: tuple[Block, ...]
    elements: tuple[Element, ...] = ()
    head: Head = Head()
    warnings: tuple[str, ...] = ()
    selected: tuple[tuple[int, Verdict, str], ...] = ()
    """(block index, verdict, selector): what the user's CSS selectors matched."""
    shared: frozenset[int] = frozenset()
    """Indexes of the lines that other exports of the batch share, where it was asked for them."""
    of_site: tuple[OfSite, ...] = ()
    """What other pages of the site have too, where a file says what sites share."""


class Fact(Value, frozen=True, kw_only=True):
    """One thing known about the page, and how it is known."""

    value: str
    via: str
    """`json-ld`, `og:title`, `meta author`, `h1`, `header line`…"""
    where: int | None = None
    """Index of the block it was read from, if it was."""
    line: int = 0
    """Line of the source of that block, from 1; 0 where it is not known (HTML)."""
    raw: str | None = None
    """As found, where `value` is a normal form (dates)."""
    also: tuple[str, ...] = ()
    """What else the page gives for this fact, the likeliest first, each with where it says so."""


class Facts(Value, frozen=True, kw_only=True):
    title: Fact | None = None
    authors: tuple[Fact, ...] = ()
    date_published: Fact | None = None
    date_modified: Fact | None = None
    site_name: Fact | None = None
    section: Fact | None = None
    language: Fact | None = None
    description: Fact | None = None
    image: Fact | None = None
    canonical_url: Fact | None = None
    tags: tuple[Fact, ...] = ()
    kind: Fact | None = None
    """`not_article`, where the page clearly is none."""

    def each(self) -> Iterator[tuple[str, Fact]]:
        """All facts that are known, with their names."""
        for name in self.__struct_fields__:
            value = getattr(self, name)
            for fact in value if isinstance(value, tuple) else [value] if value else []:
                yield name, fact


class Body(Value, frozen=True, kw_only=True):
    """What the content model makes of a page."""

    scores: tuple[float, ...]
    """One a block, 0 to 1: how likely it is main content."""
    cut: float
    """Blocks are kept from this score."""
    kept: tuple[bool, ...]
    running: tuple[bool, ...]
    """Kept, and running text: not a heading, a label or a link."""
    why: tuple[str, ...]
    """One a block: what drove its score, in words."""
    start: int
    end: int
    """The body zone, start ≤ index < end, from the first to the last kept block of running text. Before it lies the
    header, after it the tail."""
    confidence: float
    """The F1 that the page is expected to reach, calibrated."""
    roles: tuple[Role, ...] = ()
    """One a line of an export, as far as the model can tell; empty where the tree has told."""
    shared: frozenset[int] = frozenset()
    """Of the lines that the batch shares, those that the site has put here; none where they are the page itself."""
    claimed: tuple[int, ...] = ()
    """Blocks that the user's options keep: no rule may take them."""
    notes: tuple[str, ...] = ()
    """What the record should warn of."""


class View(Value, frozen=True, kw_only=True):
    """All that a layout or page rule may see."""

    page: Page
    blocks: tuple[Block, ...]
    elements: tuple[Element, ...]
    head: Head
    facts: Facts
    body: Body
    selected: tuple[tuple[int, Verdict, str], ...] = ()
    """(block index, verdict, selector): what the user's CSS selectors matched."""
    patterns: tuple[str, ...] = ()
    """The user's own removal patterns."""
    of_site: tuple[OfSite, ...] = ()
    """What other pages of the site have too, where a file says what sites share."""
    warnings: tuple[str, ...] = ()


class Mark(Value, frozen=True, kw_only=True):
    """One rule's opinion on a span of one block, with its evidence."""

    rule: str
    block: int
    start: int
    end: int
    verdict: Verdict
    why: str


class Removal(Value, frozen=True, kw_only=True):
    """A mark that was upheld: what was taken away, from where, and why."""

    rule: Annotated[str, Meta(description="Code of the rule.")]
    name: Annotated[str, Meta(description="Name of the rule.")]
    block: Annotated[int, Meta(description="Index of the block on the page, from 0.")]
    start: Annotated[int, Meta(description="First character of the block's text that went.")]
    end: Annotated[int, Meta(description="One past the last character that went.")]
    length: Annotated[
        int, Meta(description="Characters of the whole block: 0 and this as start and end mean all of it.")
    ]
    line: Annotated[int, Meta(description="Line of the source, from 1; 0 where it is not known (HTML).")]
    path: Annotated[str, Meta(description="The nearest tags above the block; empty for exports.")]
    role: Annotated[Role, Meta(description="The block's role.")]
    level: Annotated[int, Meta(description="The block's level.")]
    why: Annotated[str, Meta(description="The evidence.")]
    text: Annotated[str, Meta(description="The text that went.")]


def removals_by_block(removals: Iterable[Removal]) -> dict[int, list[Removal]]:
    """Block index → its removals, in the order given. A block that lost nothing has no entry."""
    by_block: dict[int, list[Removal]] = {}
    for removal in removals:
        by_block.setdefault(removal.block, []).append(removal)
    return by_block


def text_without(text: str, removals: Iterable[Removal]) -> str:
    """A block's text less what these removals took of it. They may overlap."""
    kept, at = [], 0
    for removal in sorted(removals, key=lambda removal: removal.start):
        kept.append(text[at : removal.start])
        at = max(at, removal.end)
    kept.append(text[at:])
    return "".join(kept)
