"""CPU time a page, as ratios: every system on the same pages, in turn, in one process.

    python -m benchmarks.speed CORPUS [PAGES]

Times are this machine's; the ratios between the systems are what carries over. Each page goes through all systems
before the next one, so that a machine that slows down slows all of them.
"""

import sys
import time
from itertools import islice
from pathlib import Path
from statistics import median

from benchmarks.extract import SYSTEMS, pages

ROUNDS = 3


def main(corpus: str, count: str = "100") -> None:
    sample = list(islice(pages(Path(corpus)), int(count)))
    for extract in SYSTEMS.values():  # imports and caches are not what is measured
        extract(sample[0][1], sample[0][2])
    rounds: dict[str, list[float]] = {name: [] for name in SYSTEMS}
    for _ in range(ROUNDS):
        spent = dict.fromkeys(SYSTEMS, 0.0)
        for _, body, url in sample:
            for name, extract in SYSTEMS.items():
                start = time.process_time()
                extract(body, url)
                spent[name] += time.process_time() - start
        for name in SYSTEMS:
            rounds[name].append(1000 * spent[name] / len(sample))
    for name, values in rounds.items():
        ratio = median(a / b for a, b in zip(values, rounds["trafilatura"], strict=True))
        span = f"{min(values):.1f}–{max(values):.1f}"
        print(f"{name:12} {median(values):6.1f} ms a page ({span}), {ratio:.2f} of trafilatura's")


if __name__ == "__main__":
    main(*sys.argv[1:])
