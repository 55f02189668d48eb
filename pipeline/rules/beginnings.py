"""The letters with which a line begins that a regular expression matches: what makes thousands of wordings an index.

Only letters and digits count, a digit as 0: `e-?mail` begins "emai", `\\d+ comments` begins "0com" and "00co" and so on.
Whatever this reader of expressions does not know begins with anything, so that it errs to one side only.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache

WIDTH = 4
ANYTHING = "*"
"""Ends a beginning after which anything may stand."""
TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?:[:>=!]|<[=!])|\{\d*,?\d*\}|.", re.DOTALL)
BY_CODE = re.compile(r"\\u(0[1-9a-f][0-9a-f]{2})")
"""A letter or an accent that is written by its code; no sign of expressions has such a code."""
IN_CLASS = re.compile(r"\\.|.-.|.", re.DOTALL)
LOOKS = ("(?=", "(?!", "(?<=", "(?<!")
WIDTHLESS = (r"\s", r"\W", r"\b")

Beginnings = frozenset[str]
NONE: Beginnings = frozenset(("",))
ANY: Beginnings = frozenset((ANYTHING,))


def beginning_of(line: str) -> str:
    """The first letters and digits of a line, WIDTH or all that it has."""
    letters = line[:WIDTH]
    if letters.isalpha():
        return letters
    letters = ""
    for char in line:
        if char.isalnum():
            letters += "0" if char.isdecimal() else char
            if len(letters) == WIDTH:
                break
    return letters


@cache
def alternatives(pattern: str) -> tuple[tuple[str, Beginnings], ...]:
    """The alternatives at the top of an expression, each with its beginnings."""
    plain = BY_CODE.sub(lambda code: chr(int(code[1], 16)), pattern)
    return tuple(("".join(tokens), _sequence(tokens)) for tokens in split_alternatives(TOKEN.findall(plain)))


def split_alternatives(tokens: Iterable[str]) -> list[list[str]]:
    """The tokens, cut at each `|` that stands in no group."""
    parts: list[list[str]] = [[]]
    depth = 0
    for token in tokens:
        depth += (token[0] == "(") - (token == ")")
        if token == "|" and not depth:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _sequence(tokens: Sequence[str]) -> Beginnings:
    """What things that follow each other begin with."""
    found, at = NONE, 0
    while at < len(tokens) and not all(map(_is_whole, found)):
        end = end_of(tokens, at)
        one = _group(tokens[at], tuple(tokens[at + 1 : end - 1])) if end > at + 1 else _one(tokens[at])
        at = end
        while at < len(tokens) and (tokens[at] in "?*+" or (tokens[at][0] == "{" and len(tokens[at]) > 1)):
            one = _repeated(one, tokens[at])
            at += 1
        found = _joined(found, one)
    return found


def end_of(tokens: Sequence[str], at: int) -> int:
    """Where the token, or the group that it opens, ends."""
    depth = 0
    for end in range(at, len(tokens)):
        depth += (tokens[end][0] == "(") - (tokens[end] == ")")
        if not depth:
            return end + 1
    return len(tokens)


@cache
def _group(opening: str, inside: tuple[str, ...]) -> Beginnings:
    if opening in LOOKS:
        return NONE
    return frozenset().union(*map(_sequence, split_alternatives(inside))) if opening in ("(?:", "(?>") else ANY


def _one(token: str) -> Beginnings:
    """What a character, an escape or a class begins with."""
    if token in WIDTHLESS or (len(token) == 1 and token != "." and not token.isalnum()):
        return NONE
    if len(token) == 1 and token != ".":
        return frozenset(("0" if token.isdecimal() else token,))
    if token == r"\d":
        return frozenset("0")
    if token[0] == "\\":
        return ANY if token[1].isalnum() else NONE
    return frozenset().union(*map(_in_class, IN_CLASS.findall(token[1:-1]))) if token[:2] not in (".", "[^") else ANY


def _in_class(item: str) -> Beginnings:
    if len(item) < 3:
        return NONE if item == "." else _one(item)
    return frozenset("0") if item[0].isdecimal() and item[2].isdecimal() else ANY


def _repeated(one: Beginnings, quantifier: str) -> Beginnings:
    if quantifier != "?":
        for _ in range(WIDTH - 1):
            one |= _joined(one, one)
    return one | NONE if quantifier[0] in "?*" or quantifier[1:2] in ("0", ",") else one


def _joined(before: Beginnings, after: Beginnings) -> Beginnings:
    joined: set[str] = set()
    tails = {room: {end[:room] for end in after} for room in range(1, WIDTH + 1)}
    for start in before:
        joined.update((start,) if _is_whole(start) else (start + tail for tail in tails[WIDTH - len(start)]))
    return frozenset(joined)


def _is_whole(beginning: str) -> bool:
    return len(beginning) >= WIDTH or beginning.endswith(ANYTHING)
