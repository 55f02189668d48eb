"""What the page's title may be: each text that the page offers as one, with what speaks for it.

A text counts once, however it is written: its columns say where it stands, and what stands beside it.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from pipeline.facts.choice import Row
from pipeline.facts.compare import comparable
from pipeline.facts.evidence import TITLE_METAS, Evidence, is_aside
from pipeline.facts.json_ld import Node, texts_of, types_of
from pipeline.facts.plain_text import one_line, plain_text, squashed
from pipeline.facts.site import is_like_domain

MAX_TITLE = 500
CUT = re.compile(r"\s+(?:[|\-–—·»«›‹~•/]|::|\|\|)\s+|\s*[|｜]\s*|\s*::\s*")
ANCHOR = re.compile(r"\s*[¶#§🔗]+$")
"""Signs of a link to the heading, at its end."""
FIRST_H1S = 12
SEARCHED_LINES = 150
MAX_HEADINGS = 4
MAX_PARTS = 8
MAX_SITE_WORDS = 6
MAX_NODES = 40
NOT_ABOUT_THE_PAGE = frozenset(("WebSite", "Organization", "Person"))
NOWHERE = 99.0
SOURCES = (
    *("h1", "itemprop headline", "heading", "line"),
    *("json-ld headline", "json-ld name", "json-ld other name", "json-ld page name"),
    *("og:title", "twitter:title", "meta title"),
    *("title", "title without site", "og:title without site", "first of title", "last of title", "middle of title"),
    *("breadcrumb",),
)
"""Where a text may come from. The first that offers it gives the form that is shown."""
VISIBLE = 4
"""Of the sources, those that stand on the page."""


class TitleCandidate(NamedTuple):
    text: str
    via: str
    where: int | None


class _Offer(NamedTuple):
    source: str
    text: str
    via: str
    where: int | None = None
    level: int = 0


class Titles(NamedTuple):
    candidates: list[TitleCandidate]
    rows: list[Row]
    """The columns of each."""
    page: Row
    """Columns that they share."""


def title_candidates(evidence: Evidence, site: str, signs: Row) -> Titles:
    """The distinct texts, with what speaks for each; `signs` are those of `page_signs`."""
    offers: dict[str, list[_Offer]] = {}
    for offer in (*_shown(evidence), *_declared(evidence, site)):
        if offer.text and len(offer.text) <= MAX_TITLE:
            offers.setdefault(comparable(offer.text) or offer.text, []).append(offer)
    for offer in _lines(evidence, offers):
        offers[comparable(offer.text)].append(offer)
    page = _Page(evidence, site, offers)
    return Titles(
        candidates=[_candidate(found) for found in offers.values()],
        rows=[page.row(key, found) for key, found in offers.items()],
        page=signs | page.row_of_all(),
    )


def is_headline(row: Row) -> bool:
    """A first-level heading that is not the site's name."""
    return "h1" in row and not row["is site"]


def says_article(signs: Row) -> bool:
    """Does the page say that it is an article or a post?"""
    return any(signs[sign] for sign in ("page is article", "page is post", "page og article"))


def _candidate(offers: list[_Offer]) -> TitleCandidate:
    shown = min(offers, key=lambda offer: SOURCES.index(offer.source))
    via = shown.via
    if shown.source == "line":
        told = min((o for o in offers if o.source != "line"), key=lambda offer: SOURCES.index(offer.source))
        via = f"{told.via}, shown"
    return TitleCandidate(shown.text, via, shown.where)


