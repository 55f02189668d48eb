"""A random identifier alone on its line: a short-link slug, an ad slot's id, a UUID, a digest.

Machines left it there. It must not fire on names in mixed case (McDonald, NaNoWriMo), product codes, formulae, on
upper case with digits, near code, inside the body, or on a token that the page uses more than once.
"""

import re
from collections import Counter
from collections.abc import Iterator
from math import log

from pipeline.model import View
from pipeline.rule import EDGES, Hit, LayoutRule
from pipeline.rules.random_tokens import Tables, changes, kind_of, randomness

UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
DIGEST = re.compile(r"(?=.*\d)(?=.*[a-f])(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})")
CANDIDATE = re.compile(r"(?=.*[a-z])(?=.*[A-Z])[A-Za-z0-9]{8,64}")
MIN_CHARS = 8
MAX_CHARS = 64
MIN_RANDOMNESS = 12.5
MIN_CHANGES = 3
MIN_OF_A_CASE = 2  # NUC8i7BEH is a product
LONG_PART = re.compile(r"[a-z]{8}|[A-Z]{8}|[0-9]{8}")
CODE_DISTANCE = 2


def why_random(token: str) -> str | None:
    """Why the token is a machine's, not a person's; None where it may be a person's."""
    if token.isalpha() and token[1:].islower():  # most lines of one word
        return None
    if UUID.fullmatch(token):
        return "a UUID"
    if DIGEST.fullmatch(token):
        return f"{len(token)} hexadecimal digits"
    if not is_random(token):
        return None
    return f"mixed-case token, 10^{randomness(token) / log(10):.0f} times likelier by chance than as a name"


def is_random(token: str, tables: Tables | None = None) -> bool:
    """Letters and digits in mixed case, of which each follows the others as chance has it."""
    if not CANDIDATE.fullmatch(token) or LONG_PART.search(token) or changes(token) < MIN_CHANGES:
        return False
    cases = Counter(map(kind_of, filter(str.isalpha, token)))
    return min(cases.values()) >= MIN_OF_A_CASE and randomness(token, tables) >= MIN_RANDOMNESS


def find(view: View) -> Iterator[Hit]:
    """Each whole line that is a random identifier, seen once on the page and away from code."""
    tokens = [block for block in view.blocks if MIN_CHARS <= len(block.text) <= MAX_CHARS and " " not in block.text]
    if not tokens:
        return
    times = Counter(block.text for block in tokens)
    code = {block.index for block in view.blocks if block.code}
    for block in tokens:
        near = range(block.index - CODE_DISTANCE, block.index + CODE_DISTANCE + 1)
        if times[block.text] != 1 or not code.isdisjoint(near):
            continue
        if why := why_random(block.text):
            yield Hit(block=block.index, why=why)


RULE = LayoutRule(code="L008", name="garbage-id", find=find, zones=EDGES)
