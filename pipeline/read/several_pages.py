"""One plain-text file that holds several pages → a source for each.

Where a page begins is told by form feeds, by lines such as `URL: …` or `Title: …`, by rulers, or by the same first
lines again. A file is split only where every part then looks like a page: chapters of a document have rulers and form
feeds too.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import structs

from pipeline.decode import decode
from pipeline.errors import PageRejected
from pipeline.facts.byline import parse_header_line
from pipeline.model import Source, Value
from pipeline.segment.broken_lines import ends_whole
from pipeline.segment.saved_header import (
    BARE_URL,
    MAX_LINES,
    MIN_RULER,
    RULER,
    RULERS,
    SavedLine,
    is_ruler,
    saved_header,
    saved_line,
)
from pipeline.segment.shape import is_long_line, words_in

TOP_LINES, AFTER_BODY = 200, 5
"""Lines of a page among which its byline or date stands: those before the first long line, and some after it."""
MOST = 0.75
"""Of the parts, those that must look like pages, or have a header of their own."""
TOP_CHARS = 2000
"""Of a text, those in which its first two lines stand, in most."""
MANY = 3
MIN_LONG_LINES = 2
MIN_TITLE_WORDS, MAX_TITLE = 3, 300
SHORT_WORDS, MENU_WORDS = 8, 3
EDGES = 2
"""Lines at the top and the foot of a document's page among which its number stands."""
DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")
CHAPTER = re.compile(
    r"(?:chapter|part|section|kapitel|teil|chapitre|partie|capítulo|parte|capitolo|rozdział|глава|часть|hoofdstuk)\s+\w+"
    r"|第.{1,4}[章節节回]|v(?:ersion)?\.?\s*\d+(?:\.\d+)+",
    re.IGNORECASE,
)
MAIL = re.compile(
    r"(?:from|to|sent|subject|cc|von|an|gesendet|betreff|de|objet|asunto|от|кому|тема)\s?:", re.IGNORECASE
)
HTML_TYPES = ("text/html", "application/xhtml+xml")


class FileLine(Value, frozen=True):
    """A line that is not blank."""

    number: int
    """From 1."""
    start: int
    """Where it begins in the text."""
    text: str
    blank_before: bool
    after_form_feed: bool


Part = Sequence[FileLine]


def pages_of(source: Source) -> list[Source]:
    """The source itself or, of a text that clearly holds several pages, each of these, numbered from 1 in its ref."""
    if (source.media_type or "").split(";")[0].strip().lower() in HTML_TYPES:
        return [source]
    try:
        page = decode(source)
    except PageRejected:
        return [source]
    if page.kind != "text" or not _may_hold_several(page.text):
        return [source]
    parts = _parts(list(_lines(page.text)))
    if len(parts) < 2:
        return [source]
    return [_source(source, page.text, page.warnings, parts, place) for place in range(len(parts))]


def _may_hold_several(text: str) -> bool:
    """False for most texts that hold one page, at a tenth of the price of looking at all their lines."""
    first, *rest = [line.strip() for line in text.lstrip()[:TOP_CHARS].splitlines() if line.strip()] or [""]
    # A sign by itself is found ten times as quickly as three of it, and most are in no text.
    has_ruler = any(sign in text and sign * MIN_RULER in text for sign in RULERS)
    if has_ruler or "\f" in text or saved_line(first) is not None:
        return True
    # The first two lines again; where a line is that long, it is looked at.
    return text.count(first) > 1 and (not rest or text.count(rest[0]) > 1)


def _source(source: Source, text: str, warnings: tuple[str, ...], parts: Sequence[Part], place: int) -> Source:
    """One of the parts. Its text begins where its first line does, the first one's where the file does."""
    start = parts[place][0].start if place else 0
    stop = parts[place + 1][0].start if place + 1 < len(parts) else len(text)
    header = _header(parts[place])
    return structs.replace(
        source,
        ref=f"{source.ref}#{place + 1}",
        body=text[start:stop],
        url=next((line.value for line in header if line.key == "url"), source.url),
        media_type="text/plain",
        first_line=parts[place][0].number if place else 1,
        warnings=(*warnings, f"page {place + 1} of {len(parts)} in one file"),
    )


def _lines(text: str) -> Iterator[FileLine]:
    start, blank, fed = 0, False, False
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        if stripped := line.strip():
            yield FileLine(number, start, stripped, blank, fed)
            blank = fed = False
        else:
            blank = True
        fed = fed or line[-1] == "\f"
        start += len(line)


def _parts(lines: Part) -> list[Part]:
    """The pages, by the first way of telling them apart that holds for all; one part where none does."""
    if len(lines) < 2:
        return [lines]
    for begins, holds in (
        (_at_headers, _begin_alike),
        (_at_form_feeds, _follow_each_other),
        (_at_rulers, _have_headers),
        (_at_first_lines, _have_headers),
    ):
        parts = _cut(lines, begins(lines))
        if len(parts) > 1 and holds(parts):
            return parts
    return [lines]


def _cut(lines: Part, begins: Sequence[int]) -> list[Part]:
    edges = [0, *[at for at in begins if at > 0], len(lines)]
    return [lines[start:stop] for start, stop in pairwise(edges)]


