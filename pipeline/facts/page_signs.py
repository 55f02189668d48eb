"""What kind of page it is, as its metadata, its address and its length say: the same for all candidates of a fact."""

import re
from math import log1p

from pipeline.facts.choice import Row
from pipeline.facts.evidence import Evidence
from pipeline.facts.json_ld import types_of

MAX_NODES = 40
LONG_CHARS = 80
TYPES = {
    "article": re.compile(r"Article$|Report$"),
    "post": re.compile(r"^BlogPosting$|^SocialMediaPosting$"),
    "thread": re.compile(r"^DiscussionForumPosting$|^QAPage$|^Question$"),
    "product": re.compile(r"^(?:Product|ProductGroup|Offer|AggregateOffer|SoftwareApplication)$"),
    "list": re.compile(r"^(?:CollectionPage|ItemList|SearchResultsPage|OfferCatalog|Blog)$"),
    "page": re.compile(r"^(?:WebPage|AboutPage|FAQPage|ContactPage|ItemPage)$"),
    "organisation": re.compile(r"^(?:LocalBusiness|ProfessionalService|Service|Course|Restaurant|Hotel)$"),
    "recipe": re.compile(r"^(?:Recipe|HowTo)$"),
    "event": re.compile(r"Event$|^VideoObject$"),
}
OG_KINDS = ("article", "product", "website", "video", "profile")
STEPS = {
    "news": re.compile(
        r"^(?:news|noticias|nachrichten|actu|actualites|aktuelles|story|stories|press|presse|newsroom)$"
    ),
    "blog": re.compile(r"^(?:blogs?|posts?|articles?|artikel|insights?|resources|magazine|magazin|opinion|learn)$"),
    "shop": re.compile(r"^(?:products?|shop|store|collections?|category|categories|p|dp|item|itm|c|produkte?)$"),
    "docs": re.compile(r"^(?:docs?|documentation|manual|guides?|reference|api|wiki|help|support|kb|tutorials?)$"),
    "talk": re.compile(
        r"^(?:forums?|threads?|t|topic|questions?|viewtopic\.php|showthread\.php|community|r|discussion)$"
    ),
    "service": re.compile(r"^(?:services?|solutions|pricing|features|about|company|contact|careers|jobs|locations?)$"),
    "year": re.compile(r"^(?:19|20)\d\d$"),
}


def page_signs(evidence: Evidence) -> Row:
    """The columns."""
    document = evidence.document
    types = {name for node in evidence.linked.nodes[:MAX_NODES] for name in types_of(node)}
    row = {f"page is {kind}": float(any(map(words.search, types))) for kind, words in TYPES.items()}
    og_type = next((text.lower() for text in evidence.metas.get("og:type", ())), "")
    row |= {f"page og {kind}": float(kind in og_type) for kind in OG_KINDS}
    steps = [step.lower() for step in evidence.path.split("/") if step]
    row |= {f"page in {kind}": float(any(map(words.match, steps))) for kind, words in STEPS.items()}
    kinds = [hint.kind for hint in document.head.hints]
    long_lines = sum([len(block.text) >= LONG_CHARS for block in document.blocks])
    return row | {
        "page steps": float(len(steps)),
        "page slug": float(max((step.count("-") + step.count("_") for step in steps), default=0)),
        "page known address": float(bool(evidence.addresses)),
        "page blocks": log1p(len(document.blocks)),
        "page long lines": log1p(long_lines),
        "page long share": long_lines / max(len(document.blocks), 1),
        "page article": float(evidence.linked.article is not None),
        "page h1s": float(min(kinds.count("title"), 9)),
        "page author hints": float(min(kinds.count("author"), 9)),
        "page date hints": float(min(kinds.count("date"), 20)),
    }
