"""What the title of a plain-text export may be: short lines at its top and above its body, and what speaks for each."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.facts.byline import parse_header_line
from pipeline.facts.choice import Row
from pipeline.facts.compare import QUOTES, comparable
from pipeline.facts.plain_text import one_line, squashed
from pipeline.facts.title_candidates import CUT, MAX_TITLE, without_site
from pipeline.model import Block
from pipeline.segment.shape import ends_sentence, is_long_line, words_in

MENU = re.compile(
    r"(?:home|menu|search|about(?: us)?|contact(?: us)?|log ?in|sign (?:in|up)|subscribe|skip to .*|share.*"
    r"|toggle .*|read more|newsletter|advertisement|cookie.*"
    r"|start(?:seite)?|suche|kontakt|anmelden|accueil|rechercher|inicio|buscar|contacto|главная|поиск|首页|ホーム"
    r"|all rights reserved.*|.*©.*)",
    re.IGNORECASE,
)
DOMAIN = re.compile(
    r"(?:https?://)?(?:www\.)?([A-Za-z0-9][A-Za-z0-9-]{1,60}(?:\.[A-Za-z0-9-]{2,30}){0,2}\.[A-Za-z]{2,12})/?"
)
NO_TITLE = ("list_item", "code", "table_row")
"""Roles of lines that are never a title."""
FIRST_LINES, BEFORE_BODY, AFTER_BODY = 4, 40, 4
"""Where a title stands: among the first lines, or around the first line of the body."""
MIN_WORDS, MAX_WORDS = 2, 30
AHEAD, BODY_SHARE, BODY_WORDS = 12, 0.12, 120
"""The body begins where so many lines hold such a share of the words of all long lines, or so many of them."""
BODY_LINES = 40
MIN_SHARE = 0.5
"""Of a title, that a truncated copy must hold (see `title_matches`)."""
NEAR_HEADER, HEADERS_BEFORE = 6, 20
NOWHERE = 99.0


class LineCandidate(NamedTuple):
    text: str
    where: int
    nearest: int
    """The copy that stands nearest to the body."""
    lines: int
    """Those that are the same."""
    repeats: bool
    """Other lines are the same, or its beginning."""


class TitleLines(NamedTuple):
    candidates: list[LineCandidate]
    rows: list[Row]
    """The columns of each."""
    page: Row
    """Columns that they share."""


def body_at(lines: Sequence[Block]) -> int:
    """Where the running text begins: past the menus, and past a sentence or two among them."""
    words = [words_in(line.text) if is_long_line(line.text) else 0 for line in lines]
    total = sum(words)
    for place, count in enumerate(words):
        if count and sum(words[place : place + AHEAD]) >= min(BODY_SHARE * total, BODY_WORDS):
            return place
    return min(len(lines), FIRST_LINES)


def title_lines(lines: Sequence[Block], body: int, site: str, language: str | None) -> TitleLines:
    """The distinct texts, with what speaks for each; `body` is where the running text begins."""
    found: dict[str, list[tuple[str, Block]]] = {}
    for line, text in _offers(lines, body, site):
        if key := comparable(text):
            found.setdefault(key, []).append((text, line))
    page = _Page(lines, body, found, language)
    return TitleLines(
        candidates=[_candidate(own, body, page.copies(key)) for key, own in found.items()],
        rows=[page.row(key, own) for key, own in found.items()],
        page={
            "page lines": float(len(lines)),
            "page body": float(body),
            "page candidates": float(len(found)),
            "page repeats": float(max((page.copies(key) for key in found), default=0)),
        },
    )


def _offers(lines: Sequence[Block], body: int, site: str) -> Iterator[tuple[Block, str]]:
    """The lines that may be a title, without the site's name, and the parts of the first ones."""
    name, domain = squashed(site), squashed(site.split(".")[0])
    places = sorted({*range(min(FIRST_LINES, len(lines))), *range(max(0, body - BEFORE_BODY), body + AFTER_BODY)})
    for place in places:
        if place >= len(lines) or lines[place].role in NO_TITLE:
            continue
        line = lines[place]
        whole = one_line(line.text, MAX_TITLE)
        text = without_site(whole, site, domain)
        if _may_be_title(text, name):
            yield line, text
        if place < FIRST_LINES:
            for part in CUT.split(text)[:2] if CUT.search(text) else ():
                if _may_be_title(part, name):
                    yield line, part


