"""Marks → removals: the whole policy on what rules may do, in one place.

1. A mark counts only where its rule may act: in its zones. Within the body a boilerplate rule never acts on code or
   table rows, nor a block rule on an HTML heading that running text follows.
2. Keep beats drop.
3. Boilerplate rules that would take most of the body are wrong: they are overruled there, and the record says so.
4. Of marks that overlap, the more specific rule takes the text: the user's, then block, then layout rules, then
   the content model. No character goes twice.
5. White space left hanging at the edge of what is kept goes with what was removed beside it.
"""

from bisect import bisect, insort
from collections import defaultdict
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Literal

from pipeline.model import Block, Mark, Removal, Value, View
from pipeline.rule import AnyRule, BlockRule, LayoutRule, Zone

MAX_BODY_SHARE = 0.6  # of the body's characters; more, and the rules have mistaken the body for junk
UNBOUND = ("U", "C")  # families that the sparing of code and tables and the cap do not bind
SPARED_ROLES = ("code", "table_row")
BOUND_TO_ZONES = (BlockRule, LayoutRule)
RANK = {"U": 0, "B": 1, "L": 2, "C": 3}

Span = tuple[int, int]
Objection = Literal[
    "keep beats drop",
    "outside its zone",
    "code and tables are spared",
    "a heading that running text follows",
    "would take most of the body",
]


class Overruled(Value, frozen=True, kw_only=True):
    """A mark that was not upheld, and the policy that says so."""

    mark: Mark
    because: Objection


class Decision(Value, frozen=True, kw_only=True):
    removals: tuple[Removal, ...]
    overruled: tuple[Overruled, ...]
    warnings: tuple[str, ...]


def decide(view: View, marks: Sequence[Mark], rules: Mapping[str, AnyRule]) -> Decision:
    """What goes. Removals are in page order and disjoint."""
    kept_by_user = {mark.block for mark in marks if mark.verdict == "keep"}
    upheld, overruled = [], []
    for mark in marks:
        if mark.verdict == "keep":
            continue
        because = _objection(mark, view, rules[mark.rule], kept_by_user)
        if because:
            overruled.append(Overruled(mark=mark, because=because))
        else:
            upheld.append(mark)
    upheld, capped = _cap(upheld, view)
    overruled += capped
    by_block: dict[int, list[Mark]] = defaultdict(list)
    for mark in upheld:
        by_block[mark.block].append(mark)
    removals = [
        _removal(view.blocks[index], mark, span, rules[mark.rule].name)
        for index in sorted(by_block)
        for mark, span in _resolve(view.blocks[index].text, by_block[index])
    ]
    warnings = ("boilerplate rules overruled: they would have taken most of the body",) if capped else ()
    return Decision(removals=tuple(removals), overruled=tuple(overruled), warnings=warnings)


def zone_of(index: int, view: View) -> Zone:
    """The part of the page that a block stands in."""
    return "header" if index < view.body.start else "body" if index < view.body.end else "tail"


def _objection(mark: Mark, view: View, rule: AnyRule, kept: set[int]) -> Objection | None:
    if mark.block in kept:
        return "keep beats drop"
    zone = zone_of(mark.block, view)
    if isinstance(rule, BOUND_TO_ZONES) and zone not in rule.zones:
        return "outside its zone"
    if zone != "body" or mark.rule[0] in UNBOUND:
        return None
    if view.blocks[mark.block].role in SPARED_ROLES:
        return "code and tables are spared"
    if isinstance(rule, BlockRule) and _heads_running_text(mark.block, view):
        return "a heading that running text follows"
    return None


def _heads_running_text(index: int, view: View) -> bool:
    """An HTML heading right before running text. In an export, an advertisement label has the same shape."""
    follows = index + 1 < len(view.blocks) and view.body.running[index + 1]
    return follows and view.page.kind == "html" and view.blocks[index].role == "heading"


def _cap(marks: list[Mark], view: View) -> tuple[list[Mark], list[Overruled]]:
    """Without the boilerplate marks inside the body, if they would take most of it."""
    body = {i for i in range(view.body.start, view.body.end) if view.body.kept[i]}
    capped = [mark for mark in marks if mark.block in body and mark.rule[0] not in UNBOUND]
    taken = sum([len(view.blocks[i].text) for i in {mark.block for mark in capped}])
    total = sum([len(view.blocks[i].text) for i in body]) if capped else 0
    if not capped or taken <= MAX_BODY_SHARE * total:
        return marks, []
    gone = set(map(id, capped))
    return [mark for mark in marks if id(mark) not in gone], [
        Overruled(mark=mark, because="would take most of the body") for mark in capped
    ]


def _resolve(text: str, marks: Sequence[Mark]) -> list[tuple[Mark, Span]]:
    """Disjoint spans in order, each with the mark that takes it."""
    first, *others = sorted(marks, key=_rank) if len(marks) > 1 else marks
    if first.start == 0 and first.end == len(text):
        return [(first, (0, len(text)))]
    taken: list[tuple[Mark, Span]] = []
    holes: list[Span] = []
    for mark in (first, *others):
        for span in _subtract((mark.start, mark.end), holes):
            taken.append((mark, span))
            insort(holes, span)
    taken.sort(key=itemgetter(1))
    return _absorb_space(text, taken)


def _rank(mark: Mark) -> tuple[int, str, int, int]:
    return RANK[mark.rule[0]], mark.rule, mark.start, -mark.end


def _subtract(span: Span, holes: Sequence[Span]) -> list[Span]:
    """The parts of a span that lie in none of the holes, which are disjoint and in order."""
    start, end = span
    parts = []
    for at in range(max(0, bisect(holes, (start, start)) - 1), len(holes)):
        a, b = holes[at]
        if a >= end:
            break
        if a > start:
            parts.append((start, a))
        start = max(start, b)
    if start < end:
        parts.append((start, end))
    return parts


def _absorb_space(text: str, taken: list[tuple[Mark, Span]]) -> list[tuple[Mark, Span]]:
    """The spans, grown over white space at the block's edges and over one of two spaces around a cut."""
    result: list[tuple[Mark, Span]] = []
    previous_end = 0
    for position, (mark, (start, end)) in enumerate(taken):
        following = taken[position + 1][1][0] if position + 1 < len(taken) else len(text)
        if not text[previous_end:start].strip() and (previous_end == 0 or result):
            start = previous_end
        gap = text[end:following]
        if not gap.strip():
            end = following
        elif start == 0 or text[start - 1].isspace():
            end += len(gap) - len(gap.lstrip())
        result.append((mark, (start, end)))
        previous_end = end
    if result and (mark_span := result[-1])[1][1] == len(text):
        mark, (start, end) = mark_span
        kept = text[result[-2][1][1] if len(result) > 1 else 0 : start]
        result[-1] = (mark, (start - (len(kept) - len(kept.rstrip())), end))
    return result


def _removal(block: Block, mark: Mark, span: Span, name: str) -> Removal:
    start, end = span
    return Removal(
        rule=mark.rule,
        name=name,
        block=block.index,
        start=start,
        end=end,
        length=len(block.text),
        line=block.line,
        path=block.path,
        role=block.role,
        level=block.level,
        why=mark.why,
        text=block.text[start:end],
    )
