"""Document → Facts: each fact from the best evidence that there is, or none."""

from pipeline.facts.authors import html_authors
from pipeline.facts.choice import FactModel, shipped_facts
from pipeline.facts.evidence import gather, near_title
from pipeline.facts.export_header import export_facts
from pipeline.facts.language import language
from pipeline.facts.page_kind import page_kind
from pipeline.facts.page_signs import page_signs
from pipeline.facts.published import page_dates
from pipeline.facts.site import canonical_url, image, site_beside, site_name
from pipeline.facts.title import html_title
from pipeline.facts.topics import description, section, tags
from pipeline.model import Document, Facts


def describe_facts(document: Document, model: FactModel | None = None) -> Facts:
    """What is known about the page, each fact with how it is known; never raises, whatever the page holds.

    `model` stands in for the shipped one.
    """
    model = model or shipped_facts(document.page.kind)
    if document.page.kind == "text":
        return export_facts(document, model)
    evidence = gather(document)
    signs = page_signs(evidence)
    site = site_name(evidence)
    name = site.value if site else ""
    title = html_title(evidence, name, signs, model["title"])
    spoken = language(evidence)
    code = spoken.value if spoken else None
    near = near_title(document, title.at)
    kind = page_kind(document, signs, model["kind"])
    dates = page_dates(evidence, code, title.at, near, signs, kind, model["date"])
    return Facts(
        title=title.fact,
        authors=html_authors(evidence, name, code, title.at, near),
        date_published=dates.published,
        date_modified=dates.modified,
        site_name=site or site_beside(document.head.title, title.fact),
        section=section(evidence),
        language=spoken,
        description=description(evidence),
        image=image(evidence),
        canonical_url=canonical_url(evidence),
        tags=tags(evidence),
        kind=kind,
    )
