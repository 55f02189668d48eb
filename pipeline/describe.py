"""Document → View: what is known about the page, and which of its blocks look like content."""

from msgspec import structs

from pipeline.content.body import read_body
from pipeline.content.weights import Model
from pipeline.facts.choice import FactModel
from pipeline.facts.describe import describe_facts
from pipeline.facts.relative_dates import fetch_warnings
from pipeline.model import Block, Document, Role, View
from pipeline.options import Options

LEVELS: dict[Role, int] = {"heading": 2, "list_item": 1}
"""Of an export's lines."""


def describe(document: Document, options: Options, model: Model | None = None, facts: FactModel | None = None) -> View:
    """All that rules may see. `model` and `facts` stand in for the shipped models of content and of facts."""
    body = read_body(document, options, model)
    return View(
        page=document.page,
        blocks=_with_roles(document.blocks, body.roles),
        elements=document.elements,
        head=document.head,
        facts=describe_facts(document, facts),
        body=body,
        selected=document.selected,
        patterns=options.remove,
        of_site=document.of_site,
        warnings=(
            *document.page.warnings,
            *document.warnings,
            *body.notes,
            *fetch_warnings(document.page.source.fetched_at),
        ),
    )


def _with_roles(blocks: tuple[Block, ...], roles: tuple[Role, ...]) -> tuple[Block, ...]:
    """The blocks with the roles that the content model tells, where it tells any."""
    if not roles:
        return blocks
    told = list(blocks)
    for place in range(len(told)):
        role = roles[place]
        if told[place].role != role:
            told[place] = structs.replace(told[place], role=role, level=LEVELS.get(role, 0))
    return tuple(told)