def _may_be_title(text: str, site: str) -> bool:
    if not text or not MIN_WORDS <= words_in(text) <= MAX_WORDS or squashed(text) == site:
        return False
    return not (MENU.fullmatch(text) or "://" in text or DOMAIN.fullmatch(text)) and any(map(str.isalpha, text))


def _candidate(own: Sequence[tuple[str, Block]], body: int, copies: int) -> LineCandidate:
    """The first copy that is neither quoted nor in capitals, else one that is."""
    clean = [pair for pair in own if not _is_quoted(pair[0])]
    text, line = min(clean or own, key=lambda pair: pair[0].isupper())
    nearest = min((line.index for _, line in own), key=lambda place: abs(body - place))
    same = len({line.index for _, line in own})
    return LineCandidate(text if clean else text.strip(QUOTES), line.index, nearest, same, copies > 1)


def _is_quoted(text: str) -> bool:
    return text[:1] in QUOTES or text[-1:] in QUOTES


class _Page:
    """What candidates are compared with."""

    def __init__(
        self,
        lines: Sequence[Block],
        body: int,
        found: dict[str, list[tuple[str, Block]]],
        language: str | None,
    ) -> None:
        self._lines, self._body = lines, body
        self._keys = {key: len({line.index for _, line in own}) for key, own in found.items()}
        self._all = "\n".join(self._keys)
        self._lengths = sorted(map(len, self._keys))
        self._alike: dict[str, list[str]] = defaultdict(list)
        """Keys by their first word: only such may begin each other."""
        for key in self._keys:
            self._alike[key.split(" ", 1)[0]].append(key)
        self._copies = {key: self._count_copies(key) for key in self._keys}
        self._first = comparable(lines[0].text) if lines else ""
        self._below = {line.text.lower() for line in lines[body + AFTER_BODY :]}
        self._words = set(" ".join([comparable(line.text) for line in lines[body : body + BODY_LINES]]).split())
        around = range(max(0, body - HEADERS_BEFORE), min(len(lines), body + AFTER_BODY + NEAR_HEADER))
        self._headers = [
            place
            for place in around
            if len(lines[place].text) <= 200 and parse_header_line(lines[place].text, language) is not None
        ]

    def copies(self, key: str) -> int:
        """Lines that are the text, or its beginning."""
        return self._copies[key]

    def _count_copies(self, key: str) -> int:
        least = MIN_SHARE * len(key)
        alike = self._alike[key.split(" ", 1)[0]]
        return sum([self._keys[other] for other in alike if len(other) >= least and key.startswith(other)])

    def row(self, key: str, own: Sequence[tuple[str, Block]]) -> Row:
        """The columns of a candidate."""
        places = [line.index for _, line in own]
        near = min(places, key=lambda place: abs(self._body - place))
        text, line = own[0][0], self._lines[near]
        words = key.split()
        return {
            "lines": float(len(places)),
            "copies": float(self.copies(key)),
            "begins others": float(sum([other.startswith(key) for other in self._alike[words[0]]]) - 1),
            "in others": float(self._all.count(key) - 1),
            "again below": float(text.lower() in self._below),
            "first": float(places[0]),
            "to body": float(self._body - near),
            "after body": float(near > self._body),
            "to header": float(min((at - near for at in self._headers if at > near), default=NOWHERE)),
            "since header": float(min((near - at for at in self._headers if at < near), default=NOWHERE)),
            "is header": float(near in self._headers),
            "heading": float(line.role == "heading"),
            "words": float(words_in(text)),
            "chars": float(len(text)),
            "upper": float(text.isupper()),
            "capitals": sum(word[:1].isupper() for word in text.split()) / max(len(text.split()), 1),
            "starts low": float(text[:1].islower()),
            "quoted": float(_is_quoted(text)),
            "stop": float(text[-1:] in ".!。" or text[-1:] in ":："),
            "sentence": float(ends_sentence(text)),
            "question": float(text[-1:] in "?？"),
            "digits": sum(map(str.isdigit, text)) / len(text),
            "parts": float(len(CUT.findall(text))),
            "in first": float(key in self._first),
            "words in body": len(self._words.intersection(words)) / max(len(words), 1),
            "before": float(len(self._lines[near - 1].text)) if near else -1.0,
            "next": float(len(self._lines[near + 1].text)) if near + 1 < len(self._lines) else -1.0,
            "blank before": float(line.line - self._lines[near - 1].line) if near else 0.0,
            "longer ones": float(len(self._lengths) - bisect_right(self._lengths, len(key))),
        }
