"""Article text that a page holds only as data: blocks from JSON-LD and page state where the visible page lacks them."""

import json
import re
from collections.abc import Iterator, Sequence

from pipeline.model import Block
from pipeline.segment.page_state import state_texts

KEYS = ("articleBody", "reviewBody", "text", "description")
MIN_CHARS = 200
MAX_PATH = 80
TAG = re.compile(r"<[^<>]{1,2000}>")
WORD = re.compile(r"\w+")


def embedded_blocks(json_ld: Sequence[str], states: Sequence[str], blocks: Sequence[Block]) -> Iterator[Block]:
    """Pseudo-blocks for long texts in JSON scripts of which less than half the word trigrams stand in `blocks`."""
    texts = [(f"script.ld+json>{key}", text) for script in json_ld for key, text in _long_texts(script)]
    texts += [(f"script.json>{key}"[:MAX_PATH], text) for key, text in state_texts(states)]
    if not texts:
        return
    shown: set[tuple[str, ...]] = set()
    for block in blocks:
        shown.update(_trigrams(block.text))
    index = len(blocks)
    seen: set[str] = set()
    for path, text in texts:
        grams = list(_trigrams(text))
        if text in seen or not grams or sum(map(shown.__contains__, grams)) * 2 >= len(grams):
            continue
        seen.add(text)
        for line in text.splitlines():
            if line := " ".join(line.split()):
                yield Block(index=index, text=line, raw=line, path=path)
                index += 1


def _long_texts(script: str) -> Iterator[tuple[str, str]]:
    try:
        data = json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return
    todo = [data]
    while todo:
        value = todo.pop()
        if isinstance(value, list):
            todo.extend(reversed(value))
        elif isinstance(value, dict):
            for key in KEYS:
                text = value.get(key)
                if isinstance(text, str) and len(text) >= MIN_CHARS:
                    yield key, TAG.sub("\n", text)
            todo.extend(reversed(value.values()))


def _trigrams(text: str) -> Iterator[tuple[str, ...]]:
    words = WORD.findall(text.lower())
    return zip(words, words[1:], words[2:], strict=False)
