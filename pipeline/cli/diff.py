"""`winnow diff`: two outputs of the same pages, compared."""

from pathlib import Path
from typing import Any

import click

from pipeline.cli.showing import html_options, one_form, show
from pipeline.report.ending import FAILED

SHOWN = 20


@click.command()
@click.argument("a")
@click.argument("b")
@click.argument("records", nargs=-1, metavar="[RECORD…]")
@click.option("--all", "is_all", is_flag=True, help=f"Show all that differs, and not only {SHOWN} of each kind.")
@click.option("--json", "as_json", is_flag=True, help="For programs: all that differs, a JSON object a line.")
@html_options
@click.option("--exit-code", "is_told", is_flag=True, help="End with 1 if anything differs.")
def diff(
    a: str,
    b: str,
    records: tuple[str, ...],
    is_all: bool,
    as_json: bool,
    html: Path | None,
    is_to_open: bool,
    is_told: bool,
) -> None:
    """Compare two outputs of the same pages: which records changed, by which rule, word by word.

    A and B are output folders, or files of records. RECORD is the id or source of a page: only these are compared.
    Versions and options that differ are told first; by themselves they change no record.
    """
    from pipeline.report.diff_json import DiffJson
    from pipeline.report.diff_text import DiffPrinter
    from pipeline.report.diff_view import DiffView
    from pipeline.report.made_by import maker_of, settings_diff
    from pipeline.report.output_diff import OnlyIn, OutputDiff
    from pipeline.run.dataset import open_dataset

    is_seen = html is not None or is_to_open
    one_form(as_json=as_json, is_seen=is_seen)
    limit = None if is_all or records else SHOWN
    shown: Any = DiffJson() if as_json else DiffView(limit) if is_seen else DiffPrinter(limit)
    old, new = open_dataset(Path(a)), open_dataset(Path(b))
    shown.head(a, b, settings_diff(maker_of(old), maker_of(new)))
    found = OutputDiff(old, new, records)
    for event in found.events():
        if isinstance(event, OnlyIn):
            shown.only(event)
        else:
            shown.changed(event)
    shown.totals(found.totals)
    if is_seen:
        show(shown.write, html, "diff.html", is_to_open=is_to_open)
    if is_told and found.totals.differ:
        raise SystemExit(FAILED)
