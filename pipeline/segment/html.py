"""HTML page → blocks: a break where a browser breaks the line, and what each block's place in the tree says."""

from msgspec import structs

from pipeline.model import Block, Document, Head, Link, Page
from pipeline.segment.dom import walk
from pipeline.segment.embedded import embedded_blocks, long_texts, state_blocks
from pipeline.segment.guard import guard
from pipeline.segment.inline import MAX_URL_CHARS
from pipeline.segment.links import Resolver, absolute_url
from pipeline.segment.own_url import own_url
from pipeline.segment.page_reader import Found, PageReader
from pipeline.segment.selectors import Selection


def segment_html(page: Page, selection: Selection) -> Document:
    """The page's blocks in document order, its elements, and what its head says.

    `selection` holds the user's CSS selectors for this site; what they match becomes blocks of its own.
    """
    markup, warnings = guard(page.text)
    reader = PageReader(selection.match(markup))
    walk(_utf8_of(page) if markup is page.text else markup, reader)
    head = reader.head.read(reader.hints.read())
    head = structs.replace(head, texts=long_texts(head.json_ld))
    resolver = Resolver(_base(page, head))
    blocks = [_block(index, found, resolver) for index, found in enumerate(reader.blocks)]
    blocks += list(embedded_blocks(head.texts, blocks))
    elements = tuple(reader.elements())
    state, holder = state_blocks(reader.head.states, blocks, len(elements))
    return Document(
        page=page,
        blocks=(*blocks, *state),
        elements=elements + holder,
        head=head,
        warnings=warnings,
        selected=tuple((at, *pair) for at, found in enumerate(reader.blocks) for pair in found.frame.picked),
    )


def _utf8_of(page: Page) -> str | bytes:
    """The page's own bytes where its text is nothing but these, decoded: to encode it anew takes as long as parsing."""
    body = page.source.body
    as_is = page.encoding == "utf-8" and page.encoding_from != "bom" and not page.warnings
    return body if as_is and isinstance(body, bytes) else page.text


def _base(page: Page, head: Head) -> str:
    """What the page's links are relative to."""
    url = page.source.url or own_url(head) or ""
    return absolute_url(head.base, url) if 0 < len(head.base) <= MAX_URL_CHARS else url[:MAX_URL_CHARS]


def _block(index: int, found: Found, resolver: Resolver) -> Block:
    run, frame = found.run, found.frame
    role = frame.style.role
    return Block(
        index=index,
        text=run.text,
        raw=run.text,
        role=role,
        level=frame.style.level,
        path=found.path,
        element=frame.index,
        links=tuple([Link(text=anchor.text, url=resolver.absolute(anchor.href)) for anchor in run.links]),
        link_chars=run.link_chars,
        hidden=frame.hidden,
        code=run.code or role == "code",
    )
