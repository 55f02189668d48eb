"""What the pages of each site share, learned from an output or from inputs, and written down.

Two passes: each page's lines go to disk, spread by site; then site after site is read again. Memory: 28 bytes a page
and the found lines, of one partition in `PARTITIONS`; and the sample of one site.
"""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import msgspec

from pipeline.content.site_file import FORMAT, VERSION, Ending, Heading, SiteLine
from pipeline.corpus.site_lines import lines_of_site
from pipeline.corpus.site_pages import ReadSites, SitePage, pages_of_output
from pipeline.corpus.spilled_pages import PARTITIONS, SpilledPages
from pipeline.model import Value
from pipeline.read.files import InputFile, find_inputs
from pipeline.run.dataset import open_dataset
from pipeline.run.selection import Selection
from pipeline.run.settings import Settings
from pipeline.run.supervisor import Supervisor
from pipeline.run.worker import Answer
from pipeline.write.atomic import whole_file
from pipeline.write.outputs import LAYOUT, LEDGER, MANIFEST

encode = msgspec.json.Encoder().encode
decode = msgspec.json.Decoder(SiteLine).decode


class Learned(Value, frozen=True, kw_only=True):
    """What there was, and what was found."""

    pages: int
    sites: int
    """Counted for HTML and for exports by themselves, as they are learned."""
    known: int
    """Sites of which some lines are known now."""
    lines: int


def learn_sites(pages: Iterable[SitePage], out: Path) -> Learned:
    """Writes what the sites of these pages share, by site: the same pages give the same bytes."""
    with whole_file(out) as handle, TemporaryDirectory(prefix="winnow-sites-") as name:
        with SpilledPages(Path(name)) as spilled:
            for page in pages:
                spilled.add(page)
            spilled.flush()
            counts = [_learn_partition(spilled, number) for number in range(PARTITIONS)]
        known, lines = _join(Path(name), handle)
    return Learned(pages=spilled.pages, sites=sum(counts), known=known, lines=lines)


def pages_of(inputs: Sequence[str], out: str, settings: Settings) -> Iterator[SitePage]:
    """What the pages of output folders and of inputs teach; `out` is not read back.

    Raises OptionsError for what is neither or an output that is not whole, OutputError for one that is damaged.
    """
    outputs = [open_dataset(Path(name)) for name in inputs if is_output(Path(name))]
    others = [name for name in inputs if not is_output(Path(name))]
    files = find_inputs(others, out=out) if others else ()
    return chain(chain.from_iterable(map(pages_of_output, outputs)), read_inputs(files, settings))


def is_output(path: Path) -> bool:
    """True for a folder that a run wrote or began to write."""
    return any((path / name).exists() for name in (MANIFEST, LEDGER, LAYOUT))


def read_inputs(files: Sequence[InputFile], settings: Settings) -> Iterator[SitePage]:
    """What the pages of the inputs teach, read by workers. A page that cannot be read teaches nothing."""
    selection = Selection(columns=settings.columns)
    pages = ((None, page) for file in files for page in selection.pages(file))
    with Supervisor[None].of(ReadSites(), settings) as workers:
        for _, _, reply in workers.replies(pages):
            if isinstance(reply, Answer):
                yield from msgspec.msgpack.decode(reply.value, type=list[SitePage])


def _learn_partition(spilled: SpilledPages, number: int) -> int:
    """Writes what its sites share, by site; how many sites there are."""
    found: list[tuple[str, str, bytes]] = []
    count = 0
    for _, pages in spilled.sites(number):
        count += 1
        if lines := lines_of_site(pages):
            found.append((lines[0].site, lines[0].kind, b"".join([encode(line) + b"\n" for line in lines])))
    (spilled.folder / f"{number}.lines").write_bytes(b"".join([lines for _, _, lines in sorted(found)]))
    return count


def _join(folder: Path, out: BinaryIO) -> tuple[int, int]:
    """Writes the lines of all partitions, by site; of how many sites they are, and how many."""
    out.write(encode(Heading(format=FORMAT, version=VERSION)) + b"\n")
    sites, count, before = 0, 0, ("", "")
    for site, line in heapq.merge(*(_by_site(folder / f"{number}.lines") for number in range(PARTITIONS)), key=_site):
        sites, count, before = sites + (site != before), count + 1, site
        out.write(line)
    out.write(encode(Ending(sites=sites, lines=count)) + b"\n")
    return sites, count


def _by_site(path: Path) -> Iterator[tuple[tuple[str, str], bytes]]:
    with path.open("rb") as handle:
        for line in handle:
            found = decode(line)
            yield (found.site, found.kind), line


def _site(row: tuple[tuple[str, str], bytes]) -> tuple[str, str]:
    return row[0]
