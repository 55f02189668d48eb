"""Floors for the out-of-fold figures, in a file: checked in CI, raised by command, lowered only with a reason.

[floors] holds figures, [corpora] the digest of the pages that they were made on, [lowered] why a floor is lower than it
once was.
"""

import json
import math
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.content.weights import Origin

MARGIN, KIND_MARGIN = 0.004, 0.012
"""How far a floor lies below the figure that set it: that of a corpus, and of one kind of page, some hundred pages.

Another processor or version of a library draws other trees: that moves figures by about half of it.
"""
WHOLE = ("word", "shingle", "snippets")
"""How the names of a whole corpus' figures end."""


def check(found: Mapping[str, float], origin: Origin, path: Path) -> list[str]:
    """What is below its floor, and what the floors were not made for."""
    told = _read(path)
    if not told["floors"]:
        return [f"no floors in {path}"]
    wrong = [
        f"{name}: {found.get(name, 0):.4f} is below {floor}"
        for name, floor in told["floors"].items()
        if not found.get(name, 0) >= floor
    ]
    wrong += [f"{name}: lowered without a reason" for name, reason in told["lowered"].items() if not reason]
    if _digests(origin) != told["corpora"]:
        wrong.append(f"the corpora are not those that the floors were made for: {_digests(origin)}")
    return wrong


def set_floors(found: Mapping[str, float], origin: Origin, path: Path, reason: str | None) -> None:
    """Writes floors MARGIN below the figures. Raises SystemExit if one would be lowered and no reason is given."""
    told = _read(path)
    if not all(map(math.isfinite, found.values())):
        raise SystemExit(f"a figure is not a number: {dict(found)}")
    floors = {name: round(value - _margin(name), 3) for name, value in found.items()}
    lower = [name for name, floor in told["floors"].items() if floors.get(name, 0) < floor]
    if lower and not reason:
        raise SystemExit(f"floors would be lowered; give --lower REASON: {', '.join(lower)}")
    lowered = {**told["lowered"], **dict.fromkeys(lower, reason)}
    tables = {"floors": floors, "corpora": _digests(origin), "lowered": lowered}
    path.write_text("\n".join(_table(name, values) for name, values in tables.items()), encoding="utf-8")


def _margin(name: str) -> float:
    return MARGIN if name.endswith(WHOLE) else KIND_MARGIN


def _read(path: Path) -> dict[str, dict[str, Any]]:
    told = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {name: told.get(name, {}) for name in ("floors", "corpora", "lowered")}


def _digests(origin: Origin) -> dict[str, str]:
    return {name: value for name, _, value in origin.corpora}


def _table(name: str, values: Mapping[str, Any]) -> str:
    lines = (f"{json.dumps(key)} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items())
    return "\n".join([f"[{name}]", *lines, ""])
