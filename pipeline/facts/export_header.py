"""Facts of a plain-text export, read from its header: the lines before the first body line."""

import re
from collections.abc import Sequence

from pipeline.facts.byline import parse_header_line
from pipeline.facts.compare import QUOTES, comparable
from pipeline.facts.language import guessed
from pipeline.facts.names import NOBODY, Publishers
from pipeline.facts.plain_text import plain_text, squashed
from pipeline.facts.published import dates_in_lines
from pipeline.facts.shown_authors import authors_in_lines
from pipeline.facts.title_candidates import CUT, MAX_TITLE, without_site
from pipeline.model import Block, Document, Fact, Facts
from pipeline.segment.saved_header import Key, SavedLine, saved_header
from pipeline.segment.shape import is_long_line, words_in

MAX_HEADER = 40
SHORT_HEADER = 5
LINES_AFTER_TITLE = 10
DOMAIN = re.compile(
    r"(?:https?://)?(?:www\.)?([A-Za-z0-9][A-Za-z0-9-]{1,60}(?:\.[A-Za-z0-9-]{2,30}){0,2}\.[A-Za-z]{2,12})/?"
)
TAIL_LINES = 12
RIGHTS = re.compile(r"©|\(c\)|copyright", re.IGNORECASE)
MAX_SITE_WORDS = 5
ABOVE_BYLINE = 3
NO_TITLE = ("list_item", "code", "table_row")
"""Roles of lines that are never a title."""
MIN_TITLE_WORDS = 3
MAX_TITLE_WORDS = 25
MIN_SHARE = 0.5
"""Of a title, that a truncated copy must hold (see `title_matches`)."""
MENU = re.compile(
    r"(?:home|menu|search|about(?: us)?|contact(?: us)?|log ?in|sign (?:in|up)|subscribe|skip to .*|share.*"
    r"|toggle .*|read more|newsletter|advertisement|cookie.*"
    r"|start(?:seite)?|suche|kontakt|anmelden|accueil|rechercher|inicio|buscar|contacto|главная|поиск|首页|ホーム"
    r"|all rights reserved.*|.*©.*)",
    re.IGNORECASE,
)


def export_facts(document: Document) -> Facts:
    """Title, authors, dates, site name and language, as far as the text shows them."""
    lines = document.blocks
    header, body_at = _header(lines)
    language = guessed(lines)
    code = language.value if language else None
    site = _site_name(header, lines)
    saved = saved_header([line.text for line in lines])
    title = _saved(saved, "title") or _title(header, site, code)
    after = lines[body_at : (title.where if title and title.where is not None else 0) + LINES_AFTER_TITLE]
    near = [*header, *(line for line in after if len(line.text) <= 200)]
    dates = dates_in_lines(near, code, document.page.source.fetched_at)
    publishers = Publishers(frozenset((squashed(site.value), squashed(site.value.split(".")[0])))) if site else NOBODY
    return Facts(
        title=title,
        authors=authors_in_lines(near, publishers, code),
        date_published=dates.published,
        date_modified=dates.modified,
        site_name=site,
        language=language,
        canonical_url=_saved(saved, "url"),
    )


def _saved(header: Sequence[SavedLine], key: Key) -> Fact | None:
    """What the first line of this key says, in the header that a tool wrote above the text."""
    for where, line in enumerate(header):
        if line.key == key:
            return Fact(value=line.value, via="saved header", where=where)
    return None


def _header(lines: Sequence[Block]) -> tuple[Sequence[Block], int]:
    """The lines before the first body line, and where that is."""
    for line in lines[:MAX_HEADER]:
        if is_long_line(line.text):
            return lines[: line.index], line.index
    return lines[:SHORT_HEADER], min(len(lines), SHORT_HEADER)


def _site_name(header: Sequence[Block], lines: Sequence[Block]) -> Fact | None:
    """A first line that is a domain or that the copyright line names, or the suffix of one of two copies of a title."""
    if header and DOMAIN.fullmatch(header[0].text.strip()):
        return Fact(value=header[0].text.strip(), via="first line", where=header[0].index)
    rights = squashed(" ".join(line.text for line in lines[-TAIL_LINES:] if RIGHTS.search(line.text)))
    for line in header[:SHORT_HEADER]:
        if words_in(line.text) <= MAX_SITE_WORDS and len(name := squashed(line.text)) > 2 and name in rights:
            return Fact(value=line.text, via="header line named in the copyright line", where=line.index)
    plain = {comparable(line.text) for line in header}
    for line in header:
        parts = CUT.split(line.text) if len(line.text) <= MAX_TITLE else []
        rest = line.text[: line.text.rfind(parts[-1])].rstrip(" |-–—·»•/:｜") if len(parts) > 1 else ""
        if rest and 0 < len(parts[-1]) <= 60 and words_in(rest) >= MIN_TITLE_WORDS and comparable(rest) in plain:
            return Fact(value=parts[-1].strip(), via="title suffix", where=line.index)
    return None


def _title(header: Sequence[Block], site: Fact | None, language: str | None) -> Fact | None:
    """The longest complete variant that repeats most; else the heading-shaped line nearest the body."""
    name = site.value if site else ""
    shown = [(line, without_site(plain_text(line.text), name, squashed(name.split(".")[0]))) for line in header]
    usable = [
        (line, text) for line, text in shown if line.role not in NO_TITLE and _could_be_title(text, name, language)
    ]
    if not usable:
        return None
    keys = [comparable(text) for _, text in usable]
    counts = [sum(_repeats(other, key) for other in keys) for key in keys]
    most = max(counts)
    if most > 1:
        chosen = [pair for pair, count in zip(usable, counts, strict=True) if count == most]
        longest = max(len(comparable(text)) for _, text in chosen)
        chosen = [pair for pair in chosen if len(comparable(pair[1])) == longest]
        clean = [pair for pair in chosen if not _is_quoted(pair[1])]
        line, text = min(clean or chosen, key=lambda pair: pair[1].isupper())  # the first that is not in capitals
        return Fact(value=text.strip(QUOTES) if not clean else text, via="repeated header line", where=line.index)
    line, text = _above_byline(usable, header, language) or usable[-1]
    return Fact(value=text, via="header line", where=line.index)


def _above_byline(
    usable: Sequence[tuple[Block, str]], header: Sequence[Block], language: str | None
) -> tuple[Block, str] | None:
    """The usable line that stands right above the first byline or date line."""
    at = next((line.index for line in header if parse_header_line(line.text, language)), None)
    if at is None:
        return None
    above = [pair for pair in usable if at - ABOVE_BYLINE <= pair[0].index < at]
    return max(above, key=lambda pair: (words_in(pair[1]), pair[0].index)) if above else None


def _could_be_title(text: str, site: str, language: str | None) -> bool:
    words = words_in(text)
    if not 2 <= words <= MAX_TITLE_WORDS or len(text) > MAX_TITLE or squashed(text) == squashed(site):
        return False
    if MENU.fullmatch(text) or "://" in text or DOMAIN.fullmatch(text) or not any(char.isalpha() for char in text):
        return False
    return words >= MIN_TITLE_WORDS and parse_header_line(text, language) is None


def _repeats(other: str, key: str) -> bool:
    """The other line is this one, or the beginning of it."""
    return other == key or (len(other) >= MIN_SHARE * len(key) and key.startswith(other))


def _is_quoted(text: str) -> bool:
    return text[:1] in QUOTES or text[-1:] in QUOTES
