"""HTML files that a command writes or opens."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from pipeline.report.ending import say


def html_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--html FILE` and `--open`, for commands that end with `show`."""
    for option in (
        click.option("--open", "is_to_open", is_flag=True, help="Open that file, or a temporary one, in the browser."),
        click.option("--html", type=click.Path(path_type=Path), help="To look at in a browser: write this file."),
    ):
        command = option(command)
    return command


def one_form(*, as_json: bool, is_seen: bool) -> None:
    """Raises UsageError where both are wanted: one output is for programs or for people."""
    if as_json and is_seen:
        raise click.UsageError("--json is for programs, --html and --open for people; give one")


def show(write: Callable[[Path], None], path: Path | None, name: str, *, is_to_open: bool) -> None:
    """Has the file written, and opens it or says where it is. Without a path it is temporary, and has this name."""
    if path is None:
        path = Path(tempfile.mkdtemp(prefix="winnow-")) / name
    write(path)
    if is_to_open:
        click.launch(path.resolve().as_uri())
    else:
        say(f"written: {path}")
