"""Article text that a page holds only as data: blocks from JSON-LD and page state where the visible page lacks them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from pipeline.model import Block, Element
from pipeline.segment.json_script import load_script
from pipeline.segment.page_state import plain_line, state_article

KEYS = ("articleBody", "reviewBody", "text", "description")
MIN_CHARS = 200
LONG_BLOCK = 80  # characters; shorter ones are labels more often than text
# A string is no longer than its escaped form: what has none so long need not be parsed.
LONG_TEXT = re.compile(rf'"(?:{"|".join(KEYS)})"\s*:\s*"(?:[^"\\]|\\.){{{MIN_CHARS}}}', re.DOTALL)
MAX_COMPARED = 8
"""Texts that are compared with one block after the other, which is mostly soon over; more, with all blocks at once."""
TAG = re.compile(r"<[^<>]{1,2000}>")
WORD = re.compile(r"\w+")


class _Shown:
    """What a page shows, to compare other texts with: by word trigrams, each block's made when it is first needed."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._texts = [block.text for block in blocks]
        self._longest = sorted(self._texts, key=len, reverse=True)
        self._trigrams: list[set[tuple[str, ...]]] = []
        self._compared = 0

    @cached_property
    def _all(self) -> set[tuple[str, ...]]:
        return {gram for text in self._texts for gram in _trigrams(text)}

    def holds(self, text: str) -> bool:
        """At least half of the text's trigrams. A text without any is held."""
        self._compared += 1
        if self._compared > MAX_COMPARED:
            grams = list(_trigrams(text))
            return sum(map(self._all.__contains__, grams)) * 2 >= len(grams)
        words = WORD.findall(text.lower())
        left = max(0, len(words) - 2) / 2
        if self._least_held(text) >= left:
            return True
        times = Counter(zip(words, words[1:], words[2:], strict=False))
        for at, longest in enumerate(self._longest):  # a few are mostly enough
            if at == len(self._trigrams):
                self._trigrams.append(set(_trigrams(longest)))
            for gram in times.keys() & self._trigrams[at]:
                left -= times.pop(gram)
            if left <= 0:
                return True
        return False

    def _least_held(self, text: str) -> int:
        """Trigrams of long blocks that stand in the text, in order, as they are: fewer than all that it shares."""
        line = " ".join(text.split())
        at = count = 0
        for shown in self._texts:
            if len(shown) >= LONG_BLOCK and (found := line.find(shown, at)) >= 0:
                at = found + len(shown)
                count += max(0, len(WORD.findall(shown.lower())) - 4)  # its outer words may be parts of longer ones
        return count


def embedded_blocks(texts: Sequence[tuple[str, str]], blocks: Sequence[Block]) -> Iterator[Block]:
    """Pseudo-blocks for long JSON-LD texts of which less than half the word trigrams stand in `blocks`."""
    if not texts:
        return
    index = len(blocks)
    shown = _Shown(blocks)
    seen: set[str] = set()
    for key, text in texts:
        if text in seen:
            continue
        seen.add(text)
        if shown.holds(text):
            continue
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
    if sum(map(len, lines)) <= running or _Shown(blocks).holds(" ".join(lines)):
        return (), ()
    first = len(blocks)
    path = f"script.json>{plain_line(key)[:LONG_BLOCK]}"
    found = [Block(index=i, text=line, raw=line, path=path, element=elements) for i, line in enumerate(lines, first)]
    return tuple(found), (Element(parent=-1, tag="article", names="", first=first, last=first + len(found)),)


def long_texts(json_ld: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """(key, text) of the long texts in a page's JSON-LD scripts."""
    return tuple([found for script in json_ld for found in _long_texts(script)])


def _long_texts(script: str) -> Iterator[tuple[str, str]]:
    todo = [load_script(script)] if LONG_TEXT.search(script) else []
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
