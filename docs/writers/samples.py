"""The page on the pages in samples/."""

import json
from collections.abc import Iterator
from pathlib import Path

GOLDENS = Path(__file__).parents[2] / "tests" / "goldens"


def samples_page() -> Iterator[str]:
    yield "# Samples\n\nThe pages in `samples/`, written for this project. What must come out of each is in "
    yield "`tests/goldens/`; what does not come out right yet is named there under `gaps`.\n\n"
    yield "| page | what it shows |\n| --- | --- |\n"
    for path in sorted(GOLDENS.glob("*.json")):
        golden = json.loads(path.read_text(encoding="utf-8"))
        yield f"| {path.stem} | {golden['note']} |\n"
