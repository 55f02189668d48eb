"""The pages on rules: one that lists them, and one a family, with examples and figures of each rule."""

from collections.abc import Iterator, Mapping
from typing import Any

from docs.writers.examples import examples
from pipeline.catalog import all_rules
from pipeline.report.rules import rule_values, summary
from pipeline.rule import AnyRule

Figures = Mapping[str, Mapping[str, Any]]
KINDS = {"html": "HTML", "text": "exports"}
FAMILIES = {
    "T": ("text-repair", "Text repair"),
    "B": ("one-block", "Boilerplate that one block shows"),
    "L": ("layout", "Boilerplate that the page's layout shows"),
    "C": ("main-content", "Main content"),
    "P": ("no-pages", "Pages that are no pages"),
    "U": ("your-own", "Your own"),
}


def rules_pages(figures: Figures) -> dict[str, str]:
    """Path below docs/ → page."""
    pages = {"reference/rules.md": "".join(_overview(figures))}
    for letter, (slug, _) in FAMILIES.items():
        pages[f"reference/rules/{slug}.md"] = "".join(_family(letter, figures))
    return pages


def _overview(figures: Figures) -> Iterator[str]:
    yield "# Rules\n\nA rule gives its opinion, with evidence; `pipeline/decide.py` decides. Codes are never reused.\n"
    yield "Leave one out with `--ignore CODE`, use only some with `--select`; a family by its letter.\n"
    counts = f"{figures['html']['pages']} HTML pages and {figures['text']['pages']} exports"
    yield f"\nFigures are of words on {counts} whose main content people annotated: how many a rule\n"
    yield "removed, how many of them the annotators had kept (the rest went rightly), and both for what the content\n"
    yield "model would have kept without the rule. Made by `make rule-figures`; few words say little.\n"
    for letter, (slug, title) in FAMILIES.items():
        kinds = [kind for kind in KINDS if any(rule.code in figures[kind]["rules"] for rule in _rules(letter))]
        yield f"\n## {letter}: {title}\n\n"
        yield _row("rule", "what it flags", *(f"{KINDS[kind]}: rightly" for kind in kinds))
        yield _row("---", "---", *("---:" for _ in kinds))
        for rule in _rules(letter):
            shares = [_share(figures[kind]["rules"].get(rule.code)) for kind in kinds]
            yield _row(f"[{rule.code} {rule.name}](rules/{slug}.md#{_anchor(rule)})", _cell(summary(rule)), *shares)
    slugs = "\n".join(f"rules/{slug}" for slug, _ in FAMILIES.values())
    yield f"\n```{{toctree}}\n:hidden:\n\n{slugs}\n```\n"


def _family(letter: str, figures: Figures) -> Iterator[str]:
    yield f"# {letter}: {FAMILIES[letter][1]}\n\nWhat the figures are of is told with [all rules](../rules.md).\n"
    yield "In the examples `{body}` stands for three paragraphs of running text.\n"
    for rule in _rules(letter):
        values = rule_values(rule)
        yield f"\n## {rule.code} {rule.name}\n\n{rule.doc}\n\nInputs: {', '.join(values['inputs'])}."
        yield f" Acts in: {', '.join(values['zones'])}.\n" if values["zones"] else "\n"
        yield from _figures(rule, figures)
        yield from examples(rule)


def _figures(rule: AnyRule, figures: Figures) -> Iterator[str]:
    """A table of what the rule removed; nothing where it removed nothing, or is of another kind."""
    found = {name: of for kind, name in KINDS.items() if (of := figures[kind]["rules"].get(rule.code))}
    if not found:
        return
    yield "\n| | words removed | pages | rightly | kept else | of these annotated |\n"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |\n"
    for name, of in found.items():
        counts = [f"{of[what]:,}" for what in ("words", "pages", "kept_words", "kept_gold")]
        yield _row(name, *counts[:2], _share(of), *counts[2:])


def _share(found: Mapping[str, int] | None) -> str:
    """How much of what a rule removed the annotators had not kept."""
    return f"{100 * (1 - found['gold'] / found['words']):.1f}\u00a0%" if found and found["words"] else ""


def _rules(letter: str) -> list[AnyRule]:
    return [rule for rule in all_rules() if rule.code.startswith(letter)]


def _anchor(rule: AnyRule) -> str:
    return f"{rule.code.lower()}-{rule.name}"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
