"""Duplicates: how many are found, how fast texts are signed, and what grouping takes of memory and time.

    python -m benchmarks.duplicates CORPUS…
    python -m benchmarks.duplicates --documents 10000000 [--bands 20] [--memory 2048]

The gold texts of the corpora are written as an output, once as they are and once with words dropped at random, and
`winnow dedupe` is asked. Truth is Jaccard of five-word tuples, counted here. With --documents, signatures are drawn
instead: one in ten is of an exact copy, one in five of a near duplicate of similarity .85, and one in a thousand shares
a bucket with all others of that kind.
"""

import random
import resource
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from unicodedata import category

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.corpora import find_corpora, read_corpus
from benchmarks.written_output import record, write_output
from pipeline.corpus import bands
from pipeline.corpus.bands import count_of, group_copies, opened_groups, pair_near
from pipeline.corpus.duplicates import Duplicate, find_duplicates, held
from pipeline.corpus.groups import group_near
from pipeline.corpus.shingles import normal_form
from pipeline.corpus.signatures import BAND_NAMES, ROWS, SCHEMA, Signatures, Text
from pipeline.record import Record
from pipeline.segment.shape import UNSPACED

DROPPED = (0.01, 0.02, 0.025, 0.03, 0.1, 0.3)
THRESHOLD = 0.8
MIN_WORDS = 20
SPEED_TEXTS, SPEED_WORDS = 3_000, 500
FILE_ROWS = 250_000
SIMILARITY = 0.85
"""Of the near duplicates that are drawn."""
Shingles = set[tuple[str, ...]]


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="*")
    parser.add_argument("--documents", type=int)
    parser.add_argument("--bands", type=int, default=len(BAND_NAMES))
    parser.add_argument("--memory", type=int, default=2048)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        if arguments.documents:
            simulate(Path(place), arguments.documents, arguments.bands, arguments.memory)
            return
        pages = (page for corpus in find_corpora(arguments.corpora) for page in read_corpus(corpus))
        texts = [page.gold for page in pages if page.gold and len(page.gold.split()) >= MIN_WORDS]
        tell_found(Path(place), texts)
        tell_speed(texts)


