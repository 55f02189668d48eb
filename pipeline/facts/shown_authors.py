"""The authors that a page shows near its title: marked elements, bylines, a name alone under the title."""

from collections.abc import Iterable, Sequence

from pipeline.facts.byline import full_names, parse_header_line, without_dates
from pipeline.facts.dates import parse_date
from pipeline.facts.evidence import Evidence, is_aside, shown_at
from pipeline.facts.names import Publishers, is_full_name, names_in
from pipeline.facts.plain_text import squashed
from pipeline.model import Block, Fact, Hint

LINES_UNDER_TITLE = 4
MAX_LINE, MAX_DATED = 120, 60


def shown_authors(
    evidence: Evidence, publishers: Publishers, language: str | None, title_at: int | None, near: Sequence[int]
) -> tuple[Fact, ...]:
    """The people whom the page shows as its authors near the title."""
    document = evidence.document
    for marked in (("rel=author", "itemprop author", "itemprop creator"), ("class",)):
        if facts := _from_hints(evidence, marked, publishers, language, title_at, near):
            return facts
    blocks = [document.blocks[index] for index in near]
    return authors_in_lines(blocks, publishers, language) or _under_title(evidence, publishers, language, title_at)


def authors_in_lines(blocks: Iterable[Block], publishers: Publishers, language: str | None) -> tuple[Fact, ...]:
    """The people of the first byline among the blocks."""
    for block in blocks:
        for text in block.text[:1000].split("\n")[:4]:
            line = parse_header_line(text, language)
            names = [name for name in line.authors if not publishers.is_one(name)] if line else []
            if names:
                return tuple(Fact(value=name, via="header line", where=block.index) for name in names)
    return ()


def people(texts: Iterable[str], publishers: Publishers, via: str, where: int | None = None) -> tuple[Fact, ...]:
    """A fact for each person named in the texts, each once."""
    found: dict[str, Fact] = {}
    for text in texts:
        for name in names_in(text, publishers):
            found.setdefault(squashed(name), Fact(value=name, via=via, where=where))
    return tuple(found.values())


def _from_hints(
    evidence: Evidence,
    vias: tuple[str, ...],
    publishers: Publishers,
    language: str | None,
    title_at: int | None,
    near: Sequence[int],
) -> tuple[Fact, ...]:
    """The people of the first marked element near the title, and of those marked in the same block."""
    document = evidence.document
    found: tuple[Fact, ...] = ()
    for hint in document.head.hints:
        if hint.kind != "author" or hint.via not in vias or (title_at is not None and hint.block not in near):
            continue
        index = shown_at(hint, document)
        if index is None or is_aside(index, document, title_at) or (found and index != found[0].where):
            continue
        names = _named_in(hint, document.blocks[index], publishers, language)
        known = {squashed(fact.value) for fact in found}
        facts = people(names, publishers, hint.via if hint.via != "class" else "byline", index)
        found += tuple(fact for fact in facts if squashed(fact.value) not in known)
    return found


def _named_in(hint: Hint, block: Block, publishers: Publishers, language: str | None) -> list[str]:
    """The people whom a marked element names: full names, or what it holds alone where the mark is sure."""
    first_line = block.text.split("\n")[0]
    inside = squashed(first_line) in squashed(hint.text)
    texts = [first_line, hint.text] if inside else [hint.text, first_line] if len(first_line) < 80 else [hint.text]
    for text in texts:
        line = parse_header_line(text, language)
        if line and line.is_byline:
            return list(line.authors)
        names = names_in(without_dates(text), publishers) if len(text) <= 120 else []
        if names and all(map(is_full_name, names)):
            return names
        if names and hint.via != "class" and len(names) == 1 and len(text.split()) == 1:
            return names
    return []


def authors_of_export(
    lines: Sequence[Block], near: Sequence[int], title_at: int, publishers: Publishers, language: str | None
) -> tuple[Fact, ...]:
    """The people of the first byline near the title, or of a line under it that is nothing but names."""
    return authors_in_lines([lines[index] for index in near], publishers, language) or _names_under(
        lines, publishers, language, title_at
    )


def _under_title(
    evidence: Evidence, publishers: Publishers, language: str | None, title_at: int | None
) -> tuple[Fact, ...]:
    """Of an article that says that it is one."""
    if title_at is None or "article" not in " ".join(evidence.metas.get("og:type", ())):
        return ()
    return _names_under(evidence.document.blocks, publishers, language, title_at)


def _names_under(
    blocks: Sequence[Block], publishers: Publishers, language: str | None, title_at: int
) -> tuple[Fact, ...]:
    """A line that is nothing but full names, next to a dateline, right under the title."""
    for block in blocks[title_at + 1 : title_at + 1 + LINES_UNDER_TITLE]:
        names = full_names(block.text) if len(block.text) <= MAX_LINE and block.role != "heading" else []
        if names and not any(map(publishers.is_one, names)):
            beside = (other for other in blocks[block.index - 1 : block.index + 2] if other is not block)
            if any(_is_dated(other.text, language) for other in beside):
                return people(names, publishers, "line under the title", block.index)
    return ()


def _is_dated(text: str, language: str | None) -> bool:
    """A dateline, or a short line with a date: `Zaragoza - 18 abr 2023 - 05:30 CEST`."""
    line = parse_header_line(text, language)
    return (line is not None and line.is_date) or (len(text) <= MAX_DATED and parse_date(text, language) is not None)
