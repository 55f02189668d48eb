"""What changed between two records of the same page, and what changed it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from pipeline.errors import WinnowError
from pipeline.model import Removal, Value
from pipeline.record import Record, RecordBlock
from pipeline.report.word_diff import Hunk, hunks
from pipeline.run.dataset import Page
from pipeline.undo import restore

Cause = Literal["rules", "page", "encoding", "segmentation", "repair", "unknown"]
CAUSES: dict[Cause, str] = {
    "rules": "the rules removed other text",
    "page": "the page is another: its bytes differ",
    "encoding": "the page was decoded otherwise",
    "segmentation": "the page was cut into blocks otherwise; no rule did that",
    "repair": "the text was read or repaired otherwise; no rule did that",
    "unknown": "what was removed is not on file in both, or not whole: the cause cannot be told",
}
# What made a record is no part of it; stats follow from the text, but for the confidence, which every model estimates
# a little otherwise.
NOT_COMPARED = ("schema_version", "id", "source", "stats", "provenance")
KEYS = tuple(key for key in Record.__struct_fields__ if key not in NOT_COMPARED)
LONG = ("text", "blocks", "links")
"""Keys whose values are not told beside their names."""

Shown = str | tuple[str, ...] | None


class FactDiff(Value, frozen=True, kw_only=True):
    """A key whose value changed."""

    key: str
    a: Shown
    b: Shown


class RuleDiff(Value, frozen=True, kw_only=True):
    """What one rule removed on one side only."""

    rule: str
    name: str
    only_a: int
    only_b: int
    chars_a: int
    chars_b: int
    why: str
    """The evidence of the first of them."""


class PageDiff(Value, frozen=True, kw_only=True):
    """A page whose records differ."""

    a: Page
    b: Page
    keys: tuple[str, ...]
    """What changed: keys of the record, and `removals`."""
    causes: tuple[Cause, ...]
    """Of another text; empty where that is the same."""
    facts: tuple[FactDiff, ...]
    rules: tuple[RuleDiff, ...]

    def hunks(self) -> Iterator[Hunk]:
        """The blocks that changed, word by word."""
        return hunks(self.a.record.blocks, self.b.record.blocks)


def page_diff(a: Page, b: Page) -> PageDiff | None:
    """What changed; None if nothing did."""
    keys = [key for key in KEYS if getattr(a.record, key) != getattr(b.record, key)]
    if "text" in keys:
        keys.remove("blocks")
    whole_a, whole_b = _whole(a), _whole(b)
    is_known = whole_a is not None and whole_b is not None
    rules = tuple(_rule_diffs(a.removals, b.removals, by_place=whole_a == whole_b)) if is_known else ()
    if rules:
        keys.append("removals")
    if not keys:
        return None
    is_text_other = "text" in keys or "blocks" in keys
    return PageDiff(
        a=a,
        b=b,
        keys=tuple(keys),
        causes=tuple(_causes(a.record, b.record, whole_a, whole_b, rules)) if is_text_other else (),
        facts=tuple(_fact(key, a.record, b.record) for key in keys if key in KEYS and key not in LONG),
        rules=rules,
    )


def comparable(page: Page) -> bytes:
    """Equal for records between which `page_diff` finds nothing; where it differs, that has to look."""
    removals = [(one.rule, one.block, one.start, one.end, one.text) for one in page.removals]
    return msgspec.msgpack.encode(([getattr(page.record, key) for key in KEYS], removals))


def _fact(key: str, a: Record, b: Record) -> FactDiff:
    return FactDiff(key=key, a=getattr(a, key), b=getattr(b, key))


def _whole(page: Page) -> tuple[RecordBlock, ...] | None:
    """The blocks of the page before rules acted; None where what they removed is not on file."""
    try:
        return restore(page.record, page.removals)
    except WinnowError:
        return None


def _causes(
    a: Record, b: Record, whole_a: Sequence[RecordBlock] | None, whole_b: Sequence[RecordBlock] | None, rules: object
) -> Iterator[Cause]:
    if rules:
        yield "rules"
    if whole_a is None or whole_b is None:
        yield "unknown"
    elif whole_a != whole_b:
        if a.provenance.digest != b.provenance.digest:
            yield "page"
        elif a.provenance.encoding != b.provenance.encoding:
            yield "encoding"
        else:
            yield "segmentation" if _letters(whole_a) == _letters(whole_b) else "repair"


def _letters(blocks: Iterable[RecordBlock]) -> str:
    return re.sub(r"\s+", "", "".join(block.text for block in blocks))


def _rule_diffs(a: Sequence[Removal], b: Sequence[Removal], *, by_place: bool) -> Iterator[RuleDiff]:
    """Removals on one side only, by rule. They are told apart by their places, where both have the same blocks."""
    key = _place if by_place else _taken
    only_a, only_b = tuple(_beyond(a, b, key)), tuple(_beyond(b, a, key))
    for rule in sorted({removal.rule for removal in only_a + only_b}):
        of_a = [removal for removal in only_a if removal.rule == rule]
        of_b = [removal for removal in only_b if removal.rule == rule]
        first = (of_a or of_b)[0]
        yield RuleDiff(
            rule=rule, name=first.name, why=first.why, only_a=len(of_a), only_b=len(of_b),
            chars_a=sum(len(removal.text) for removal in of_a), chars_b=sum(len(removal.text) for removal in of_b),
        )  # fmt: skip


def _place(removal: Removal) -> tuple[object, ...]:
    return removal.rule, removal.block, removal.start, removal.end


def _taken(removal: Removal) -> tuple[object, ...]:
    return removal.rule, removal.text


def _beyond(
    removals: Iterable[Removal], others: Iterable[Removal], key: Callable[[Removal], tuple[object, ...]]
) -> Iterator[Removal]:
    """Those that the others lack; of several that are alike, as many as are too many."""
    left = Counter(map(key, others))
    for removal in removals:
        if left[key(removal)]:
            left[key(removal)] -= 1
        else:
            yield removal
