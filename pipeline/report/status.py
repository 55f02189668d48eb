"""What an output holds, and what is left to do."""

from collections import Counter
from pathlib import Path
from typing import Any

import orjson
from rich.console import Console

from pipeline.run.account import LedgerAccount, SharesAccount
from pipeline.run.gather import missing_shares, named_shares
from pipeline.run.lock import is_locked
from pipeline.run.validate import Fault
from pipeline.write.outputs import MANIFEST, PROBLEMS, STATE
from pipeline.write.outputs import stdout as stdout_bytes

TITLES = {"statuses": "kept", "reasons": "not kept", "failed_stages": "failed in", "last_run": "last run"}


def status_of(out: Path, account: LedgerAccount | SharesAccount) -> dict[str, Any]:
    """The state of an output: of the last run, and of all that is there."""
    tally = account.tally()
    is_complete = account.unfinished() is None and (out / MANIFEST).is_file()
    is_running = is_locked(out / STATE / "lock")
    manifest = _manifest(out) if is_complete else {}
    own = _of_shares(account) if isinstance(account, SharesAccount) else _of_ledger(account)
    return {
        "state": "running" if is_running else "complete" if is_complete else "unfinished",
        "started": own.get("started") or manifest.get("started"),
        "finished": manifest.get("finished"),
        "version": manifest.get("version"),
        "format": manifest.get("format"),
        "inputs": own["inputs"],
        "inputs_left": None if is_complete else own["inputs_left"],
        "last_run": own.get("last_run", {}),
        "counts": {key: getattr(tally, key) for key in ("sources", "kept", "rejected", "failed")},
        "statuses": dict(sorted(tally.statuses.items())),
        "reasons": dict(sorted(tally.reasons.items())),
        "failed_stages": _failed_stages(out),
        "parts": own["parts"],
        "parts_waiting": own.get("parts_waiting", 0),
        "shares": own.get("shares"),
    }


def _of_ledger(account: LedgerAccount) -> dict[str, Any]:
    ledger = account.ledger
    return {
        "started": ledger.value("started", ""),
        "inputs": sum(1 for _ in ledger.known()),
        "inputs_left": int(ledger.value("left", "0")),
        "last_run": orjson.loads(ledger.value("inputs", "{}")),
        "parts": len(ledger.buckets()),
        "parts_waiting": ledger.count_slices(),
    }


def _of_shares(account: SharesAccount) -> dict[str, Any]:
    inputs = sum(report.inputs for report in account.reports)
    return {
        "inputs": inputs,
        "inputs_left": max((share.inputs for share in account.shares), default=0) - inputs,
        "parts": len(account.reports),
        "shares": {"done": len(account.shares), "missing": [str(share) for share in missing_shares(account.shares)]},
    }


def _manifest(out: Path) -> dict[str, Any]:
    try:
        found = orjson.loads((out / MANIFEST).read_bytes())
    except (OSError, ValueError):  # `winnow validate` says what is wrong with it
        return {}
    return found if isinstance(found, dict) else {}


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
    if status["inputs_left"]:
        console.print(f"left: {status['inputs_left']:,} inputs", markup=False, soft_wrap=True)
    if status["parts_waiting"]:
        console.print(f"of large inputs, {status['parts_waiting']:,} done parts wait for the rest", soft_wrap=True)
    if status["state"] == "unfinished":
        console.print(_what_next(status["shares"]), markup=False, soft_wrap=True)
    elif status["state"] == "complete" and counts["failed"]:
        console.print("winnow run … --retry-failed cleans inputs with failed pages again", markup=False, soft_wrap=True)


def _what_next(shares: dict[str, Any] | None) -> str:
    if shares is None:
        return "the same command goes on with it"
    if shares["missing"]:
        return f"not done yet: {named_shares(shares['missing'])}"
    return "winnow gather makes one output of the shares that are done"


def print_status_json(status: dict[str, Any]) -> None:
    """The same for programs."""
    stdout_bytes().write(orjson.dumps(status, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def print_faults(faults: list[Fault], out: str, said_by: str) -> None:
    """What is wrong, a line each; or that nothing is."""
    console = Console(highlight=False)
    for fault in faults:
        console.print(f"{fault.where}: {fault.what}", markup=False, soft_wrap=True)
    if not faults:
        console.print(
            f"{out}: all as {said_by} say{'' if said_by.endswith('s') else 's'}", markup=False, soft_wrap=True
        )
