"""A comparison of two outputs, as an HTML file."""

from collections.abc import Iterable
from pathlib import Path

from pipeline.report.diff_text import became, place_of, rule_words, shortened, total_lines, words_of
from pipeline.report.html_page import html_page, write_html
from pipeline.report.made_by import Setting
from pipeline.report.output_diff import OnlyIn, Totals
from pipeline.report.page_diff import CAUSES, PageDiff


class DiffView:
    """Collects what is to be shown, of each kind no more than so many; None: all."""

    def __init__(self, limit: int | None) -> None:
        self.limit = limit
        self.onlies: dict[str, list[OnlyIn]] = {"a": [], "b": []}
        self.pages: list[PageDiff] = []

    def head(self, a: str, b: str, settings: Iterable[Setting]) -> None:
        """Which outputs these are, and what made them differently."""
        self.a, self.b, self.settings = a, b, list(settings)

    def only(self, only: OnlyIn) -> None:
        """A page that one side lacks."""
        if self.limit is None or len(self.onlies[only.side]) < self.limit:
            self.onlies[only.side].append(only)

    def changed(self, found: PageDiff) -> None:
        """A record that differs."""
        if self.limit is None or len(self.pages) < self.limit:
            self.pages.append(found)

    def totals(self, totals: Totals) -> None:
        """The counts over all pages."""
        shown = len(self.pages) + sum(map(len, self.onlies.values()))
        self.text = html_page(
            "diff",
            title="Two outputs compared",
            a=self.a,
            b=self.b,
            settings=self.settings,
            totals=totals,
            total_lines=[line for line in total_lines(totals) if line],
            onlies=self.onlies,
            pages=self.pages,
            left=totals.changed + totals.only_a + totals.only_b - shown,
            causes=CAUSES,
            became=became,
            place_of=place_of,
            rule_words=rule_words,
            shortened=shortened,
            words_of=words_of,
        )

    def write(self, path: Path) -> None:
        """Writes the file, whole or not at all. Raises OutputError if it cannot be written."""
        write_html(self.text, path)
