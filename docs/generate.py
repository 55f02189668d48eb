"""Writes the pages of the documentation that are made from the code; with --check, fails if one is stale."""

import json
import sys
from pathlib import Path

from docs.writers.cli import cli_page
from docs.writers.options import options_page
from docs.writers.record import record_page
from docs.writers.rules import rules_pages
from docs.writers.samples import samples_page
from pipeline.record import record_schema

DOCS = Path(__file__).parent
NOTICE = "<!-- Made by `make docs` from the code; edit there. -->\n\n"


def pages() -> dict[str, str]:
    """Path below docs/ → content of every generated page."""
    figures = json.loads((DOCS / "rule_figures.json").read_text(encoding="utf-8"))
    made = {
        "reference/cli.md": "".join(cli_page()),
        "reference/options.md": "".join(options_page()),
        "reference/record.md": "".join(record_page()),
        "reference/samples.md": "".join(samples_page()),
        **rules_pages(figures),
    }
    schema = json.dumps(record_schema(), indent=2, ensure_ascii=False) + "\n"
    return {path: NOTICE + page for path, page in made.items()} | {"reference/record.schema.json": schema}


def run(*, check: bool) -> int:
    stale = []
    for name, content in pages().items():
        path = DOCS / name
        if path.exists() and path.read_text(encoding="utf-8") == content:
            continue
        stale.append(name)
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(content, encoding="utf-8")
    if check and stale:
        print(f"stale: {', '.join(stale)}; run `make docs`", file=sys.stderr)
        return 1
    print(f"{len(pages())} pages, {len(stale)} {'stale' if check else 'written'}")
    return 0


if __name__ == "__main__":
    sys.exit(run(check="--check" in sys.argv[1:]))
