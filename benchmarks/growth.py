"""Time and memory of the walk on pages that grow tenfold: the time must grow no faster than the page.

    python -m benchmarks.growth [LARGEST]

Pages of 10,000, 100,000… up to LARGEST (default 1,000,000) blocks, links, and attributes; each in a process of its own.
Guards may cut: the record's warnings are shown.
"""

import multiprocessing
import resource
import sys
import time

from pipeline import Kept, clean

PROSE = "<p>The ferry leaves at seven, and by then the fishermen have been back for an hour.</p>"
SHAPES = {
    "blocks": lambda count: PROSE + "<p>a b" * count,
    "links": lambda count: PROSE + "<p>" + "<a href=/a>a</a> " * count,
    "list of links": lambda count: PROSE + "<ul>" + "<li><a href=/a>a</a>" * count,
    "attributes": lambda count: PROSE + "<p " + "a=1 " * count + ">x</p>",
    "elements with attributes": lambda count: PROSE + "<div class=a><span id=b>c</span></div>" * count,
    "nested": lambda count: PROSE + "<div>" * count + "x",
}


def main(largest: str = "1000000") -> None:
    print("| | size | seconds | µs each | MB | warnings |\n| --- | --- | --- | --- | --- | --- |")
    context = multiprocessing.get_context("spawn")
    for name in SHAPES:
        count = 10_000
        while count <= int(largest):
            with context.Pool(1) as pool:
                seconds, megabytes, warnings = pool.apply(_measure, (name, count))
            print(
                f"| {name} | {count:,} | {seconds:.1f} | {seconds * 1e6 / count:.0f} | {megabytes} | {warnings} |",
                flush=True,
            )
            count *= 10


def _measure(name: str, count: int) -> tuple[float, int, str]:
    page = "<!doctype html>" + SHAPES[name](count)
    clean("<!doctype html>" + PROSE)  # imports are not what is measured
    start = time.process_time()
    outcome = clean(page)
    seconds = time.process_time() - start
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return (
        seconds,
        megabytes,
        "; ".join(outcome.record.warnings) if isinstance(outcome, Kept) else type(outcome).__name__,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
