"""The command line: parse, call, print. Everything heavy is imported by the command that needs it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from pipeline.errors import OptionsError
from pipeline.report.ending import SOME_FAILED, Ending, say, stop
from pipeline.version import VERSION


class Commands(click.Group):
    """The commands, each of which ends as `Ending` says."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        with Ending():
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        with Ending():
            return super().invoke(ctx)


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
                "--config",
                type=click.Path(path_type=Path),
                help="Options file, instead of the nearest winnow.toml or pyproject.toml.",
            ),
        )
    ):
        command = option(command)
    return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="winnow")
def main() -> None:
    """Scraped pages in, clean records out, and a reason for every line that was removed."""


@main.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@click.option("-o", "--out", required=True, metavar="OUT", help="A folder, a .jsonl file, or - for stdout.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["jsonl", "md"]),
    default="jsonl",
    show_default=True,
    help="Form of the records.",
)
@click.option(
    "--removed",
    type=click.Choice(["beside", "inline"]),
    default="beside",
    show_default=True,
    help="Removals in a file of their own (folders only), or in each record.",
)
@click.option("--url", help="The page's URL, if the input is one page.")
@click.option(
    "--site-lines/--no-site-lines",
    default=None,
    help="Text exports: take lines that several pages of this run share for the site's.  [default: no]",
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
@cleaning_options
def run(
    inputs: tuple[str, ...], out: str, format_: Any, removed: Any, url: str | None, quiet: bool, **flags: Any
) -> None:
    """Clean pages: files, folders (searched for files), or - for stdin.

    Exit codes: 0 done, 1 failed, 2 wrong usage or options, 3 done but for pages that failed, 130 interrupted,
    143 terminated.
    """
    from pipeline.read.files import find_inputs
    from pipeline.report.run import Progress, print_summary
    from pipeline.run.local import run as run_files
    from pipeline.write.outputs import check_output

    options = _options(flags)
    destination = check_output(out, format_, removed)
    files = find_inputs(inputs, out=None if destination == "stdout" else out)
    if url is not None:
        _check_url(url, len(files))
    if not files and not quiet:
        say(f"no pages found in {', '.join(map(click.format_filename, inputs))}")
    with Progress(len(files), quiet=quiet, lines=destination != "folder") as watch:
        summary = run_files(files, out, options, url=url, form=format_, removed=removed, watch=watch)
    if files and not quiet:
        print_summary(summary, out, removed)
    if summary.failed:
        stop(f"{summary.failed} of {summary.sources} {'page' if summary.sources == 1 else 'pages'} failed", SOME_FAILED)


@main.command()
@click.argument("page")
@click.option("--url", help="The page's URL.")
@click.option("--json", "as_json", is_flag=True, help="For programs: one JSON object.")
@cleaning_options
def explain(page: str, url: str | None, as_json: bool, **flags: Any) -> None:
    """Show a page block by block: what was kept, what was removed, by which rule and why.

    PAGE is a file, or - for stdin; of a text file with several pages, FILE#2 is the second.
    """
    from pipeline.read.one_page import read_page
    from pipeline.record import Failed
    from pipeline.report.terminal import print_explanation, print_explanation_json
    from pipeline.walk import walk

    options = _options(flags)
    if url is not None:
        _check_url(url, 1)
    explanation = walk(read_page(page, url=url), options)
    if as_json:
        print_explanation_json(explanation)
    else:
        print_explanation(explanation)
    if isinstance(explanation.outcome, Failed):
        stop("the page failed", SOME_FAILED)


@main.command()
@click.argument("code", required=False)
@click.option("--json", "as_json", is_flag=True, help="For programs: one JSON array.")
def rules(code: str | None, as_json: bool) -> None:
    """List the rules, or tell all about one: CODE is its code or name."""
    from pipeline.report.rules import print_rules, print_rules_json

    if as_json:
        print_rules_json(code)
    else:
        print_rules(code)


@main.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    import json

    from pipeline.record import record_schema

    click.echo(json.dumps(record_schema(), indent=2, ensure_ascii=False))


def _options(flags: dict[str, Any]) -> Any:
    from pipeline.config import load_options

    config = flags.pop("config")
    for key in ("select", "ignore"):
        flags[key] = tuple(part.strip() for item in flags[key] for part in item.split(",") if part.strip())
    return load_options(flags, config=config)


def _check_url(url: str, pages: int) -> None:
    from pipeline.surrogates import is_unicode

    if not is_unicode(url):
        raise OptionsError(f"--url: {url!r} is not valid UTF-8")
    if pages != 1:
        raise OptionsError(f"--url is for one page; the inputs hold {pages}")
