"""Where options come from: flags, then the environment, then `winnow.toml` or `[tool.winnow]` in a pyproject."""

import os
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipeline.catalog import all_rules
from pipeline.content.site_table import site_table
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
ENVIRONMENT_CHOICES = ("WINNOW_FOCUS", "WINNOW_COMMENTS", "WINNOW_SECOND_OPINION")
SWITCHES = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
CONFIG = "WINNOW_CONFIG"
EVERY_SITE = "*"


def load_options(
    flags: Mapping[str, tuple[str, ...] | str | bool | None],
    *,
    config: Path | None = None,
    environment: Mapping[str, str] = os.environ,
    folder: Path | None = None,
) -> Options:
    """The options in force. `flags` holds select, ignore, remove, keep, drop, focus, comments, second_opinion,
    site_lines and sites_file; empty ones and None count as not given.

    A key given in one place replaces what later places say; of sites, the keep or drop of a host. Raises
    OptionsError, naming the place.
    """
    known = {rule.code: rule.name for rule in all_rules()}
    merged: dict[str, Any] = {}
    if file := _named_config(config, environment) or find_config(folder or Path.cwd()):
        merged = _checked(_beside(file, read_config(file)), str(file), known)
    for where, values in (
        ("environment", _from_environment(environment)),
        (
            "command line",
            {
                key: list(value) if isinstance(value, tuple) else value
                for key, value in flags.items()
                if value not in (None, (), "")
            },
        ),
    ):
        found = _checked(_with_sites(values), where, known)
        sites = _merged_sites(merged.get("sites", ()), found.get("sites", ()))
        merged = {**merged, **found, **({"sites": sites} if sites else {})}
    options = make_options(merged, known_rules=known)
    site_table(options)  # a file that is none stops the run before any work
    return options


def _beside(file: Path, values: dict[str, Any]) -> dict[str, Any]:
    """The values, their path as seen from the folder of the file that names it."""
    name = values.get("sites_file")
    return {**values, "sites_file": str(file.parent / name)} if isinstance(name, str) else values


def _named_config(config: Path | None, environment: Mapping[str, str]) -> Path | None:
    """The file that --config or WINNOW_CONFIG names. Raises OptionsError if it cannot be one."""
    where = "command line: --config"
    if config is None:
        where, named = f"environment: {CONFIG}", environment.get(CONFIG)
        if not named:
            return None
        config = Path(named)
    if not config.is_file():
        raise OptionsError(f"{where}: {str(config)!r} is not a file; give one like {OWN_FILE} or {SHARED_FILE}")
    if config.name == SHARED_FILE and "winnow" not in _tool_table(config):
        raise OptionsError(f"{where}: {str(config)!r} has no table [tool.winnow]")
    return config


def _merged_sites(below: Iterable[Mapping[str, Any]], above: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The sites of one place over those of another: a host's keep or drop replaces its namesake."""
    above = list(above)
    given = {(site["host"], key) for site in above for key in site if key != "host"}
    rest = [{key: value for key, value in site.items() if (site["host"], key) not in given} for site in below]
    return [*(site for site in rest if len(site) > 1), *map(dict, above)]


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
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise OptionsError(f"{path}: not valid TOML: {error}") from error


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {
        name.removeprefix("WINNOW_").lower(): value for name in ENVIRONMENT_CHOICES if (value := environment.get(name))
    }
    if site_lines := environment.get("WINNOW_SITE_LINES"):
        values["site_lines"] = _switch("WINNOW_SITE_LINES", site_lines)
    if sites_file := environment.get("WINNOW_SITES_FILE"):
        values["sites_file"] = sites_file
    for name, separator in ENVIRONMENT.items():
        items = [item.strip() for item in environment.get(name, "").split(separator)]
        if any(items):
            values[name.removeprefix("WINNOW_").lower()] = [item for item in items if item]
    return values


def _switch(name: str, value: str) -> bool:
    """Raises OptionsError for what is neither on nor off."""
    if (found := SWITCHES.get(value.strip().lower())) is None:
        raise OptionsError(f"environment: {name}: got {value!r}; allowed: {', '.join(SWITCHES)}")
    return found


def _with_sites(values: dict[str, Any]) -> dict[str, Any]:
    """`keep` and `drop`, which have no host where they come from, as a site that is every site."""
    selectors = {key: values.pop(key) for key in ("keep", "drop") if key in values}
    return {**values, "sites": [{"host": EVERY_SITE, **selectors}]} if selectors else values


def _checked(values: dict[str, Any], where: str, known: Mapping[str, str]) -> dict[str, Any]:
    make_options(values, where, known)
    return values
