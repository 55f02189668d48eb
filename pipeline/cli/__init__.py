"""The command line: parse, call, print. Everything heavy is imported by the command that needs it."""

from pathlib import Path
from typing import Any

import click

from pipeline.cli.dedupe import dedupe
from pipeline.cli.diff import diff
from pipeline.cli.gather import gather
from pipeline.cli.options import check_url, cleaning_options, load
from pipeline.cli.output import status, validate
from pipeline.cli.report import report
from pipeline.cli.restore import restore
from pipeline.cli.rules import rules
from pipeline.cli.run import run
from pipeline.cli.showing import html_options, one_form, show
from pipeline.cli.sites import sites
from pipeline.report.ending import SOME_FAILED, Ending, stop
from pipeline.version import VERSION


class Commands(click.Group):
    """The commands, each of which ends as `Ending` says."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        with Ending():
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        with Ending():
            return super().invoke(ctx)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="winnow")
def main() -> None:
    """Scraped pages in, clean records out, and a reason for every line that was removed."""


for command in (
    dedupe,
    diff,
    gather,
    report,
    restore,
    rules,
    run,
    sites,
    status,
    validate,
):  # fmt: skip
    main.add_command(command)


@main.command()
@click.argument("page")
@click.option("--url", help="The page's URL.")
@click.option("--json", "as_json", is_flag=True, help="For programs: one JSON object.")
@html_options
@cleaning_options
def explain(page: str, url: str | None, as_json: bool, html: Path | None, is_to_open: bool, **flags: Any) -> None:
    """Show a page block by block: what was kept, what was removed, by which rule and why.

    PAGE is a file, or - for stdin; of a text file with several pages, FILE#2 is the second. Pages of archives and
    tables go by their names in records: FILE.zip!MEMBER, FILE.warc.gz@OFFSET, FILE.jsonl#LINE.
    """
    from pipeline.read.one_page import read_page
    from pipeline.record import Failed
    from pipeline.report.page_view import write_page_view
    from pipeline.report.terminal import print_explanation, print_explanation_json
    from pipeline.walk import walk

    one_form(as_json=as_json, is_seen=bool(html or is_to_open))
    options = load(flags)
    if url is not None:
        check_url(url, 1)
    explanation = walk(read_page(page, url=url), options)
    if html or is_to_open:
        show(lambda path: write_page_view(explanation, path), html, "view.html", is_to_open=is_to_open)
    elif as_json:
        print_explanation_json(explanation)
    else:
        print_explanation(explanation)
    if isinstance(explanation.outcome, Failed):
        stop("the page failed", SOME_FAILED)


@main.command()
@click.option(
    "--for", "dialect", type=click.Choice(["duckdb", "datasets", "arrow"]),
    help="The declaration with which this tool loads records, instead of the JSON Schema.",
)  # fmt: skip
def schema(dialect: Any) -> None:
    """Print the JSON Schema of a record, or what declares it elsewhere."""
    import json

    from pipeline.record import record_schema
    from pipeline.report.declarations import declaration

    if dialect:
        click.echo(declaration(dialect, "records", inline=False), nl=False)
    else:
        click.echo(json.dumps(record_schema(), indent=2, ensure_ascii=False))
