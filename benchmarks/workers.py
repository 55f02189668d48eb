"""Pages a second with one worker and with two, of whole runs.

    python -m benchmarks.workers CORPUS… [--rounds N]

Runs of one and of two workers take turns, each into a new folder: a machine that slows down slows both. What carries
over is the ratio of a round; the median of all is printed, with the smallest and the largest.
"""

import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path
from statistics import median

from benchmarks.extract import pages


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        count = plant(arguments.corpora, folder / "in")
        rates = [[rate(folder, number, count, workers) for workers in (1, 2)] for number in range(arguments.rounds)]
    for one, two in rates:
        print(f"{count} pages: {one:.0f} a second with one worker, {two:.0f} with two: {two / one:.2f} times as many")
    ratios = [two / one for one, two in rates]
    print(f"median {median(ratios):.2f}, from {min(ratios):.2f} to {max(ratios):.2f}")


def plant(corpora: list[Path], folder: Path) -> int:
    """Writes the pages of the corpora into one folder; how many there are."""
    folder.mkdir()
    every = [body for corpus in corpora for _, body, _ in pages(corpus)]
    for number, body in enumerate(every):
        (folder / f"{number}.html").write_bytes(body)
    return len(every)


def rate(folder: Path, number: int, count: int, workers: int) -> float:
    """Pages a second of one run."""
    out = folder / f"{number}-{workers}"
    command = [
        sys.executable,
        "-m",
        "pipeline",
        "run",
        str(folder / "in"),
        "-o",
        str(out),
        "-q",
        "--workers",
        str(workers),
    ]
    began = time.monotonic()
    subprocess.run([*command, "--max-failures", "100%"], check=True)
    return count / (time.monotonic() - began)


if __name__ == "__main__":
    main()
