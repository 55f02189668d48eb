"""Memory of a long run over time: of the parent, and of all its processes together.

    python -m benchmarks.memory CORPUS… [--pages 100000] [--plot memory.svg]

The pages of the corpora are repeated, as links, until there are so many. Memory is the proportional set size, in which
pages shared by several processes count once; Linux tells it.
"""

import os
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from benchmarks.workers import plant

INTERVAL = 1.0
"""Seconds between two looks."""
MEGABYTE = 1 << 10
"""Of the kernel's kilobytes."""
Sample = tuple[float, float, float]
"""Seconds since the start; megabytes of the parent, and of all processes."""


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--plot", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        samples = watch(Path(place), arguments)
    tell(samples, arguments.pages)
    if arguments.plot:
        plot(samples, arguments.plot, arguments.pages)


def watch(folder: Path, arguments: Namespace) -> list[Sample]:
    """Runs over so many pages, and looks at the memory of it."""
    count = plant(arguments.corpora, folder / "once")
    for number in range(arguments.pages):
        path = folder / "in" / f"{number // 1000:04d}" / f"{number}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        os.link(folder / "once" / f"{number % count}.html", path)
    command = [sys.executable, "-m", "pipeline", "run", str(folder / "in"), "-o", str(folder / "out"), "-q"]
    samples: list[Sample] = []
    began = time.monotonic()
    with subprocess.Popen([*command, "--max-failures", "100%"], start_new_session=True) as running:
        while running.poll() is None:
            sizes = {pid: size for pid in members(running.pid) if (size := memory(pid))}
            samples.append((time.monotonic() - began, sizes.get(running.pid, 0.0), sum(sizes.values())))
            time.sleep(INTERVAL)
    if running.returncode:
        raise SystemExit(f"the run ended with {running.returncode}")
    return samples


def members(group: int) -> list[int]:
    """The processes of the run."""
    found = []
    for path in Path("/proc").iterdir():
        try:
            if path.name.isdecimal() and int((path / "stat").read_text().rpartition(")")[2].split()[2]) == group:
                found.append(int(path.name))
        except OSError:  # it has ended
            continue
    return found


def memory(pid: int) -> float:
    """Megabytes of a process; 0 if it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / MEGABYTE for line in lines if line.startswith("Pss:")), 0.0)


def tell(samples: list[Sample], pages: int) -> None:
    """The most memory in each tenth of the run."""
    seconds = samples[-1][0]
    print(f"{pages} pages in {seconds:.0f} s, {pages / seconds:.0f} a second")
    print("| tenth of the run | parent, MB | all, MB |\n| --- | --- | --- |")
    for tenth in range(10):
        some = samples[len(samples) * tenth // 10 : len(samples) * (tenth + 1) // 10] or samples[-1:]
        print(f"| {tenth + 1} | {max(one[1] for one in some):.0f} | {max(one[2] for one in some):.0f} |")


def plot(samples: list[Sample], path: Path, pages: int) -> None:
    """The same as a picture."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 4), layout="constrained")
    axes = figure.subplots()
    seconds = [one[0] for one in samples]
    axes.plot(seconds, [one[2] for one in samples], label="all processes")
    axes.plot(seconds, [one[1] for one in samples], label="the parent")
    axes.set(
        xlabel="seconds", ylabel="MB (proportional set size)", title=f"winnow run, {pages:,} pages", ylim=(0, None)
    )
    axes.legend()
    figure.savefig(path, metadata={"Date": None})


if __name__ == "__main__":
    main()
