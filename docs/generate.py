"""Writes the pages of the documentation that are made from the code; with --check, fails if one is stale."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from pipeline.catalog import all_rules
from pipeline.cli import main
from pipeline.record import record_schema
from pipeline.report.rules import rule_values

ROOT = Path(__file__).parent.parent
NOTICE = "<!-- Made by `make docs` from the code; edit there. -->\n\n"
KINDS = {"html": "HTML", "text": "Exports"}
FAMILIES = {
    "T": "Text repair",
    "B": "Boilerplate that one block shows",
    "L": "Boilerplate that the page's layout shows",
    "C": "Main content",
    "P": "Pages that are no pages",
    "U": "Your own",
}


def pages() -> dict[str, str]:
    """Path below docs/ → content of every generated page."""
    return {
        "reference/rules.md": NOTICE + "".join(rules_page()),
        "reference/cli.md": NOTICE + "".join(cli_page()),
        "reference/record.md": NOTICE + "".join(record_page()),
        "reference/record.schema.json": json.dumps(record_schema(), indent=2, ensure_ascii=False) + "\n",
        "reference/samples.md": NOTICE + "".join(samples_page()),
    }


def rules_page() -> Iterator[str]:
    figures = json.loads((ROOT / "docs" / "rule_figures.json").read_text(encoding="utf-8"))
    yield "# Rules\n\nA rule gives its opinion, with evidence; `pipeline/decide.py` decides. Codes are never reused.\n"
    yield "Leave one out with `--ignore CODE`, use only some with `--select`; a family by its letter.\n"
    counts = f"{figures['html']['pages']} HTML pages and {figures['text']['pages']} exports"
    yield f"\nFigures are of words on {counts} whose main content people annotated: how many a rule\n"
    yield "removed, how many of them the annotators had kept, and both for what the content model would have kept\n"
    yield "without the rule. Made by `make rule-figures`; few words say little.\n"
    for letter, title in FAMILIES.items():
        yield f"\n## {letter}: {title}\n"
        for rule in all_rules():
            if rule.code.startswith(letter):
                values = rule_values(rule)
                yield f"\n### {rule.code} {rule.name}\n\n{rule.doc}\n\n"
                yield f"Inputs: {', '.join(values['inputs'])}."
                yield f" Acts in: {', '.join(values['zones'])}.\n" if values["zones"] else "\n"
                yield from (_figures(figures[kind]["rules"], rule.code, name) for kind, name in KINDS.items())


def _figures(of_kind: dict[str, Any], code: str, name: str) -> str:
    """A line on what a rule removed; empty where it removed nothing, or is of another kind."""
    if not (found := of_kind.get(code)):
        return ""
    share = f"{100 * (1 - found['gold'] / found['words']):.1f} %" if found["words"] else "none"
    kept = f"{found['kept_words']:,}, {found['kept_gold']:,} of them annotated"
    return (
        f"{name}: {found['words']:,} words on {found['pages']:,} pages, {share} rightly; of those kept else {kept}.\n"
    )


def cli_page() -> Iterator[str]:
    yield "# Command line\n"
    context = click.Context(main, info_name="winnow", **main.context_settings)
    yield f"\n```text\n{main.get_help(context)}\n```\n"
    for name, command in sorted(main.commands.items()):
        sub = click.Context(command, info_name=name, parent=context, max_content_width=100, terminal_width=100)
        yield f"\n## winnow {name}\n\n```text\n{command.get_help(sub)}\n```\n"


def record_page() -> Iterator[str]:
    schema: Any = record_schema()
    yield f"# The record\n\nSchema version {schema['version']}; its JSON Schema: [record.schema.json](record.schema.json).\n"
    yield "Every key is always there, with one type; lists are never null.\n"
    for name in ("Record", "RecordBlock", "RecordLink", "Stats", "Provenance", "Removal"):
        yield f"\n## {name}\n\n| key | type | what it holds |\n| --- | --- | --- |\n"
        for key, value in schema["$defs"][name]["properties"].items():
            yield f"| {key} | {_type(value)} | {value.get('description', '')} |\n"


def _type(value: dict[str, Any]) -> str:
    if "$ref" in value:
        return str(value["$ref"]).rpartition("/")[2]
    if "enum" in value:
        return ", ".join(f"`{item}`" for item in value["enum"])
    if "anyOf" in value:
        return " or ".join(_type(option) for option in value["anyOf"])
    if value.get("type") == "array":
        return f"list of {_type(value['items'])}"
    return str(value["type"])


def samples_page() -> Iterator[str]:
    yield "# Samples\n\nThe pages in `samples/`, written for this project. What must come out of each is in "
    yield "`tests/goldens/`; what does not come out right yet is named there under `gaps`.\n\n"
    yield "| page | what it shows |\n| --- | --- |\n"
    for path in sorted((ROOT / "tests" / "goldens").glob("*.json")):
        golden = json.loads(path.read_text(encoding="utf-8"))
        yield f"| {path.stem} | {golden['note']} |\n"


def run(*, check: bool) -> int:
    stale = []
    for name, content in pages().items():
        path = ROOT / "docs" / name
        if path.exists() and path.read_text(encoding="utf-8") == content:
            continue
        stale.append(name)
        if not check:
            path.write_text(content, encoding="utf-8")
    if check and stale:
        print(f"stale: {', '.join(stale)}; run `make docs`", file=sys.stderr)
        return 1
    print(f"{len(pages())} pages, {len(stale)} {'stale' if check else 'written'}")
    return 0


if __name__ == "__main__":
    sys.exit(run(check="--check" in sys.argv[1:]))
