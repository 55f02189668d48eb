"""The authors: people, in the order in which the page names them."""

from collections.abc import Iterable

from pipeline.facts.byline import parse_header_line, without_dates
from pipeline.facts.evidence import Evidence, is_aside, reach, shown_at
from pipeline.facts.json_ld import MAX_VALUES, Node, types_of
from pipeline.facts.names import WEB, is_full_name, names_in
from pipeline.facts.plain_text import plain_text, squashed
from pipeline.model import Block, Fact, Hint

METAS = (
    "author", "article:author", "article:author_name", "dc.creator", "dcterms.creator", "dc.creator.author", "parsely-author", "sailthru.author",
    "byl", "citation_author", "og:author", "book:author", "twitter:data1", "authors", "article.author", "creator",
)  # fmt: skip
AGENTS = frozenset(("Organization", "NewsMediaOrganization", "Corporation", "Brand", "WebSite", "Thing"))
LINES_UNDER_TITLE = 4
MAX_BYLINE = 300
MAX_DEPTH = 3


def html_authors(evidence: Evidence, site: str, title_at: int | None) -> tuple[Fact, ...]:
    """The people of the first source that names any; of a meta that the page shows nowhere, only if nothing is shown."""
    publishers = publisher_names(evidence, site)
    article = evidence.linked.article
    if article and (facts := _facts(_persons(article.get("author") or article.get("creator"), evidence), publishers, "json-ld author")):
        return facts
    declared = _from_metas(evidence, publishers)
    if declared and _is_full(declared) and _is_shown(declared, evidence) and len(declared) > 1:
        return declared
    shown = _shown(evidence, publishers, title_at)
    if not declared or (shown and _is_better(shown, declared, evidence)):
        return shown
    return declared


def _from_metas(evidence: Evidence, publishers: frozenset[str]) -> tuple[Fact, ...]:
    for name in METAS:
        texts = [text for text in evidence.metas.get(name, ()) if not WEB.search(text)]
        if name == "twitter:data1" and not any("written" in label.lower() for label in evidence.metas.get("twitter:label1", ())):
            continue
        if facts := _facts(texts, publishers, name if ":" in name or "." in name else f"meta {name}"):
            return facts
    return ()


def _shown(evidence: Evidence, publishers: frozenset[str], title_at: int | None) -> tuple[Fact, ...]:
    """The people whom the page shows as its authors near the title."""
    document = evidence.document
    near = reach(document, title_at)
    for marked in (("rel=author", "itemprop author", "itemprop creator"), ("class",)):
        if facts := _from_hints(evidence, marked, publishers, title_at, near):
            return facts
    blocks = [document.blocks[index] for index in near if not is_aside(index, document, title_at)]
    return authors_in_lines(blocks, publishers) or _under_title(evidence, publishers, title_at)


def _is_better(shown: tuple[Fact, ...], declared: tuple[Fact, ...], evidence: Evidence) -> bool:
    """All of the declared people and more, or real names in place of what the page shows nowhere."""
    names, others = ({squashed(fact.value) for fact in facts} for facts in (shown, declared))
    return _is_full(shown) and (others < names or not _is_shown(declared, evidence))


def _is_full(facts: tuple[Fact, ...]) -> bool:
    return all(is_full_name(fact.value) for fact in facts)


def _is_shown(facts: tuple[Fact, ...], evidence: Evidence) -> bool:
    """The page shows each of the names somewhere."""
    text = " ".join(block.text for block in evidence.document.blocks if len(block.text) < MAX_BYLINE).casefold()
    return all(fact.value.casefold() in text for fact in facts)


