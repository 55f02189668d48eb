"""A few lines about the author after the article: "About the author", "Jane Doe is a freelance writer in …".

They are the site's, not the page's. It must not fire on a profile, where such lines are the article: only after the
body, and only about an author that the page names.
"""

import re
from collections.abc import Iterator

from pipeline.model import View
from pipeline.rule import Hit, LayoutRule

MAX_CHARS = 600
TAIL_BLOCKS = 12
# "is a writer", "ist freie Journalistin", "est journaliste"…: a name, a form of "to be" or "writes", a description.
IS = re.compile(
    r"^(?:,? (?:is|was|has been|writes|covers|works|lives|joined)|(?: ist| schreibt| arbeitet| lebt)|(?: est| écrit| travaille| vit)"
    r"|(?: es| escribe| trabaja| vive)|(?: é| escreve| trabalha)|(?: è| scrive| lavora| vive)|(?: is| schrijft| werkt)"
    r"|(?: jest| pisze| pracuje)|(?: —| –| -) )",
    re.IGNORECASE,
)


def find(view: View) -> Iterator[Hit]:
    """Each of the last blocks that opens with an author's name and says what the author is."""
    names = [fact.value for fact in view.facts.authors]
    middle = (view.body.start + view.body.end) // 2
    for block in view.blocks[max(view.body.start, view.body.end - TAIL_BLOCKS, middle + 1) :] if names else ():
        if len(block.text) > MAX_CHARS or block.role in ("code", "table_row"):
            continue
        for name in names:
            rest = block.text.removeprefix("About ").removeprefix(name)
            if rest != block.text and (not rest or IS.match(rest)):
                yield Hit(block=block.index, why=f"about the author {name}")
                break


RULE = LayoutRule(code="L010", name="author-box", find=find)
