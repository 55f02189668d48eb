"""A comparison of two outputs for a terminal. Signs tell what colours show: [-gone-]{+new+}."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.report.counted import counted
from pipeline.report.made_by import Setting
from pipeline.report.output_diff import GONE, OnlyIn, Side, Totals
from pipeline.report.page_diff import CAUSES, FactDiff, PageDiff, RuleDiff, Shown
from pipeline.report.visible import visible
from pipeline.report.word_diff import Change, Hunk, Words

SIGNS: dict[Change, tuple[str, str, str]] = {
    "same": ("", "", ""),
    "removed": ("[-", "-]", "red"),
    "added": ("{+", "+}", "green"),
}
WORDS_BESIDE: dict[Change, int] = {"same": 12, "removed": 150, "added": 150}
"""Of a long piece, so many words at either end are shown."""
OTHER: dict[Side, str] = {"a": "B", "b": "A"}


def shortened(words: Words) -> Words:
    """Without the middle of what is long."""
    ends = WORDS_BESIDE[words.change]
    parts = words.text.split()
    if len(parts) <= 2 * ends + 1:
        return words
    head, tail = words.text.split(maxsplit=ends), words.text.rsplit(maxsplit=ends)
    start, end = len(words.text) - len(head[-1]), len(tail[0])
    left_out = f" … {len(parts) - 2 * ends:,} words … "
    return Words(change=words.change, text=words.text[:start].rstrip() + left_out + words.text[end:].lstrip())


def became(only: OnlyIn) -> str:
    """What the other side says of a page that it has no record of."""
    if only.outcome == GONE[0]:
        return f"not among the pages of {OTHER[only.side]}"
    return f"{only.outcome} in {OTHER[only.side]}: {only.reason}: {only.why}"


def words_of(value: Shown) -> str:
    """The value of a key, for people."""
    if value is None:
        return "none"
    return value if isinstance(value, str) else " · ".join(value) or "none"


def rule_words(one: RuleDiff) -> str:
    """What a rule removed on one side only."""
    sides = [(one.only_a, one.chars_a, "A"), (one.only_b, one.chars_b, "B")]
    counts = " and ".join(
        f"{count:,} ({counted(chars, 'character')}) only in {side}" for count, chars, side in sides if count
    )
    return f"removed {counts}: {one.why}"


def place_of(hunk: Hunk) -> str:
    """Which blocks these are, in both records."""
    sides = (("A", hunk.a_start, hunk.a_roles), ("B", hunk.b_start, hunk.b_roles))
    return ", ".join(f"{side} {_blocks(start, roles)}" for side, start, roles in sides if roles)


def _blocks(start: int, roles: Sequence[str]) -> str:
    if len(roles) == 1:
        return f"block {start} ({roles[0]})"
    return f"blocks {start}–{start + len(roles) - 1} ({', '.join(dict.fromkeys(roles))})"


class DiffPrinter:
    """Prints what differs as it is found, and of each kind no more than so many; None: all."""

    def __init__(self, limit: int | None) -> None:
        self.console = Console(highlight=False)
        self.limit = limit
        self.counts = {"a": 0, "b": 0, "changed": 0}

    def head(self, a: str, b: str, settings: Iterable[Setting]) -> None:
        """Which outputs these are, and what made them differently."""
        self._line(f"A  {a}", "bold")
        self._line(f"B  {b}", "bold")
        for setting in settings:
            self._line(f"{setting.name}: {setting.a!r} in A, {setting.b!r} in B")

    def only(self, only: OnlyIn) -> None:
        """A page that one side lacks."""
        if self._is_shown(only.side):
            self._line(f"\nonly in {only.side.upper()}: {only.source}", "bold")
            self._line(f"  {became(only)}")

    def changed(self, found: PageDiff) -> None:
        """A record that differs."""
        if not self._is_shown("changed"):
            return
        self._line(f"\n{found.b.record.source}: {', '.join(found.keys)}", "bold")
        for cause in found.causes:
            self._line(f"  cause: {CAUSES[cause]}", "yellow")
        for one in found.rules:
            self._line(f"  {one.rule} {one.name} {rule_words(one)}", "yellow")
        for fact in found.facts:
            self._print(_fact(fact))
        for hunk in found.hunks():
            self._line(f"  {place_of(hunk)}", "dim")
            self._print(_hunk(hunk))

    def totals(self, totals: Totals) -> None:
        """The counts over all pages, and what was not shown."""
        for line in total_lines(totals):
            self._line(line)
        if totals.rules:
            self.console.print(_rules_table(totals))
        counts = {"a": totals.only_a, "b": totals.only_b, "changed": totals.changed}
        left = sum(count - self.counts[key] for key, count in counts.items())
        if left:
            self._line(f"{left:,} more not shown: --all, or the ids or sources of the pages to show")

    def _is_shown(self, kind: str) -> bool:
        if self.limit is not None and self.counts[kind] >= self.limit:
            return False
        self.counts[kind] += 1
        return True

    def _line(self, text: str, style: str = "") -> None:
        self._print(Text(visible(text), style=style))

    def _print(self, text: Text) -> None:
        self.console.print(text, soft_wrap=True)


def total_lines(totals: Totals) -> Iterator[str]:
    """The counts, for people."""
    yield ""
    yield f"{counted(totals.records_a, 'record')} in A, {totals.records_b:,} in B"
    yield f"{totals.same:,} the same, {totals.changed:,} changed"
    yield f"{totals.only_a:,} only in A, {totals.only_b:,} only in B"
    for (side, outcome, reason), count in sorted(totals.others.items()):
        what = "absent from" if outcome == GONE[0] else f"{outcome} ({reason}) in"
        yield f"  only in {side.upper()}, {what} {OTHER[side]}: {count:,}"
    if totals.keys:
        yield "changed: " + ", ".join(f"{key} {count:,}" for key, count in totals.keys.most_common())
    for cause, said in CAUSES.items():
        if totals.causes[cause]:
            yield f"  text, {counted(totals.causes[cause], 'time')}: {said}"


def _fact(fact: FactDiff) -> Text:
    text = Text(f"  {fact.key}: ")
    for change, value in (("removed", fact.a), ("added", fact.b)):
        opening, closing, style = SIGNS["removed" if change == "removed" else "added"]
        text.append(f"{opening}{visible(words_of(value))}{closing}", style)
    return text


def _hunk(hunk: Hunk) -> Text:
    text = Text()
    if hunk.before:
        text.append(f"…{visible(hunk.before)}\n", "dim")
    for words in map(shortened, hunk.words):
        opening, closing, style = SIGNS[words.change]
        text.append(f"{opening}{visible(words.text)}{closing}", style)
    if hunk.after:
        text.append(f"\n{visible(hunk.after)}…", "dim")
    return Text("\n").join(Text("    ") + line for line in text.split("\n"))


def _rules_table(totals: Totals) -> Table:
    table = Table("code", "removed only on one side", box=None, pad_edge=False, header_style="bold")
    for column in ("records", "only in A", "characters", "only in B", "characters"):
        table.add_column(column, justify="right")
    for _, one in sorted(totals.rules.items()):
        amounts = (one.records, one.only_a, one.chars_a, one.only_b, one.chars_b)
        table.add_row(visible(one.rule), visible(one.name), *(f"{amount:,}" for amount in amounts))
    return table