def _under_title(evidence: Evidence, publishers: frozenset[str], title_at: int | None) -> tuple[Fact, ...]:
    """A line that is nothing but full names, right under the title of an article."""
    if title_at is None or "article" not in " ".join(evidence.metas.get("og:type", ())):
        return ()
    for block in evidence.document.blocks[title_at + 1 : title_at + 1 + LINES_UNDER_TITLE]:
        names = names_in(block.text, publishers) if len(block.text) <= 120 and block.role != "heading" else []
        if names and all(map(is_full_name, names)) and len(" ".join(names)) > 0.7 * len(block.text):
            return _facts(names, publishers, "line under the title", block.index)
    return ()


def publisher_names(evidence: Evidence, site: str) -> frozenset[str]:
    """The names, squashed, that are the publisher's and no author's."""
    return frozenset((squashed(site), evidence.domain, squashed(evidence.host))) - {""}


def authors_in_lines(blocks: Iterable[Block], publishers: frozenset[str], language: str | None = None) -> tuple[Fact, ...]:
    """The people of the first byline among the blocks."""
    for block in blocks:
        for text in block.text[:1000].split("\n")[:4]:
            line = parse_header_line(text, language)
            names = [name for name in line.authors if squashed(name) not in publishers] if line else []
            if names:
                return tuple(Fact(value=name, via="header line", where=block.index) for name in names)
    return ()


def _facts(texts: Iterable[str], publishers: frozenset[str], via: str, where: int | None = None) -> tuple[Fact, ...]:
    found: dict[str, Fact] = {}
    for text in texts:
        for name in names_in(text, publishers):
            found.setdefault(squashed(name), Fact(value=name, via=via, where=where))
    return tuple(found.values())


def _persons(value: object, evidence: Evidence, depth: int = 0) -> list[str]:
    """The names of people in a JSON-LD value; organisations left out, references followed."""
    if isinstance(value, str):
        text = plain_text(value)
        if text in evidence.linked.by_id:
            return _persons(evidence.linked.by_id[text], evidence, depth + 1) if depth < MAX_DEPTH else []
        return [text] if text and not WEB.search(text) else []
    if isinstance(value, list) and depth < MAX_DEPTH:
        return [name for item in value[:MAX_VALUES] for name in _persons(item, evidence, depth + 1)]
    if not isinstance(value, dict) or depth >= MAX_DEPTH:
        return []
    return _person(value, evidence, depth)


def _person(node: Node, evidence: Evidence, depth: int) -> list[str]:
    name = node.get("name")
    if not name and isinstance(node.get("@id"), str) and node["@id"] in evidence.linked.by_id:
        return _persons(evidence.linked.by_id[node["@id"]], evidence, depth + 1)
    types = types_of(node)
    if types & AGENTS and "Person" not in types:
        return []
    return _persons(name, evidence, depth + 1)


def _from_hints(
    evidence: Evidence, vias: tuple[str, ...], publishers: frozenset[str], title_at: int | None, near: range
) -> tuple[Fact, ...]:
    """The people of the first marked element near the title, and of its neighbours in the same block."""
    document = evidence.document
    for hint in document.head.hints:
        if hint.kind != "author" or hint.via not in vias or (title_at is not None and hint.block not in near):
            continue
        index = shown_at(hint, document)
        if index is None or is_aside(index, document, title_at):
            continue
        names = _named_in(hint, document.blocks[index], publishers)
        if facts := _facts(names, publishers, hint.via if hint.via != "class" else "byline", index):
            return facts
    return ()


def _named_in(hint: Hint, block: Block, publishers: frozenset[str]) -> list[str]:
    """The people whom a marked element names: full names, or what it holds alone where the mark is sure."""
    first_line = block.text.split("\n")[0]
    texts = [hint.text, first_line] if squashed(first_line) in squashed(hint.text) or len(first_line) < 80 else [hint.text]
    for text in texts:
        line = parse_header_line(text)
        if line and line.is_byline:
            return list(line.authors)
        names = names_in(without_dates(text), publishers) if len(text) <= 120 else []
        if names and all(map(is_full_name, names)):
            return names
        if names and hint.via != "class" and len(names) == 1 and len(text.split()) == 1:
            return names
    return []
