"""What was found of duplicates, in numbers."""

from typing import Any

from rich.console import Console

from pipeline.corpus.duplicates import Found
from pipeline.write.lines import json_line
from pipeline.write.outputs import DUPLICATES
from pipeline.write.outputs import stdout as stdout_bytes


def duplicates_values(found: Found) -> dict[str, Any]:
    """Counts that add up: kept + exact + near = records."""
    return {
        "records": found.records,
        "kept": found.kept,
        "exact": found.exact,
        "near": found.near,
        "parts": found.signed.parts,
        "parts_signed": found.signed.new_parts,
        "pairs_compared": found.compared,
    }


def print_duplicates(found: Found, dataset: str, out: str | None) -> None:
    """The same for people."""
    console = Console(highlight=False)
    ends = f"{found.kept:,} kept, {found.exact:,} exact and {found.near:,} near duplicates"
    console.print(f"{found.records:,} records: {ends}", soft_wrap=True)
    done = f"{found.signed.new_parts:,} of {found.signed.parts:,} parts signed, {found.compared:,} pairs compared"
    console.print(f"new: {done}", soft_wrap=True)
    console.print(f"{dataset}/{DUPLICATES}: a line for each duplicate", markup=False, soft_wrap=True)
    if out is not None:
        console.print(f"{out}: the others", markup=False, soft_wrap=True)


def print_duplicates_json(found: Found) -> None:
    """The same for programs."""
    stdout_bytes().write(json_line(duplicates_values(found)))
