"""Every rule against its fixture: what it must keep, then what it must flag.

A fixture is `rules/<name>.json` with `keeps` first, then `drops`. A case is
- for a block rule a line, or {"text", "role", "linked", "code"};
- for a layout rule {"page", "flags"}: the page's text or markup, in which `{body}` stands for three paragraphs of
  running text, and the blocks that the rule flags (none in `keeps`); "batch" holds other pages of the same run;
- for a page rule {"page"};
- for a text rule [before, after], or in `keeps` one text that is left alone; {"text", "code"} for code.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from pipeline.catalog import all_rules
from pipeline.content.site_lines import SiteLines, page_lines
from pipeline.content.site_table import SiteTable
from pipeline.corpus.site_lines import lines_of_site
from pipeline.corpus.site_pages import site_pages
from pipeline.decide import zone_of
from pipeline.decode import decode
from pipeline.describe import describe
from pipeline.model import Block, Document, Source, View
from pipeline.normalise.blocks import normalise
from pipeline.options import Options
from pipeline.rule import AnyRule, BlockRule, LayoutRule, PageRule, TextRule
from pipeline.segment.page import segment

FIXTURES = Path(__file__).parent / "rules"
BODY = (
    "The ferry leaves at seven, and by then the fishermen have been back for an hour and the market is half sold.",
    "Nobody on the quay can say when the bell was hung, only that it rang through the flood and has not rung since.",
    "When the wind turns, the whole harbour smells of tar and oranges, and the old men close their eyes to it.",
)
RULES = {rule.name: rule for rule in all_rules()}


def cases(kind: str) -> list[Any]:
    found = []
    for name in sorted(RULES):
        path = FIXTURES / f"{name}.json"
        data = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"keeps": [], "drops": []}
        found += [pytest.param(RULES[name], case, id=f"{name}-{i}") for i, case in enumerate(data[kind])]
    return found


def fixture(body: str) -> Source:
    return Source(ref="fixture", body=body, url="https://www.example.com/page")


def page_document(text: str, options: Options) -> Document:
    markup = text.lstrip().startswith("<")
    body = "".join(f"<p>{line}</p>" for line in BODY) if markup else "\n\n".join(BODY)
    source = fixture(text.replace("{body}", body))
    rules = [rule for rule in all_rules() if isinstance(rule, TextRule)]
    return normalise(segment(decode(source), options), rules)


def page_view(text: str, options: Options, batch: Sequence[str] = (), site: Sequence[str] = ()) -> View:
    document, site_lines = page_document(text, options), SiteLines()
    for other in (text, *batch):
        if (lines := page_lines(page_document(other, options))) is not None:
            site_lines.learn(lines)
    table = SiteTable(lines_of_site([taught for other in site for taught in site_pages([fixture(other)])]))
    shared, of_site = site_lines.shared(document), table.of_site(document)
    return describe(structs.replace(document, shared=shared, of_site=of_site), options)


def options_of(case: Any) -> Options:
    from pipeline.options import make_options

    return make_options(case.get("options", {}))


def flagged(rule: AnyRule, case: Any) -> list[str]:
    """The texts that the rule flags in a case."""
    if isinstance(rule, BlockRule):
        case = case if isinstance(case, dict) else {"text": case}
        text = case["text"]
        block = Block(
            index=0,
            text=text,
            raw=text,
            role=case.get("role", "paragraph"),
            code=case.get("code", case.get("role") == "code"),
            link_chars=len(text) if case.get("linked") else 0,
        )
        hit = rule.find(block)
        return [text[hit.start : hit.end]] if hit else []
    view = page_view(case["page"], options_of(case), case.get("batch", ()), case.get("site", ()))
    if isinstance(rule, PageRule):
        rejection = rule.find(view)
        return [rejection.why] if rejection else []
    assert isinstance(rule, LayoutRule)
    hits = [hit for hit in rule.find(view) if zone_of(hit.block, view) in rule.zones]
    return [view.blocks[hit.block].text[hit.start : hit.end] for hit in hits]


def test_every_rule_has_a_fixture_with_keeps_and_drops() -> None:
    without = []
    for name in RULES:
        path = FIXTURES / f"{name}.json"
        data = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        if list(data) != ["keeps", "drops"] or not data["keeps"] or not data["drops"]:
            without.append(name)
    assert without == []


def test_every_fixture_has_a_rule() -> None:
    assert {path.stem for path in FIXTURES.glob("*.json")} == set(RULES)


@pytest.mark.parametrize(("rule", "case"), cases("keeps"))
def test_keeps(rule: AnyRule, case: Any) -> None:
    if isinstance(rule, TextRule):
        text, code = (case["text"], case["code"]) if isinstance(case, dict) else (case, False)
        assert rule.apply(text, code) == text
    else:
        assert flagged(rule, case) == []


@pytest.mark.parametrize(("rule", "case"), cases("drops"))
def test_drops(rule: AnyRule, case: Any) -> None:
    if isinstance(rule, TextRule):
        before, after = case
        assert rule.apply(before, False) == after
        assert rule.apply(after, False) == after
    elif isinstance(rule, LayoutRule):
        assert flagged(rule, case) == case["flags"]
    else:
        assert flagged(rule, case) != []
