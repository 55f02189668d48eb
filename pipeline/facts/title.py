"""The title: the headline as a reader of the page sees it."""

from typing import NamedTuple

from pipeline.facts.choice import MAX_ALSO, Choice, Row
from pipeline.facts.compare import QUOTES
from pipeline.facts.evidence import Evidence
from pipeline.facts.title_candidates import is_headline, says_article, title_candidates
from pipeline.model import Fact

SHARE_OF_SEEN, SHARE_ON_ARTICLES = 0.5, 0.1
"""Of the likeliest text's probability, what a headline must have that readers see, to be preferred as the title.

Annotators often took a title from the metadata where the page shows another; readers would not.
"""


class Title(NamedTuple):
    fact: Fact | None
    at: int | None
    """The block where the headline stands: the title, or the likeliest other text of the page where it is not shown."""


def html_title(evidence: Evidence, site: str, signs: Row, choice: Choice) -> Title:
    """The likeliest of the texts that the page offers as its title."""
    candidates, rows, page = title_candidates(evidence, site, signs)
    ranked = choice.ranked(rows, page)
    if not ranked:
        return Title(None, None)
    likeliest = ranked[0][1]
    least = (SHARE_ON_ARTICLES if says_article(signs) else SHARE_OF_SEEN) * likeliest
    best = next((place for place, share in ranked if share >= least and is_headline(rows[place])), ranked[0][0])
    chosen = candidates[best]
    also = tuple(f"{candidates[place].text} ({candidates[place].via})" for place, _ in ranked if place != best)
    shown = [place for place, _ in ranked if candidates[place].where is not None]
    shown.sort(key=lambda place: rows[place]["is site"])
    at = candidates[shown[0]].where if shown else None
    fact = Fact(value=unquoted(chosen.text), via=chosen.via, where=chosen.where, also=also[:MAX_ALSO])
    return Title(fact, at)


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
