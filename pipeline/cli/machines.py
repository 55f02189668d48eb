"""`winnow run` with --shard or --engine: more than one machine."""

import os
from typing import Any

import click

from pipeline.cli.amounts import Failures
from pipeline.model import Value
from pipeline.report.ending import SOME_FAILED, say, stop


class Machines(Value, frozen=True, kw_only=True):
    """Where the work is done."""

    share: Any
    engine: str | None
    address: str | None


def machines_of(share: Any, engine: str | None, address: str | None) -> Machines | None:
    """What the flags say; None for this machine alone. Raises UsageError where they do not go together."""
    if share and engine:
        raise click.UsageError(
            "--shard is for machines that know nothing of each other, --engine for a cluster: give one"
        )
    if address is not None and engine is None:
        raise click.UsageError("--address is of the cluster of an --engine")
    return Machines(share=share, engine=engine, address=address) if share or engine else None


def rehearse_on_machines(files: Any, output: Any, options: Any, settings: Any, machines: Machines) -> None:
    """Says what a share would do."""
    from pipeline.run.run_shard import is_to_be_cleaned, known_report
    from pipeline.run.shares import share_of

    plan, share = _plan(files, output, options, settings, machines)
    mine = share_of(plan.specs, share)
    due = [spec for spec in mine if is_to_be_cleaned(spec, options, known_report(spec))]
    inputs = sum(len(spec.files) for spec in due)
    say(f"would clean {len(due)} of {len(mine)} shards, {inputs} inputs; the run has {len(plan.specs)} shards")


def run_on_machines(
    files: Any, output: Any, options: Any, settings: Any, machines: Machines, allowed: Failures,
    *, quiet: bool, log: Any,
) -> None:  # fmt: skip
    """Cleans a share of the inputs; or all of them on a cluster, and makes one output of it."""
    from pipeline.report.shards import ShardProgress, print_gathered, print_share, share_values
    from pipeline.run.gather import gather
    from pipeline.run.share_run import run_share
    from pipeline.run.shares import share_of

    plan, share = _plan(files, output, options, settings, machines)
    with ShardProgress(len(share_of(plan.specs, share)), quiet=quiet, log=log) as progress:
        report = run_share(plan, share, options, _engine(machines), progress.watch)
    gathered = gather(plan.out) if machines.engine else None
    if log and not quiet:
        log.event("done", **share_values(report))
    elif not quiet:
        print_share(report, output.out)
        if gathered:
            print_gathered(gathered, output.out)
    failed, pages = report.cleaned.failed, report.cleaned.sources
    if failed > allowed.of(pages):
        stop(f"{failed} of {pages} {'page' if pages == 1 else 'pages'} failed", SOME_FAILED)


def _plan(files: Any, output: Any, options: Any, settings: Any, machines: Machines) -> tuple[Any, Any]:
    from pipeline.errors import OptionsError
    from pipeline.run.shares import Share, plan_shards

    if output.destination not in ("folder", "storage"):
        raise OptionsError(
            f"output {output.out!r}: --shard and --engine write a folder, or storage such as s3://; give one"
        )
    # Of all machines' workers, none has the working directory of this process.
    out = os.path.abspath(output.out) if output.destination == "folder" else output.out  # noqa: PTH100
    return plan_shards(files, out, options, settings), machines.share or Share(number=1, of=1)


def _engine(machines: Machines) -> Any:
    """Cleans shards, wherever that is."""
    from functools import partial

    from pipeline.run.engines.apart import Apart
    from pipeline.run.engines.attempts import ends_of
    from pipeline.run.share_run import in_this_process

    if machines.engine == "ray":
        from pipeline.run.engines.on_ray import OnRay

        return partial(ends_of, Apart(OnRay(machines.address)))
    if machines.engine == "spark":
        from pipeline.run.engines.on_spark import OnSpark

        return partial(ends_of, Apart(OnSpark(machines.address)))
    return in_this_process
