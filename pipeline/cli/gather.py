"""`winnow gather`: one output of what the shares of a run wrote."""

import click


@click.command()
@click.argument("out")
def gather(out: str) -> None:
    """Make one output of what the shares of a run wrote, when all are done: `winnow run … --shard I/N`.

    What is gone from the inputs leaves the output; rejected.jsonl, failed.jsonl and manifest.json are written.

    Exit codes: 0 done, 1 shares are missing (they are named) or do not fit together, 2 no share wrote there.
    """
    from pipeline.report.shards import print_gathered
    from pipeline.run.gather import gather as gather_shares

    print_gathered(gather_shares(out), out)
