"""The five promises, for any input: Hypothesis looks for one that breaks them."""

import subprocess
import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import Options, Source, clean_many, restore
from pipeline.catalog import choose_rules
from pipeline.normalise.blocks import is_plain, repair
from pipeline.options import Site
from pipeline.record import Failed, Kept, Rejected
from pipeline.report.terminal import explanation_json
from pipeline.walk import walk
from pipeline.write.lines import problem_line, record_line, removal_line

WORDS = st.sampled_from(
    "the bell rang through flood and View all Share Home © 2024 eiQsMTAhWr By Clara Winter 12 May 2024 Related posts "
    "cookies newsletter 相关阅读 鐘は鳴る۔ سلام Â â€™ &amp; \u200b \u00ad \t • “quoted” Advertisement 3 likes".split(
        " "
    )
)
LINES = st.lists(WORDS, min_size=1, max_size=25).map(" ".join).map(lambda line: line + ".")
EXPORTS = st.lists(LINES | WORDS | st.text(max_size=40), max_size=30).map("\n".join)
TAGS = st.sampled_from("p div h1 h2 li ul td tr table a span b pre code blockquote nav footer article br aside".split())
NAMES = st.sampled_from(["", "comments", "newsletter", "post-body", "byline", "share related"])


@st.composite
def markup(draw: st.DrawFn) -> str:
    """Markup in any state: unclosed, crossed, with text anywhere."""
    parts = []
    for _ in range(draw(st.integers(0, 30))):
        tag = draw(TAGS)
        opening = f'<{tag} class="{draw(NAMES)}" href="/x">'
        parts.append(draw(st.sampled_from([opening, f"</{tag}>", "<!-- c -->", "<"])))
        parts.append(draw(LINES | st.text(max_size=30) | st.just("")))
    return "<!doctype html>" + "".join(parts)


PAGES = st.one_of(EXPORTS, markup(), st.binary(max_size=400), st.text(max_size=200))
OPTIONS = st.sampled_from(
    [
        Options(),
        Options(ignore=("C",)),
        Options(select=("L", "T")),
        Options(remove=(r"\bbell\b", "a.", r"\s")),
        Options(sites=(Site(host="*", keep=("footer", "[class*=post]"), drop=("b", "li:first-child")),)),
    ]
)


@given(PAGES, OPTIONS)
@settings(max_examples=400, deadline=None)
def test_kept_and_removed_characters_are_the_blocks_characters(body: str | bytes, options: Options) -> None:
    explanation = walk(Source(ref="page", body=body, url="https://example.com/"), options)
    outcome = explanation.outcome
    assert not isinstance(outcome, Failed), outcome
    if isinstance(outcome, Kept):
        assert explanation.view is not None
        texts = [block.text for block in explanation.view.blocks]
        assert [block.text for block in restore(outcome.record, outcome.removals)] == texts
        removed = sum(len(removal.text) for removal in outcome.removals)
        assert outcome.record.stats.chars_out + removed == sum(map(len, texts)) == outcome.record.stats.chars_in
        for removal in outcome.removals:
            assert texts[removal.block][removal.start : removal.end] == removal.text
            assert removal.why


@given(PAGES, OPTIONS)
@settings(max_examples=200, deadline=None)
def test_kept_blocks_are_neither_empty_nor_padded_and_everything_can_be_written(
    body: str | bytes, options: Options
) -> None:
    outcome = walk(Source(ref="page", body=body), options).outcome
    if isinstance(outcome, Kept):
        assert all(block.text.strip() for block in outcome.record.blocks)
        assert outcome.record.text == "\n\n".join(block.text for block in outcome.record.blocks)
        assert record_line(outcome, inline=True).count(b"\n") == 1
        assert all(removal_line("id", removal).count(b"\n") == 1 for removal in outcome.removals)
    else:
        assert problem_line(outcome).count(b"\n") == 1


@given(st.lists(PAGES, max_size=6))
@settings(max_examples=60, deadline=None)
def test_every_source_ends_in_exactly_one_outcome(bodies: list[str | bytes]) -> None:
    outcomes = list(clean_many(bodies))
    assert len(outcomes) == len(bodies)
    assert all(isinstance(outcome, Kept | Rejected) for outcome in outcomes), outcomes


@given(st.text() | EXPORTS | st.binary().map(lambda data: data.decode("latin-1")), st.booleans())
@settings(max_examples=500, deadline=None)
def test_repairing_twice_changes_nothing(text: str, code: bool) -> None:
    rules = choose_rules().text
    once, _ = repair(text, rules, code=code)
    assert repair(once, rules, code=code) == (once, ())


@given(
    st.text(st.sampled_from("aZ09 .,;:!?'\"()[]<>{}#%/\\|@^~`_‘’“”–—…éßžÀ×ÂÃŒœ"), min_size=1).filter(is_plain),
    st.booleans(),
)
@settings(max_examples=500, deadline=None)
def test_no_rule_repairs_plain_text(text: str, code: bool) -> None:
    assert repair(text, choose_rules().text, code=code) == (text, ())


@given(PAGES, OPTIONS)
@settings(max_examples=100, deadline=None)
def test_the_same_input_and_options_give_the_same_bytes(body: str | bytes, options: Options) -> None:
    first, second = (explanation_json(walk(Source(ref="page", body=body), options)) for _ in range(2))
    assert first == second


def test_a_record_does_not_depend_on_hash_seed_or_process(tmp_path: Path) -> None:
    samples = Path(__file__).parent.parent / "samples"
    outputs = []
    for seed in ("0", "1"):
        out = tmp_path / f"{seed}.jsonl"
        command = [sys.executable, "-m", "pipeline", "run", str(samples), "-o", str(out), "--removed", "inline", "-q"]
        subprocess.run(command, check=True, env={"PYTHONHASHSEED": seed}, cwd=samples.parent)
        outputs.append(out.read_bytes())
    assert outputs[0] == outputs[1]
