"""The catalogue holds what its folders hold, and refuses what does not fit."""

import sys
from pathlib import Path

import pytest

from pipeline.catalog import all_rules, choose_rules, load_rule, rule_digest
from pipeline.errors import CatalogError
from pipeline.rule import BlockRule, TextRule

SOURCE = """{doc}
from pipeline.rule import BlockRule, TextRule

RULE = BlockRule(code="B999", name="{name}", find=lambda block: None)
"""


@pytest.fixture
def rule_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def test_has_at_least_two_dozen_rules_sorted_by_code_with_unique_names() -> None:
    rules = all_rules()
    assert len(rules) >= 24
    assert [rule.code for rule in rules] == sorted(rule.code for rule in rules)
    assert len({rule.name for rule in rules}) == len(rules)


def test_every_rule_explains_itself() -> None:
    for rule in all_rules():
        summary, _, rest = rule.doc.partition("\n\n")
        assert summary, rule.code
        assert rest, f"{rule.code} does not say why, or when not"


def test_wording_is_known_in_at_least_ten_languages() -> None:
    languages: dict[str, set[str]] = {}
    for rule in all_rules():
        if not isinstance(rule, TextRule):
            tables = [value for value in vars(sys.modules[rule.find.__module__]).values() if isinstance(value, dict)]
            languages[rule.name] = {key for table in tables if "en" in table for key in table}
    assert sum(map(bool, languages.values())) >= 20
    assert {name: found for name, found in languages.items() if found and len(found) < 10} == {}


def test_chooses_by_code_prefix_and_name() -> None:
    assert [rule.code for rule in choose_rules(("B006",)).block] == ["B006"]
    assert choose_rules(("B",)).layout == ()
    assert "L008" not in [rule.code for rule in choose_rules((), ("garbage-id",)).layout]
    assert choose_rules(("B",), ("B",)).block == ()


def test_digests_tell_rules_apart() -> None:
    digests = {rule_digest(rule.code) for rule in all_rules()}
    assert len(digests) == len(all_rules())


@pytest.mark.parametrize(
    ("file_name", "name", "doc", "message"),
    [
        ("first_thing", "other-thing", '"""Doc."""', "not after its file"),
        ("second_thing", "second-thing", "", "no docstring"),
        ("third_thing", "third-thing", "1 / 0", "cannot be imported"),
    ],
)
def test_refuses_a_file_that_does_not_hold_its_rule(
    rule_folder: Path, file_name: str, name: str, doc: str, message: str
) -> None:
    (rule_folder / f"{file_name}.py").write_text(SOURCE.format(doc=doc, name=name))
    with pytest.raises(CatalogError, match=message):
        load_rule(file_name, BlockRule)


def test_refuses_a_file_without_a_rule(rule_folder: Path) -> None:
    (rule_folder / "fourth_thing.py").write_text('"""Doc."""\nRULE = 3\n')
    with pytest.raises(CatalogError, match="must be a BlockRule, found int"):
        load_rule("fourth_thing", BlockRule)
