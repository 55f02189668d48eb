"""What a page offers as evidence for its facts, gathered once: metas by name, JSON-LD, its domain, its blocks."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from pipeline.facts.json_ld import LinkedData, read_json_ld
from pipeline.facts.plain_text import plain_text, squashed
from pipeline.model import Document, Hint
from pipeline.segment.own_url import host_of, own_url
from pipeline.segment.shape import is_long_line
from pipeline.surrogates import to_unicode

TITLE_METAS = (
    "og:title",
    "twitter:title",
    "parsely-title",
    "sailthru.title",
    "dc.title",
    "dcterms.title",
    "title",
    "headline",
)
SHARED_HOSTS = frozenset(
    ("www", "m", "blog", "blogs", "en", "news", "amp", "mobile", "docs", "help", "support", "shop", "store")
)
ASIDE_TAGS = ("aside", "footer", "nav")
ASIDE = re.compile(
    r"\b(?:comments?|commentlist|related|recirc|teasers?|recommended|recommendations|trending|most-read)\b"
)
ASIDE_PARTS = ("comment", "related", "recirc", "teaser", "recommend", "trending", "most-read")
SIDE_PARTS = ("sidebar", "footer")
"""Parts of what the expressions match: a cheap look before them."""
SIDE = re.compile(r"(?:^|\s)(?:[a-z]+[-_])?(?:sidebar|footer)(?=\s|$)")
CLOSE = 12
"""Blocks. So near the title, <aside>, <footer> and their names hold the article's own byline, not the page's edges."""
MAX_ASIDE_SHARE = 0.4
"""Of the page's blocks: what holds more is no aside, whatever it is called."""
BEFORE_TITLE = 8
MIN_REACH = 12
MAX_URL = 2000
MAX_META_NAME = 100
UNSEEN = re.compile(r"[\x00-\x1f\x7f]")
HOST = re.compile(r"[^\W_](?:[\w.-]*[^\W_])?\.?|[0-9a-f]*:[0-9a-f:.]+", re.IGNORECASE)
"""A name of letters, digits, dots and dashes, or an address of version 6."""
MAX_REACH = 60
RIGHTS = re.compile(r"©|\(c\)|copyright", re.IGNORECASE)
"""A line with it names the site, and tells from when that is, or its layout."""
LEAD_LINES = 2
"""Long lines that may come between the title and its byline: a standfirst, a caption."""


class Evidence(NamedTuple):
    """The evidence of one page."""

    document: Document
    metas: dict[str, tuple[str, ...]]
    linked: LinkedData
    base: str
    host: str
    """Without `www.`; empty where the page's URL is not known."""
    addresses: tuple[str, ...]
    """URLs of the page: where it was fetched, then what it calls its own."""

    def meta(self, names: Iterable[str]) -> tuple[str, str] | None:
        """The first meta that holds text, in the order of `names`: its text and its name."""
        for name in names:
            for content in self.metas.get(name, ()):
                return content, name
        return None

    @property
    def path(self) -> str:
        """Of the page's address; empty where it is not known."""
        try:
            return urlsplit(self.addresses[0]).path if self.addresses else ""
        except ValueError:
            return ""

    @property
    def domain(self) -> str:
        """The label that names the site, squashed: `example` of `www.example.co.uk`."""
        labels = [label for label in self.host.split(".") if label not in SHARED_HOSTS]
        del labels[max(1, len(labels) - 1) :]
        # Second-level suffixes: co.uk, com.br, org.au, gov.in. A site named so briefly is not told from one.
        if len(labels) > 1 and len(labels[-1]) <= 3:
            labels.pop()
        return squashed(labels[-1]) if labels else ""


def meta_via(name: str) -> str:
    """How a fact is known that a meta of this name gives: names with a prefix speak for themselves."""
    return name if ":" in name or "." in name else f"meta {name}"


