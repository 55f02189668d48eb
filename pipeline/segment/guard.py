"""Bounds on markup before it reaches the parser: depth, attributes of a tag, formatting tags left open.

Parsers take quadratic time in each of them (40 s for 100,000 nested divs); all else is linear. A guard removes what is
over the limit, keeps the text, and says so.
"""

import re

from pipeline.segment.tags import IMPLIED_END, VOID

MAX_DEPTH = 5_000
MAX_ATTRIBUTES = 2_000
MAX_FORMATTING = 200

TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)[^<>]*>")
FORMATTING_NAMES = r"(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s>/])"
FORMATTING = re.compile(rf"<(/?){FORMATTING_NAMES}[^<>]*>", re.IGNORECASE)
# The first two letters rule most tags out before any name is tried.
OPEN_FORMATTING = re.compile(rf"<(?=[bcefinstu][iomt\s>/]){FORMATTING_NAMES}", re.IGNORECASE)
LONG = 4 * MAX_ATTRIBUTES
"""Characters of the shortest tag that can hold too many attributes."""
LONG_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{LONG},}}>")
ATTRIBUTE = re.compile(r"""[^\s=>/"']+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?""")


def guard(markup: str) -> tuple[str, tuple[str, ...]]:
    """The markup within the limits, and a warning for each limit that cut something."""
    warnings = []
    if _may_hold_long_tag(markup):
        cut = LONG_TAG.sub(_cap_attributes, markup)
        if cut != markup:
            warnings.append(f"tag with more than {MAX_ATTRIBUTES} attributes cut")
            markup = cut
    if len(OPEN_FORMATTING.findall(markup)) > MAX_FORMATTING and _left_open(markup) > MAX_FORMATTING:
        markup = _cap_formatting(markup)
        warnings.append(f"more than {MAX_FORMATTING} open formatting tags cut")
    if markup.count("<") > MAX_DEPTH and markup.count("<") - markup.count("</") > MAX_DEPTH:
        cut = _cap_depth(markup)
        if cut != markup:
            warnings.append(f"nesting deeper than {MAX_DEPTH} flattened")
            markup = cut
    return markup, tuple(warnings)


def _may_hold_long_tag(markup: str) -> bool:
    """True if LONG characters follow a `<` with no other `<` or `>` among them. Looks at one place in LONG only."""
    last = len(markup) - LONG
    for place in range(0, len(markup), LONG):
        start = markup.rfind("<", max(0, place - LONG), place + 1)
        end = start + LONG
        if 0 <= start < last and markup.find(">", start, end) == markup.find("<", start + 1, end) == -1:
            return True
    return False


def _cap_attributes(tag: re.Match[str]) -> str:
    attributes = ATTRIBUTE.findall(tag[0][1:-1])
    if len(attributes) <= MAX_ATTRIBUTES:
        return tag[0]
    return "<" + " ".join(attributes[:MAX_ATTRIBUTES]) + ">"


def _left_open(markup: str) -> int:
    """Formatting tags that are never closed. A parser opens each anew in every paragraph that follows."""
    slashes = FORMATTING.findall(markup)
    return len(slashes) - 2 * slashes.count("/")


def _cap_formatting(markup: str) -> str:
    open_tags = 0

    def keep_or_drop(tag: re.Match[str]) -> str:
        nonlocal open_tags
        open_tags = max(0, open_tags - 1) if tag[1] else open_tags + 1
        return tag[0] if open_tags <= MAX_FORMATTING else ""

    return FORMATTING.sub(keep_or_drop, markup)


def _cap_depth(markup: str) -> str:
    """Drops the tags that lie deeper than MAX_DEPTH. Counts tags only: a stray end tag is taken at its word."""
    depth = 0

    def keep_or_drop(tag: re.Match[str]) -> str:
        nonlocal depth
        name = tag[2].lower()
        if name in VOID or name in IMPLIED_END or tag[0].endswith("/>"):
            return tag[0]
        if tag[1]:
            depth = max(0, depth - 1)
            return tag[0] if depth < MAX_DEPTH else ""
        depth += 1
        return tag[0] if depth <= MAX_DEPTH else ""

    return TAG.sub(keep_or_drop, markup)
