"""An output without its duplicates, in a folder of its own."""

import shutil
from collections.abc import Iterator, Set
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from pipeline.corpus.duplicates import Duplicate, Found
from pipeline.errors import OptionsError
from pipeline.run.clean_page import PageResult
from pipeline.run.dataset import Dataset, Part
from pipeline.run.lock import locked
from pipeline.run.publish import publish
from pipeline.run.shard import Shard
from pipeline.run.validate import decode_named, read_manifest
from pipeline.version import VERSION
from pipeline.write.atomic import reported, whole_file
from pipeline.write.lines import json_line
from pipeline.write.outputs import DUPLICATES, FOLDERS, MANIFEST, STATE, destination_of

MARK = "deduplicated"
"""A file in the state of a folder: it was written here, and may be written again."""
decode_duplicate = msgspec.json.Decoder(Duplicate).decode


def check_folder(folder: Path, out: Path) -> None:
    """Raises OptionsError for a folder that is not this command's to write."""
    if destination_of(str(folder)) != "folder" or (folder.exists() and not folder.is_dir()):
        raise OptionsError(f"{str(folder)!r} is no folder: what is left without duplicates goes to one")
    ours, theirs = folder.resolve(), out.resolve()
    if ours == theirs or ours in theirs.parents or theirs in ours.parents:
        raise OptionsError(f"{str(folder)!r} and {str(out)!r} lie in each other; give another folder")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / STATE / MARK).is_file():
        raise OptionsError(f"{str(folder)!r} holds something that `winnow dedupe` did not write; give another folder")


def write_kept(dataset: Dataset, folder: Path, found: Found) -> None:
    """Writes the folder anew: all parts without the lines of duplicates, and last the manifest, as a run does.

    Raises LockedError if another process writes it, OutputError if it cannot be written.
    """
    with _begun(folder), (dataset.out / DUPLICATES).open("rb") as handle:
        gone = map(decode_duplicate, handle)
        waiting = next(gone, None)
        for part in dataset.parts:
            with Shard(folder, part.name, part.layout) as shard:
                ids = set()
                for line in part.lines("records"):
                    if waiting and decode_named(line).id == waiting.id:  # in the same order
                        ids.add(waiting.id)
                        waiting = next(gone, None)
                    else:
                        shard.put(PageResult(records=[line]))
                _put_beside(shard, part, ids)
                moves = shard.close()
            with reported(str(folder)):
                publish(folder, moves)
                shutil.rmtree(shard.folder)
        with whole_file(folder / MANIFEST) as manifest:
            manifest.write(json_line(_manifest(dataset, found)))


def _put_beside(shard: Shard, part: Part, gone: Set[str]) -> None:
    for line in part.lines("removed"):
        if decode_named(line).id not in gone:
            shard.put(PageResult(removed=[line]))
    for line in part.lines("facts"):
        if decode_named(line).id not in gone:
            shard.put(PageResult(facts=[line]))


def _manifest(dataset: Dataset, found: Found) -> dict[str, Any]:
    manifest = read_manifest(dataset.out)
    return {
        "version": VERSION,
        "schema_version": manifest.schema_version,
        "format": manifest.format,
        "removed": manifest.removed,
        "counts": {"sources": found.records, "kept": found.kept, "exact": found.exact, "near": found.near},
    }


@contextmanager
def _begun(folder: Path) -> Iterator[None]:
    """The folder, empty and ours."""
    with reported(str(folder)):
        (folder / STATE).mkdir(parents=True, exist_ok=True)
    with locked(folder / STATE / "lock", str(folder)):
        with reported(str(folder)):
            (folder / STATE / MARK).touch()
            for name in (MANIFEST, DUPLICATES):
                (folder / name).unlink(missing_ok=True)
            for path in (*map(folder.joinpath, FOLDERS), *(folder / STATE).iterdir()):
                if path.is_dir():
                    shutil.rmtree(path)
        yield
