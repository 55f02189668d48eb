"""Time, memory and disk of learning what sites share, on made-up pages: hashes, no texts.

    python -m benchmarks.site_simulation PAGES…   # each number of pages by itself

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

from pipeline.corpus.site_pages import SitePage
from pipeline.corpus.sites import learn_sites
from pipeline.corpus.spilled_pages import SpilledPages

PAGES_A_SITE, OWN, SHARED, LONG = 100, 40, 20, 12
MEGABYTE = 1 << 20


def made_up(pages: int) -> Iterator[SitePage]:
    """Pages of sites in turn, as a crawl brings them."""
    chance = np.random.default_rng(0)
    sites = -(-pages // PAGES_A_SITE)
    for number in range(pages):
        site = number % sites
        shared = np.arange(SHARED, dtype=np.uint64) + np.uint64((site + 1) << 32)
        own = chance.integers(1 << 63, (1 << 64) - 1, OWN, dtype=np.uint64, endpoint=True)
        lines = np.concatenate((shared[: SHARED // 2], own, shared[SHARED // 2 :]))
        heads = tuple([f"the beginning of line {line & 0xFFFFFFFF:x}" for line in lines.tolist()])
        yield SitePage(f"site-{site}.example", "text", lines.tobytes(), tuple(range(15, 15 + LONG)), heads)


def measure(pages: int) -> dict[str, float]:
    """Seconds, and megabytes of memory and of disk, of this many pages in this process."""
    disk = 0
    flush = SpilledPages.flush

    def weighed(spilled: SpilledPages) -> None:
        nonlocal disk, spilling
        flush(spilled)
        disk = sum(path.stat().st_size for path in spilled.folder.iterdir())
        spilling = time.perf_counter() - start

    making = time.perf_counter()
    for _ in made_up(min(pages, 20_000)):
        pass
    making = (time.perf_counter() - making) / min(pages, 20_000) * pages
    before, spilling, start = _peak(), 0.0, time.perf_counter()
    SpilledPages.flush = weighed  # type: ignore[method-assign]
    with TemporaryDirectory() as folder:
        file = Path(folder) / "sites.jsonl"
        learned = learn_sites(made_up(pages), file)
        written = file.stat().st_size
    whole = time.perf_counter() - start
    return {
        "pages": pages, "sites": learned.sites, "lines": learned.lines, "first pass, s": spilling - making,
        "second pass, s": whole - spilling, "memory before, MB": before, "memory at its peak, MB": _peak(),
        "disk, MB": disk / MEGABYTE, "file, MB": written / MEGABYTE,
    }  # fmt: skip


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="+", type=int)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.here:
        print(json.dumps(measure(args.pages[0])))
        return
    for place, pages in enumerate(args.pages):  # a process each: a peak is that of the process
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.site_simulation", "--here", str(pages)], check=True, capture_output=True
        )
        found = json.loads(done.stdout)
        if place == 0:
            print(f"| {' | '.join(found)} |\n|{' --- |' * len(found)}")
        print(f"| {' | '.join(f'{value:,.0f}' for value in found.values())} |", flush=True)


if __name__ == "__main__":
    main()
