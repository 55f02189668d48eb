"""The catalogue, for people and programs: the same values that the documentation is made from."""

import sys
from typing import Any

from rich.console import Console
from rich.table import Table

from pipeline.catalog import all_rules
from pipeline.errors import OptionsError
from pipeline.rule import AnyRule, TextRule
from pipeline.write.lines import json_line

KINDS = {"TextRule": "text", "BlockRule": "block", "LayoutRule": "layout", "PageRule": "page"}


def rule_values(rule: AnyRule) -> dict[str, Any]:
    """What there is to know about a rule."""
    return {
        "code": rule.code,
        "name": rule.name,
        "kind": KINDS[type(rule).__name__],
        "summary": summary(rule),
        "inputs": list(rule.inputs),
        "zones": list(getattr(rule, "zones", ())),
        "doc": rule.doc,
    }


def summary(rule: AnyRule) -> str:
    """The first paragraph of the rule's docstring, on one line."""
    return " ".join(rule.doc.split("\n\n")[0].split())


def print_rules(code: str | None, *, as_json: bool) -> None:
    """All rules in a table, or one in full. Raises OptionsError for a code that does not exist."""
    rules = [rule for rule in all_rules() if code is None or code in (rule.code, rule.name)]
    if not rules:
        raise OptionsError(f"unknown rule {code!r}; `winnow rules` lists them all")
    if as_json:
        sys.stdout.buffer.write(json_line([rule_values(rule) for rule in rules]))
    elif code is None:
        _print_table(rules)
    else:
        _print_rule(rules[0])


def _print_table(rules: list[AnyRule]) -> None:
    table = Table("code", "name", "what it flags", box=None, pad_edge=False, header_style="bold")
    for rule in rules:
        table.add_row(rule.code, rule.name, summary(rule))
    Console(highlight=False).print(table)


def _print_rule(rule: AnyRule) -> None:
    console = Console(highlight=False)
    console.print(f"{rule.code} {rule.name} ({KINDS[type(rule).__name__]} rule)\n", style="bold")
    console.print(rule.doc, markup=False)
    if not isinstance(rule, TextRule):
        console.print(f"\ninputs: {', '.join(rule.inputs)}")
    if zones := getattr(rule, "zones", ()):
        console.print(f"acts in: {', '.join(zones)}")
