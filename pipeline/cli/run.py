"""`winnow run`: many pages."""

from pathlib import Path
from typing import Any

import click

from pipeline.cli.amounts import FAILURES, SHARE, SHARE_OF_RUN, Failures
from pipeline.cli.machines import machines_of, rehearse_on_machines, run_on_machines
from pipeline.cli.options import check_url, cleaning_options, column_options, columns_of, load
from pipeline.report.ending import SOME_FAILED, say, say_as, stop

FORMATS = ("jsonl", "jsonl.gz", "jsonl.zst", "parquet", "csv", "md", "dolma")
ROOT = "pages are called by their paths below the folder that all inputs have in common"


@click.command()
@click.argument("inputs", nargs=-1, metavar="INPUT…")
@click.option(
    "-o", "--out", required=True, metavar="OUT",
    help="A folder, a file of records (.jsonl, .jsonl.gz, .jsonl.zst, .parquet, .csv), or - for stdout.",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(FORMATS),
    help="Form of the records.  [default: as the name of OUT says, or jsonl]",
)  # fmt: skip
@click.option(
    "--removed", type=click.Choice(["beside", "inline"]), default="beside", show_default=True,
    help="Removals in files of their own (folders only), or in each record.",
)  # fmt: skip
@click.option("--files-from", metavar="FILE", help="Inputs, one a line, or separated by NULs; - for stdin.")
@column_options
@click.option("--url", help="The page's URL, if the input is one page.")
@click.option(
    "--site-lines/--no-site-lines", default=None,
    help="Text exports: take lines that several pages of this run share for the site's.  [default: no]",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Clean all inputs again, changed or not.")
@click.option("--retry-failed", is_flag=True, help="Clean again what is new or changed, and inputs with failed pages.")
@click.option("--dry-run", is_flag=True, help="Say what would be cleaned, and do nothing.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Take the first N pages only.")
@click.option("--sample", type=SHARE, metavar="P%", help="Take this share of the pages, the same ones every time.")
@click.option(
    "--max-failures", type=FAILURES, default="0", metavar="N|P%",
    help="Failed pages to allow before the exit code is 3.  [default: 0]",
)  # fmt: skip
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes; with --engine, of each shard.  [default: one a core, with --engine one]",
)
@click.option(
    "--timeout", type=click.FloatRange(min=0, min_open=True), default=30.0, show_default=True, metavar="SECONDS",
    help="A page that takes longer fails.",
)  # fmt: skip
@click.option(
    "--memory", type=click.IntRange(min=64), default=2048, show_default=True, metavar="MB",
    help="A page for which a worker needs more fails (Linux).",
)  # fmt: skip
@click.option(
    "--shard", type=SHARE_OF_RUN, metavar="I/N",
    help="One of N machines: clean its share of the inputs; `winnow gather` then makes one output.",
)  # fmt: skip
@click.option("--engine", type=click.Choice(["ray", "spark"]), help="Hand the work to the machines of a cluster.")
@click.option("--address", metavar="ADDRESS", help="Of the cluster; Spark calls it master.  [default: this machine]")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
@click.option(
    "--log-format", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="What is said on stderr: for people, or a JSON object a line.",
)  # fmt: skip
@cleaning_options
def run(
    inputs: tuple[str, ...], out: str, form: str | None, removed: Any, files_from: str | None, force: bool,
    retry_failed: bool, dry_run: bool, max_failures: Failures, shard: Any, engine: str | None, address: str | None,
    quiet: bool, log_format: str, **flags: Any,
) -> None:  # fmt: skip
    """Clean pages: files, folders (searched for files), archives, tables, URLs of storage, or - for stdin.

    A folder as OUT is brought up to date: what was cleaned before and has not changed is not cleaned again, what is
    gone leaves it, and a run that was stopped goes on where it was.

    Exit codes: 0 done, 1 failed, 2 wrong usage or options, 3 done but for more failed pages than allowed, 75 the
    output is being written by another run, 130 interrupted, 143 terminated; after these two the same command goes on.
    """
    from pipeline.read.files import find_inputs
    from pipeline.report.run import Log
    from pipeline.write.outputs import check_output

    if not inputs and files_from is None:
        raise click.UsageError("Missing argument 'INPUT…'.")
    if force and retry_failed:
        raise click.UsageError("--force cleans all again, failed pages too; give one of it and --retry-failed")
    machines = machines_of(shard, engine, address)
    log = Log() if log_format == "json" else None
    if log:
        say_as(log.line)
    settings = _settings(flags, engine, force=force, retry_failed=retry_failed)
    options = load(flags)
    output = check_output(out, form, removed)
    settings = _with_output(settings, output)
    files = find_inputs(inputs, out=None if output.destination == "stdout" else out, files_from=files_from)
    if settings.url is not None:
        check_url(settings.url, len(files))
    if machines and dry_run:
        rehearse_on_machines(files, output, options, settings, machines)
    elif machines:
        run_on_machines(files, output, options, settings, machines, max_failures, quiet=quiet, log=log)
    elif output.destination == "storage":
        raise click.UsageError(f"output {out!r}: storage is written with --shard (1/1 for one machine) or --engine")
    elif dry_run:
        _rehearse(files, output, options, settings, log)
    else:
        _run(files, output, options, settings, max_failures, quiet=quiet, log=log)
    if not files and not quiet:
        say(f"no pages found in {', '.join(map(click.format_filename, inputs)) or files_from}")