def _at_headers(lines: Part) -> list[int]:
    """Places of headers like the one that the file begins with, after a blank line, a ruler or a form feed."""
    header = _header(lines)
    anchor = next((line for line in header if line.key != "other"), None)
    first = next((line for line in header if line.name != RULER), None)
    if anchor is None or first is None:
        return []
    found = []
    for place, line in enumerate(lines):
        key = saved_line(line.text)
        if key is None or key.name != first.name or not _is_apart(lines, place, key.name):
            continue
        if any(own.key == anchor.key and own.name == anchor.name for own in _header(lines[place : place + MAX_LINES])):
            found.append(place - 1 if place and is_ruler(lines[place - 1].text) else place)
    return found


def _header(part: Part) -> list[SavedLine]:
    return saved_header([line.text for line in part[:MAX_LINES]])


def _begin_alike(parts: Sequence[Part]) -> bool:
    """Most parts are pages below their headers; headers without a URL have the same lines, and several, or are many."""
    pages = sum(any(is_long_line(line.text) for line in part[len(_header(part)) :]) for part in parts)
    if pages < MOST * len(parts):
        return False
    if any(line.key == "url" for line in _header(parts[0])):
        return True
    names = [tuple(line.name for line in _header(part)) for part in parts]
    return (len(names[0]) > 1 or len(parts) >= MANY) and names.count(names[0]) >= MOST * len(parts)


def _is_apart(lines: Part, place: int, name: str) -> bool:
    """Nothing stands right before the line; before an address that stands there by itself, a ruler does."""
    after_ruler = place > 0 and is_ruler(lines[place - 1].text)
    if place == 0 or after_ruler or name == BARE_URL:
        return place == 0 or after_ruler
    return lines[place].blank_before or lines[place].after_form_feed


def _at_form_feeds(lines: Part) -> list[int]:
    return [place for place, line in enumerate(lines) if line.after_form_feed]


def _at_rulers(lines: Part) -> list[int]:
    """Places of the rulers like the first one. Of two around a few lines, these are a header; the page begins above."""
    begins: list[int] = []
    ruler, has_text = "", True
    for place, line in enumerate(lines):
        has_text = has_text or (bool(ruler) and is_long_line(line.text))
        if not is_ruler(line.text):
            continue
        ruler = ruler or line.text
        if line.text == ruler and has_text:
            begins.append(place)
            has_text = False
    return begins


def _at_first_lines(lines: Part) -> list[int]:
    """Places where the first two lines stand again."""
    one, two = lines[0].text, lines[1].text
    if is_long_line(one) or is_long_line(two):
        return []
    return [place for place, (a, b) in enumerate(pairwise(lines)) if a.text == one and b.text == two]


def _follow_each_other(parts: Sequence[Part]) -> bool:
    """Each part begins with a title or a header, and no page of a document goes on in the next."""
    if _are_numbered(parts) or not all(map(_is_page, parts)):
        return False
    whole = all(_ends_whole(part[-1].text) for part in parts[:-1])
    return (whole and not any(is_long_line(part[0].text) for part in parts)) or _have_headers(parts)


def _have_headers(parts: Sequence[Part]) -> bool:
    """Each part is a page, and most say by whom they are or from when, or have a header of their own."""
    return all(map(_is_page, parts)) and sum(map(_has_header, parts)) >= MOST * len(parts)


def _is_page(part: Part) -> bool:
    texts = [line.text for line in part if not is_ruler(line.text)]
    if not texts or len(texts[0]) > MAX_TITLE or _goes_on(texts[0]) or CHAPTER.match(texts[0]):
        return False
    return sum(map(is_long_line, texts)) >= MIN_LONG_LINES


def _goes_on(text: str) -> bool:
    """Begins like the rest of a sentence, not like a page."""
    return text[0].islower() and len(text.split()) > MENU_WORDS


def _has_header(part: Part) -> bool:
    """A header that a tool wrote; or what may be a title, and after it a byline or a date. No mail, no post."""
    texts = [line.text for line in part if not is_ruler(line.text)][:TOP_LINES]
    if saved_header(texts):
        return True
    first = next((place for place, text in enumerate(texts) if is_long_line(text)), len(texts))
    has_title = False
    for text in [text for text in texts[: first + AFTER_BODY] if not is_long_line(text)]:
        if MAIL.match(text):
            return False
        if parse_header_line(text) is not None:
            return has_title
        has_title = has_title or words_in(text) >= MIN_TITLE_WORDS
    return False


def _are_numbered(parts: Sequence[Part]) -> bool:
    """Most have a line at their top or foot that differs from those of others in its number: pages of a document."""
    for place in (*range(EDGES), *range(-EDGES, 0)):
        edge = [part[place].text.strip("-–—| ") for part in parts if len(part) > EDGES]
        numbered = [text for text in edge if DIGITS.search(text)]
        masks = [DIGITS.sub("0", text) for text in numbered]
        if len(set(numbered)) > 1 and masks and masks.count(masks[0]) >= MOST * len(parts):
            return True
    return False


def _ends_whole(text: str) -> bool:
    return ends_whole(text) or len(text.split()) < SHORT_WORDS
