"""One export in the ways in which exports differ: the record is the same."""

import re
import textwrap
from pathlib import Path

import pytest

from pipeline import clean
from pipeline.record import Kept, Record

SAMPLE = (Path(__file__).parent.parent / "samples" / "export-wellness.txt").read_text(encoding="utf-8")
TITLE = "Forest Bathing: How Slow Walks Among Trees Can Restore a Tired Mind"
BYLINE = "April 18, 2025 | by Helena Marsh"
GARBAGE = "xQvRtZkWbN"
TAIL = SAMPLE[SAMPLE.index("RELATED POSTS") :]


def record_of(text: str) -> Record:
    outcome = clean(text, media_type="text/plain")
    assert isinstance(outcome, Kept)
    return outcome.record


def wrapped(width: int) -> str:
    return "\n".join("\n".join(textwrap.wrap(line, width)) if line.strip() else line for line in SAMPLE.split("\n"))


VARIATIONS = {
    "more blank lines": SAMPLE.replace("\n", "\n\n"),
    "no blank lines": re.sub(r"\n\s*\n+", "\n", SAMPLE),
    "CRLF": SAMPLE.replace("\n", "\r\n"),
    "wrapped at 60": wrapped(60),
    "wrapped at 72": wrapped(72),
    "title with site": SAMPLE.replace(f'"{TITLE}"', f"{TITLE} | QuietHarborWellness.example"),
    "title in capitals first": SAMPLE.replace(f"\n{TITLE}\n", f"\n{TITLE.upper()}\n", 1),
    "fewer copies of the title": SAMPLE.replace(f'"{TITLE}"\n', ""),
    "another id": SAMPLE.replace(GARBAGE, "aB3xK9mQz2Lp"),
    "a longer id": SAMPLE.replace(GARBAGE, "ZkPqWvXrTbNmLsHg"),
    "no tail": SAMPLE.replace(TAIL, ""),
    "German wording": SAMPLE.replace(BYLINE, "18. April 2025 | von Helena Marsh")
    .replace("RELATED POSTS", "ÄHNLICHE BEITRÄGE")
    .replace("View all", "Alle anzeigen")
    .replace("view all", "alle ansehen"),
    "mojibake": SAMPLE.replace("“", "â€œ").replace("”", "â€\u009d"),
}


@pytest.mark.parametrize("name", VARIATIONS)
def test_an_export_comes_out_the_same_in_every_variation(name: str) -> None:
    assert VARIATIONS[name] != SAMPLE
    plain, varied = record_of(SAMPLE), record_of(VARIATIONS[name])
    assert [(block.role, block.text) for block in varied.blocks] == [(block.role, block.text) for block in plain.blocks]
    for field in ("title", "authors", "date_published", "site_name", "language"):
        assert getattr(varied, field) == getattr(plain, field), field


def test_without_a_byline_there_is_no_author_and_no_date() -> None:
    record = record_of(SAMPLE.replace(f"{BYLINE}\n", ""))
    assert (record.title, record.authors, record.date_published) == (TITLE, (), None)
