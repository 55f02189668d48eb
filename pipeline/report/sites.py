"""What `winnow sites` found, in words."""

from pipeline.corpus.site_lines import MIN_PAGES
from pipeline.corpus.sites import Learned
from pipeline.report.ending import say


def print_learned(learned: Learned, out: str) -> None:
    """How much was looked at, and what came of it, on stderr."""
    found = f"{_of(learned.lines, 'line')} of {_of(learned.known, 'site')}"
    say(f"{out}: {found}, learned from {_of(learned.pages, 'page')}")
    without = learned.sites - learned.known
    if learned.pages and not learned.known:
        say(f"nothing was learned: no site has {MIN_PAGES} distinct pages that share lines")
    elif without:
        say(f"{_of(without, 'site')} without: fewer than {MIN_PAGES} distinct pages, or nothing that they share")


def _of(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
