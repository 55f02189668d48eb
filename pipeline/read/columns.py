"""Which columns of a table, or keys of a JSON object, hold the page."""

from collections.abc import Iterable

from pipeline.read.pages import Columns

HTML = ("html", "raw_html")
TEXT = ("text", "raw_content", "content", "body")
URL = ("url", "uri", "link")
"""Names that are taken where none was given, the likeliest first, in any case."""


def are_named(columns: Columns) -> bool:
    """True where the caller has said which column holds the page."""
    return columns.html is not None or columns.text is not None


def choose_columns(names: Iterable[str], columns: Columns) -> Columns | None:
    """The columns to read of those there are: the named ones, else obvious ones; None where there is no page in any."""
    there = list(names)
    html = columns.html if are_named(columns) else _obvious(there, HTML)
    text = columns.text if are_named(columns) else _obvious(there, TEXT)
    url = columns.url if columns.url is not None else _obvious(there, URL)
    chosen = Columns(
        html=html if html in there else None, text=text if text in there else None, url=url if url in there else None
    )
    return chosen if are_named(chosen) else None


def missing_column(names: Iterable[str], columns: Columns) -> str | None:
    """What to say of a named column that is not there; None if none is missing."""
    there = list(dict.fromkeys(names))
    for key in ("html", "text", "url"):
        name = getattr(columns, key)
        if name is not None and name not in there:
            shown = ", ".join(map(repr, there[:50])) or "none"
            return f"{key} column {name!r} is not there; its columns are {shown}"
    return None


def _obvious(names: list[str], likely: Iterable[str]) -> str | None:
    by_name = {name.casefold(): name for name in reversed(names)}
    return next((by_name[name] for name in likely if name in by_name), None)
