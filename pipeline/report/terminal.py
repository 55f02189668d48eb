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
from pipeline.report.visible import visible
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
        _print(console, f"{type(outcome).__name__.lower()}: {outcome.reason}: {outcome.why}")
        _print(console, f"in stage {outcome.stage} of {outcome.source}")
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
            _print(console, f"warning: {warning}")


def _print_facts(console: Console, facts: Facts) -> None:
    for name, fact in facts.each():
        _print(console, (f"{name:15}", "bold"), f" {_one_line(fact)}", (f"  from {fact.via}", "dim"))
        if fact.also:
            _print(console, (f"{'':15} not {' | '.join(fact.also)}", "dim"))
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
        style = "" if sign != REMOVED else "dim strike" if console.is_terminal else ""
        _print(console, (f"{sign} ", f"bold {STYLES[sign]}"), (f"{where:10} {role:11} ", "dim"), (block.text, style))
        if sign != REMOVED:
            score, why = view.body.scores[block.index], view.body.why[block.index]
            _print(console, (f"    score {score:.2f}, cut {view.body.cut:.2f}: {why}", "dim"))
            for overruled in spared.get(block.index, ()):
                mark, because = overruled.mark, overruled.because
                _print(console, (f"    {mark.rule} overruled ({because}): {mark.why}", "dim"))
        for removal in removals:
            part = f" {removal.text!r}" if sign == PARTLY else ""
            _print(console, (f"    {removal.rule} {removal.name}:{part} {removal.why}", "red"))


def _print(console: Console, *parts: str | tuple[str, str]) -> None:
    """One line of texts, or of texts with their styles; what pages say is shown and not obeyed."""
    styled = [(part, "") if isinstance(part, str) else part for part in parts]
    console.print(Text.assemble(*((visible(text), style) for text, style in styled)), soft_wrap=True)
