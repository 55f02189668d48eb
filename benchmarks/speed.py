"""CPU time of the walk: microseconds a stage, and ratios to other extractors on the same pages.

    python -m benchmarks.speed CORPUS [PAGES]

Times are this machine's; the ratios between the systems are what carries over. Each page goes through all systems
before the next one, so that a machine that slows down slows all of them.
"""

import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.extract import SYSTEMS, pages
from pipeline.catalog import choose_rules, rules_by_code
from pipeline.content.body import read_body
from pipeline.decide import decide
from pipeline.decode import decode
from pipeline.describe import describe
from pipeline.errors import PageRejected
from pipeline.facts.describe import describe_facts
from pipeline.mark import mark
from pipeline.model import Source
from pipeline.normalise.blocks import normalise
from pipeline.options import Options
from pipeline.render import render
from pipeline.segment.page import segment

ROUNDS = 3
Sample = list[tuple[str, bytes, str | None]]


def main(corpus: str, count: str = "100") -> None:
    every = list(pages(Path(corpus)))
    sample = every[:: max(1, len(every) // int(count))]
    for extract in SYSTEMS.values():  # imports and caches are not what is measured
        extract(sample[0][1], sample[0][2])
    print_stages(sample)
    print_ratios(sample)


def print_stages(sample: Sample) -> None:
    """Mean microseconds a page in each stage; the content model and the facts, which are one stage, apart."""
    rounds = [_time_stages(sample) for _ in range(ROUNDS)]
    for stage in rounds[0]:
        print(f"{stage:12} {median(spent[stage] for spent in rounds) * 1e6 / len(sample):8.0f} µs a page")


def _time_stages(sample: Sample) -> dict[str, float]:
    spent: dict[str, float] = defaultdict(float)

    def timed(stage: str, function: Callable[..., Any], *args: Any) -> Any:
        start = time.process_time()
        try:
            return function(*args)
        finally:
            spent[stage] += time.process_time() - start

    options, catalog = Options(), choose_rules()
    for name, body, url in sample:
        page = timed("decode", decode, Source(ref=name, body=body, url=url))
        document = timed("segment", segment, page, options)
        document = timed("normalise", normalise, document, catalog.text)
        if not document.blocks:
            continue
        timed("facts", describe_facts, document)
        timed("content", read_body, document, options)
        view = describe(document, options)
        try:
            marks = timed("mark", mark, view, catalog)
        except PageRejected:
            continue
        decision = timed("decide", decide, view, marks, rules_by_code())
        timed("render", render, view, decision, options)
    return spent


def print_ratios(sample: Sample) -> None:
    """Mean milliseconds a page of each system, and its ratio to trafilatura with metadata."""
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
        ratios = [a / b for a, b in zip(values, rounds["trafilatura"], strict=True)]
        span = f"{min(values):.1f}–{max(values):.1f}"
        print(
            f"{name:12} {median(values):6.1f} ms a page ({span}), {median(ratios):.2f} of trafilatura's "
            f"({min(ratios):.2f}–{max(ratios):.2f})"
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
