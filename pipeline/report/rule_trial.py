"""What a rule of the user's own would do to some pages: every hit, and what that comes to."""

from collections import Counter
from typing import Any

import msgspec
from rich.console import Console
from rich.text import Text

from pipeline.report.counted import counted
from pipeline.report.visible import visible
from pipeline.run.rule_hits import Effect, Tried
from pipeline.run.try_rule import TriedPage
from pipeline.write.lines import json_line
from pipeline.write.outputs import stdout

MOST = 0.5
"""Share of its words at which a page loses too much for a rule that is meant for boilerplate."""
LONG = 300
"""Characters of a hit of which the middle is not shown."""
EFFECTS: dict[Effect, tuple[str, str, str, str]] = {
    "goes": ("would go, kept today", "[-", "-]", "red"),
    "goes by another": ("would go by another of these rules", "[-", "-]", "dim"),
    "gone already": ("removed today as well", "[-", "-]", "dim"),
    "overruled": ("overruled", "[=", "=]", "yellow"),
    "comes back": ("would come back", "{+", "+}", "green"),
    "stays anyway": ("kept today as well", "[=", "=]", "dim"),
}


class Summary(msgspec.Struct, kw_only=True):
    """Counts over all pages."""

    pages: int = 0
    kept: int = 0
    rejected: int = 0
    failed: int = 0
    pages_hit: int = 0
    hits: int = 0
    effects: Counter[str] = msgspec.field(default_factory=Counter)
    today: Counter[str] = msgspec.field(default_factory=Counter)
    """Rules that remove hits today → how many of those that are gone already."""
    words: int = 0
    """Of all records today."""
    words_gone: int = 0
    words_back: int = 0
    emptied: list[str] = []
    """Pages that would lose most of their words."""

    def add(self, page: TriedPage) -> None:
        """Takes a page in."""
        self.pages += 1
        setattr(self, page.outcome, getattr(self, page.outcome) + 1)
        self.pages_hit += bool(page.hits)
        self.hits += len(page.hits)
        self.words += page.words
        self.words_gone += page.words_gone
        self.words_back += page.words_back
        if loses_most(page):
            self.emptied.append(page.source)
        for hit in page.hits:
            self.effects[hit.effect] += 1
            if hit.effect == "gone already":
                self.today.update(hit.today)


def loses_most(page: TriedPage) -> bool:
    """True if little of its record would be left."""
    return page.words > 0 and page.words_left < (1 - MOST) * page.words


class TrialPrinter:
    """Prints the hits as they are found. Signs tell what colours show."""

    def __init__(self) -> None:
        self.console = Console(highlight=False)
        self.summary = Summary()

    def page(self, page: TriedPage) -> None:
        """The hits on a page."""
        self.summary.add(page)
        if page.outcome != "kept":
            self._line(f"{page.source}: {page.outcome}: {page.reason}: {page.why}", "dim")
        elif page.hits:
            self._line(page.source, "bold")
        for hit in page.hits:
            self.console.print(_shown(hit), soft_wrap=True)
            self._line(f"    {_said(hit)}", "dim")
        if loses_most(page):
            self._line(f"  warning: of {counted(page.words, 'word')}, {page.words_left:,} would be left", "yellow")

    def end(self) -> None:
        """What it all comes to."""
        total = self.summary
        ends = [f"{getattr(total, key):,} {key}" for key in ("rejected", "failed") if getattr(total, key)]
        self._line(f"\n{counted(total.pages, 'page')} looked at{''.join(f', {end}' for end in ends)}")
        self._line(f"{counted(total.hits, 'hit')} on {counted(total.pages_hit, 'page')}", "bold")
        for effect, (words, *_) in EFFECTS.items():
            if count := total.effects[effect]:
                rules = ", ".join(f"{name} {times:,}" for name, times in total.today.most_common())
                self._line(f"  {count:,} {words}{f': {rules}' if effect == 'gone already' else ''}")
        self._line(f"{total.words_gone:,} of {counted(total.words, 'word')} of kept content would go")
        if total.words_back:
            self._line(f"{counted(total.words_back, 'word')} would come back")
        if total.emptied:
            few = ", ".join(total.emptied[:5]) + (", …" if len(total.emptied) > 5 else "")
            self._line(
                f"warning: {counted(len(total.emptied), 'page')} would lose most of their words: {few}", "yellow"
            )

    def _line(self, text: str, style: str = "") -> None:
        self.console.print(Text(visible(text), style=style), soft_wrap=True)


class TrialJson:
    """Writes a JSON object a line, told apart by `kind`: `hit`; `page`, where it has no record or loses most of its
    words; `totals` last."""

    def __init__(self) -> None:
        self.summary = Summary()

    def page(self, page: TriedPage) -> None:
        """The hits on a page."""
        self.summary.add(page)
        for hit in page.hits:
            _write("hit", source=page.source, **msgspec.to_builtins(hit))
        if page.outcome != "kept" or loses_most(page):
            _write("page", **{key: getattr(page, key) for key in page.__struct_fields__ if key != "hits"})

    def end(self) -> None:
        """What it all comes to."""
        values = msgspec.structs.asdict(self.summary)
        for key in ("effects", "today"):
            values[key] = [{"name": name, "hits": count} for name, count in sorted(values[key].items())]
        _write("totals", **values)


def _write(kind: str, **values: Any) -> None:
    stdout().write(json_line({"kind": kind, **values}))


def _shown(hit: Tried) -> Text:
    """The hit, marked, with the words around it."""
    _, opening, closing, style = EFFECTS[hit.effect]
    text = hit.text if len(hit.text) <= LONG else f"{hit.text[: LONG // 2]} … {hit.text[-LONG // 2 :]}"
    place = f"line {hit.line}" if hit.line else f"block {hit.block}"
    return Text.assemble(
        (f"  {place:10} ", "dim"), visible(_flat(hit.before)),
        (visible(f"{opening}{_flat(text)}{closing}"), style), visible(_flat(hit.after)),
    )  # fmt: skip


def _flat(text: str) -> str:
    return text.replace("\n", " ").replace("\t", " ")


def _said(hit: Tried) -> str:
    said = EFFECTS[hit.effect][0]
    if hit.words:
        said += f": {counted(hit.words, 'word')}"
    if hit.because:
        said += f": {hit.because}"
    if hit.today:
        said += f"; today by {', '.join(hit.today)}"
    return f"{said} ({hit.why})"
