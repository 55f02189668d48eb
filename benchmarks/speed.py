"""CPU time of the walk: microseconds a stage, and ratios to other extractors on the same pages.

    python -m benchmarks.speed CORPUS…

Times are this machine's; the ratios between the systems are what carries over. Each page goes through all systems
before the next one, so that a machine that slows down slows all of them. A page is seen once: several systems remember
what they made of a page's dates and names, and no crawl holds a page twice. Other pages of the corpus go first, so that
what is loaded and compiled at first use is there.
"""

import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import mean
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

ROUNDS, PAGES = 3, 60
"""Pages of a round, at most."""
MAX_FIRST = 100
"""Pages that go first, about."""
Sample = list[tuple[str, bytes, str | None]]


def main(*corpora: str) -> None:
    every = [page for corpus in corpora for page in pages(Path(corpus))]
    if len(every) <= ROUNDS:
        raise SystemExit(f"{len(every)} pages, and more than {ROUNDS} are needed")
    first, *samples = split(every, PAGES)
    for extract in SYSTEMS.values():
        for _, body, url in first:
            extract(body, url)
    print_ratios(samples)
    _time_stages(first)
    print_stages(samples)


def split(every: Sample, count: int) -> list[Sample]:
    """Pages to go first, and ROUNDS samples of up to `count`, evenly drawn; no page is in two of them."""
    count = min(count, len(every) // (ROUNDS + 1))
    step = len(every) / (count * ROUNDS)
    chosen = [int(place * step) for place in range(count * ROUNDS)]
    rest = sorted(set(range(len(every))).difference(chosen))
    first = rest[:: max(1, len(rest) // MAX_FIRST)]
    return [[every[at] for at in places] for places in (first, *(chosen[turn::ROUNDS] for turn in range(ROUNDS)))]


def print_stages(samples: list[Sample]) -> None:
    """Mean microseconds a page in each stage; the content model and the facts, which are one stage, apart."""
    rounds = [_time_stages(sample) for sample in samples]
    for stage in rounds[0]:
        spent = [times[stage] * 1e6 / len(sample) for times, sample in zip(rounds, samples, strict=True)]
        print(f"{stage:12} {mean(spent):8.0f} µs a page ({min(spent):.0f}–{max(spent):.0f})")


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


def print_ratios(samples: list[Sample]) -> None:
    """Mean milliseconds a page of each system, and its ratio to trafilatura with metadata."""
    rounds = [_time_systems(sample) for sample in samples]
    for name in SYSTEMS:
        spent = [times[name] for times in rounds]
        ratios = [times[name] / times["trafilatura"] for times in rounds]
        print(
            f"{name:12} {mean(spent):6.1f} ms a page ({min(spent):.1f}–{max(spent):.1f}), "
            f"{sum(spent) / sum(times['trafilatura'] for times in rounds):.2f} of trafilatura's "
            f"({min(ratios):.2f}–{max(ratios):.2f})"
        )


def _time_systems(sample: Sample) -> dict[str, float]:
    """Mean milliseconds a page."""
    spent = dict.fromkeys(SYSTEMS, 0.0)
    for _, body, url in sample:
        for name, extract in SYSTEMS.items():
            start = time.process_time()
            extract(body, url)
            spent[name] += time.process_time() - start
    return {name: 1000 * total / len(sample) for name, total in spent.items()}


if __name__ == "__main__":
    main(*sys.argv[1:])