def _shown(evidence: Evidence) -> Iterator[_Offer]:
    """First-level headings and their like, then the page's other headings, in page order."""
    document = evidence.document
    for hint in [hint for hint in document.head.hints if hint.kind == "title"][:FIRST_H1S]:
        text, where = one_line(hint.text, MAX_TITLE), hint.block
        for block in document.blocks[where : where + 2]:
            # The hint's text is joined from nodes with spaces; the block's is spaced as a browser would.
            if squashed(block.text) == squashed(text):
                text, where = one_line(block.text), block.index
                break
        yield _Offer("h1" if hint.via == "h1" else "itemprop headline", ANCHOR.sub("", text), hint.via, where, 1)
    headings = [block for block in document.blocks[:SEARCHED_LINES] if block.role == "heading" and block.level > 1]
    for block in headings[:MAX_HEADINGS]:
        text = ANCHOR.sub("", one_line(block.text, MAX_TITLE))
        yield _Offer("heading", text, f"h{block.level}", block.index, block.level)
    crumbs = [hint for hint in document.head.hints if hint.kind == "breadcrumb"]
    if crumbs:
        yield _Offer("breadcrumb", one_line(crumbs[-1].text, MAX_TITLE), "breadcrumb")


def _declared(evidence: Evidence, site: str) -> Iterator[_Offer]:
    """What the page calls itself, whole, without the site's name, and in parts."""
    article, page, domain = evidence.linked.article, evidence.linked.page, evidence.domain
    if article:
        yield from _of_node(article, "headline", "json-ld headline")
        yield from _of_node(article, "name", "json-ld name")
    if page:
        yield from _of_node(page, "name", "json-ld page name")
    for node in evidence.linked.nodes[:MAX_NODES]:
        if node is not article and node is not page and not types_of(node) & NOT_ABOUT_THE_PAGE:
            yield from _of_node(node, "name", "json-ld other name")
    for name in TITLE_METAS:
        for text in evidence.metas.get(name, ())[:1]:
            source = name if name in SOURCES else "meta title"
            yield _Offer(source, text, name)
            if (bare := without_site(text, site, domain)) != text:
                yield _Offer("og:title without site", bare, name)
    title = plain_text(evidence.document.head.title)
    yield _Offer("title", title, "title")
    if (bare := without_site(title, site, domain)) != title:
        yield _Offer("title without site", bare, "title")
    yield from _parts(title)


def _of_node(node: Node, key: str, source: str) -> Iterator[_Offer]:
    """The first text under a key of JSON-LD."""
    for text in texts_of(node.get(key))[:1]:
        yield _Offer(source, text, f"json-ld {key}")


def _parts(title: str) -> Iterator[_Offer]:
    """The beginnings and ends of a title that is made of parts, and the parts between."""
    cuts = list(CUT.finditer(title))[:MAX_PARTS]
    for place, cut in enumerate(cuts):
        yield _Offer("first of title", title[: cut.start()], "title")
        yield _Offer("last of title", title[cut.end() :], "title")
        if place:
            yield _Offer("middle of title", title[cuts[place - 1].end() : cut.start()], "title")


def _lines(evidence: Evidence, offers: dict[str, list[_Offer]]) -> list[_Offer]:
    """Other lines of the page that are one of the texts, and headings far down, below the menus of large sites."""
    longest = max((len(offer.text) for own in offers.values() for offer in own), default=0) + 20
    starts = {key[0] for key in offers}
    blocks = evidence.document.blocks
    lines = [block for block in blocks[:SEARCHED_LINES] if block.role == "paragraph" and not block.hidden]
    headings = [block for block in blocks[SEARCHED_LINES:] if block.role == "heading" and block.level > 1]
    return [
        _Offer("heading" if block.level else "line", one_line(block.text), f"h{block.level}", block.index, block.level)
        for block in (*lines, *headings[:SEARCHED_LINES])
        if len(block.text) <= longest and _may_begin(block.text, starts) and comparable(block.text) in offers
    ]


def _may_begin(line: str, starts: set[str]) -> bool:
    """False where a line, once comparable, surely begins with another letter: a cheap look before."""
    return not (line[:2].isascii() and line[:1].isalnum()) or line[0].lower() in starts


