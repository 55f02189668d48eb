"""Plain-text exports of annotated pages, as the tool beside the corpora makes them: EXPORTS/<kind>/<corpus>/<id>.txt.

Kinds are ways of exporting: `bs4`, `lines`, `chromium`. The gold of an export is that of its page, its address unknown.
"""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from benchmarks.corpora import AnnotatedPage, digest
from pipeline.content.weights import Origin
from pipeline.forests.fit import DEPTH

TRAINING = {"trees": 700, "rows": 500_000, "draws": 1}
"""What each pass of their model is trained with: there are three exports of every page."""


def exported(
    pages: Sequence[AnnotatedPage], fold: Sequence[int], folder: Path
) -> tuple[list[AnnotatedPage], list[int], Origin]:
    """The exports of the pages, each kind of each corpus as a corpus of its own: `news bs4`. SystemExit if none."""
    kinds = sorted(path for path in folder.glob("*") if path.is_dir())
    found = [
        (page._replace(corpus=f"{page.corpus} {kind.name}", path=path, url=None, original=page.path), number)
        for kind in kinds
        for page, number in zip(pages, fold, strict=True)
        if (path := kind / page.corpus / f"{page.id}.txt").is_file()
    ]
    if not found:
        raise SystemExit(f"{folder}: no exports here: looked for <kind>/<corpus>/<id>.txt")
    texts = [page for page, _ in found]
    by_corpus: dict[str, list[AnnotatedPage]] = defaultdict(list)
    for page in texts:
        by_corpus[page.corpus].append(page)
    told = tuple((name, len(some), digest(some)) for name, some in by_corpus.items())
    return texts, [number for _, number in found], Origin(corpora=told, trees=TRAINING["trees"], depth=DEPTH)
