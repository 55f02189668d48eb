"""Time, memory and disk of learning what sites share, on made-up pages: hashes, no texts.

    python -m benchmarks.site_simulation PAGES…               # each number of pages by itself
    python -m benchmarks.site_simulation --partition PAGES…   # of so many pages those of one partition

Partitions are learned one after the other: one of them takes the memory that all pages take, and its part of the time
and of the disk.

100 pages a site, 60 lines a page, of which 20 are the site's. What it measures is all that `winnow sites` does after a
page was read.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from pipeline.content.site_table import site_seed
from pipeline.corpus.site_pages import SitePage
from pipeline.corpus.sites import learn_sites
from pipeline.corpus.spilled_pages import PARTITIONS, SpilledPages

PAGES_A_SITE, OWN, SHARED, LONG = 100, 40, 20, 12
MEGABYTE = 1 << 20


def site_numbers(pages: int, *, one_partition: bool) -> list[int]:
    """The sites of so many pages: all, or those of the first partition."""
    sites = range(pages // PAGES_A_SITE)
    return [site for site in sites if not one_partition or site_seed(f"site-{site}.example", "text") % PARTITIONS == 0]


def made_up(sites: list[int]) -> Iterator[SitePage]:
    """Pages of sites in turn, as a crawl brings them."""
    chance = np.random.default_rng(0)
    for site in sites * PAGES_A_SITE:
        shared = np.arange(SHARED, dtype=np.uint64) + np.uint64((site + 1) << 32)
        own = chance.integers(1 << 63, (1 << 64) - 1, OWN, dtype=np.uint64, endpoint=True)
        lines = np.concatenate((shared[: SHARED // 2], own, shared[SHARED // 2 :]))
        heads = tuple([f"the beginning of line {line & 0xFFFFFFFF:x}" for line in lines.tolist()])
        yield SitePage(f"site-{site}.example", "text", lines.tobytes(), tuple(range(15, 15 + LONG)), heads)


def measure(sites: list[int]) -> dict[str, float]:
    """Seconds, and megabytes of memory and of disk, of the pages of these sites in this process."""
    disk = 0
    flush = SpilledPages.flush

    def weighed(spilled: SpilledPages) -> None:
        nonlocal disk, spilling
        flush(spilled)
        disk = sum(path.stat().st_size for path in spilled.folder.iterdir())
        spilling = time.perf_counter() - start

    tried = sites[:200]
    making = time.perf_counter()
    for _ in made_up(tried):
        pass
    making = (time.perf_counter() - making) / len(tried) * len(sites)
    before, spilling, start = _peak(), 0.0, time.perf_counter()
    SpilledPages.flush = weighed  # type: ignore[method-assign]
    with TemporaryDirectory() as folder:
        file = Path(folder) / "sites.jsonl"
        learned = learn_sites(made_up(sites), file)
        written = file.stat().st_size
    whole = time.perf_counter() - start
    return {
        "pages": learned.pages, "sites": learned.sites, "lines": learned.lines, "first pass, s": spilling - making,
        "second pass, s": whole - spilling, "memory before, MB": before, "memory at its peak, MB": _peak(),
        "disk, MB": disk / MEGABYTE, "file, MB": written / MEGABYTE,
    }  # fmt: skip


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="+", type=int)
    parser.add_argument("--partition", action="store_true")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.here:
        print(json.dumps(measure(site_numbers(args.pages[0], one_partition=args.partition))))
        return
    for place, pages in enumerate(args.pages):  # a process each: a peak is that of the process
        flags = ["--partition"] if args.partition else []
        command = [sys.executable, "-m", "benchmarks.site_simulation", "--here", *flags, str(pages)]
        done = subprocess.run(command, check=True, capture_output=True)
        found = json.loads(done.stdout)
        if place == 0:
            print(f"| {' | '.join(found)} |\n|{' --- |' * len(found)}")
        print(f"| {' | '.join(f'{value:,.0f}' for value in found.values())} |", flush=True)


if __name__ == "__main__":
    main()
