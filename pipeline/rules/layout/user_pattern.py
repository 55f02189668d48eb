"""What the user's own removal patterns match: `remove = ["^Mirrored by .*$"]` in the options.

The user knows these pages. Only what the pattern matches goes, wherever it stands; the rest of the block is kept.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.model import View
from pipeline.rule import Hit, LayoutRule


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def find(view: View) -> Iterator[Hit]:
    """Each span that one of the user's patterns matches."""
    for pattern in view.patterns:
        for block in view.blocks:
            for match in _compiled(pattern).finditer(block.text):
                if match[0]:
                    yield Hit(
                        block=block.index, start=match.start(), end=match.end(), why=f"matches your pattern {pattern}"
                    )


RULE = LayoutRule(code="U001", name="user-pattern", find=find)
