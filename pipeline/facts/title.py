"""The title: the headline as a reader of the page sees it."""

import re
from typing import NamedTuple

from pipeline.facts.compare import QUOTES, comparable
from pipeline.facts.evidence import TITLE_METAS, Evidence, is_aside
from pipeline.facts.json_ld import texts_of
from pipeline.facts.plain_text import plain_text, squashed
from pipeline.facts.site import is_like_domain
from pipeline.model import Fact

MAX_TITLE = 500
CUT = re.compile(r"\s+(?:[|\-–—·»«›‹~•/]|::|\|\|)\s+|\s*[|｜]\s*|\s*::\s*")
FIRST_H1S = 12
SEARCHED_LINES = 150


class Headline(NamedTuple):
    """A visible candidate."""

    text: str
    where: int
    via: str


def html_title(evidence: Evidence, site: str) -> Fact | None:
    """The visible headline that agrees with what the page calls itself, else what it calls itself."""
    declared = _declared(evidence, site)
    headlines = _headlines(evidence, site)
    ranked = [(max((_agreement(line.text, text) for text, _ in declared), default=0.0), line) for line in headlines]
    best = max(ranked, key=lambda pair: pair[0], default=None)
    if best and best[0] >= 0.5:
        return Fact(value=unquoted(best[1].text), via=best[1].via, where=best[1].where)
    if len({comparable(line.text) for line in headlines}) == 1 and len(headlines[0].text.split()) > 1:
        return Fact(value=unquoted(headlines[0].text), via=headlines[0].via, where=headlines[0].where)
    if declared:
        return _seen(evidence, declared) or Fact(value=unquoted(declared[0][0]), via=declared[0][1])
    if headlines:
        return Fact(value=unquoted(headlines[0].text), via=headlines[0].via, where=headlines[0].where)
    return None


def _seen(evidence: Evidence, declared: list[tuple[str, str]]) -> Fact | None:
    """The first declared title that stands on the page as a line of its own, headings before other lines."""
    wanted = {comparable(text): via for text, via in reversed(declared)}
    blocks = [block for block in evidence.document.blocks if len(block.text) <= MAX_TITLE and not block.hidden]
    for block in [
        *(b for b in blocks if b.role == "heading"),
        *(b for b in blocks[:SEARCHED_LINES] if b.role == "paragraph"),
    ]:
        if (via := wanted.get(comparable(block.text))) and not is_aside(block.index, evidence.document):
            return Fact(value=unquoted(plain_text(block.text)), via=f"{via}, shown", where=block.index)
    return None


def without_site(title: str, site: str, domain: str = "") -> str:
    """The title without the site's name before or after it."""
    parts = CUT.split(title)
    marks = CUT.findall(title)
    while len(parts) > 1 and _is_site(parts[-1], site, domain):
        parts.pop()
        marks.pop()
    while len(parts) > 1 and _is_site(parts[0], site, domain):
        parts.pop(0)
        marks.pop(0)
    joined = parts[0] + "".join(mark + part for mark, part in zip(marks, parts[1:], strict=True))
    return joined.strip() or title


def unquoted(title: str) -> str:
    """The title without one pair of quotation marks around all of it."""
    inner = title[1:-1]
    if (
        len(title) > 2
        and title[0] in QUOTES
        and title[-1] in QUOTES
        and not any(char in QUOTES[:1] + QUOTES[2:11] for char in inner)
    ):
        return inner.strip()
    return title


def _is_site(part: str, site: str, domain: str) -> bool:
    name, known = squashed(part), squashed(site)
    if not name:
        return True
    return (
        name == known
        or (len(known) >= 4 and name.startswith(known) and len(name) < 2 * len(known))
        # A domain may be a word of the headline; only what is little more than the domain is the site.
        or (is_like_domain(part, domain) and len(name) <= 2 * len(domain))
    )


def _declared(evidence: Evidence, site: str) -> list[tuple[str, str]]:
    """What the page calls itself, freed of the site's name, each with where it says so."""
    found: list[tuple[str, str]] = []
    article = evidence.linked.article
    if article:
        found += [(text, "json-ld headline") for text in texts_of(article.get("headline"))[:1]]
    found += [(text, name) for name in TITLE_METAS for text in evidence.metas.get(name, ())[:1]]
    if article and not found:
        found += [(text, "json-ld name") for text in texts_of(article.get("name"))[:1]]
    found.append((plain_text(evidence.document.head.title), "title"))
    cut = ((without_site(text, site, evidence.domain), via) for text, via in found if text)
    return [(text, via) for text, via in cut if len(text) <= MAX_TITLE and squashed(text) != squashed(site)]


def _headlines(evidence: Evidence, site: str) -> list[Headline]:
    """The visible first-level headings that are not the site's name."""
    found: list[Headline] = []
    blocks = evidence.document.blocks
    for hint in [hint for hint in evidence.document.head.hints if hint.kind == "title"][:FIRST_H1S]:
        text, where = plain_text(hint.text, MAX_TITLE), hint.block
        for block in blocks[where : where + 2]:
            # The hint's text is joined from nodes with spaces; the block's is spaced as a browser would.
            if squashed(block.text) == squashed(text):
                text, where = plain_text(block.text), block.index
                break
        if text and squashed(text) != squashed(site) and not is_aside(where, evidence.document):
            found.append(Headline(text, where, hint.via))
    return found


def _agreement(line: str, title: str) -> float:
    """0 to 1: how far a heading says what the page calls itself."""
    a, b = comparable(line), comparable(title)
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    if any(comparable(part) == a for part in CUT.split(title)):
        return 0.95
    words, other = set(a.split()), set(b.split())
    shared = len(words & other)
    if b.startswith(a) or a.startswith(b):
        return 0.6 + 0.3 * min(len(a), len(b)) / max(len(a), len(b))
    return 0.9 * 2 * shared / (len(words) + len(other)) if shared > 1 else 0.0
