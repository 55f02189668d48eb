"""Where options come from: flags, then the environment, then `winnow.toml` or `[tool.winnow]` in a pyproject."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.catalog import all_rules
from pipeline.errors import OptionsError
from pipeline.options import Options, make_options

OWN_FILE = "winnow.toml"
SHARED_FILE = "pyproject.toml"
# Codes cannot hold commas; patterns and selectors can, so these are one a line.
ENVIRONMENT = {
    "WINNOW_SELECT": ",",
    "WINNOW_IGNORE": ",",
    "WINNOW_REMOVE": "\n",
    "WINNOW_KEEP": "\n",
    "WINNOW_DROP": "\n",
}
EVERY_SITE = "*"


def load_options(
    flags: Mapping[str, tuple[str, ...]],
    *,
    config: Path | None = None,
    environment: Mapping[str, str] = os.environ,
    folder: Path | None = None,
) -> Options:
    """The options in force. `flags` holds select, ignore, remove, keep and drop; empty ones count as not given.

    A key given in one place replaces what later places say. Raises OptionsError, naming the place.
    """
    known = {rule.code: rule.name for rule in all_rules()}
    config = config or find_config(folder or Path.cwd())
    merged: dict[str, Any] = {}
    if config:
        merged = _checked(read_config(config), str(config), known)
    merged |= _checked(_from_environment(environment), "environment", known)
    merged |= _checked(_with_sites({key: list(value) for key, value in flags.items() if value}), "command line", known)
    return make_options(merged, known_rules=known)


def find_config(folder: Path) -> Path | None:
    """The nearest `winnow.toml`, or `pyproject.toml` with a [tool.winnow], in this folder or above."""
    for here in (folder, *folder.parents):
        if (here / OWN_FILE).is_file():
            return here / OWN_FILE
        shared = here / SHARED_FILE
        if shared.is_file() and "winnow" in _tool_table(shared):
            return shared
    return None


def read_config(path: Path) -> dict[str, Any]:
    """The options that a file holds. Raises OptionsError if it cannot be read or is not TOML."""
    if path.name == SHARED_FILE:
        table = _tool_table(path).get("winnow", {})
        if not isinstance(table, dict):
            raise OptionsError(f"{path}: tool.winnow: expected a table, got {type(table).__name__}")
        return table
    return _parse(path)


def _tool_table(path: Path) -> dict[str, Any]:
    tool = _parse(path).get("tool", {})
    return tool if isinstance(tool, dict) else {}


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise OptionsError(f"{path}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise OptionsError(f"{path}: not valid TOML: {error}") from error


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    values = {}
    for name, separator in ENVIRONMENT.items():
        items = [item.strip() for item in environment.get(name, "").split(separator)]
        if any(items):
            values[name.removeprefix("WINNOW_").lower()] = [item for item in items if item]
    return _with_sites(values)


def _with_sites(values: dict[str, Any]) -> dict[str, Any]:
    """`keep` and `drop`, which have no host where they come from, as a site that is every site."""
    selectors = {key: values.pop(key) for key in ("keep", "drop") if key in values}
    return {**values, "sites": [{"host": EVERY_SITE, **selectors}]} if selectors else values


def _checked(values: dict[str, Any], where: str, known: Mapping[str, str]) -> dict[str, Any]:
    make_options(values, where, known)
    return values
