"""Time and memory of a report on many records.

    python -m benchmarks.report CORPUS… [--records 1000000]

The corpus is cleaned once, and its parts are there as many times as it takes: as links, since the report only reads.
"""

import os
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from itertools import product
from pathlib import Path

from benchmarks.workers import plant
from pipeline.run.dataset import open_dataset

TABLES = ("records", "removed", "facts")
WINNOW = (sys.executable, "-m", "pipeline")


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--records", type=int, default=1_000_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        pages, out = Path(place) / "in", Path(place) / "out"
        plant(arguments.corpora, pages)
        subprocess.run([*WINNOW, "run", pages, "-o", out, "-q", "--format", "jsonl.zst"], check=True)
        records = repeat(out, arguments.records)
        began = time.monotonic()
        process = subprocess.Popen([*WINNOW, "report", out, "--html", Path(place) / "report.html"])
        _, code, used = os.wait4(process.pid, 0)
        seconds = time.monotonic() - began
    print(f"{records:,} records: {seconds:.0f} s, at most {used.ru_maxrss >> 10} MB; exit code {code}")


def repeat(out: Path, wanted: int) -> int:
    """Links the parts until there are so many records; how many there are then."""
    parts = sorted(path.name for path in (out / "records").iterdir())
    held = sum(1 for _ in open_dataset(out).records())
    times = -(-wanted // held)
    for copy, (number, part), table in product(range(1, times), enumerate(parts), TABLES):
        (out / table / f"part-{copy * len(parts) + number:05d}.jsonl.zst").hardlink_to(out / table / part)
    return held * times


if __name__ == "__main__":
    main()
