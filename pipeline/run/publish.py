"""Committed files → their places, and what a killed run left → away."""

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.errors import OutputError
from pipeline.run.entries import Move, Moves
from pipeline.run.ledger import Ledger
from pipeline.write.atomic import reported, sync, whole_file
from pipeline.write.outputs import PROBLEMS, STATE


def roll_forward(ledger: Ledger, out: Path) -> None:
    """Moves what was committed to where it belongs. Can be repeated, whatever moment it was killed at."""
    with reported(str(out)):
        for bucket, moves in ledger.committed():
            publish(out, moves)
            ledger.mark_live(bucket)
            for folder in {(out / move.source).parts[: len(out.parts) + 3] for move in moves if move.source}:
                shutil.rmtree(Path(*folder), ignore_errors=True)


def publish(out: Path, moves: Moves) -> None:
    """Puts files where they belong. A move from nowhere is a removal; one whose source is gone was made before."""
    changed = set()
    for move in moves:
        path = out / move.target
        changed.add(path.parent)
        if not move.source:
            path.unlink(missing_ok=True)
        elif (out / move.source).exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            (out / move.source).replace(path)
        elif not path.exists():
            raise OutputError(f"output {str(out)!r} lacks {move.target!r}; it was removed by hand: give another folder")
    for folder in changed:
        if folder.exists():
            sync(folder)
    _prune(out, changed)


def remove_documents(ledger: Ledger, out: Path) -> None:
    """Removes Markdown files that no bucket has any more: last, since a page may have moved to another bucket."""
    if gone := ledger.documents_gone():
        gone -= {name for bucket in ledger.buckets() for name in ledger.files(bucket)}
        with reported(str(out)):
            publish(out, [Move("", target) for target in gone])
        ledger.forget_documents()


def _prune(out: Path, folders: Iterable[Path]) -> None:
    """Removes folders of Markdown files that have become empty."""
    for folder in folders:
        while out / "records" in folder.parents and folder.exists() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent


def clear(ledger: Ledger, out: Path) -> None:
    """Removes what no committed shard or slice speaks of: the leftovers of a run that was killed."""
    wanted = {Path(move.source).parts[2] for _, moves in ledger.committed() for move in moves if move.source}
    wanted |= ledger.names_of_slices()
    folder = out / STATE / "tmp"
    with reported(str(out)):
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.iterdir():
            if path.name not in wanted:
                shutil.rmtree(path)


def join_problems(ledger: Ledger, out: Path) -> None:
    """Writes rejected.jsonl and failed.jsonl: those of all buckets, in their order."""
    for name in PROBLEMS:
        with whole_file(out / name) as handle:
            for path in problems(ledger, out, name):
                with path.open("rb") as part:
                    shutil.copyfileobj(part, handle)


def problems(ledger: Ledger, out: Path, name: str) -> Iterator[Path]:
    """The parts of rejected.jsonl or failed.jsonl, in order."""
    folder = f"{STATE}/{Path(name).stem}/"
    for bucket in ledger.buckets():
        yield from (out / file for file in sorted(ledger.files(bucket)) if file.startswith(folder))
