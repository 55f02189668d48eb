"""Every page in `samples/` comes out as its golden says. Goldens are found by folder and corrected by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.model import Source
from pipeline.options import Options
from pipeline.read.files import InputFile
from pipeline.read.sources import read_source
from pipeline.record import Kept, Rejected
from pipeline.walk import walk

ROOT = Path(__file__).parent.parent
GOLDENS = sorted((ROOT / "tests" / "goldens").glob("*.json"))


def source_of(name: str, url: str | None) -> Source:
    return read_source(InputFile(ref=name, path=str(ROOT / "samples" / name)), url=url)


def test_every_sample_has_a_golden() -> None:
    samples = {path.name for path in (ROOT / "samples").iterdir()}
    assert samples == {path.name.removesuffix(".json") for path in GOLDENS}
    assert len(samples) >= 16


@pytest.mark.parametrize("golden", GOLDENS, ids=lambda path: path.stem)
def test_sample_comes_out_as_its_golden_says(golden: Path) -> None:
    expected: dict[str, Any] = json.loads(golden.read_text(encoding="utf-8"))
    outcome = walk(source_of(golden.stem, expected["url"]), Options()).outcome
    if expected["outcome"] == "rejected":
        assert isinstance(outcome, Rejected)
        assert outcome.reason == expected["reason"]
        return
    assert isinstance(outcome, Kept), outcome
    record = expected["record"]
    got_blocks = [[block.role, block.level, block.text] for block in outcome.record.blocks]
    assert got_blocks == record.pop("blocks")
    assert [[removal.name, removal.text] for removal in outcome.removals] == expected["removed"]
    for key, value in record.items():
        got = getattr(outcome.record, key)
        assert (list(got) if isinstance(got, tuple) else got) == value, key
    gaps = expected.get("gaps", {})
    # What a careful reader would have otherwise. Once it comes out right, it must leave the list.
    assert set(gaps.get("kept_in_error", ())) <= {text for _, _, text in got_blocks}
    assert set(gaps.get("removed_in_error", ())) <= {removal.text for removal in outcome.removals}