def gather(document: Document) -> Evidence:
    """The evidence of a page."""
    metas: dict[str, list[str]] = {}
    for name, content in document.head.metas:
        if len(name) > MAX_META_NAME or not name.isprintable():
            continue
        if (text := plain_text(content)) and len(metas.setdefault(name, [])) < 100:
            metas[name].append(text)
    url = document.page.source.url or ""
    frozen = {name: tuple(texts) for name, texts in metas.items() if texts}
    titles = [document.head.title, *(text for name in TITLE_METAS for text in frozen.get(name, ()))]
    titles += [hint.text for hint in document.head.hints if hint.kind == "title"][:5]
    linked = read_json_ld(document.head.json_ld, titles)
    addresses = tuple(dict.fromkeys(filter(None, (url, absolute(own_url(document.head) or "", url)))))
    address = addresses[0] if addresses else ""
    base = absolute(document.head.base, address) or address
    return Evidence(document, frozen, linked, base, host_of(address).removeprefix("www."), addresses)


def absolute(url: str, base: str) -> str:
    """The URL resolved, if it is then one of http or https with a host and a port that may be; else empty."""
    try:
        whole = urljoin(to_unicode(base), to_unicode(UNSEEN.sub("", url).strip()))
        parts = urlsplit(whole)
        is_web = parts.scheme in ("http", "https") and HOST.fullmatch(parts.hostname or "") and parts.port != 0
        is_web = is_web and "\\" not in parts.netloc
    except ValueError:
        return ""
    return "".join(whole.split()) if is_web and len(whole) <= MAX_URL else ""


def shown_at(hint: Hint, document: Document) -> int | None:
    """Index of the block in which a hint's text begins."""
    wanted = squashed(hint.text)[:40]
    for block in document.blocks[hint.block : hint.block + 2]:
        text = squashed(block.text[:1000])
        if wanted and (wanted in text or (text and squashed(hint.text).startswith(text))):
            return block.index
    return None


def is_aside(index: int, document: Document, title_at: int | None = None) -> bool:
    """In a comment, sidebar, teaser or footer: by the elements around the block that do not hold the title too."""
    element = document.blocks[index].element if index < len(document.blocks) else -1
    close: bool | None = None
    large = MAX_ASIDE_SHARE * len(document.blocks)
    for _ in range(60):
        if element < 0:
            return False
        holder = document.elements[element]
        if holder.last - holder.first > large or (title_at is not None and holder.first <= title_at < holder.last):
            return False
        named_side, named_aside = _kinds_of(holder.names) if holder.names else (False, False)
        if holder.tag in ASIDE_TAGS or (title_at is not None and named_side):
            close = _is_close(index, document, title_at) if close is None else close
            if not close:
                return True
        if named_aside and holder.tag != "body":
            return True
        element = holder.parent
    return False


@lru_cache(maxsize=1024)
def _kinds_of(names: str) -> tuple[bool, bool]:
    """Whether they name a sidebar or footer, and an aside. Remembered: a page's blocks lie in the same elements."""
    side = any(part in names for part in SIDE_PARTS) and SIDE.search(names) is not None
    return side, any(part in names for part in ASIDE_PARTS) and ASIDE.search(names) is not None


def _is_close(index: int, document: Document, title_at: int | None) -> bool:
    """Within a few blocks of the title, with no more than a standfirst between."""
    if title_at is None or abs(index - title_at) > CLOSE:
        return False
    between = document.blocks[title_at + 1 : index]
    return sum([is_long_line(block.text[-2000:]) for block in between]) <= LEAD_LINES


def near_title(document: Document, title_at: int | None) -> tuple[int, ...]:
    """The blocks around the title that may say who wrote the page and when, asides left out."""
    return tuple(index for index in reach(document, title_at) if not is_aside(index, document, title_at))


def reach(document: Document, title_at: int | None) -> range:
    """The blocks that may say who wrote the page and when: from a little before the title to the start of its body."""
    if title_at is None:
        return range(0)
    last = min(len(document.blocks), title_at + MAX_REACH)
    long_lines = 0
    for index in range(title_at + 1, last):
        long_lines += is_long_line(document.blocks[index].text[-2000:])
        if long_lines > LEAD_LINES and index >= title_at + MIN_REACH:
            return range(max(0, title_at - BEFORE_TITLE), index)
    return range(max(0, title_at - BEFORE_TITLE), last)
