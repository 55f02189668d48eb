"""Annotated corpora: pages with their gold text, and folds that keep a site's pages together.

A corpus folder holds html/<id>.html or .html.gz and, beside it, ground-truth/<id>.json with `url` and
`ground_truth.main_content`, or snippets.json with parts that must (`with`) and must not (`without`) be in the text.
A folder without html/ stands for the corpora in it.
"""

import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tld import get_fld

FOLDS = 5
# How far to trust the gold, by how it was made: annotated by hand, checked by hand, or agreed on by tools.
WEIGHTS = {"annotated": 1.0, "expected": 0.7, "snippets": 0.7}
OTHER_GOLD = 0.5
RARE_KIND = 1.3  # four pages in five are articles; the other kinds differ more among themselves


class AnnotatedPage(NamedTuple):
    corpus: str
    id: str
    path: Path
    url: str | None
    kind: str
    """Page type; `article` where the corpus does not say."""
    gold: str | None
    """The main content; None where only snippets are known."""
    must: tuple[str, ...]
    must_not: tuple[str, ...]
    made: str
    """How the gold was made: `annotated`, `snippets`, or as the corpus says."""
    same_as: str | None
    """Id of the page in another corpus that this is a copy of."""
    original: Path | None = None
    """The HTML that an export was made from."""

    @property
    def weight(self) -> float:
        """What it counts for in training: by how far to trust its gold, and its kind."""
        return WEIGHTS.get(self.made, OTHER_GOLD) * (1.0 if self.kind == "article" else RARE_KIND)

    def body(self) -> bytes:
        stored = self.path.read_bytes()
        return gzip.decompress(stored) if self.path.suffix == ".gz" else stored


def find_corpora(folders: Sequence[str]) -> list[Path]:
    """The corpus folders named, or inside the folders named. Raises SystemExit for one that holds none."""
    found: list[Path] = []
    for name in folders:
        inside = sorted(path.parent for path in Path(name).glob("**/html") if path.is_dir())
        inside = [path for path in inside if (path / "ground-truth").is_dir() or (path / "snippets.json").is_file()]
        if not inside:
            raise SystemExit(
                f"{name}: no annotated corpus here: looked for html/ beside ground-truth/ or snippets.json"
            )
        found += inside
    return found


def corpus_name(corpus: Path) -> str:
    """The folder's name; that of the folder above too where it says nothing by itself."""
    return f"{corpus.parent.name}-{corpus.name}" if corpus.name in ("dev", "test", "train") else corpus.name


def read_corpus(corpus: Path) -> list[AnnotatedPage]:
    """The annotated pages of a corpus, by id."""
    snippets = corpus / "snippets.json"
    marked = json.loads(snippets.read_text(encoding="utf-8")) if snippets.is_file() else {}
    return list(_pages(corpus, corpus_name(corpus), marked))


def _pages(corpus: Path, name: str, marked: dict[str, Any]) -> Iterator[AnnotatedPage]:
    for path in sorted((corpus / "html").iterdir()):
        page_id = path.name.removesuffix(".gz").removesuffix(".html")
        file = corpus / "ground-truth" / f"{page_id}.json"
        told = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
        truth, internal = told.get("ground_truth"), told.get("_internal") or {}
        parts = marked.get(page_id)
        if not isinstance(truth, dict) and parts is None:
            continue
        made = "snippets" if parts is not None else internal.get("gold", "annotated")
        kind = (internal.get("page_type") or {}).get("primary", "article")
        yield AnnotatedPage(
            corpus=name,
            id=page_id,
            path=path,
            url=told.get("url") or (parts or {}).get("url"),
            kind="collection" if kind == "category" else kind,
            gold=(truth.get("main_content") or "") if isinstance(truth, dict) else None,
            must=tuple((parts or {}).get("with", ())),
            must_not=tuple((parts or {}).get("without", ())),
            made=made,
            same_as=internal.get("key"),
        )


def digest(pages: Sequence[AnnotatedPage]) -> str:
    """16 hexadecimal digits that change when a page or its gold does."""
    found = hashlib.sha256()
    for page in pages:
        told = page[:2] + page[3:-1]  # not where it and its original lie
        found.update(repr(told).encode() + hashlib.sha256(page.path.read_bytes()).digest())
    return found.hexdigest()[:16]


def folds(pages: Sequence[AnnotatedPage]) -> list[int]:
    """A fold a page. Pages of one registrable domain, and copies of a page, are in one fold, whatever their corpus."""
    above: dict[str, str] = {}

    def top(key: str) -> str:
        above.setdefault(key, key)
        while above[key] != key:
            above[key] = above[above[key]]
            key = above[key]
        return key

    for page in pages:
        one, other = sorted((top(f"domain {domain(page)}"), top(f"page {page.same_as or page.id}")))
        above[other] = one
    return [zlib.crc32(top(f"domain {domain(page)}").encode()) % FOLDS for page in pages]


def domain(page: AnnotatedPage) -> str:
    """The registrable domain: example.co.uk of news.example.co.uk."""
    url = page.url or page.id
    if "://" not in url:  # "hard::example.com-some-words.html": the address was lost, the host was not
        url = "http://" + re.split("-", url.rpartition("::")[2], maxsplit=1)[0]
    return get_fld(url, fail_silently=True) or re.sub(r"^https?://", "", url).split("/")[0] or page.id
