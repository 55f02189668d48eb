"""`winnow dedupe`: records of an output that say the same."""

from pathlib import Path

import click


@click.command()
@click.argument("dataset", metavar="OUT")
@click.option(
    "--threshold", type=click.FloatRange(0.7, 1), default=0.8, show_default=True, metavar="SIMILARITY",
    help="Texts are near duplicates from this share of common shingles, of five words each; from 0.7 to 1.",
)  # fmt: skip
@click.option("-o", "--out", metavar="DIR", help="Write the records without their duplicates into this folder, too.")
@click.option(
    "--memory", type=click.IntRange(min=256), default=2048, show_default=True, metavar="MB",
    help="What the grouping may take; what needs more goes to disk, below OUT.",
)  # fmt: skip
@click.option("--workers", type=click.IntRange(min=1), metavar="N", help="Processes.  [default: a core each]")
@click.option("--json", "as_json", is_flag=True, help="For programs: one JSON object.")
def dedupe(
    dataset: str, threshold: float, out: str | None, memory: int, workers: int | None, as_json: bool
) -> None:  # fmt: skip
    """Find the records of OUT, a run's output folder, that are duplicates of others in it.

    OUT/duplicates.jsonl has a line for each: which record is kept in its place, and how similar the two are. Of several
    the one with the earliest date is kept, then the longest, then the first by source. Nothing in OUT is changed; the
    next time only new and changed parts are read.

    Exit codes: 0 done, 1 failed, 2 wrong usage or options, 75 the output is being written by a run.
    """
    from pipeline.corpus.extra import check_installed

    check_installed()
    from pipeline.corpus.duplicates import find_duplicates, held
    from pipeline.corpus.kept import check_folder, write_kept
    from pipeline.report.duplicates import print_duplicates, print_duplicates_json
    from pipeline.run.settings import cores

    if out is not None:
        check_folder(Path(out), Path(dataset))
    with held(Path(dataset)) as opened:
        found = find_duplicates(opened, threshold=threshold, memory=memory, workers=workers or cores())
        if out is not None:
            write_kept(opened, Path(out), found)
    if as_json:
        print_duplicates_json(found)
    else:
        print_duplicates(found, dataset, out)
