"""Whole-line wording in many languages: the readable lists that rules hold, compiled for speed."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

Wording = Mapping[str, tuple[str, ...]]
"""Language (BCP 47) → regular expressions, lower case, each for a whole line."""

# What may stand around the wording without changing what the line is: arrows, bullets, colons, bars, dots.
MARGIN = r"[\s\W_]*"


def line_matcher(wording: Wording, *, max_chars: int) -> Callable[[str], str | None]:
    """A function that says which wording a whole line matches, as evidence: `"view all" (en)`; None for none.

    Lines are compared lower-cased, white space folded, punctuation around them ignored. One alternation is
    tried first; which pattern it was is only asked of lines that match.
    """
    entries = [
        (re.compile(f"{MARGIN}(?:{pattern}){MARGIN}"), language)
        for language, patterns in wording.items()
        for pattern in patterns
    ]
    any_of = re.compile(MARGIN + "(?:" + "|".join(p for patterns in wording.values() for p in patterns) + ")" + MARGIN)

    def match(line: str) -> str | None:
        if len(line) > max_chars:
            return None
        folded = _fold(line)
        if any_of.fullmatch(folded) is None:
            return None
        language = next(language for pattern, language in entries if pattern.fullmatch(folded))
        return f'"{line}" ({language})'

    return match


@lru_cache(maxsize=4096)
def _fold(line: str) -> str:
    return " ".join(line.lower().split())
