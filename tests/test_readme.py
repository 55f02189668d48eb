"""What the README says is true."""

import doctest
import json
import re
from pathlib import Path

import pytest

from pipeline import clean
from pipeline.record import Kept

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def fenced(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)


def test_its_python_examples_run() -> None:
    parser = doctest.DocTestParser()
    test = parser.get_doctest("\n".join(fenced("python")), {}, "README", "README.md", 0)
    assert len(test.examples) >= 5
    assert doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test).failed == 0


def test_its_before_becomes_its_after() -> None:
    outcome = clean(fenced("text")[0])
    assert isinstance(outcome, Kept)
    after = json.loads(fenced("json")[0])
    blocks = after.pop("blocks")
    got = outcome.record
    assert [{"role": b.role, "level": b.level, "text": b.text} for b in got.blocks] == blocks
    for key, value in after.items():
        found = getattr(got, key)
        assert (list(found) if isinstance(found, tuple) else found) == value
    table = re.findall(r"^\| (\d+) \| (\w+) ([\w-]+) \| (.*) \|$", README, flags=re.MULTILINE)
    wanted = [(int(line), rule, name, why) for line, rule, name, why in table]
    assert [(r.line, r.rule, r.name, r.why) for r in outcome.removals] == wanted


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)#]+)\)", README))
def test_its_links_lead_somewhere(target: str) -> None:
    assert target.startswith("https://") or (ROOT / target).exists()


@pytest.mark.parametrize("command", re.findall(r"\bmake (\w+)\b", README))
def test_its_make_targets_exist(command: str) -> None:
    assert re.search(rf"^{command}:", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
