"""The lines around the headline that say who wrote the page and when: what the byline and date rules share."""

from collections.abc import Sequence

from pipeline.facts.byline import HeaderLine, parse_header_line
from pipeline.model import Block, View
from pipeline.rules.once import once_a_view

NEAR = 3  # blocks from the title or from where a fact was read
MAX_CHARS = 200


@once_a_view
def header_lines(view: View) -> Sequence[tuple[Block, HeaderLine]]:
    """Each block that is a byline or date line and stands before the body or near the title."""
    facts = view.facts
    anchors = [fact.where for fact in (facts.title, facts.date_published, facts.date_modified, *facts.authors) if fact]
    near = {anchor + step for anchor in anchors if anchor is not None for step in range(-NEAR, NEAR + 1)}
    header = range(view.body.start)
    rest = sorted(index for index in near if view.body.start <= index < len(view.blocks))
    blocks = [view.blocks[index] for index in (*header, *rest)]
    language = facts.language.value if facts.language else None
    return [
        (block, line)
        for block in blocks
        if len(block.text) <= MAX_CHARS and (line := parse_header_line(block.text, language))
    ]
