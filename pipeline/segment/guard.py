"""Bounds on markup before it reaches the parser: depth, attributes of a tag, formatting tags left open.

Parsers take quadratic time in each of them (40 s for 100,000 nested divs); all else is linear. A guard removes what is
over the limit, keeps the text, and says so.
"""

import re

from pipeline.segment.tags import IMPLIED_END, VOID

MAX_DEPTH = 5_000
MAX_ATTRIBUTES = 2_000
MAX_FORMATTING = 200

NOT_NESTING = VOID | IMPLIED_END
NESTING = re.compile(rf"<(/?)(?!(?:{'|'.join(sorted(NOT_NESTING))})[\s/>])[a-z][^<>]*(?<!/)>", re.IGNORECASE)
FORMATTING_NAMES = frozenset("b big code em font i nobr s small strike strong tt u".split())
FORMATTING = re.compile(rf"<(/?)(?:{'|'.join(sorted(FORMATTING_NAMES))})(?=[\s>/])[^<>]*>", re.IGNORECASE)
# Without scripts an iframe is text up to its end tag. One that is never closed inside noscript, as browsers never read
# it, would take the rest of the page.
NOSCRIPT_TAG = "<noscript"
NOSCRIPT = re.compile(r"<noscript\b[^<]{0,500}(?:<(?!/noscript)[^<]{0,2000}){1,50}(?=</noscript)", re.IGNORECASE)
FRAME = re.compile(r"""<iframe\b(?:"[^"<]*"|'[^'<]*'|[^"'<>])*>""", re.IGNORECASE)
LONG = 4 * MAX_ATTRIBUTES
"""Characters of the shortest tag that can hold too many attributes."""
LONG_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{LONG},}}>")
ATTRIBUTE = re.compile(r"""[^\s=>/"']+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?""")


def guard(markup: str) -> tuple[str, tuple[str, ...]]:
    """The markup within the limits, and a warning for each limit that cut something."""
    warnings = []
    seen = Survey(markup)
    if _holds_open_frames(markup, seen.noscripts):
        markup = NOSCRIPT.sub(_close_frames, markup)  # no warning: nothing is lost
        seen = Survey(markup)
    if any(map(_has_too_many_attributes, seen.long_tags)):
        markup = LONG_TAG.sub(_cap_attributes, markup)
        warnings.append(f"tag with more than {MAX_ATTRIBUTES} attributes cut")
    if seen.formatting > MAX_FORMATTING and _left_open(markup) > MAX_FORMATTING:
        markup = _cap_formatting(markup)
        warnings.append(f"more than {MAX_FORMATTING} open formatting tags cut")
    if seen.starts > MAX_DEPTH and _depth_at_most(markup) > MAX_DEPTH:
        cut = _cap_depth(markup)
        if cut != markup:
            warnings.append(f"nesting deeper than {MAX_DEPTH} flattened")
            markup = cut
    return markup, tuple(warnings)


class Survey:
    """What one look at all tags of a page finds: enough to rule most pages out for every limit."""

    def __init__(self, markup: str) -> None:
        self.starts = 0
        """Start tags."""
        self.formatting = 0
        """Formatting tags that are never closed, or more than these."""
        self.long_tags: list[str] = []
        self.noscripts: list[int] = []
        self._look(markup)

    def _look(self, markup: str) -> None:
        at, end = markup.find("<"), len(markup)
        while 0 <= at < end - 2:
            following = markup.find("<", at + 1)
            self._see(markup, at, end if following < 0 else following)
            at = following

    def _see(self, markup: str, at: int, end: int) -> None:
        """A tag, or text: what begins with `<` and lasts until the next `<`."""
        first, second = markup[at + 1], markup[at + 2]
        if first == "/":
            if second in "bcefinstuBCEFINSTU" and _ends_formatting(markup, at + 2, end):
                self.formatting -= 1
        elif "a" <= first <= "z" or "A" <= first <= "Z":
            self.starts += 1
            # The first two letters rule most tags out before any name is looked at.
            if first in "bcefinstuBCEFINSTU" and (second in "iomtIOMT" or not second.isalpha()):
                self.formatting += markup[at + 1 : _name_end(markup, at + 1, end)].lower() in FORMATTING_NAMES
            if first in "nN" and markup[at : at + len(NOSCRIPT_TAG)].lower() == NOSCRIPT_TAG:
                self.noscripts.append(at)
            if end - at > LONG and (stop := markup.find(">", at, end)) - at > LONG + 1:
                self.long_tags.append(markup[at : stop + 1])


def _ends_formatting(markup: str, start: int, end: int) -> bool:
    stop = _name_end(markup, start, end)
    return stop < end and markup[stop] == ">" and markup[start:stop].lower() in FORMATTING_NAMES


def _name_end(markup: str, start: int, end: int) -> int:
    """Where the name of a tag ends that begins at `start`."""
    while start < end and markup[start] not in "/<>" and not markup[start].isspace():
        start += 1
    return start


def _holds_open_frames(markup: str, noscripts: list[int]) -> bool:
    end = 0
    for at in noscripts:
        if at >= end and (noscript := NOSCRIPT.match(markup, at)):
            if _close_frames(noscript) != noscript[0]:
                return True
            end = noscript.end()
    return False


def _close_frames(noscript: re.Match[str]) -> str:
    """A noscript element without the iframe tags that nothing in it closes."""
    inside = noscript[0]
    lowered = inside.lower()
    if "<iframe" not in lowered or lowered.count("</iframe") >= lowered.count("<iframe"):
        return inside
    return FRAME.sub("", inside)


def _has_too_many_attributes(tag: str) -> bool:
    return len(ATTRIBUTE.findall(tag[1:-1])) > MAX_ATTRIBUTES


def _cap_attributes(tag: re.Match[str]) -> str:
    if not _has_too_many_attributes(tag[0]):
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
    depth = most = 0
    steps: dict[str, int] = {}
    at, end = markup.find("<"), len(markup)
    while at >= 0:
        following = markup.find("<", at + 1)
        stop = _name_end(markup, at + (2 if markup.startswith("/", at + 1) else 1), end)
        name = markup[at + 1 : stop]
        if name not in steps:
            steps[name] = _step(name)
        if steps[name] > 0 or markup.find(">", stop, end if following < 0 else following) >= 0:
            depth = max(0, depth + steps[name])
            most = max(most, depth)
        at = following
    return most


def _step(name: str) -> int:
    """What a tag of this name, `/name` for end tags, adds to the depth."""
    bare = name.removeprefix("/").lower()
    if not ("a" <= bare[:1] <= "z") or bare in NOT_NESTING:
        return 0
    return -1 if name[0] == "/" else 1


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
