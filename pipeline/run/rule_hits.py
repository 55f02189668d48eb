"""What a rule of the user's own hits on a page, and what becomes of each hit."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import structs

from pipeline.catalog import choose_rules
from pipeline.model import Removal, Value, Verdict, View, removals_by_block, text_without
from pipeline.options import Options
from pipeline.record import Kept
from pipeline.rule import Hit
from pipeline.segment.shape import words_in
from pipeline.walk import Explanation

OWN = "U"
"""Family of the user's own rules."""
CONTEXT = 80
"""Characters of the block on either side of a hit."""

Effect = Literal["goes", "goes by another", "gone already", "overruled", "comes back", "stays anyway"]


class Tried(Value, frozen=True, kw_only=True):
    """One hit of the rule."""

    rule: str
    verdict: Verdict
    why: str
    """Which pattern or selector, in words."""
    block: int
    line: int
    path: str
    before: str
    text: str
    """What is hit."""
    after: str
    effect: Effect
    words: int
    """Kept today, and lost with the rule; or the reverse, for what comes back."""
    today: tuple[str, ...]
    """Codes and names of the rules that remove some of it today."""
    because: str = ""
    """Why it was overruled."""


def rule_hits(without: Explanation, given: Explanation, options: Options, others: Options) -> Iterator[Tried]:
    """The hits on a page that was walked with `options`, less those that it has when walked with the `others`."""
    if given.view is None or given.decision is None:
        return
    known = set(_own_hits(without.view, others)) if without.view else set()
    today = removals_by_block(without.decision.removals if without.decision else ())
    then = removals_by_block(given.decision.removals)
    spared = {(one.mark.rule, one.mark.block, one.mark.start, one.mark.why): one for one in given.decision.overruled}
    for rule, hit in _own_hits(given.view, options):
        if (rule, hit) not in known:
            overruled = spared.get((rule, hit.block, hit.start, hit.why))
            removals = today.get(hit.block, ()), then.get(hit.block, ())
            yield _tried(rule, hit, given.view, *removals, overruled.because if overruled else "")


def _own_hits(view: View, options: Options) -> Iterator[tuple[str, Hit]]:
    for rule in choose_rules(options.select, options.ignore).layout:
        if rule.code.startswith(OWN):
            yield from ((rule.code, hit) for hit in rule.find(view))


def words_kept(explanation: Explanation) -> int:
    """Words of its record; 0 where there is none."""
    return explanation.outcome.record.stats.words if isinstance(explanation.outcome, Kept) else 0


def words_kept_by_both(one: Explanation, other: Explanation) -> int:
    """Words that are in the records of two walks of the same page."""
    if one.view is None or one.decision is None or other.decision is None:
        return 0
    gone = removals_by_block((*one.decision.removals, *other.decision.removals))
    return sum(words_in(text_without(block.text, gone.get(block.index, ()))) for block in one.view.blocks)


def _tried(rule: str, hit: Hit, view: View, before: Sequence[Removal], after: Sequence[Removal], because: str) -> Tried:
    """The hit, with what is removed from its block before and after the rule is used."""
    block = view.blocks[hit.block]
    end = len(block.text) if hit.end is None else hit.end
    today = _within(before, hit.start, end)
    own = [one for one in _within(after, hit.start, end) if (one.rule, one.why) == (rule, hit.why)]
    taken = [(max(one.start, hit.start), min(one.end, end)) for one in own]
    lost = "\n".join(_span(block.text, *span, _within(today, *span)) for span in taken)
    effect, text = _effect(hit.verdict, _span(block.text, hit.start, end, today), lost, today, because)
    return Tried(
        rule=rule,
        verdict=hit.verdict,
        why=hit.why,
        block=block.index,
        line=block.line,
        path=block.path,
        before=block.text[max(0, hit.start - CONTEXT) : hit.start],
        text=block.text[hit.start : end],
        after=block.text[end : end + CONTEXT],
        effect=effect,
        words=words_in(text),
        today=tuple(dict.fromkeys(f"{removal.rule} {removal.name}" for removal in today)),
        because=because,
    )


def _within(removals: Sequence[Removal], start: int, end: int) -> Sequence[Removal]:
    """Those that take something of a span. They are disjoint and in order, and may be many."""
    first = bisect_right(removals, start, key=lambda removal: removal.end)
    return removals[first : bisect_left(removals, end, key=lambda removal: removal.start)]


def _span(text: str, start: int, end: int, removals: Sequence[Removal]) -> str:
    """What is kept today of a span."""
    within = [
        structs.replace(one, start=max(one.start, start) - start, end=min(one.end, end) - start) for one in removals
    ]
    return text_without(text[start:end], within)


def _effect(verdict: Verdict, kept: str, lost: str, removals: Sequence[Removal], because: str) -> tuple[Effect, str]:
    """What becomes of a hit; and the text that goes, or comes back. `lost` is what the hit itself takes of the kept."""
    if verdict == "keep":
        return ("comes back", "\n".join(removal.text for removal in removals)) if removals else ("stays anyway", "")
    if because:
        return "overruled", ""
    if not kept.strip():
        return "gone already", ""
    return ("goes", lost) if lost.strip() else ("goes by another", "")
