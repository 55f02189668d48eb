"""The page on the command line: what `--help` says."""

from collections.abc import Iterator

import click

from pipeline.cli import main

WIDTH = 88  # what the site shows of a line


def cli_page() -> Iterator[str]:
    yield "# Command line\n"
    context = click.Context(main, info_name="winnow", **main.context_settings)
    yield f"\n```text\n{main.get_help(context)}\n```\n"
    for name, command in sorted(main.commands.items()):
        sub = click.Context(command, info_name=name, parent=context, max_content_width=WIDTH, terminal_width=WIDTH)
        yield f"\n## winnow {name}\n\n```text\n{command.get_help(sub)}\n```\n"