def _settings(flags: dict[str, Any], engine: str | None, *, force: bool, retry_failed: bool) -> Any:
    from pipeline.run.settings import Settings, cores

    columns = columns_of(flags)
    return Settings(
        url=flags.pop("url"), columns=columns, sample=flags.pop("sample") or 1.0, limit=flags.pop("limit"),
        workers=flags.pop("workers") or (1 if engine else cores()),
        timeout=flags.pop("timeout"), memory=flags.pop("memory"),
        redo="all" if force else "failed" if retry_failed else "changed",
    )  # fmt: skip


def _with_output(settings: Any, output: Any) -> Any:
    from msgspec import structs

    return structs.replace(settings, form=output.form, removed=output.removed)


def _rehearse(files: Any, output: Any, options: Any, settings: Any, log: Any) -> None:
    from pipeline.report.run import print_plan
    from pipeline.run.local import plan_run

    if output.destination == "folder":
        plan = plan_run(files, Path(output.out), options, settings)
        if log:
            log.event("plan", inputs=plan.counts())
        else:
            print_plan(plan)
    else:
        say(f"would clean {len(files)} {'input' if len(files) == 1 else 'inputs'}")


def _run(files: Any, output: Any, options: Any, settings: Any, allowed: Failures, *, quiet: bool, log: Any) -> None:
    from pipeline.report.run import Progress, print_summary, summary_values
    from pipeline.run.local import run as run_to_folder
    from pipeline.run.stream import run_to_stream
    from pipeline.run.worker import can_limit_memory

    if not can_limit_memory() and not quiet:
        say("this system does not limit the memory of a process: --memory is not kept to")
    is_folder = output.destination == "folder"
    with Progress(sum(max(0, file.size) for file in files), quiet=quiet, lines=not is_folder, log=log) as progress:
        if is_folder:
            report = run_to_folder(files, Path(output.out), options, settings, progress.watch)
            tally, plan, total = report.tally, report.plan, report.total
        else:
            tally, plan, total = run_to_stream(files, output.out, options, settings, progress.watch), None, None
    if log and not quiet:
        log.event("done", **summary_values(tally, plan))
    elif files and not quiet:
        print_summary(tally, output, plan, total)
        if plan and plan.vanished and plan.vanished == plan.known:
            say(f"none of the {plan.known} inputs that were in {output.out} is among these: {ROOT}")
    failed = tally.failed if total is None else min(tally.failed, total.failed)  # some may have gone since
    if failed > allowed.of(tally.sources):
        stop(f"{failed} of {tally.sources} {'page' if tally.sources == 1 else 'pages'} failed", SOME_FAILED)
