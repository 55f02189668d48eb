"""The pages of docs/ lead to one another on a code host too; `make docs` sees to the site."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest

import pipeline
from pipeline.catalog import all_rules
from pipeline.cli import main
from pipeline.options import make_options

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def prose(page: Path) -> str:
    """The page without its code."""
    text = re.sub(r"^(```+).*?^\1$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"`[^`\n]*`", "", text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_its_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", prose(page))
    assert [to for to in targets if not to.startswith("https://") and not (page.parent / to).exists()] == []


def test_the_options_shown_are_options() -> None:
    page = (ROOT / "docs" / "how-to" / "sites.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^```toml\n(.*?)^```", page, flags=re.MULTILINE | re.DOTALL)
    options = make_options(tomllib.loads(shown), known_rules={rule.code: rule.name for rule in all_rules()})
    assert [site.host for site in options.sites] == ["example.com"]


@pytest.mark.parametrize("page", [ROOT / "README.md", *PAGES], ids=lambda page: str(page.relative_to(ROOT)))
def test_its_commands_are_commands(page: Path) -> None:
    text = page.read_text(encoding="utf-8").replace("\\\n", " ")
    for line in re.findall(r"^\$ (?:.* \| )?winnow (.*)$", text, flags=re.MULTILINE):
        name, *arguments = shlex.split(line.partition(" | ")[0], comments=True)
        main.commands[name].make_context(name, arguments)  # raises where it is none


def test_every_rule_is_explained() -> None:
    families = "".join(page.read_text(encoding="utf-8") for page in (ROOT / "docs" / "reference" / "rules").iterdir())
    assert [rule.code for rule in all_rules() if f"\n## {rule.code} {rule.name}\n" not in families] == []


def test_every_public_name_is_explained() -> None:
    page = (ROOT / "docs" / "reference" / "python.md").read_text(encoding="utf-8")
    named = re.findall(r"^\.\. (?:auto\w+|data):: pipeline\.(\w+)$", page, flags=re.MULTILINE)
    assert sorted(named) == sorted(set(pipeline.__all__) - {"__version__"})


def test_every_page_is_found_from_the_index() -> None:
    folder = ROOT / "docs"
    found, ahead = set(), [folder / "index.md"]
    while ahead:
        page = ahead.pop()
        if page not in found:
            found.add(page)
            ahead += [(page.parent / to).resolve() for to in re.findall(r"\]\(([^)#]+\.md)", prose(page))]
    assert {page for page in folder.rglob("*.md") if page not in found} == set()
