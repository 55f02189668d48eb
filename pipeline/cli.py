"""The command line: parse, call, print. Everything heavy is imported by the command that needs it."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import click

from pipeline.errors import OptionsError, OutputError, WinnowError
from pipeline.version import VERSION

DONE, FAILED, USAGE, SOME_FAILED, INTERRUPTED = 0, 1, 2, 3, 130


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
                "--config",
                type=click.Path(dir_okay=False, path_type=Path),
                envvar="WINNOW_CONFIG",
                help="Options file, instead of the nearest winnow.toml or pyproject.toml.",
            ),
        )
    ):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
@cleaning_options
def run(
    inputs: tuple[str, ...], out: str, format_: Any, removed: Any, url: str | None, quiet: bool, **flags: Any
) -> None:
    """Clean pages: files, folders (searched for files), or - for stdin.

    Exit codes: 0 done, 1 failed, 2 wrong usage or options, 3 done but for pages that failed, 130 interrupted.
    """
    from pipeline.read.files import find_inputs
    from pipeline.report.run import Progress, print_summary
    from pipeline.run.local import run as run_files
    from pipeline.write.outputs import check_output

    with Reported():
        options = _options(flags)
        check_output(out, format_, removed)
        files = find_inputs(inputs, exclude=None if out == "-" or out.endswith(".jsonl") else out)
        if url and len(files) != 1:
            raise OptionsError(f"--url is for one page; the inputs hold {len(files)}")
        if not files:
            click.echo(f"winnow: no pages found in {', '.join(map(click.format_filename, inputs))}", err=True)
        with Progress(len(files), quiet=quiet, lines=out == "-" or out.endswith(".jsonl")) as watch:
            summary = run_files(files, out, options, url=url, form=format_, removed=removed, watch=watch)
    if not quiet:
        print_summary(summary, out, removed)
    if summary.failed:
        pages = "page" if summary.failed == 1 else "pages"
        click.echo(f"winnow: {summary.failed} of {summary.sources} {pages} failed", err=True)
        sys.exit(SOME_FAILED)


@main.command()
@click.argument("page")
@click.option("--url", help="The page's URL.")
@click.option("--json", "as_json", is_flag=True, help="For programs: one JSON object.")
@cleaning_options
def explain(page: str, url: str | None, as_json: bool, **flags: Any) -> None:
    """Show a page block by block: what was kept, what was removed, by which rule and why. PAGE is a file, or -."""
    from pipeline.read.files import find_inputs, read_source
    from pipeline.report.terminal import explanation_json, print_explanation
    from pipeline.walk import walk

    with Reported():
        options = _options(flags)
        files = find_inputs([page])
        if len(files) != 1 or (files[0].path != page and Path(page).is_dir()):
            raise OptionsError(f"input {page!r} is a folder; explain takes one page")
        explanation = walk(read_source(files[0], url=url), options)
        if as_json:
            sys.stdout.buffer.write(explanation_json(explanation))
        else:
            print_explanation(explanation)


@main.command()
@click.argument("code", required=False)
@click.option("--json", "as_json", is_flag=True, help="For programs: one JSON array.")
def rules(code: str | None, as_json: bool) -> None:
    """List the rules, or tell all about one: CODE is its code or name."""
    from pipeline.report.rules import print_rules

    with Reported():
        print_rules(code, as_json=as_json)


@main.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    import json

    from pipeline.record import record_schema

    click.echo(json.dumps(record_schema(), indent=2, ensure_ascii=False))


def _options(flags: dict[str, Any]) -> Any:
    from pipeline.config import load_options

    config = flags.pop("config")
    if config and not config.is_file():
        raise OptionsError(f"--config: {str(config)!r} is not a file")
    for key in ("select", "ignore"):
        flags[key] = tuple(part.strip() for item in flags[key] for part in item.split(",") if part.strip())
    return load_options(flags, config=config)


class Reported:
    """Turns what was raised on purpose into one line on stderr and the right exit code."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OptionsError):
            _stop(str(error), USAGE)
        if isinstance(error, BrokenPipeError):
            # Whoever read our output has had enough. Python would complain once more when it flushes stdout.
            sys.stdout = None
            sys.exit(FAILED)
        if isinstance(error, (OutputError, WinnowError)):
            _stop(str(error), FAILED)
        if isinstance(error, KeyboardInterrupt):
            _stop("interrupted; nothing was written", INTERRUPTED)


def _stop(message: str, code: int) -> NoReturn:
    click.echo(f"winnow: {message}", err=True)
    sys.exit(code)