class _Page:
    """What candidates are compared with."""

    def __init__(self, evidence: Evidence, site: str, offers: dict[str, list[_Offer]]) -> None:
        self._evidence, self._site = evidence, comparable(site)
        self._squashed_site, self._domain = squashed(site), evidence.domain
        self._offers = offers
        h1s = [key for key, found in offers.items() if any(own.source == "h1" for own in found)]
        self._headlines = [key for key in h1s if squashed(key) != self._squashed_site]
        self._title = plain_text(evidence.document.head.title)
        references = {
            "title": comparable(self._title),
            "og": comparable(next(iter(evidence.metas.get("og:title", ())), "")),
            "h1": h1s[0] if h1s else "",
            "slug": comparable(_slug(evidence)),
        }
        self._references = {name: (text, frozenset(text.split())) for name, text in references.items()}

    def row_of_all(self) -> Row:
        """Columns that all candidates share."""
        return {
            "page headlines": float(len(self._headlines)),
            "page candidates": float(len(self._offers)),
            "page parts": float(len(CUT.findall(self._title)[:MAX_PARTS])),
            "page og": float(bool(self._references["og"][0])),
            "page site": float(bool(self._site)),
            **{f"words of {name}": float(len(text.split())) for name, (text, _) in self._references.items()},
        }

    def _is_site(self, text: str) -> bool:
        return squashed(text) == self._squashed_site or is_like_domain(text, self._domain)

    def row(self, key: str, offers: list[_Offer]) -> Row:
        """The columns of a candidate."""
        row: Row = {}
        for place, offer in enumerate(offers):
            row.setdefault(offer.source, 1.0 / (1 + place))
        words = key.split()
        text = offers[0].text
        shown = [offer for offer in offers if offer.where is not None]
        row |= {
            "offers": float(len(offers)),
            "kinds": float(len({offer.source for offer in offers})),
            "declared": float(len({offer.source for offer in offers if offer.source not in SOURCES[:VISIBLE]})),
            "words": float(len(words)),
            "chars": float(len(text)),
            "parts": float(len(CUT.findall(text))),
            "upper": float(text.isupper()),
            "stop": float(text[-1:] in ".!。"),
            "question": float(text[-1:] in "?？"),
            "digits": float(sum(map(str.isdigit, text))),
            "level": float(min((offer.level for offer in shown if offer.level), default=9)),
            "at": float(min((offer.where or 0 for offer in shown), default=NOWHERE)),
            "aside": float(bool(shown) and all(is_aside(own.where or 0, self._evidence.document) for own in shown)),
            "is site": float(len(words) <= MAX_SITE_WORDS and self._is_site(text)),
            "holds site": float(bool(self._site) and f" {self._site} " in f" {key} "),
        }
        own = frozenset(words)
        for name, (reference, others) in self._references.items():
            shared = len(own & others)
            row[f"of {name}"] = shared / max(len(own), 1)
            row[f"has {name}"] = shared / max(len(others), 1)
            row[f"begins {name}"] = float(bool(reference) and reference.startswith(key))
            row[f"holds {name}"] = float(bool(reference) and reference in key)
        return row


def _slug(evidence: Evidence) -> str:
    """The words of the longest step of the page's address."""
    steps = [re.sub(r"\.\w{2,5}$", "", unquote(step)) for step in evidence.path.split("/")]
    return max(steps, key=lambda step: step.count("-") + step.count("_"), default="")


def without_site(title: str, site: str, domain: str = "") -> str:
    """The title without the site's name before or after it."""
    parts = CUT.split(title)
    marks = CUT.findall(title)
    while len(parts) > 1 and _is_site(parts[-1], site, domain):
        parts.pop()
        marks.pop()
    while len(parts) > 1 and _is_site(parts[0], site, domain):
        parts.pop(0)
        marks.pop(0)
    joined = parts[0] + "".join(mark + part for mark, part in zip(marks, parts[1:], strict=True))
    return joined.strip() or title


def _is_site(part: str, site: str, domain: str) -> bool:
    name, known = squashed(part), squashed(site)
    if not name:
        return True
    return (
        name == known
        or (len(known) >= 4 and name.startswith(known) and len(name) < 2 * len(known))
        # A domain may be a word of the headline; only what is little more than the domain is the site.
        or (is_like_domain(part, domain) and len(name) <= 2 * len(domain))
    )
