"""What the page is about: description, section, tags."""

import re

from pipeline.facts.evidence import Evidence, meta_via
from pipeline.facts.json_ld import texts_of
from pipeline.facts.plain_text import plain_text
from pipeline.model import Fact

MAX_DESCRIPTION = 2000
MAX_TAG = 60
MAX_TAGS = 50
LISTED = re.compile(r"\s*[,;，、|]\s*")


def description(evidence: Evidence) -> Fact | None:
    """The summary that the page gives of itself."""
    for name in ("og:description", "description", "twitter:description", "dc.description", "dcterms.description"):
        for content in evidence.metas.get(name, ()):
            if len(content) <= MAX_DESCRIPTION:
                return Fact(value=content, via=meta_via(name))
    for text in _article(evidence, "description"):
        if len(text) <= MAX_DESCRIPTION:
            return Fact(value=text, via="json-ld description")
    return None


def section(evidence: Evidence) -> Fact | None:
    """The part of the site that the page is filed under."""
    for name in ("article:section", "parsely-section", "sailthru.section", "section", "og:section"):
        for content in evidence.metas.get(name, ()):
            if len(content) <= MAX_TAG and "://" not in content:
                return Fact(value=content, via=name)
    for text in _article(evidence, "articleSection"):
        if len(text) <= MAX_TAG and "://" not in text:
            return Fact(value=text, via="json-ld articleSection")
    for hint in evidence.document.head.hints:
        if hint.kind == "section" and (text := plain_text(hint.text, MAX_TAG)):
            return Fact(value=text, via=hint.via, where=hint.block)
    return None


def tags(evidence: Evidence) -> tuple[Fact, ...]:
    """The page's tags, each once, in the order of the first source that has any."""
    hints = [hint for hint in evidence.document.head.hints if hint.kind == "tag"]
    sources: list[list[Fact]] = [
        [
            Fact(value=text, via=name)
            for name in ("article:tag", "og:article:tag", "parsely-tags")
            for text in evidence.metas.get(name, ())
        ],
        [Fact(value=text, via="json-ld keywords") for text in _article(evidence, "keywords")],
        [Fact(value=plain_text(hint.text), via=hint.via, where=hint.block) for hint in hints],
        [
            Fact(value=text, via=f"meta {name}")
            for name in ("news_keywords", "keywords")
            for text in evidence.metas.get(name, ())
        ],
    ]
    found: dict[str, Fact] = {}
    for facts in sources[:3] if any(sources[:3]) else sources[3:]:
        for fact in facts:
            # A tag with a comma is one tag where tags are given one by one.
            whole = len(facts) > 1 and not fact.via.startswith("meta ")
            for text in [fact.value] if whole else LISTED.split(fact.value):
                if 0 < len(text) <= MAX_TAG and "://" not in text:
                    found.setdefault(text.casefold(), Fact(value=text, via=fact.via, where=fact.where))
    return tuple(found.values())[:MAX_TAGS]


def _article(evidence: Evidence, key: str) -> tuple[str, ...]:
    return texts_of(evidence.linked.article.get(key)) if evidence.linked.article else ()
