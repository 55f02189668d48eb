"""A page with what was removed put back, for people or for a program."""

from collections.abc import Sequence

import click
import msgspec

from pipeline.record import Record, RecordBlock
from pipeline.report.visible import visible
from pipeline.write.lines import json_line
from pipeline.write.outputs import stdout


def print_restored(blocks: Sequence[RecordBlock]) -> None:
    """The text, a blank line between blocks. Raises OutputError if stdout is closed."""
    text = "\n\n".join(block.text for block in blocks)
    click.echo(visible(text) if stdout().isatty() else text)


def print_restored_json(record: Record, blocks: Sequence[RecordBlock]) -> None:
    """One object: id, source, blocks."""
    stdout().write(json_line({"id": record.id, "source": record.source, "blocks": msgspec.to_builtins(blocks)}))
