"""Examples of what a rule leaves alone and what it flags: some of its fixture's, which the tests hold it to."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.rule import AnyRule, BlockRule, PageRule, TextRule

FIXTURES = Path(__file__).parents[2] / "tests" / "rules"
LINES = 8  # shown of each list; fixtures are by language, so every n-th shows several
PAGES = 2
SHORT = 250  # characters of a page that is good to look at


def examples(rule: AnyRule) -> Iterator[str]:
    """Markdown: first what the rule leaves alone, then what it flags."""
    cases = json.loads((FIXTURES / f"{rule.name}.json").read_text(encoding="utf-8"))
    verb = "Repairs" if isinstance(rule, TextRule) else "Rejects" if isinstance(rule, PageRule) else "Flags"
    for title, kind in (("Leaves alone", "keeps"), (verb, "drops")):
        if isinstance(rule, (TextRule, BlockRule)):
            yield f"\n{title}:\n\n{_fenced(map(_line, _some(cases[kind], LINES)))}"
        else:
            for case in _some(_short(cases[kind]), PAGES):
                language = "html" if case["page"].startswith("<") else "text"
                lines = map(visible, case["page"].splitlines())
                yield f"\n{title}{_what(case)}:\n\n{_fenced(lines, language)}"


def _some(cases: Sequence[Any], count: int) -> list[Any]:
    """So many of them, evenly spread."""
    step = max(1.0, len(cases) / count)
    return [cases[int(at * step)] for at in range(min(count, len(cases)))]


def _short(cases: Sequence[Any]) -> Sequence[Any]:
    """Those of short pages, or the shortest."""
    return [case for case in cases if len(case["page"]) <= SHORT] or [min(cases, key=lambda case: len(case["page"]))]


def _line(case: Any) -> str:
    """A case on one line: a text, a text in a block of some kind, or a text and its repair."""
    if isinstance(case, str):
        return visible(case)
    if isinstance(case, list):
        return "   →   ".join(map(visible, case))
    kind = "code" if case.get("code") else "a link" if case.get("linked") else case["role"].replace("_", " ")
    return f"{visible(case['text'])}   ({kind})"


def _what(case: Any) -> str:
    """What goes of a page, and what the case has beside it."""
    flags = ", ".join(f"`{visible(text)}`" for text in case.get("flags", ()))
    options = f" with `{json.dumps(case['options'], ensure_ascii=False)}`" if "options" in case else ""
    return f"{' ' if flags else ''}{flags}{options}{' where pages of the run share lines' if 'batch' in case else ''}"


def visible(text: str) -> str:
    """The text with escapes for what would not be seen."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def _fenced(lines: Iterable[str], language: str = "text") -> str:
    return "\n".join((f"```{language}", *lines, "```", ""))
