"""Dates in the data that a page's scripts start from, wherever it stands: `"publishedAt": "2024-05-01T10:00:00Z"`."""

import re
from collections.abc import Iterator

PARTS = ("ubli", "reated")
"""Of the names of such values: a cheap look before the expression."""
NAMED = re.compile(
    r'"((?:[a-z]{2,12}[_-]?){0,2}(?:publish(?:ed)?|publication|created)(?:[_-]?(?:at|on|date|time))*)\\*"'
    r'\s?:\s?\\*"([12]\d{3}-\d\d-\d\d[T\d:.+Z -]{0,24})\\*"',
    re.IGNORECASE,
)
MAX_BEFORE, MAX_AFTER = 40, 90
"""Characters around such a part that are looked at."""
MAX_SEEN = 100
"""Names that are looked at, of each part."""


def dates_in_state(page: str) -> Iterator[tuple[str, str]]:
    """Names and dates, as written, each once."""
    seen: set[tuple[str, str]] = set()
    for part in PARTS:
        at = -1
        for _ in range(MAX_SEEN):
            at = page.find(part, at + 1)
            if at < 0:
                break
            start = page.rfind('"', max(0, at - MAX_BEFORE), at)
            found = NAMED.match(page, start, at + MAX_AFTER) if start >= 0 else None
            if found and (pair := (found[1], found[2])) not in seen:
                seen.add(pair)
                yield pair
