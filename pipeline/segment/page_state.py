"""The article in the state that a page's scripts start from: `__NEXT_DATA__` and other application/json scripts.

Known is rich text as a list of nodes that say `"type": "paragraph"` (ProseMirror, Portable Text, Contentful, Slate…).
HTML in strings is not read: on annotated pages it was never the article, but consent forms, players and biographies.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

MIN_CHARS = 500
TYPE_KEYS = ("type", "_type", "nodeType", "name")
PARAGRAPHS = frozenset("paragraph p heading header block text-block list-item listitem li blockquote quote".split())
TEXT_KEYS = ("text", "value")
# A cheap sign that a script may hold such a list; most hold none, and parsing half a megabyte takes its time.
SIGN = re.compile(r'"(?:type|_type|nodeType|name)"\s?:\s?"(?:paragraph|p|block)"', re.IGNORECASE)
MIN_SIGNS = 3


def state_article(scripts: Sequence[str]) -> tuple[str, list[str]]:
    """(key, paragraphs) of the longest rich text; ("", []) if there is none of MIN_CHARS."""
    found = [text for script in scripts if len(SIGN.findall(script)) >= MIN_SIGNS for text in _rich_texts(script)]
    return max(found, key=lambda text: sum(map(len, text[1])), default=("", []))


def _rich_texts(script: str) -> Iterator[tuple[str, list[str]]]:
    try:
        data = json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return
    todo: list[tuple[str, Any]] = [("", data)]
    while todo:
        key, value = todo.pop()
        if isinstance(value, dict):
            todo.extend(reversed(value.items()))
        elif isinstance(value, list):
            lines = [line for item in value if _is_paragraph(item) and (line := _line(item))]
            if sum(map(len, lines)) >= MIN_CHARS:
                yield key, lines
            else:
                todo.extend((key, item) for item in reversed(value))


def _is_paragraph(item: Any) -> bool:
    return isinstance(item, dict) and any(str(item.get(key)).lower() in PARAGRAPHS for key in TYPE_KEYS)


def _line(node: Any) -> str:
    """The text of one rich-text node: its leaves in order."""
    leaves: list[str] = []
    todo = [node]
    while todo:
        value = todo.pop()
        if isinstance(value, list):
            todo.extend(reversed(value))
        elif isinstance(value, dict):
            leaves += [value[key] for key in TEXT_KEYS if isinstance(value.get(key), str)][:1]
            todo.extend(inner for inner in reversed(value.values()) if isinstance(inner, (list, dict)))
    return " ".join("".join(leaves).split())
