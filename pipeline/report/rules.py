"""The catalogue, for people and programs: the same values that the documentation is made from."""

import difflib
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pipeline.catalog import all_rules
from pipeline.errors import OptionsError
from pipeline.rule import AnyRule, TextRule
from pipeline.write.lines import json_line
from pipeline.write.outputs import stdout

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


def print_rules(code: str | None) -> None:
    """All rules, or those whose code starts so, in a table; one in full. Raises OptionsError if there is none."""
    rules = _rules(code)
    if code is None or len(rules) > 1:
        _print_table(rules)
    else:
        _print_rule(rules[0])


def print_rules_json(code: str | None) -> None:
    """An array of all rules, or of one. Raises OptionsError for a code that does not exist."""
    stdout().write(json_line([rule_values(rule) for rule in _rules(code)]))


def _rules(code: str | None) -> list[AnyRule]:
    rules = [rule for rule in all_rules() if code is None or rule.name == code or (code and rule.code.startswith(code))]
    if rules or code is None:
        return rules
    names = [name for rule in all_rules() for name in (rule.code, rule.name)]
    close = " or ".join(difflib.get_close_matches(code, names, n=3))
    raise OptionsError(f"unknown rule {code!r}; " + (f"did you mean {close}?" if close else "see `winnow rules`"))


def _print_table(rules: list[AnyRule]) -> None:
    table = Table("code", "name", "what it flags", box=None, pad_edge=False, header_style="bold")
    for rule in rules:
        table.add_row(rule.code, rule.name, Text(summary(rule)))
    Console(highlight=False).print(table)


def _print_rule(rule: AnyRule) -> None:
    console = Console(highlight=False)
    console.print(f"{rule.code} {rule.name} ({KINDS[type(rule).__name__]} rule)\n", style="bold")
    for paragraph in rule.doc.split("\n\n"):
        console.print(Padding(Text(" ".join(paragraph.split())), (0, 0, 1, 0)))
    if not isinstance(rule, TextRule):
        console.print(f"inputs: {', '.join(rule.inputs)}")
    if zones := getattr(rule, "zones", ()):
        console.print(f"acts in: {', '.join(zones)}")
