"""The pages of docs/ lead to one another on a code host too; `make docs` sees to the site."""

import re
from pathlib import Path

import pytest

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


def test_every_page_is_found_from_the_index() -> None:
    folder = ROOT / "docs"
    found, ahead = set(), [folder / "index.md"]
    while ahead:
        page = ahead.pop()
        if page not in found:
            found.add(page)
            ahead += [(page.parent / to).resolve() for to in re.findall(r"\]\(([^)#]+\.md)", prose(page))]
    assert {page for page in folder.rglob("*.md") if page not in found} == set()
