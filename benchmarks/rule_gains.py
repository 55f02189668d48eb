"""What each rule gives: junk removed against gold lost, and what of that the content model would have kept.

    python -m benchmarks.rule_gains CORPUS… [--exports EXPORTS]   # shipped models; writes docs/rule_figures.json

Counted in words, by the share of each block that stands in the gold text. `benchmarks.evaluate --all` counts the same
out of fold.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpora import AnnotatedPage
from benchmarks.examples import WORKERS, kind_of, read_corpora, source_of
from benchmarks.exports import exported
from pipeline.catalog import rules_by_code
from pipeline.content.alignment import soft_labels, tokens
from pipeline.content.weights import Model, shipped_model
from pipeline.options import Options
from pipeline.walk import walk

FIGURES = Path(__file__).parent.parent / "docs" / "rule_figures.json"


class Gain(NamedTuple):
    pages: int
    junk: float
    """Words removed that are not in the gold."""
    lost: float
    """Words removed that are."""


def page_gains(page: AnnotatedPage, model: Model, *, only_kept: bool = True) -> dict[str, Gain]:
    """Code → what the rule did on this page, to all blocks or to those only that the model keeps."""
    explanation = walk(source_of(page), Options(), model)
    view, decision = explanation.view, explanation.decision
    if view is None or decision is None or page.gold is None:
        return {}
    labels = soft_labels([tokens(block.text) for block in view.blocks], tokens(page.gold))
    found: dict[str, Gain] = {}
    for removal in decision.removals:
        if (view.body.kept[removal.block] or not only_kept) and not removal.rule.startswith("C"):
            size, label = len(tokens(removal.text)), labels[removal.block]
            before = found.get(removal.rule, Gain(1, 0.0, 0.0))
            found[removal.rule] = Gain(1, before.junk + size * (1 - label), before.lost + size * label)
    return found


def total(by_page: Iterable[dict[str, Gain]]) -> dict[str, Gain]:
    """The sum over pages, by code."""
    sums: dict[str, Gain] = defaultdict(lambda: Gain(0, 0.0, 0.0))
    for gains in by_page:
        for code, gain in gains.items():
            sums[code] = Gain(*(a + b for a, b in zip(sums[code], gain, strict=True)))
    return dict(sorted(sums.items()))


def table(gains: dict[str, Gain]) -> Sequence[str]:
    """Markdown lines."""
    lines = ["| rule | pages | junk words removed | gold words lost |", "| --- | --- | --- | --- |"]
    for code, gain in gains.items():
        name = rules_by_code()[code].name
        lines.append(f"| {code} {name} | {gain.pages} | {gain.junk:.0f} | {gain.lost:.0f} |")
    return lines


def _gains(page: AnnotatedPage, only_kept: bool) -> dict[str, Gain]:
    return page_gains(page, shipped_model(kind_of(page)), only_kept=only_kept)


def _words(gain: Gain, prefix: str) -> dict[str, int]:
    return {f"{prefix}words": round(gain.junk + gain.lost), f"{prefix}gold": round(gain.lost)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+")
    parser.add_argument("--exports", type=Path)
    args = parser.parse_args()
    pages = [page for page in read_corpora(args.corpus)[0] if page.made == "annotated"]
    if args.exports:
        pages = exported(pages, [0] * len(pages), args.exports)[0]
    with ProcessPoolExecutor(WORKERS) as pool:
        whole = total(pool.map(partial(_gains, only_kept=False), pages, chunksize=16))
        kept = total(pool.map(partial(_gains, only_kept=True), pages, chunksize=16))
    found = {
        code: {"pages": gain.pages, **_words(gain, ""), **_words(kept.get(code, Gain(0, 0.0, 0.0)), "kept_")}
        for code, gain in whole.items()
    }
    told = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.is_file() else {}
    told["text" if args.exports else "html"] = {"pages": len(pages), "rules": found}
    FIGURES.write_text(json.dumps(dict(sorted(told.items())), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
