"""Record → Markdown (CommonMark with GitHub tables), facts as YAML front matter."""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.record import Record, RecordBlock, RecordLink

ESCAPED = re.compile(r"([\\`*_\[\]<>])")
AT_LINE_START = re.compile(r"^(\s*)(#{1,6}\s|[-+]\s|\d{1,9}[.)]\s|>|={3,}|-{3,})", re.MULTILINE)
FRONT_MATTER = ("title", "authors", "date_published", "date_modified", "site_name", "language", "canonical_url", "tags")


def to_markdown(record: Record) -> str:
    """The record as one Markdown document, ending in a line feed."""
    links = list(record.links)
    parts = ["\n".join(_front_matter(record))]
    if record.title:
        parts.append(f"# {_escape(record.title)}")
    for role, group in groupby(record.blocks, key=lambda block: block.role):
        blocks = [(block, _link(block, links)) for block in group]
        if role == "table_row":
            parts.append(_table([text for _, text in blocks]))
        elif role == "list_item":
            parts.append(
                "\n".join(f"{'  ' * (max(1, block.level) - 1)}- {_indent(text, block.level)}" for block, text in blocks)
            )
        else:
            parts += [_paragraph(block, text) for block, text in blocks]
    return "\n\n".join(parts) + "\n"


def _front_matter(record: Record) -> Iterator[str]:
    """JSON strings are YAML strings: no library needed to write them, none surprised to read them."""
    yield "---"
    for key in FRONT_MATTER:
        if value := getattr(record, key):
            yield f"{key}: {json.dumps(value, ensure_ascii=False)}"
    yield f"source: {json.dumps(record.source, ensure_ascii=False)}"
    yield "---"


def _paragraph(block: RecordBlock, text: str) -> str:
    if block.role == "heading":
        return f"{'#' * min(6, max(2, block.level))} {text.replace(chr(10), ' ')}"
    if block.role == "code":
        fence = "```"
        while fence in block.text:
            fence += "`"
        return f"{fence}\n{block.text}\n{fence}"
    if block.role == "quote":
        return "\n".join(f"> {line}" for line in text.split("\n"))
    if block.role == "caption":
        return f"*{text.replace(chr(10), ' ')}*"
    return _hard_breaks(text)


def _table(rows: Sequence[str]) -> str:
    cells = [[cell.replace("|", r"\|").replace("\n", " ") for cell in row.split("\t")] for row in rows]
    width = max(map(len, cells))
    lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in cells]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _indent(text: str, level: int) -> str:
    return text.replace("\n", "\n" + "  " * max(1, level))


def _hard_breaks(text: str) -> str:
    return text.replace("\n", "\\\n")


def _escape(text: str) -> str:
    return AT_LINE_START.sub(r"\1\\\2", ESCAPED.sub(r"\\\1", text))


def _link(block: RecordBlock, links: list[RecordLink]) -> str:
    """The block's text escaped, with those of the links that come next in it; takes them from `links`."""
    if block.role == "code":
        while links and links[0].text in block.text:
            links.pop(0)
        return block.text
    text, at = [], 0
    while links and (found := block.text.find(links[0].text, at)) >= 0:
        link = links.pop(0)
        text += [_escape(block.text[at:found]), f"[{_escape(link.text)}](<{_destination(link.url)}>)"]
        at = found + len(link.text)
    rest = block.text[at:]
    return "".join((*text, _escape(rest)))


def _destination(url: str) -> str:
    return url.replace("\\", "%5C").replace("<", "%3C").replace(">", "%3E").replace("\n", "%0A").replace("\r", "%0D")
