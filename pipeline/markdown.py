"""Record → Markdown (CommonMark with GitHub tables), facts as YAML front matter."""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.record import Record, RecordBlock, RecordLink

ANYWHERE = re.compile(r"([\\`*_~\[\]<>]|&(?=#?\w{1,32};))")
AT_LINE_START = re.compile(
    r"^([ \t]*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|=+(?=[ \t]*$)|[|:-][-:| \t]*$)"  # heading, item, underline, table rule
    r"|^([ \t]*\d{1,9})([.)])(?=\s|$)",  # a numbered item: a backslash before a digit would be shown
    re.MULTILINE,
)
CLOSING_HASHES = re.compile(r"(?<=\s)#+$")
BULLET = re.compile(r"\A\\?[•‣◦▪●○·*+–—-]\s+(?=\S)")
FRONT_MATTER = ("title", "authors", "date_published", "date_modified", "site_name", "language", "canonical_url", "tags")
# YAML takes no control characters, and breaks lines where JSON does not.
NOT_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def to_markdown(record: Record) -> str:
    """The record as one Markdown document, ending in a line feed."""
    parts = ["\n".join(_front_matter(record))]
    if record.title:
        parts.append(_heading(1, _escape(record.title)))
    linked = zip(record.blocks, _by_block(record.blocks, record.links), strict=True)
    texts = [(block, _linked(block, links)) for block, links in linked]
    for role, group in groupby(texts, key=lambda item: item[0].role):
        if role == "table_row":
            parts.append(_table([text for _, text in group]))
        elif role == "list_item":
            parts.append("\n".join(_list(group)))
        else:
            parts += [_paragraph(block, text) for block, text in group]
    return "\n\n".join(parts) + "\n"


def _front_matter(record: Record) -> Iterator[str]:
    """JSON strings are YAML strings: no library needed to write them, none surprised to read them."""
    yield "---"
    for key in (*FRONT_MATTER, "source"):
        if value := getattr(record, key):
            yield f"{key}: {NOT_YAML.sub(_escape_yaml, json.dumps(value, ensure_ascii=False))}"
    yield "---"


def _escape_yaml(char: re.Match[str]) -> str:
    return f"\\u{ord(char[0]):04x}"


def _paragraph(block: RecordBlock, text: str) -> str:
    if block.role == "heading":
        return _heading(max(2, block.level), text)
    if block.role == "code":
        longest = max(map(len, re.findall("`+", text)), default=0)
        fence = "`" * max(3, longest + 1)
        return f"{fence}\n{text}\n{fence}"
    if block.role == "quote":
        return "> " + _hard_breaks(text).replace("\n", "\n> ")
    if block.role == "caption":
        return f"*{_one_line(text)}*"
    return _hard_breaks(text)


def _heading(level: int, text: str) -> str:
    closed = CLOSING_HASHES.sub(lambda hashes: f"\\{hashes[0]}", _one_line(text))
    return f"{'#' * min(6, level)} {closed}"


def _list(items: Iterator[tuple[RecordBlock, str]]) -> Iterator[str]:
    """An item a line; one that skips a level stands below the one before it, or it would turn into code."""
    depth = 0
    for block, text in items:
        depth = min(max(1, block.level), depth + 1)
        indent = "  " * depth
        yield f"{indent[2:]}- " + _hard_breaks(BULLET.sub("", text, count=1)).replace("\n", f"\n{indent}")


def _table(rows: Sequence[str]) -> str:
    """Rows of cells; short ones are filled up."""
    cells = [[_one_line(cell).replace("|", r"\|") for cell in row.split("\t")] for row in rows]
    width = max(map(len, cells))
    lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in cells]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _one_line(text: str) -> str:
    return " ".join(text.split("\n"))


def _hard_breaks(text: str) -> str:
    return text.replace("\n", "\\\n")


def _escape(text: str) -> str:
    return AT_LINE_START.sub(_escape_start, ANYWHERE.sub(r"\\\1", text))


def _escape_start(found: re.Match[str]) -> str:
    return f"{found[1]}\\{found[2]}" if found[2] else f"{found[3]}\\{found[4]}"


def _by_block(blocks: Sequence[RecordBlock], links: Sequence[RecordLink]) -> list[list[tuple[int, RecordLink]]]:
    """For each block its links with where they stand: the first place, in page order, that holds a link's words."""
    found: list[list[tuple[int, RecordLink]]] = [[] for _ in blocks]
    index, at = 0, 0
    for link in links:
        here, start = index, at
        while here < len(blocks) and (position := blocks[here].text.find(link.text, start)) < 0:
            here, start = here + 1, 0
        if here < len(blocks):  # else its words are gone from where they were linked
            found[here].append((position, link))
            index, at = here, position + len(link.text)
    return found


def _linked(block: RecordBlock, links: Sequence[tuple[int, RecordLink]]) -> str:
    """The block's text, escaped, with its links."""
    if block.role == "code":
        return block.text
    text, at = [], 0
    for start, link in links:
        end = start + len(link.text)
        text += [_escape(block.text[at:start]), f"[{_escape(link.text)}](<{_destination(link.url)}>)"]
        at = end
    return "".join((*text, _escape(block.text[at:])))


def _destination(url: str) -> str:
    """The URL without the characters that would end it, or that CommonMark would read otherwise."""
    return re.sub(r"[\\<>\x00-\x20]", lambda char: f"%{ord(char[0]):02X}", url).replace("&", "&amp;")
