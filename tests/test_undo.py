"""A record and its removals give back the page."""

from pathlib import Path

import msgspec
import pytest

from pipeline import Kept, Options, Record, Removal, Source, WinnowError, explain, restore
from pipeline.read.files import find_inputs
from pipeline.read.sources import read_source
from pipeline.walk import Explanation, walk
from pipeline.write.lines import record_line, removal_line

SAMPLES = Path(__file__).parent.parent / "samples"
BODY = "The river rose in the night, and in the morning the road was closed; nobody came through before noon. "
PAGE = (
    "<h1>River</h1><nav><a href='/'>Home</a></nav>"
    f"<p>{BODY}</p><p>{BODY}[AD] {BODY}[AD] {BODY}</p><p>{BODY}</p><p>[AD]</p><p>Share this article</p>"
)
OPTIONS = Options(remove=(r"\[AD\]", "^The river"))


def check(explanation: Explanation) -> None:
    assert isinstance(explanation.outcome, Kept)
    assert explanation.view is not None
    blocks = restore(explanation.outcome.record, explanation.outcome.removals)
    expected = [(block.role, block.level, block.text) for block in explanation.view.blocks]
    assert [(block.role, block.level, block.text) for block in blocks] == expected


def kept() -> Kept:
    outcome = explain(PAGE, options=OPTIONS).outcome
    assert isinstance(outcome, Kept)
    assert {"U001"} < {removal.rule for removal in outcome.removals}
    return outcome


@pytest.mark.parametrize("file", find_inputs([str(SAMPLES)]), ids=lambda file: file.ref)
@pytest.mark.parametrize("options", [Options(), Options(remove=("[aeiou]+ ", r"\bund\b", "的", "^.", ".$"))])
def test_gives_back_every_sample(file: object, options: Options) -> None:
    source = read_source(file)  # type: ignore[arg-type]
    explanation = walk(source, options)
    if isinstance(explanation.outcome, Kept):
        check(explanation)


def test_gives_back_blocks_that_lost_their_middle() -> None:
    check(explain(PAGE, options=OPTIONS))
    check(explain(PAGE, options=Options(remove=(r"\S+", "x"))))
    check(walk(Source(ref="a", body=f"{BODY}\n\nx [AD] y\n{BODY}"), OPTIONS))


def test_the_order_of_removals_does_not_matter() -> None:
    outcome = kept()
    assert restore(outcome.record, outcome.removals[::-1]) == restore(outcome.record, outcome.removals)


def test_gives_back_what_was_written() -> None:
    outcome = kept()
    record = msgspec.json.decode(record_line(outcome, inline=True), type=Record)
    removals = [
        msgspec.json.decode(removal_line(outcome.record.id, removal), type=Removal) for removal in outcome.removals
    ]
    assert restore(record, removals) == restore(outcome.record, outcome.removals)


def test_refuses_removals_that_are_not_all_there() -> None:
    outcome = kept()
    for missing in range(len(outcome.removals)):
        rest = [removal for index, removal in enumerate(outcome.removals) if index != missing]
        with pytest.raises(WinnowError, match="not its removals"):
            restore(outcome.record, rest)
    with pytest.raises(WinnowError):
        restore(outcome.record, ())


def test_refuses_removals_of_another_page() -> None:
    outcome = kept()
    for extra in (outcome.removals, [msgspec.structs.replace(outcome.removals[0], block=999)]):
        with pytest.raises(WinnowError):
            restore(outcome.record, [*outcome.removals, *extra])
    other = explain(PAGE.replace("[AD]", "[SPONSOR]"), options=Options(remove=(r"\[SPONSOR\]",))).outcome
    assert isinstance(other, Kept)
    with pytest.raises(WinnowError):
        restore(outcome.record, other.removals)


@pytest.mark.parametrize(
    "change", [{"start": 1}, {"end": 3}, {"length": 5000}, {"text": "longer than it was"}, {"block": 0}]
)
def test_refuses_removals_that_were_changed(change: dict[str, object]) -> None:
    outcome = kept()
    index = next(i for i, removal in enumerate(outcome.removals) if removal.rule == "U001" and removal.start > 0)
    removals = list(outcome.removals)
    removals[index] = msgspec.structs.replace(removals[index], **change)
    with pytest.raises(WinnowError):
        restore(outcome.record, removals)
