"""`winnow sites`: what the pages of each site share."""

from pathlib import Path
from typing import Any

import click


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="OUT|INPUT…")
@click.option("-o", "--out", required=True, metavar="FILE", help="Where to write it: lines of JSON.")
@click.option("--html-column", metavar="NAME", help="JSON lines, CSV, Parquet: the column that holds HTML.")
@click.option("--text-column", metavar="NAME", help="The column that holds plain text.")
@click.option("--url-column", metavar="NAME", help="The column that holds the page's URL.")
@click.option("--workers", type=click.IntRange(min=1), metavar="N", help="Processes.  [default: a core each]")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def sites(inputs: tuple[str, ...], out: str, quiet: bool, **flags: Any) -> None:
    """Learn what the pages of each site share: menus, footers, notices. `--sites FILE` then uses it.

    The pages are those of output folders (OUT), whose removals give the whole pages back, or of inputs as `winnow run`
    takes them, which are read again. A line is learned that stands on three pages of a site or more, and on 30 % of
    them, beside the same others; pages that are almost the same count once.
    """
    from pipeline.corpus.sites import learn_sites, pages_of
    from pipeline.report.sites import print_learned

    learned = learn_sites(pages_of(inputs, out, _settings(flags)), Path(out))
    if not quiet:
        print_learned(learned, out)


def _settings(flags: dict[str, Any]) -> Any:
    from pipeline.read.pages import Columns
    from pipeline.run.settings import Settings, cores

    columns = Columns(**{name: flags.pop(f"{name}_column") for name in ("html", "text", "url")})
    return Settings(columns=columns, workers=flags.pop("workers") or cores())
