"""The site: its name, and where the page lives on it."""

import re

from pipeline.facts.compare import comparable
from pipeline.facts.evidence import Evidence, absolute
from pipeline.facts.json_ld import texts_of, types_of
from pipeline.facts.plain_text import plain_text, squashed
from pipeline.model import Fact

MAX_NAME = 60
NAME_METAS = (
    "og:site_name",
    "application-name",
    "al:ios:app_name",
    "twitter:app:name:iphone",
    "apple-mobile-web-app-title",
    "dc.publisher",
)
SITE_TYPES = frozenset(("WebSite",))
TITLE_PARTS = re.compile(r"\s+(?:[|\-–—·:»«›‹~•]|::)\s+|\s*[|｜]\s*")


def site_name(evidence: Evidence) -> Fact | None:
    """The name that the site gives itself, or the part of the title that is its domain."""
    if (found := evidence.meta(NAME_METAS[:1])) and len(found[0]) <= MAX_NAME:
        return Fact(value=found[0], via=found[1])
    for node in evidence.linked.nodes:
        if types_of(node) & SITE_TYPES and (name := _short(texts_of(node.get("name")))):
            return Fact(value=name, via="json-ld WebSite name")
    if evidence.linked.article and (
        name := _short(texts_of(_resolved(evidence.linked.article.get("publisher"), evidence)))
    ):
        return Fact(value=name, via="json-ld publisher")
    headlines = frozenset(squashed(hint.text) for hint in evidence.document.head.hints if hint.kind == "title")
    if name := part_like_domain(evidence.document.head.title, evidence.domain, headlines):
        return Fact(value=name, via="title suffix")
    if (found := evidence.meta(NAME_METAS[1:])) and len(found[0]) <= MAX_NAME:
        return Fact(value=found[0], via=found[1])
    return None


def site_beside(whole: str, title: Fact | None) -> Fact | None:
    """What stands behind the headline in the title tag, if that has two parts and the headline is shown."""
    parts = TITLE_PARTS.split(plain_text(whole))
    if title is None or title.where is None or len(parts) != 2 or comparable(parts[0]) != comparable(title.value):
        return None
    name = parts[1].strip()
    return Fact(value=name, via="title suffix") if 0 < len(name) <= MAX_NAME and name != parts[0] else None


def part_like_domain(title: str, domain: str, headlines: frozenset[str]) -> str:
    """The first or last part of a title, if it is what the domain is called after and no headline; else empty."""
    parts = TITLE_PARTS.split(plain_text(title))
    if len(parts) < 2 or not domain:
        return ""
    for part in (parts[-1], parts[0]):
        if is_like_domain(part, domain) and squashed(part) not in headlines:
            return part
    return ""


def is_like_domain(name: str, domain: str) -> bool:
    """`The New Times` and `newtimes`; `NT` and `newtimes` are not alike."""
    plain = squashed(
        re.sub(
            r"^(?:the|der|die|das|le|la|el)\s|\.(?:com|org|net|io|de|co\.uk)$", "", name.strip(), flags=re.IGNORECASE
        )
    )
    if len(plain) < 3 or not domain:
        return False
    initials = "".join(word[0] for word in comparable(name).split())
    return (
        plain == domain
        or (len(plain) >= 4 and (plain in domain or domain in plain) and len(plain) < 3 * len(domain))
        or initials == domain
    )


def canonical_url(evidence: Evidence) -> Fact | None:
    """The absolute URL that the page calls its own."""
    for rel, href in evidence.document.head.links:
        if rel == "canonical" and (url := absolute(href, evidence.base)):
            return Fact(value=url, via="link canonical")
    if (found := evidence.meta(("og:url", "twitter:url"))) and (url := absolute(found[0], evidence.base)):
        return Fact(value=url, via=found[1])
    return None


def image(evidence: Evidence) -> Fact | None:
    """The absolute URL of the page's picture."""
    for name in (
        "og:image:secure_url",
        "og:image",
        "og:image:url",
        "twitter:image",
        "twitter:image:src",
        "thumbnail",
        "image",
    ):
        for content in evidence.metas.get(name, ()):
            if url := absolute(content, evidence.base):
                return Fact(value=url, via=name)
    value = evidence.linked.article.get("image") if evidence.linked.article else None
    for item in value[:5] if isinstance(value, list) else [value]:
        source = item.get("url") or item.get("contentUrl") if isinstance(item, dict) else item
        if isinstance(source, str) and (url := absolute(source, evidence.base)):
            return Fact(value=url, via="json-ld image")
    for rel, href in evidence.document.head.links:
        if rel == "image_src" and (url := absolute(href, evidence.base)):
            return Fact(value=url, via="link image_src")
    return None


def _short(texts: tuple[str, ...]) -> str:
    return next((text for text in texts if len(text) <= MAX_NAME and "://" not in text), "")


def _resolved(value: object, evidence: Evidence) -> object:
    """The node that a bare @id points to; anything else as it is."""
    if isinstance(value, dict) and set(value) <= {"@id", "@type"} and isinstance(value.get("@id"), str):
        return evidence.linked.by_id.get(value["@id"], value)
    return value
