"""What an output holds, and what is left to do."""

from collections import Counter
from pathlib import Path
from typing import Any

import orjson
from rich.console import Console

from pipeline.run.ledger import Ledger
from pipeline.run.validate import Fault
from pipeline.write.outputs import MANIFEST, PROBLEMS
from pipeline.write.outputs import stdout as stdout_bytes

TITLES = {"statuses": "kept", "reasons": "not kept", "failed_stages": "failed in", "last_run": "last run"}


def status_of(out: Path, ledger: Ledger) -> dict[str, Any]:
    """The state of an output: of the last run, and of all that is there."""
    tally = ledger.tally()
    is_complete = ledger.value("complete", "no") == "yes"
    manifest = orjson.loads((out / MANIFEST).read_bytes()) if is_complete and (out / MANIFEST).exists() else {}
    return {
        "state": "complete" if is_complete else "unfinished",
        "started": ledger.value("started", "") or None,
        "finished": manifest.get("finished"),
        "version": manifest.get("version"),
        "format": manifest.get("format"),
        "inputs": sum(1 for _ in ledger.known()),
        "last_run": manifest.get("run", {}).get("inputs"),
        "counts": {key: getattr(tally, key) for key in ("sources", "kept", "rejected", "failed")},
        "statuses": dict(sorted(tally.statuses.items())),
        "reasons": dict(sorted(tally.reasons.items())),
        "failed_stages": _failed_stages(out),
        "parts": len(ledger.buckets()),
        "slices_waiting": ledger.count_slices(),
    }


def _failed_stages(out: Path) -> dict[str, int]:
    try:
        with (out / PROBLEMS[1]).open("rb") as handle:
            found = Counter(orjson.loads(line)["stage"] for line in handle)
    except (OSError, ValueError):
        return {}
    return dict(sorted(found.items()))


def print_status(status: dict[str, Any], out: str) -> None:
    """The same for people."""
    console = Console(highlight=False)
    counts = status["counts"]
    console.print(f"{out}: {status['state']}", markup=False, soft_wrap=True)
    ends = ", ".join(f"{counts[key]:,} {key}" for key in ("kept", "rejected", "failed"))
    console.print(f"{status['inputs']:,} inputs, {counts['sources']:,} pages: {ends}", soft_wrap=True)
    for key, title in TITLES.items():
        if status[key]:
            said = ", ".join(f"{name} {count:,}" for name, count in status[key].items())
            console.print(f"{title}: {said}", markup=False, soft_wrap=True)
    if status["state"] == "unfinished":
        waiting = status["slices_waiting"]
        more = f" ({waiting} parts of large inputs are done and wait for the rest)" if waiting else ""
        console.print(f"the same command goes on with it{more}", markup=False, soft_wrap=True)
    elif counts["failed"]:
        console.print("winnow run … --retry-failed cleans inputs with failed pages again", markup=False, soft_wrap=True)


def print_status_json(status: dict[str, Any]) -> None:
    """The same for programs."""
    stdout_bytes().write(orjson.dumps(status, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def print_faults(faults: list[Fault], out: str) -> None:
    """What is wrong, a line each; or that nothing is."""
    console = Console(highlight=False)
    for fault in faults:
        console.print(f"{fault.where}: {fault.what}", markup=False, soft_wrap=True)
    if not faults:
        console.print(f"{out}: all as the ledger says", markup=False, soft_wrap=True)
