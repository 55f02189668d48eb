"""The title: the headline as a reader of the page sees it."""

from typing import NamedTuple

from pipeline.facts.choice import Choice
from pipeline.facts.compare import QUOTES
from pipeline.facts.evidence import Evidence
from pipeline.facts.title_candidates import title_candidates
from pipeline.model import Fact


class Title(NamedTuple):
    fact: Fact | None
    at: int | None
    """The block where the headline stands: the title, or the likeliest other text of the page where it is not shown."""


def html_title(evidence: Evidence, site: str, choice: Choice) -> Title:
    """The likeliest of the texts that the page offers as its title."""
    candidates, rows = title_candidates(evidence, site)
    if not rows:
        return Title(None, None)
    probability = choice.probability(rows).tolist()
    ranked = sorted(range(len(rows)), key=lambda place: -probability[place])
    chosen = candidates[ranked[0]]
    at = next((where for place in ranked if (where := candidates[place].where) is not None), None)
    return Title(Fact(value=unquoted(chosen.text), via=chosen.via, where=chosen.where), at)


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
