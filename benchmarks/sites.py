"""What a file of `winnow sites` gives: boilerplate removed and gold lost, with it and without.

    python -m benchmarks.sites CORPUS… [--exports EXPORTS]   # shipped models

Learned from all pages of the corpora that are of a site with three pages or more, without their gold; judged on those
that people annotated. Exports are learned by kind, and have the addresses of their pages. Counted in words, by the
share of each block that stands in the gold text.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.corpora import AnnotatedPage
from benchmarks.examples import WORKERS, read_corpora, source_of
from benchmarks.exports import exported
from benchmarks.scores import mean, word_score
from pipeline.content.alignment import soft_labels, tokens
from pipeline.corpus.site_lines import MIN_PAGES
from pipeline.corpus.site_pages import SitePage, site_pages
from pipeline.corpus.sites import learn_sites
from pipeline.options import Options
from pipeline.record import Kept
from pipeline.segment.own_url import host_of
from pipeline.walk import walk

HEADER = (
    "| pages | of a known site | junk words | known | left without | left with | gold words | known | lost without "
    "| lost with | F1 without | F1 with |"
)


class Found(NamedTuple):
    junk: float = 0.0
    """Words that are not in the gold."""
    gold: float = 0.0
    known_junk: float = 0.0
    """Of these, words that the file knows for the site's."""
    known_gold: float = 0.0
    junk_left: float = 0.0
    gold_lost: float = 0.0
    f1: float = 0.0
    of_known: float = 0.0
    """1 for a page on which the file knows something."""


def judge(page: AnnotatedPage, options: Options) -> Found:
    """What became of one page."""
    explanation = walk(source_of(page), options)
    view, decision = explanation.view, explanation.decision
    if view is None or decision is None or page.gold is None:
        return Found()
    labels = soft_labels([tokens(block.text) for block in view.blocks], tokens(page.gold))
    sizes = [len(tokens(block.text)) for block in view.blocks]
    junk = sum(size * (1 - label) for size, label in zip(sizes, labels, strict=True))
    gold = sum(size * label for size, label in zip(sizes, labels, strict=True))
    gone = [(len(tokens(removal.text)), labels[removal.block]) for removal in decision.removals]
    known = [(sizes[found.block], labels[found.block]) for found in view.of_site]
    outcome = explanation.outcome
    return Found(
        junk=junk,
        gold=gold,
        known_junk=sum(size * (1 - label) for size, label in known),
        known_gold=sum(size * label for size, label in known),
        junk_left=junk - sum(size * (1 - label) for size, label in gone),
        gold_lost=sum(size * label for size, label in gone),
        f1=word_score(outcome.record.text if isinstance(outcome, Kept) else "", page.gold).f1,
        of_known=float(bool(known)),
    )


def taught(page: AnnotatedPage) -> list[SitePage]:
    """What one page teaches."""
    return list(site_pages([source_of(page)]))


def of_sites(pages: Iterable[AnnotatedPage]) -> list[AnnotatedPage]:
    """Those of a site that has three or more."""
    pages = [page for page in pages if _host(page)]
    count = Counter(map(_host, pages))
    return [page for page in pages if count[_host(page)] >= MIN_PAGES]


def _host(page: AnnotatedPage) -> str:
    url = page.url or ""
    return host_of(url if url.startswith(("http://", "https://")) else "").removeprefix("www.")


def rows(pages: Sequence[AnnotatedPage], file: Path) -> Iterable[str]:
    """The table's line of each judged corpus, by one file that was learned from all pages."""
    with ProcessPoolExecutor(WORKERS) as pool:
        learn_sites((found for some in pool.map(taught, pages, chunksize=16) for found in some), file)
        by_corpus: dict[str, list[AnnotatedPage]] = defaultdict(list)
        for page in pages:
            if page.made == "annotated":
                by_corpus[page.corpus].append(page)
        for corpus, some in by_corpus.items():
            without = list(pool.map(judge, some, [Options()] * len(some), chunksize=16))
            found = list(pool.map(judge, some, [Options(sites_file=str(file))] * len(some), chunksize=16))
            yield f"| {corpus} {_row(without, found)}"


def _row(without: Sequence[Found], found: Sequence[Found]) -> str:
    before, after = (Found(*map(sum, zip(*some, strict=True))) for some in (without, found))
    cells = (
        f"{len(found)}", f"{after.of_known:.0f}", f"{after.junk:.0f}", f"{after.known_junk / after.junk:.1%}",
        f"{before.junk_left:.0f}", f"{after.junk_left:.0f}",
        f"{after.gold:.0f}", f"{after.known_gold / after.gold:.2%}",
        f"{before.gold_lost / before.gold:.2%}", f"{after.gold_lost / after.gold:.2%}",
        f"{mean([one.f1 for one in without]):.4f}", f"{mean([one.f1 for one in found]):.4f}",
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def by_export(pages: Sequence[AnnotatedPage], folder: Path) -> Iterable[list[AnnotatedPage]]:
    """The exports of the pages by kind, with the addresses of these."""
    urls = {page.path: page.url for page in pages}
    found: dict[str, list[AnnotatedPage]] = defaultdict(list)
    for page in exported(pages, [0] * len(pages), folder)[0]:
        assert page.original is not None
        found[page.corpus.rpartition(" ")[2]].append(page._replace(url=urls[page.original]))
    return found.values()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+")
    parser.add_argument("--exports", type=Path)
    args = parser.parse_args()
    pages = of_sites(read_corpora(args.corpus)[0])
    print(f"| {HEADER}\n| --- |{' --- |' * (HEADER.count('|') - 1)}")
    with TemporaryDirectory() as folder:
        for some in by_export(pages, args.exports) if args.exports else [pages]:
            for row in rows(some, Path(folder) / f"{some[0].corpus}.jsonl"):
                print(row, flush=True)


if __name__ == "__main__":
    main()
