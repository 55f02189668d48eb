"""One page, block by block, for a terminal or for a program."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import msgspec
from rich.console import Console
from rich.text import Text

from pipeline.decide import Decision, Overruled
from pipeline.model import Block, Fact, Facts, Removal, View, removals_by_block
from pipeline.record import Kept
from pipeline.walk import Explanation
from pipeline.write.lines import json_line
from pipeline.write.outputs import stdout

KEPT, REMOVED, PARTLY = "+", "-", "~"
STYLES = {KEPT: "green", REMOVED: "red", PARTLY: "yellow"}


def explanation_json(explanation: Explanation) -> bytes:
    """One line of JSON: outcome, facts with where they came from, blocks with score and removals, overruled marks."""
    view, decision = explanation.view, explanation.decision
    outcome = explanation.outcome
    value: dict[str, Any] = {"outcome": type(outcome).__name__.lower()}
    if isinstance(outcome, Kept):
        value["record"] = msgspec.to_builtins(outcome.record)
    else:
        value |= {key: getattr(outcome, key) for key in outcome.__struct_fields__}
    value["facts"] = msgspec.to_builtins(view.facts) if view else {}
    gone = removals_by_block(decision.removals if decision else ())
    value["blocks"] = [_block_json(view, block, gone.get(block.index, ())) for block in view.blocks] if view else []
    value["overruled"] = [msgspec.to_builtins(item) for item in decision.overruled] if decision else []
    return json_line(value)


def print_explanation_json(explanation: Explanation) -> None:
    """The page for a program, on stdout."""
    stdout().write(explanation_json(explanation))


def _block_json(view: View, block: Block, removals: Iterable[Removal]) -> dict[str, Any]:
    keys = ("index", "role", "level", "line", "path", "text", "repairs")
    return {
        **{key: getattr(block, key) for key in keys},
        "score": view.body.scores[block.index],
        "cut": view.body.cut,
        "why": view.body.why[block.index],
        "removals": [msgspec.to_builtins(removal) for removal in removals],
    }


def print_explanation(explanation: Explanation) -> None:
    """The page for a person: facts, then every block with its verdict. Signs tell what colours show."""
    console = Console(highlight=False)
    outcome = explanation.outcome
    if not isinstance(outcome, Kept):
        console.print(
            f"{type(outcome).__name__.lower()}: {outcome.reason}: {outcome.why}", markup=False, soft_wrap=True
        )
        console.print(f"in stage {outcome.stage} of {outcome.source}", markup=False, soft_wrap=True)
    if explanation.view is None:
        return
    _print_facts(console, explanation.view.facts)
    if explanation.decision is not None:
        _print_blocks(console, explanation.view, explanation.decision)
    if isinstance(outcome, Kept):
        stats = outcome.record.stats
        console.print(
            f"\n{stats.blocks_out} of {stats.blocks_in} blocks kept, status {outcome.record.status}, "
            f"confidence {stats.confidence:.2f}"
        )
        for warning in outcome.record.warnings:
            console.print(f"warning: {warning}", markup=False)


def _print_facts(console: Console, facts: Facts) -> None:
    for name, fact in facts.each():
        console.print(
            Text.assemble((f"{name:15}", "bold"), f" {_one_line(fact)}", (f"  from {fact.via}", "dim")),
            soft_wrap=True,
        )
        if fact.also:
            console.print(Text(f"{'':15} not {' | '.join(fact.also)}", style="dim"), soft_wrap=True)
    console.print()


def _one_line(fact: Fact) -> str:
    return " ".join(fact.value.split())


def _print_blocks(console: Console, view: View, decision: Decision) -> None:
    by_block = removals_by_block(decision.removals)
    spared: dict[int, list[Overruled]] = defaultdict(list)
    for overruled in decision.overruled:
        spared[overruled.mark.block].append(overruled)
    for block in view.blocks:
        removals = by_block.get(block.index, [])
        gone = sum(removal.end - removal.start for removal in removals)
        sign = KEPT if not removals else REMOVED if gone == len(block.text) else PARTLY
        role = f"{block.role}{block.level or ''}"
        where = f"line {block.line}" if block.line else f"block {block.index}"
        text = Text.assemble((f"{sign} ", f"bold {STYLES[sign]}"), (f"{where:10} {role:11} ", "dim"))
        text.append(block.text, style="" if sign != REMOVED else "dim strike" if console.is_terminal else "")
        console.print(text, soft_wrap=True)
        if sign != REMOVED:
            score, why = view.body.scores[block.index], view.body.why[block.index]
            console.print(Text(f"    score {score:.2f}, cut {view.body.cut:.2f}: {why}", style="dim"), soft_wrap=True)
            for overruled in spared.get(block.index, ()):
                mark, because = overruled.mark, overruled.because
                console.print(Text(f"    {mark.rule} overruled ({because}): {mark.why}", style="dim"), soft_wrap=True)
        for removal in removals:
            part = f" {removal.text!r}" if sign == PARTLY else ""
            console.print(Text(f"    {removal.rule} {removal.name}:{part} {removal.why}", style="red"), soft_wrap=True)
