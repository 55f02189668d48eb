"""The page on options: of those of cleaning every place where they can be given, of the others the flags."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import click
from msgspec import structs

from pipeline.cli.run import run
from pipeline.config import CONFIG, SWITCHES
from pipeline.options import CHOICES, Options

HEAD = """# Options

None is needed. Those of cleaning change records; they can be given as flags, in the environment, and in a file: the
nearest `winnow.toml`, or `[tool.winnow]` in the nearest `pyproject.toml`, from the working directory upwards. Flags win
over the environment, which wins over the file. [Rules for a site](../how-to/sites.md) shows such a file.
"""
SELECTORS = ("keep", "drop")
TAKES = {
    "select": "codes, starts of codes, names; in the environment separated by commas",
    "ignore": "as `--select`; wins over it",
    "remove": "regular expressions of Python; in the environment one a line",
    "keep": "CSS selectors; in the environment one a line",
    "drop": "as `--keep`, which wins over it",
    "site_lines": "true or false",
    "sites_file": "a file that `winnow sites` wrote; in an options file as seen from its folder",
}
EXTRAS = re.compile(r"\s*\[([^\]]*)\]$")


def options_page() -> Iterator[str]:
    yield HEAD
    defaults = {field.name: field.default for field in structs.fields(Options)}
    cleaning = [option for option in _flags() if option.name in (*defaults, *SELECTORS)]
    yield "\n## Of cleaning\n"
    for option in cleaning:
        yield from _places(option, defaults.get(str(option.name), ()))
    yield f"\nOf `WINNOW_SITE_LINES`, {_codes(SWITCHES)} are allowed. `{CONFIG}` names the file, as `--config` does.\n"
    yield "\n## Of a run\n\n`winnow run` has these flags too; those of other commands are listed with [them](cli.md).\n"
    yield "\n| flag | allowed | default | |\n| --- | --- | --- | --- |\n"
    for option in _flags():
        if option not in cleaning:
            text, allowed, default = _help(option)
            yield _row(_flag(option), allowed, default, text)


def _places(option: click.Option, default: Any) -> Iterator[str]:
    """An option of cleaning: what it does, and as what it may be given."""
    name = str(option.name)
    yield f"\n### {name}\n\n{_help(option)[0]}\n\n| | |\n| --- | --- |\n"
    yield _row("flag", _flag(option))
    yield _row("environment", f"`WINNOW_{name.upper()}`")
    yield _row("key in the file", f"`{name}`, of `[[sites]]`" if name in SELECTORS else f"`{name}`")
    yield _row("allowed", _codes(CHOICES[name]) if name in CHOICES else TAKES.get(name, _help(option)[1]))
    yield _row("default", f"`{str(default).lower()}`" if default not in ((), None) else "none")


def _flags() -> list[click.Option]:
    return [option for option in run.params if isinstance(option, click.Option)]


def _flag(option: click.Option) -> str:
    names = " ".join((*option.opts[-1:], option.metavar or "")).strip()
    return f"`{names}`" + "".join(f", `{other}`" for other in (*option.opts[:-1], *option.secondary_opts))


def _help(option: click.Option) -> tuple[str, str, str]:
    """What an option does, takes, and is where it is not given, from its line of `--help`."""
    text = (option.get_help_record(click.Context(run)) or ("", ""))[1]
    allowed = _codes(option.type.choices) if isinstance(option.type, click.Choice) else ""
    default = ""
    while found := EXTRAS.search(text):
        text = text[: found.start()]
        for extra in found[1].split("; "):
            if extra.startswith("default: "):
                default = extra.removeprefix("default: ")
            elif extra == "required":
                default = "it must be given"
            else:
                allowed = extra
    return text, allowed, default


def _codes(values: Iterable[str]) -> str:
    return ", ".join(f"`{value}`" for value in values)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"
