"""Article text that a page holds only as data: blocks from JSON-LD and page state where the visible page lacks them."""

import json
import re
from collections.abc import Iterator, Sequence

from pipeline.model import Block, Element
from pipeline.segment.page_state import plain_line, state_article

KEYS = ("articleBody", "reviewBody", "text", "description")
MIN_CHARS = 200
LONG_BLOCK = 80  # characters; shorter ones are labels more often than text
TAG = re.compile(r"<[^<>]{1,2000}>")
WORD = re.compile(r"\w+")


def embedded_blocks(json_ld: Sequence[str], blocks: Sequence[Block]) -> Iterator[Block]:
    """Pseudo-blocks for long JSON-LD texts of which less than half the word trigrams stand in `blocks`."""
    texts = [(key, text) for script in json_ld for key, text in _long_texts(script)]
    if not texts:
        return
    shown = _shown(blocks)
    index = len(blocks)
    seen: set[str] = set()
    for key, text in texts:
        if text in seen or not _is_new(text, shown):
            continue
        seen.add(text)
        for line in text.splitlines():
            if line := plain_line(line):
                yield Block(index=index, text=line, raw=line, path=f"script.ld+json>{key}")
                index += 1


def state_blocks(
    states: Sequence[str], blocks: Sequence[Block], elements: int
) -> tuple[tuple[Block, ...], tuple[Element, ...]]:
    """The article of the page's state in an element of its own, where the page shows less text than it holds."""
    key, lines = state_article(states)
    if not lines:
        return (), ()
    running = sum(len(b.text) for b in blocks if len(b.text) >= LONG_BLOCK and b.link_density < 0.5)
    if sum(map(len, lines)) <= running or not _is_new(" ".join(lines), _shown(blocks)):
        return (), ()
    first = len(blocks)
    path = f"script.json>{plain_line(key)[:LONG_BLOCK]}"
    found = [Block(index=i, text=line, raw=line, path=path, element=elements) for i, line in enumerate(lines, first)]
    return tuple(found), (Element(parent=-1, tag="article", names="", first=first, last=first + len(found)),)


def _shown(blocks: Sequence[Block]) -> set[tuple[str, ...]]:
    shown: set[tuple[str, ...]] = set()
    for block in blocks:
        shown.update(_trigrams(block.text))
    return shown


def _is_new(text: str, shown: set[tuple[str, ...]]) -> bool:
    """Less than half of its trigrams are shown; a text without any is not new."""
    grams = list(_trigrams(text))
    return bool(grams) and sum(map(shown.__contains__, grams)) * 2 < len(grams)


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