def tell_found(folder: Path, texts: Sequence[str]) -> None:
    print("| words dropped | mean similarity | pairs from .8 | found | recall | duplicates told | precision |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for share in DROPPED:
        chance = random.Random(1)
        pairs = [(text, " ".join(word for word in text.split() if chance.random() >= share)) for text in texts]
        records = [record(f"{at}-{side}", text) for at, pair in enumerate(pairs) for side, text in enumerate(pair)]
        told = found_in(folder / str(share), records)
        shingles = {one.id: shingles_of(one.text) for one in records}
        similar = [
            jaccard(shingles[ours.id], shingles[theirs.id])
            for ours, theirs in zip(records[::2], records[1::2], strict=True)
        ]
        due = [at for at, found in enumerate(similar) if found >= THRESHOLD]
        gone = {line.id for line in told}
        met = sum(1 for at in due if {records[2 * at].id, records[2 * at + 1].id} & gone)
        right = sum(
            1 for line in told if line.kind == "exact" or jaccard(shingles[line.id], shingles[line.kept]) >= THRESHOLD
        )
        recall = f"{met / len(due):.4f}" if due else "–"
        precision = f"{right / len(told):.4f}" if told else "–"
        mean = sum(similar) / len(similar)
        print(f"| {share:.1%} | {mean:.3f} | {len(due)} | {met} | {recall} | {len(told)} | {precision} |", flush=True)


def found_in(out: Path, records: list[Record]) -> list[Duplicate]:
    """What `winnow dedupe` tells of an output of these."""
    write_output(out, {"part-00000": records})
    with held(out) as dataset:
        find_duplicates(dataset, threshold=THRESHOLD, memory=1024, workers=1)
    return [msgspec.json.decode(line, type=Duplicate) for line in (out / "duplicates.jsonl").open("rb")]


def shingles_of(text: str) -> Shingles:
    apart = UNSPACED.sub(r" \g<0> ", normal_form(text))
    words = "".join(letter if category(letter)[0] in "LMN" else " " for letter in apart).split()
    return set(zip(*(words[place:] for place in range(5)), strict=False))


def jaccard(ours: Shingles, theirs: Shingles) -> float:
    return len(ours & theirs) / max(len(ours | theirs), 1)


def tell_speed(texts: Sequence[str]) -> None:
    words = " ".join(texts).split()
    chance = random.Random(1)
    starts = [chance.randrange(max(1, len(words) - SPEED_WORDS)) for _ in range(SPEED_TEXTS)]
    pages = [Text(str(at), str(at), None, " ".join(words[at : at + SPEED_WORDS])) for at in starts]
    began = time.process_time()
    signatures = Signatures("part-00000")
    for page in pages:
        signatures.add(page)
    signatures.table()
    print(f"\n{SPEED_TEXTS / (time.process_time() - began):,.0f} texts of {SPEED_WORDS} words a second and core")


def simulate(folder: Path, documents: int, band_count: int, memory: int) -> None:
    began = time.monotonic()
    files = list(drawn_files(folder, documents, band_count))
    size = sum(path.stat().st_size for path in files)
    print(
        f"{documents:,} signatures of {band_count} bands drawn in {time.monotonic() - began:.0f} s: {size / 1e9:.2f} GB"
    )
    bands.BAND_NAMES = BAND_NAMES[:band_count]  # type: ignore[misc]
    spill = folder / "spill"
    spill.mkdir()
    with opened_groups(files, spill, memory) as database:
        began = time.monotonic()
        group_copies(database)
        tell_step("group_copies", began, spill)
        began = time.monotonic()
        pair_near(database, THRESHOLD)
        tell_step("pair_near", began, spill)
        began = time.monotonic()
        database.execute(f"CREATE TABLE weighed AS SELECT head, other, {SIMILARITY}::DOUBLE AS similarity FROM pairs")
        database.execute("CREATE TABLE unread AS SELECT head AS rank FROM pairs WHERE false")
        group_near(database, {}, spill, THRESHOLD)
        tell_step("group_near", began, spill)
        for table in ("copies", "ranked", "pairs", "near"):
            print(f"{table}: {count_of(database, table):,}")


def tell_step(name: str, began: float, spill: Path) -> None:
    on_disk = sum(path.stat().st_size for path in spill.rglob("*") if path.is_file())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 10 if sys.platform == "linux" else 1 << 20)
    print(
        f"{name}: {time.monotonic() - began:.0f} s, peak memory {peak:,.0f} MB, on disk now {on_disk / 1e9:.2f} GB",
        flush=True,
    )


def drawn_files(folder: Path, documents: int, band_count: int) -> Iterator[Path]:
    chance = np.random.default_rng(1)
    for start in range(0, documents, FILE_ROWS):
        count = min(FILE_ROWS, documents - start)
        path = folder / f"part-{start:012}.parquet"
        pq.write_table(drawn(chance, start, count, band_count), path, row_group_size=20_000, compression="zstd")
        yield path


def drawn(chance: np.random.Generator, start: int, count: int, band_count: int) -> pa.Table:
    """Copies and near duplicates are of texts in the same file: where they lie makes no difference to the grouping."""
    kinds = chance.random(count)
    models = chance.integers(0, count, count)
    digest = chance.integers(0, 1 << 63, (count, 2))
    is_copy, is_near, is_common = kinds < 0.1, (kinds >= 0.1) & (kinds < 0.3), kinds >= 0.999
    digest[is_copy] = digest[models[is_copy]]
    names = pa.array(np.arange(start, start + count)).cast(pa.string())
    columns = {
        "part": pa.DictionaryArray.from_arrays(pa.array(np.zeros(count, np.int32)), pa.array([f"part-{start}"])),
        "place": pa.array(np.arange(count, dtype=np.int32)),
        "id": names,
        "source": names,
        "born": pa.nulls(count, pa.string()),
        "length": pa.array(chance.integers(1000, 9000, count)),
        "digest": pa.Array.from_buffers(pa.binary(16), count, [None, pa.py_buffer(digest.tobytes())]).cast(pa.binary()),
        "shingles": pa.array(np.full(count, 500, np.int32)),
    }
    for name in BAND_NAMES[:band_count]:
        hashes = chance.integers(0, 1 << 63, count, dtype=np.uint64)
        is_shared = is_copy | (is_near & (chance.random(count) < SIMILARITY**ROWS))
        hashes[is_shared] = hashes[models[is_shared]]
        hashes[is_common] = 1
        columns[name] = pa.array(hashes)
    return pa.table(columns, schema=pa.schema([SCHEMA.field(name) for name in columns]))


if __name__ == "__main__":
    main()
