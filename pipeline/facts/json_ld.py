"""JSON-LD of a page: every node, and the one that describes the page's article. Wrong shapes are passed over."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from pipeline.facts.compare import comparable
from pipeline.facts.plain_text import plain_text
from pipeline.segment.json_script import load_script

Node = Mapping[str, Any]

MAX_NODES = 3000
MAX_VALUES = 100
WRAPPER = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
# Keys under which a graph puts nodes about the page itself; what lies elsewhere is about other pages.
NESTING = ("@graph", "mainEntity", "mainEntityOfPage")
ARTICLES = re.compile(r"(?:Article|Posting|BlogPost|Report|Review|Recipe|HowTo|LiveBlog|Essay|QAPage|Question)$")
PAGES = frozenset(("WebPage", "ItemPage", "AboutPage", "FAQPage", "ProfilePage", "MedicalWebPage", "CollectionPage"))


class LinkedData(NamedTuple):
    """The nodes of a page's JSON-LD in order, those with an @id by it, and the one about the article."""

    nodes: tuple[Node, ...] = ()
    by_id: Mapping[str, Node] = {}
    article: Node | None = None
    page: Node | None = None
    """The node about the web page, where there is one."""


def read_json_ld(scripts: Iterable[str], titles: Iterable[str] = ()) -> LinkedData:
    """What the scripts say. `titles` tell the page's own article from others that are listed on it."""
    nodes: list[Node] = []
    for script in scripts:
        _collect(_load(script), nodes)
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    known = {comparable(title) for title in titles} - {""}
    page = next((node for node in nodes if not types_of(node).isdisjoint(PAGES)), None)
    return LinkedData(tuple(nodes), by_id, _article(nodes, known), page)


def types_of(node: Node) -> frozenset[str]:
    """The node's types without their namespace."""
    types = node.get("@type")
    listed = types if isinstance(types, list) else [types]
    return frozenset(name.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for name in listed if isinstance(name, str))


def texts_of(value: object) -> tuple[str, ...]:
    """The plain strings in a value: itself, the items of a list, the name or @value of a node."""
    found: list[str] = []
    for item in value[:MAX_VALUES] if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            item = next(
                (item[key] for key in ("name", "@value", "headline", "url") if isinstance(item.get(key), str)), ""
            )
        if text := plain_text(item):
            found.append(text)
    return tuple(found)


def _load(script: str) -> object:
    """The parsed script, or None where it is not JSON."""
    loaded: object = load_script(WRAPPER.sub("", script).strip().rstrip(";"))
    return loaded


def _collect(root: object, nodes: list[Node]) -> None:
    """Adds every node about the page, in document order, without recursion."""
    waiting = [root]
    while waiting and len(nodes) < MAX_NODES:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(reversed(value[:MAX_NODES]))
        elif isinstance(value, dict):
            nodes.append(value)
            waiting.extend(value[key] for key in reversed(NESTING) if isinstance(value.get(key), (dict, list)))


def is_article(node: Node) -> bool:
    """Is it about something that is written: an article, a post, a review, a question."""
    return any(ARTICLES.search(name) for name in types_of(node))


def _article(nodes: Iterable[Node], titles: set[str]) -> Node | None:
    """The article that bears one of the titles; else the only one that there is."""
    articles = list(filter(is_article, nodes))
    if len(articles) <= 1:
        return articles[0] if articles else None
    for node in articles:
        headlines = {comparable(text) for key in ("headline", "name") for text in texts_of(node.get(key))}
        if headlines & titles:
            return node
    headed = [node for node in articles if node.get("headline")]
    same = {texts_of(node.get("headline")) for node in headed}
    return headed[0] if len(same) == 1 else None
