"""A file written out as text: a `data:` address in base64, or two or more lines of its letters and digits.

It was an image, a font or an attachment. It must not fire on hashes, on DNA or other text of one case, on keys and
certificates between their `BEGIN` and `END`, in code, or on a single line that is no longer than a hash.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.model import Block, View
from pipeline.rule import Hit, LayoutRule

DATA = re.compile(r"data:[a-z]+/[\w.+-]+(?:;[\w-]+=[\w-]+)*;base64,[A-Za-z0-9+/=\s]{16,}", re.IGNORECASE)
MIN_RUN = 40
LINE = re.compile(rf"[A-Za-z0-9+/]{{{MIN_RUN},}}={{0,2}}(?:\s[A-Za-z0-9+/]{{{MIN_RUN},}}={{0,2}})*")
LAST = re.compile(r"[A-Za-z0-9+/]{12,}={0,2}")
CASES = (re.compile("[a-z]"), re.compile("[A-Z]"), re.compile("[0-9]"))
BEGIN, END = re.compile(r"-{3,}\s?BEGIN "), re.compile(r"-{3,}\s?END ")
MARKS = ("+", "/", "=")
KEY_LINES = 6
"""Lines before a key among which its `BEGIN` stands."""
MIN_LINES = 2
MIN_PLAIN_LINES = 3
"""Of a run without +, / and =: two addresses of wallets look like it."""
MIN_ALONE = 200


def find(view: View) -> Iterator[Hit]:
    """Each line of a run in base64."""
    run: list[Block] = []
    for block in (*view.blocks, None):
        if block is not None and _is_run(block.text) and not block.code:
            run.append(block)
            continue
        if run:
            yield from _hits(run, block, view)
            run = []
        if block is not None and block.text[:5].lower() == "data:" and not block.code and DATA.fullmatch(block.text):
            yield Hit(block=block.index, why="a file in base64, as a data: address")


def _is_run(text: str) -> bool:
    return len(text) >= MIN_RUN and " " not in text[:MIN_RUN] and LINE.fullmatch(text) is not None


def _hits(run: list[Block], after: Block | None, view: View) -> Iterator[Hit]:
    if after is not None and len(run) >= MIN_LINES and _is_rest(after, run):
        run = [*run, after]
    if _is_file([block.text for block in run]) and not _is_key(run[0].index, view):
        for block in run:
            yield Hit(block=block.index, why=f"one of {len(run)} lines in base64")


def _is_file(lines: Sequence[str]) -> bool:
    """Lines as wrapped at one column, padded at their end only; or one that is long."""
    text, full = "".join(lines), lines[:-1]
    if not all(case.search(text) for case in CASES):
        return False
    if not full:
        return len(text) >= MIN_ALONE and any(mark in text for mark in MARKS)
    is_wrapped = len(set(map(len, full))) == 1 and len(lines[-1]) <= len(full[0]) and "=" not in "".join(full)
    return is_wrapped and (len(lines) >= MIN_PLAIN_LINES or any(mark in text for mark in MARKS))


def _is_rest(block: Block, run: Sequence[Block]) -> bool:
    """A shorter line that can only be the last one: padded, or long and in mixed case with digits."""
    text = block.text
    if block.code or len(text) >= len(run[-1].text):
        return False
    return LAST.fullmatch(text) is not None and (text.endswith("=") or all(case.search(text) for case in CASES))


def _is_key(first: int, view: View) -> bool:
    """A key or certificate begins right above."""
    for block in reversed(view.blocks[max(first - KEY_LINES, 0) : first]):
        if BEGIN.match(block.text) or END.match(block.text):
            return BEGIN.match(block.text) is not None
    return False


RULE = LayoutRule(code="L015", name="base64-run", find=find)
