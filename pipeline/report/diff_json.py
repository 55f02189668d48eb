"""A comparison of two outputs for programs: a JSON object a line, told apart by `kind`.

`head` first, then `only` and `changed` as they are found, `totals` last.
"""

from collections.abc import Iterable
from typing import Any

import msgspec

from pipeline.report.made_by import Setting
from pipeline.report.output_diff import OnlyIn, Totals
from pipeline.report.page_diff import PageDiff
from pipeline.write.lines import json_line
from pipeline.write.outputs import stdout


class DiffJson:
    """Writes each as a line on stdout."""

    def head(self, a: str, b: str, settings: Iterable[Setting]) -> None:
        """Which outputs these are, and what made them differently."""
        _write("head", a=a, b=b, settings=msgspec.to_builtins(list(settings)))

    def only(self, only: OnlyIn) -> None:
        """A page that one side lacks."""
        _write("only", **msgspec.to_builtins(only))

    def changed(self, found: PageDiff) -> None:
        """A record that differs."""
        record = found.b.record
        _write(
            "changed", id=record.id, source=record.source, keys=found.keys, causes=found.causes,
            facts=msgspec.to_builtins(found.facts), rules=msgspec.to_builtins(found.rules),
            hunks=msgspec.to_builtins(list(found.hunks())),
        )  # fmt: skip

    def totals(self, totals: Totals) -> None:
        """The counts over all pages."""
        values = msgspec.structs.asdict(totals)
        values["others"] = [
            {"side": side, "outcome": outcome, "reason": reason, "pages": count}
            for (side, outcome, reason), count in sorted(totals.others.items())
        ]
        for key in ("keys", "causes"):
            values[key] = [{"name": name, "records": count} for name, count in sorted(values[key].items())]
        values["rules"] = msgspec.to_builtins([one for _, one in sorted(totals.rules.items())])
        _write("totals", **values)


def _write(kind: str, **values: Any) -> None:
    stdout().write(json_line({"kind": kind, **values}))
