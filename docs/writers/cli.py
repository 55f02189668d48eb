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
        yield from _section(name, command, context)


def _section(name: str, command: click.Command, above: click.Context) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=above, max_content_width=WIDTH, terminal_width=WIDTH)
    yield f"\n## {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n"
    for below, one in sorted(getattr(command, "commands", {}).items()):
        yield from _section(below, one, context)
