"""The article in the state that a page's scripts start from: `__NEXT_DATA__` and other application/json scripts.

Known is rich text as a list of nodes that say `"type": "paragraph"` (ProseMirror, Portable Text, Contentful, Slate…).
HTML in strings is not read: on annotated pages it was never the article, but consent forms, players and biographies.
"""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any

from pipeline.segment.json_script import load_script

MIN_CHARS = 500
TYPE_KEYS = ("type", "_type", "nodeType", "name")
PARAGRAPHS = frozenset("paragraph p heading header block text-block list-item listitem li blockquote quote".split())
TEXT_KEYS = ("text", "value")
# A cheap sign that a script may hold such a list; most hold none, and parsing half a megabyte takes its time.
SIGN = re.compile(r'"(?:type|_type|nodeType|name)"\s?:\s?"(?:paragraph|p|block)"', re.IGNORECASE)
MIN_SIGNS = 3
MAX_NODES = 2_000  # of one paragraph
MAX_DEPTH = 60  # lists in lists: each level may be looked at as a paragraph anew
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def state_article(scripts: Sequence[str]) -> tuple[str, list[str]]:
    """(key, paragraphs) of the longest rich text; ("", []) if there is none of MIN_CHARS."""
    found = [text for script in scripts if len(SIGN.findall(script)) >= MIN_SIGNS for text in _rich_texts(script)]
    return max(found, key=lambda text: sum(map(len, text[1])), default=("", []))


def _rich_texts(script: str) -> Iterator[tuple[str, list[str]]]:
    todo: list[tuple[str, Any, int]] = [("", load_script(script), 0)]
    while todo:
        key, value, depth = todo.pop()
        if depth > MAX_DEPTH:
            continue
        if isinstance(value, dict):
            todo.extend((name, inner, depth + 1) for name, inner in reversed(value.items()))
        elif isinstance(value, list):
            lines = [line for item in value if _is_paragraph(item) and (line := _line(item))]
            if sum(map(len, lines)) >= MIN_CHARS:
                yield key, lines
            else:
                todo.extend((key, item, depth + 1) for item in reversed(value) if isinstance(item, (list, dict)))


def _is_paragraph(item: Any) -> bool:
    if not isinstance(item, dict):
        return False
    kinds = (item.get(key) for key in TYPE_KEYS)
    return any(isinstance(kind, str) and kind.lower() in PARAGRAPHS for kind in kinds)


def _line(node: Any) -> str:
    """The text of one rich-text node: its leaves in order, at most MAX_NODES of them. Markup in them is taken out."""
    leaves: list[str] = []
    todo = [node]
    for _ in range(MAX_NODES):
        if not todo:
            break
        value = todo.pop()
        inner = list(value) if isinstance(value, list) else list(value.values())
        inner = [part for part in inner if isinstance(part, (list, dict))]
        # Some forms hold the text twice: in the node and in its children.
        if isinstance(value, dict) and not any(map(_holds_text, inner)):
            leaves += [value[key] for key in TEXT_KEYS if isinstance(value.get(key), str)][:1]
        todo.extend(reversed(inner))
    return plain_line(unescape(TAG.sub("", "".join(leaves))))


def _holds_text(value: Any) -> bool:
    """A list with a node that has a text of its own."""
    return isinstance(value, list) and any(
        isinstance(item, dict) and any(isinstance(item.get(key), str) for key in TEXT_KEYS)
        for item in value[:MAX_NODES]
    )


def plain_line(text: str) -> str:
    """One line of text without control characters, as a parser of HTML leaves it."""
    return " ".join(CONTROL.sub(" ", text).split())
