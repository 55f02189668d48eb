"""What the pages of each site share, asked for one page.

A line or block is the site's where enough of the site's pages have it, and two or more of its pairs with the two before
it and the two after it are shared as well.
"""

from array import array
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import numpy as np

from pipeline.content.line_pairs import LETTERS, MIN_PAIRS, in_sorted, line_hashes, shared_pairs_of
from pipeline.content.site_file import SiteLine, damaged, read_site_file
from pipeline.content.site_of import site_of
from pipeline.errors import OptionsError
from pipeline.model import Document, Kind, OfSite
from pipeline.options import Options, sites_digest


class SiteTable:
    """The lines of all sites. Memory: 16 bytes a line, and 8 a pair."""

    def __init__(self, lines: Iterable[SiteLine]) -> None:
        """Raises ValueError or OverflowError for a line whose hashes are none."""
        keys, pages, pairs = array("Q"), array("I"), array("Q")
        for line in lines:
            seed = site_seed(line.site, line.kind)
            keys.append(int(line.hash, 16) ^ seed)
            pages.extend((line.pages, line.of))
            pairs.extend([int(pair, 16) ^ seed for pair in line.beside])
        order = np.argsort(np.array(keys))
        self._keys = np.array(keys)[order]
        self._pages = np.array(pages).reshape(-1, 2)[order]
        self._pairs = np.unique(np.array(pairs))

    def of_site(self, document: Document) -> tuple[OfSite, ...]:
        """Those of the page's blocks that are its site's."""
        site = site_of(document)
        seed = np.uint64(site_seed(site, document.page.kind))
        lines = line_hashes(block.text for block in document.blocks)
        keys = lines ^ seed
        known = in_sorted(keys, self._keys) & (shared_pairs_of(lines, self._pairs, seed) >= MIN_PAIRS)
        blocks = [index for index in np.flatnonzero(known).tolist() if LETTERS.search(document.blocks[index].text)]
        pages = self._pages[np.searchsorted(self._keys, keys[blocks])].tolist()
        return tuple(
            [OfSite(block=block, site=site, pages=on, of=of) for block, (on, of) in zip(blocks, pages, strict=True)]
        )


def site_seed(site: str, kind: Kind) -> int:
    """What tells a site's hashes from another's."""
    name = f"{kind} {site}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(name, digest_size=8).digest(), "little")


def site_table(options: Options) -> SiteTable | None:
    """That of the options, read once a process; None if they name none.

    Raises OptionsError if it is no file of `winnow sites`, of another version, damaged, or changed since it was named.
    """
    return None if options.sites_file is None else _read(options.sites_file, options.sites_digest)


@lru_cache(maxsize=1)
def _read(name: str, digest: str) -> SiteTable:
    path = Path(name)
    try:
        table = SiteTable(read_site_file(path))
    except (ValueError, OverflowError) as error:
        raise damaged(path, f"a hash is none: {error}") from error
    if sites_digest(name) != digest:
        raise OptionsError(f"sites_file: {name!r} has changed since the options were made")
    return table
