"""Pages on disk, spread by site over files, to be read again site by site: memory does not grow with their number."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

import msgspec
import numpy as np
import zstandard
from numpy.typing import NDArray

from pipeline.content.site_table import site_seed
from pipeline.corpus.site_pages import SitePage

PARTITIONS = 128
"""Files open at a time are twice as many."""
PAGES_A_SITE = 200
"""So many of a large site are enough: a share of 30 % comes out within 3 points."""
ENTRY = np.dtype([("site", "<u8"), ("key", "V8"), ("at", "<u8"), ("size", "<u4")])
LEVEL = 1


class SpilledPages:
    """Pages by site. Of those with the same running text the first is kept. Disk: 1 to 4 kB a page."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pages = 0
        self._stack = ExitStack()
        self._encode, self._compress = msgspec.msgpack.Encoder().encode, zstandard.ZstdCompressor(LEVEL).compress

    def __enter__(self) -> "SpilledPages":
        opened = [(self.folder / f"{number}.pages", self.folder / f"{number}.index") for number in range(PARTITIONS)]
        self._files = [tuple(self._stack.enter_context(path.open("wb")) for path in paths) for paths in opened]
        self._ends = [0] * PARTITIONS
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def add(self, page: SitePage) -> None:
        """Takes a page in."""
        site = site_seed(page.site, page.kind)
        number, frame = site % PARTITIONS, self._compress(self._encode(page))
        pages, index = self._files[number]
        index.write(np.array((site, page.key(), self._ends[number], len(frame)), ENTRY).tobytes())
        pages.write(frame)
        self._ends[number] += len(frame)
        self.pages += 1

    def flush(self) -> None:
        """Has all on disk that was taken in."""
        for files in self._files:
            for file in files:
                file.flush()

    def sites(self, number: int) -> Iterator[tuple[int, list[SitePage]]]:
        """The sites of a partition: of each how many pages it has, and a sample of the distinct ones.

        Which pages are taken, and in which order, is by what is on them: not by their order.
        """
        entries = np.fromfile(self.folder / f"{number}.index", ENTRY)
        entries = entries[np.lexsort((entries["at"], entries["key"].view("<u8"), entries["site"]))]
        _, starts = np.unique(entries["site"], return_index=True)
        decode, decompress = msgspec.msgpack.Decoder(SitePage).decode, zstandard.ZstdDecompressor().decompress
        with (self.folder / f"{number}.pages").open("rb") as handle:
            for of_site in np.split(entries, starts[1:]) if len(entries) else []:
                pages = []
                for at, size in _sample(of_site):
                    handle.seek(at)
                    pages.append(decode(decompress(handle.read(size))))
                yield len(of_site), pages


def _sample(entries: NDArray[np.void]) -> list[tuple[int, int]]:
    """Where the pages lie that are taken of a site's, sorted by key: the first ones, each key once."""
    _, firsts = np.unique(entries["key"].view("<u8"), return_index=True)
    chosen = entries[firsts[:PAGES_A_SITE]]
    return list(zip(chosen["at"].tolist(), chosen["size"].tolist(), strict=True))
