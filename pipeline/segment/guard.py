"""Bounds on markup before it reaches the parser: depth, attributes of a tag, formatting tags left open.

Parsers take quadratic time in each of them (40 s for 100,000 nested divs); all else is linear. A guard removes what is
over the limit, keeps the text, and says so.
"""

import re
from collections.abc import Iterator
from itertools import accumulate

from pipeline.segment.tags import IMPLIED_END, VOID

MAX_DEPTH = 5_000
MAX_ATTRIBUTES = 2_000
MAX_FORMATTING = 200

NOT_NESTING = VOID | IMPLIED_END
NESTING = re.compile(rf"<(/?)(?!(?:{'|'.join(sorted(NOT_NESTING))})[\s/>])[a-z][^<>]*(?<!/)>", re.IGNORECASE)
START_OR_END = re.compile(r"<(?:[a-zA-Z][^\s/<>]*|/[a-zA-Z][^<>]*>)")
FORMATTING_NAMES = r"(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s>/])"
FORMATTING = re.compile(rf"<(/?){FORMATTING_NAMES}[^<>]*>", re.IGNORECASE)
# The first two letters rule most tags out before any name is tried.
OPEN_FORMATTING = re.compile(rf"<(?=[bcefinstu][iomt\s>/]){FORMATTING_NAMES}", re.IGNORECASE)
# Without scripts an iframe is text up to its end tag. One that is never closed inside noscript, as browsers never read
# it, would take the rest of the page.
NOSCRIPT = re.compile(r"<noscript\b[^<]{0,500}(?:<(?!/noscript)[^<]{0,2000}){1,50}(?=</noscript)", re.IGNORECASE)
FRAME = re.compile(r"""<iframe\b(?:"[^"<]*"|'[^'<]*'|[^"'<>])*>""", re.IGNORECASE)
LONG = 4 * MAX_ATTRIBUTES
"""Characters of the shortest tag that can hold too many attributes."""
LONG_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{LONG},}}>")
ATTRIBUTE = re.compile(r"""[^\s=>/"']+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?""")


def guard(markup: str) -> tuple[str, tuple[str, ...]]:
    """The markup within the limits, and a warning for each limit that cut something."""
    warnings = []
    if any(_close_frames(noscript) != noscript[0] for noscript in NOSCRIPT.finditer(markup)):
        markup = NOSCRIPT.sub(_close_frames, markup)  # no warning: nothing is lost
    if any(_has_too_many_attributes(tag) for tag in _long_tags(markup)):
        markup = LONG_TAG.sub(_cap_attributes, markup)
        warnings.append(f"tag with more than {MAX_ATTRIBUTES} attributes cut")
    if len(OPEN_FORMATTING.findall(markup)) > MAX_FORMATTING and _left_open(markup) > MAX_FORMATTING:
        markup = _cap_formatting(markup)
        warnings.append(f"more than {MAX_FORMATTING} open formatting tags cut")
    if markup.count("<") > MAX_DEPTH and _depth_at_most(markup) > MAX_DEPTH:
        cut = _cap_depth(markup)
        if cut != markup:
            warnings.append(f"nesting deeper than {MAX_DEPTH} flattened")
            markup = cut
    return markup, tuple(warnings)


def _close_frames(noscript: re.Match[str]) -> str:
    """A noscript element without the iframe tags that nothing in it closes."""
    inside = noscript[0]
    lowered = inside.lower()
    if "<iframe" not in lowered or lowered.count("</iframe") >= lowered.count("<iframe"):
        return inside
    return FRAME.sub("", inside)


def _long_tags(markup: str) -> Iterator[re.Match[str]]:
    """A long tag covers a multiple of LONG: only the last tag that begins before one is looked at."""
    for place in range(0, len(markup), LONG):
        start = markup.rfind("<", max(0, place - LONG), place + 1)
        # The end is looked for first: that is faster by far than to match what lies before it.
        is_long = start >= 0 and markup.find(">", start, start + LONG) < 0
        if is_long and (tag := LONG_TAG.match(markup, start)):
            yield tag


def _has_too_many_attributes(tag: re.Match[str]) -> bool:
    return len(ATTRIBUTE.findall(tag[0][1:-1])) > MAX_ATTRIBUTES


def _cap_attributes(tag: re.Match[str]) -> str:
    if not _has_too_many_attributes(tag):
        return tag[0]
    return "<" + " ".join(ATTRIBUTE.findall(tag[0][1:-1])[:MAX_ATTRIBUTES]) + ">"


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


def _depth_at_most(markup: str) -> int:
    """A bound on how deep tags nest, in a fraction of the time of `_cap_depth`: takes no tag for self-closing."""
    opened = markup.count("<") - markup.count("</")
    if opened <= MAX_DEPTH:
        return opened
    tags = START_OR_END.findall(markup)
    steps = {tag: _step(tag) for tag in set(tags)}
    counts = list(accumulate(map(steps.__getitem__, tags), initial=0))
    return max(count - least for count, least in zip(counts, accumulate(counts, min), strict=True))


def _step(tag: str) -> int:
    """What `<name` or `</name …>` adds to the depth."""
    if tag[1] == "/":
        return 0 if tag[2:-1].replace("/", " ").split()[0].lower() in NOT_NESTING else -1
    return 0 if tag[1:].lower() in NOT_NESTING else 1


def _cap_depth(markup: str) -> str:
    """Drops the tags that lie deeper than MAX_DEPTH. Counts tags only: a stray end tag is taken at its word."""
    depth = 0

    def keep_or_drop(tag: re.Match[str]) -> str:
        nonlocal depth
        if tag[1]:
            depth = max(0, depth - 1)
            return tag[0] if depth < MAX_DEPTH else ""
        depth += 1
        return tag[0] if depth <= MAX_DEPTH else ""

    return NESTING.sub(keep_or_drop, markup)
