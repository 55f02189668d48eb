"""The authors: people, in the order in which the page names them."""

from collections.abc import Sequence

from pipeline.facts.evidence import Evidence, meta_via
from pipeline.facts.json_ld import Node, is_article, types_of
from pipeline.facts.names import WEB, Publishers, is_full_name
from pipeline.facts.plain_text import plain_text, squashed
from pipeline.facts.shown_authors import people, shown_authors
from pipeline.model import Fact

METAS = (
    "author", "article:author", "article:author_name", "dc.creator", "dcterms.creator", "dc.creator.author",
    "parsely-author", "sailthru.author",
    "byl", "citation_author", "og:author", "book:author", "twitter:data1", "authors", "article.author", "creator",
)  # fmt: skip
AGENTS = frozenset(("Organization", "NewsMediaOrganization", "Corporation", "Brand", "WebSite", "Thing"))
MAX_BYLINE = 300
MAX_DEPTH = 3
MAX_PEOPLE = 40


def html_authors(
    evidence: Evidence, site: str, language: str | None, title_at: int | None, near: Sequence[int]
) -> tuple[Fact, ...]:
    """The people of the first source that names any; those that the page shows nowhere only if it shows none."""
    publishers = _publishers(evidence, site)
    linked = people(_persons(_author_of(evidence), evidence), publishers, "json-ld author")
    if linked and any(" " in fact.value for fact in linked):
        return linked
    declared = _from_metas(evidence, publishers)
    if declared and _is_full(declared) and _is_shown(declared, evidence) and len(declared) > 1:
        return declared
    shown = shown_authors(evidence, publishers, language, title_at, near)
    if linked:  # a user's name: the person's own is better
        return shown if shown and _is_full(shown) else linked
    if not declared or (shown and _is_better(shown, declared, evidence)):
        return shown
    return declared


def _author_of(evidence: Evidence) -> object:
    """Whom JSON-LD names as the author: of the page's article, or of the first thing that is like one."""
    article = evidence.linked.article
    nodes = [node for node in (article, *evidence.linked.nodes) if node and is_article(node)]
    return next((author for node in nodes if (author := node.get("author") or node.get("creator"))), None)


def _publishers(evidence: Evidence, site: str) -> Publishers:
    return Publishers(frozenset((squashed(site), squashed(evidence.host))) - {""}, evidence.domain)


def _from_metas(evidence: Evidence, publishers: Publishers) -> tuple[Fact, ...]:
    for name in METAS:
        texts = [text for text in evidence.metas.get(name, ()) if not WEB.search(text)]
        if name == "twitter:data1" and not any(
            "written" in label.lower() for label in evidence.metas.get("twitter:label1", ())
        ):
            continue
        if facts := people(texts, publishers, meta_via(name)):
            return facts
    return ()


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


def _persons(value: object, evidence: Evidence, depth: int = 0) -> list[str]:
    """The names of people in a JSON-LD value; organisations left out, references followed."""
    if isinstance(value, str):
        text = plain_text(value)
        if text in evidence.linked.by_id:
            return _persons(evidence.linked.by_id[text], evidence, depth + 1) if depth < MAX_DEPTH else []
        return [text] if text and not WEB.search(text) else []
    if isinstance(value, list) and depth < MAX_DEPTH:
        return [name for item in value[:MAX_PEOPLE] for name in _persons(item, evidence, depth + 1)]
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
