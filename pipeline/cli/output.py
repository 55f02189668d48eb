"""`winnow status` and `winnow validate`: a look at what a run wrote."""

from pathlib import Path

import click

from pipeline.report.ending import FAILED, stop


@click.command()
@click.argument("out")
@click.option("--json", "as_json", is_flag=True, help="For programs: one JSON object.")
def status(out: str, as_json: bool) -> None:
    """Say what an output folder holds, and what is left to do."""
    from pipeline.report.status import print_status, print_status_json, status_of
    from pipeline.run.account import account_of

    with account_of(Path(out)) as account:
        found = status_of(Path(out), account)
    if as_json:
        print_status_json(found)
    else:
        print_status(found, out)


@click.command()
@click.argument("out")
def validate(out: str) -> None:
    """Check an output folder: digests, schema, counts, no page twice.

    Exit codes: 0 all is well, 1 something is not.
    """
    from pipeline.report.counted import counted
    from pipeline.report.status import print_faults
    from pipeline.run.account import account_of
    from pipeline.run.validate import validate as find_faults

    with account_of(Path(out)) as account:
        faults = list(find_faults(Path(out), account))
        said_by, mend = account.said_by, account.mend()
    print_faults(faults, out, said_by)
    if faults:
        stop(f"{counted(len(faults), 'fault')} found in {out}; {mend}", FAILED)
