"""A random identifier alone on its line: a short-link slug, an ad slot's id, a UUID, a digest.

Machines left it there. It must not fire on names in mixed case (McDonald, NaNoWriMo), product codes, formulae, on
upper case with digits, near code, inside the body, or on a token that the page uses more than once.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from pipeline.model import View
from pipeline.rule import EDGES, Hit, LayoutRule

UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
DIGEST = re.compile(r"(?=.*\d)(?=.*[a-f])(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})")
CANDIDATE = re.compile(r"(?=.*[a-z])(?=.*[A-Z])[A-Za-z0-9]{8,64}")
CAMEL_PIECE = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
PROPER_CAMEL = re.compile(r"(?:[A-Z][a-z]+)+\d{0,4}|[a-z]+(?:[A-Z][a-z]+)+\d{0,4}")
MIN_CHARS = 8
MAX_CHARS = 64
MAX_MEAN_PIECE = 2.5
MIN_FLIPS = 4
MAX_PIECE = 5  # a longer piece is a word
CODE_DISTANCE = 2


def why_random(token: str) -> str | None:
    """Why the token is a machine's, not a person's; None where it may be a person's."""
    if UUID.fullmatch(token):
        return "a UUID"
    if DIGEST.fullmatch(token):
        return f"{len(token)} hexadecimal digits"
    if not CANDIDATE.fullmatch(token) or PROPER_CAMEL.fullmatch(token):
        return None
    pieces = CAMEL_PIECE.findall(token)
    flips = sum(_kind(a) != _kind(b) for a, b in pairwise(token))
    mean = len(token) / len(pieces)
    if mean > MAX_MEAN_PIECE or flips < MIN_FLIPS or max(map(len, pieces)) > MAX_PIECE:
        return None
    return f"mixed-case token of {len(pieces)} pieces, {mean:.1f} characters each, {flips} changes of kind"


def _kind(char: str) -> str:
    return "digit" if char.isdigit() else "upper" if char.isupper() else "lower"


def find(view: View) -> Iterator[Hit]:
    """Each whole line that is a random identifier, seen once on the page and away from code."""
    tokens = [block for block in view.blocks if " " not in block.text and MIN_CHARS <= len(block.text) <= MAX_CHARS]
    if not tokens:
        return
    times = Counter(block.text for block in tokens)
    code = {block.index for block in view.blocks if block.code}
    for block in tokens:
        if times[block.text] != 1 or any(block.index + d in code for d in range(-CODE_DISTANCE, CODE_DISTANCE + 1)):
            continue
        if why := why_random(block.text):
            yield Hit(block=block.index, why=why)


RULE = LayoutRule(code="L008", name="garbage-id", find=find, zones=EDGES)
