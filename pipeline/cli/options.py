"""Flags that several commands share, and what they mean together."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from pipeline.errors import OptionsError


def cleaning_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The flags that change a record."""
    for option in reversed(
        (
            click.option(
                "--select",
                multiple=True,
                metavar="CODE",
                help="Only these rules: code, start of a code, or name; repeat or separate by commas.",
            ),
            click.option("--ignore", multiple=True, metavar="CODE", help="Not these rules."),
            click.option(
                "--remove", multiple=True, metavar="REGEX", help="Remove what this regular expression matches."
            ),
            click.option(
                "--keep", multiple=True, metavar="CSS", help="Keep what is inside elements that match this selector."
            ),
            click.option(
                "--drop", multiple=True, metavar="CSS", help="Drop what is inside elements that match this selector."
            ),
            click.option(
                "--focus",
                type=click.Choice(["precision", "balanced", "recall"]),
                help="Rather lose text than keep junk, or the reverse.  [default: balanced]",
            ),
            click.option(
                "--comments",
                type=click.Choice(["auto", "keep", "drop"]),
                help="HTML: readers' comments; auto keeps them where the page is a discussion.  [default: auto]",
            ),
            click.option(
                "--second-opinion",
                type=click.Choice(["auto", "never", "always"]),
                help="HTML: ask trafilatura too; auto asks on pages of low confidence.  [default: never]",
            ),
            click.option(
                "--sites",
                "sites_file",
                metavar="FILE",
                help="What sites share, as `winnow sites` learned it: menus, footers and notices go with it.",
            ),
            click.option(
                "--config",
                type=click.Path(path_type=Path),
                help="Options file, instead of the nearest winnow.toml or pyproject.toml.",
            ),
        )
    ):
        command = option(command)
    return command


def column_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The flags that say in which columns of tables pages lie."""
    for option in (
        click.option("--url-column", metavar="NAME", help="The column that holds the page's URL."),
        click.option("--text-column", metavar="NAME", help="The column that holds plain text."),
        click.option("--html-column", metavar="NAME", help="JSON lines, CSV, Parquet: the column that holds HTML."),
    ):
        command = option(command)
    return command


def columns_of(flags: dict[str, Any]) -> Any:
    """What these flags say, which are taken out of the others."""
    from pipeline.read.pages import Columns

    return Columns(**{name: flags.pop(f"{name}_column") for name in ("html", "text", "url")})


def load(flags: dict[str, Any]) -> Any:
    """The options of cleaning that the flags, the environment and files give. Raises OptionsError."""
    from pipeline.config import load_options

    config = flags.pop("config")
    for key in ("select", "ignore"):
        flags[key] = separated(flags[key])
    return load_options(flags, config=config)


def separated(codes: tuple[str, ...]) -> tuple[str, ...]:
    """What a flag that is repeated, or takes a list with commas, names."""
    return tuple(part.strip() for item in codes for part in item.split(",") if part.strip())


def check_url(url: str, pages: int) -> None:
    """Raises OptionsError for a URL that cannot be one, or be that of so many pages."""
    from pipeline.surrogates import is_unicode

    if not is_unicode(url):
        raise OptionsError(f"--url: {url!r} is not valid UTF-8")
    if pages != 1:
        raise OptionsError(f"--url is for one page; the inputs hold {pages}")
