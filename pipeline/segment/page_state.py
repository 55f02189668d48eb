"""Article text in the state that a page's scripts start from: `__NEXT_DATA__` and other application/json scripts.

Two forms are known: rich text as a list of nodes that say `"type": "paragraph"` (ProseMirror, Portable Text,
Contentful, Slate…), and HTML in a string.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

MIN_CHARS = 500
MAX_CHARS = 200_000
TYPE_KEYS = ("type", "_type", "nodeType", "name")
PARAGRAPHS = frozenset("paragraph p heading header block text-block list-item listitem li blockquote quote".split())
TEXT_KEYS = ("text", "value")
# Cheap signs that a script may hold either form; most hold neither, and parsing half a megabyte takes its time.
SIGN = re.compile(
    r'"(?:type|_type|nodeType|name)":"(?:paragraph|p|block)"|(?:<|\\u003c)p(?:>|\\u003e| )', re.IGNORECASE
)
MIN_SIGNS = 3
BREAK = re.compile(r"</?(?:p|br|div|li|ul|ol|h[1-6]|blockquote|section|tr|table)\b[^<>]{0,2000}>", re.IGNORECASE)
TAG = re.compile(r"<[^<>]{1,2000}>")


def state_texts(scripts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(key, text) of each long text, a line a paragraph; MAX_CHARS in all."""
    left = MAX_CHARS
    for script in scripts:
        if len(SIGN.findall(script)) < MIN_SIGNS:
            continue
        try:
            data = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            continue
        for key, text in _texts(data):
            left -= len(text)
            if left < 0:
                return
            yield key, text


def _texts(data: Any) -> Iterator[tuple[str, str]]:
    todo: list[tuple[str, Any]] = [("", data)]
    while todo:
        key, value = todo.pop()
        if isinstance(value, dict):
            todo.extend(reversed(value.items()))
        elif isinstance(value, str):
            if len(value) >= MIN_CHARS and len(BREAK.findall(value)) >= MIN_SIGNS:
                yield key, TAG.sub("", BREAK.sub("\n", value))
        elif isinstance(value, list):
            lines = [_line(item) for item in value if _is_paragraph(item)]
            if sum(map(len, lines)) >= MIN_CHARS:
                yield key, "\n".join(lines)
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
