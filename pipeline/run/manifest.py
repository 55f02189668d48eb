"""What the manifest of an output says: counts that add up, and what made it."""

from typing import Any

import msgspec

from pipeline.catalog import all_rules, code_digest, rule_digest
from pipeline.options import Options
from pipeline.record import SCHEMA_VERSION
from pipeline.rule import AnyRule, PageRule, TextRule
from pipeline.run.settings import Settings
from pipeline.run.tally import Tally
from pipeline.version import VERSION


def manifest(
    total: Tally, cleaned: Tally, inputs: dict[str, int], options: Options, settings: Settings
) -> dict[str, Any]:
    """The whole output in `counts`, and what the last run did to it in `run`: `inputs` by what became of them."""
    return {
        "version": VERSION,
        "schema_version": SCHEMA_VERSION,
        "format": settings.form,
        "removed": settings.removed,
        "counts": _counts(total),
        "chars": {"in": total.chars_in, "out": total.chars_out},
        "reasons": _sorted(total.reasons),
        "statuses": _sorted(total.statuses),
        "run": {
            "inputs": inputs,
            "cleaned": _counts(cleaned),
        },
        "options": msgspec.to_builtins(options),
        "options_digest": options.digest(),
        "code_digest": code_digest(),
        "rules": [_rule_counts(rule, total) for rule in all_rules()],
    }


def _counts(tally: Tally) -> dict[str, int]:
    return {key: getattr(tally, key) for key in ("sources", "kept", "rejected", "failed")}


def _sorted(counts: dict[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items()))


def _rule_counts(rule: AnyRule, tally: Tally) -> dict[str, Any]:
    """What a rule did. Text rules repair and do not remove: records say so in their warnings."""
    value: dict[str, Any] = {"code": rule.code, "name": rule.name, "digest": rule_digest(rule.code)}
    if isinstance(rule, PageRule):
        value["rejected"] = tally.rejections.get(rule.code, 0)
    elif not isinstance(rule, TextRule):
        value |= {
            "removals": tally.removals.get(rule.code, 0),
            "chars": tally.removed_chars.get(rule.code, 0),
        }
    return value
