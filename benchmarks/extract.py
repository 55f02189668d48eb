"""Records of a corpus by pagewinnow or another extractor, for the same scorer.

    python -m benchmarks.extract CORPUS SYSTEM > records.jsonl

CORPUS holds html/<id>.html or .html.gz, and may hold ground-truth/<id>.json with the page's `url`. SYSTEM is one of
winnow, trafilatura, resiliparse. A page that a system returns nothing for has no line.
"""

import gzip
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pipeline import Source
from pipeline.decode import decode
from pipeline.options import Options
from pipeline.record import Kept, Record
from pipeline.walk import walk

Extractor = Callable[[bytes, str | None], dict[str, Any] | None]


def winnow(body: bytes, url: str | None) -> dict[str, Any] | None:
    outcome = walk(Source(ref="page", body=body, url=url), Options()).outcome
    return values_of(outcome.record) if isinstance(outcome, Kept) else None


def values_of(record: Record) -> dict[str, Any]:
    """What the scorers read of a record."""
    return {
        "text": record.text,
        "title": record.title,
        "authors": list(record.authors),
        "date_published": record.date_published,
    }


def trafilatura(body: bytes, url: str | None) -> dict[str, Any] | None:
    from trafilatura import bare_extraction

    page = bare_extraction(decode(Source(ref="page", body=body)).text, url=url, with_metadata=True)
    if page is None:
        return None
    found = page.as_dict()
    authors = [name.strip() for name in (found.get("author") or "").split(";") if name.strip()]
    return {"text": found["text"], "title": found["title"], "authors": authors, "date_published": found["date"]}


def resiliparse(body: bytes, url: str | None) -> dict[str, Any] | None:
    from resiliparse.extract.html2text import extract_plain_text

    text = extract_plain_text(decode(Source(ref="page", body=body)).text, main_content=True)
    return {"text": text} if text else None


PEERS: dict[str, Extractor] = {"trafilatura": trafilatura, "resiliparse": resiliparse}
SYSTEMS: dict[str, Extractor] = {"winnow": winnow, **PEERS}


def pages(corpus: Path) -> Iterator[tuple[str, bytes, str | None]]:
    """(id, bytes, URL) of every page, in order of their ids."""
    for path in sorted((corpus / "html").iterdir()):
        body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        name = path.name.removesuffix(".gz").removesuffix(".html")
        gold = corpus / "ground-truth" / f"{name}.json"
        url = json.loads(gold.read_text(encoding="utf-8")).get("url") if gold.exists() else None
        yield name, body, url


def main(corpus: str, system: str) -> None:
    for name, body, url in pages(Path(corpus)):
        if record := SYSTEMS[system](body, url):
            print(json.dumps({"id": name, **record}))


if __name__ == "__main__":
    main(*sys.argv[1:])
