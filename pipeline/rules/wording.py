"""Whole-line wording in many languages: the readable lists that rules hold, compiled for speed."""

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache

from pipeline.model import Block

Wording = Mapping[str, tuple[str, ...]]
"""Language (BCP 47) → regular expressions, lower case, each for a whole line."""

# What may stand around the wording without changing what the line is: arrows, bullets, colons, bars, dots.
MARGIN = r"[\s\W_]*"
MAX_LINK_CHARS = 40
WHOLLY_A_LINK = 0.9  # of the block's characters: a bullet or an arrow may stand beside the link


def line_matcher(wording: Wording, *, max_chars: int) -> Callable[[str], str | None]:
    """A function that says which wording a whole line matches, as evidence: `"view all" (en)`; None for none.

    Lines are compared lower-cased, white space folded, punctuation around them ignored. One alternation is
    tried first; which pattern it was is only asked of lines that match. Nothing is compiled before it is used.
    """
    any_of = "|".join(f"(?:{pattern})" for patterns in wording.values() for pattern in patterns)

    def match(line: str) -> str | None:
        if len(line) > max_chars:
            return None
        folded = _fold(line)
        if _whole_line(any_of).fullmatch(folded) is None:
            return None
        matches = (lang for lang, patterns in wording.items() for p in patterns if _whole_line(p).fullmatch(folded))
        return f'"{line}" ({next(matches)})'

    return match


def block_matcher(wording: Wording, linked: Wording, *, max_chars: int) -> Callable[[Block], str | None]:
    """The same for a block, with words that count only where the whole block is a link: "Print", "Follow"."""
    matching = line_matcher(wording, max_chars=max_chars)
    matching_link = line_matcher(linked, max_chars=MAX_LINK_CHARS)

    def match(block: Block) -> str | None:
        why = matching(block.text)
        if why is None and block.link_density >= WHOLLY_A_LINK:
            why = matching_link(block.text)
        return why

    return match


@cache
def _whole_line(pattern: str) -> re.Pattern[str]:
    return re.compile(f"{MARGIN}(?:{pattern}){MARGIN}")


@lru_cache(maxsize=4096)
def _fold(line: str) -> str:
    return " ".join(line.lower().split())
