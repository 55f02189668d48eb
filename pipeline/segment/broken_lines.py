"""Lines of an export that a tool broke: at every link and other inline element, or at a column.

`get_text("\\n")` gives each text node a line of its own, so that a link in a sentence makes three of it. White space at
the edges of such lines is the page's: where one ends in a space, its sentence mostly goes on, and a blank line is text
between blocks. A text wrapped at a column breaks where the next word would not have fitted.
"""

import re
from collections.abc import Sequence

BULLET = re.compile(r"(?:[•‣◦▪●○·*–—-]|\d{1,3}[.)]|[a-z]\))\s+\S")
CLOSERS = ",.;:!?)]}’”»%…、。，；：！？）」』'\""
CLOSING = re.compile(r"[,.;:!?)\]}’”»%…、。，；：！？）」』](?!\w)|['\"](?:\s|$)")
"""Begins a line only where the one before was broken off; CLOSERS are the characters that it may begin with."""
ENDS, AFTER_END = ".!?…:。！？؟।", "\"'”’»)]」』"
"""What ends a line that is whole, and what may stand after that."""
LAST_WORD = re.compile(r"[^\W\d_][\w'’-]*\W{0,4}")
"""All that may stand on a line by itself of a paragraph that was wrapped."""
OPENING = "([{“„«‘「『"
"""A line does not end in them."""
BRACKETS = ")]}"
"""Lines of code begin with them."""
LONG_CHARS = 40
MIN_BREAKS = 4
"""Lines that are broken in one way, for it to be the way of the page."""
BREAK_SHARE = 0.02
SPACED_SHARE = 0.5
"""Of lines that end in white space: from here on it is the tool's, and says nothing."""
MIN_WIDTH, MAX_WIDTH = 40, 100
LOWER_SHARE = 0.4
"""Of wrapped lines; of German ones, with their capitals, two in three."""
WRAPPED_SHARE = 0.5
"""Of the lines of some length with another right below, those that had no room for its first word."""


class Line:
    """A line that is not blank."""

    def __init__(self, number: int, text: str, raw: str, blank_before: int) -> None:
        self.number = number
        """Of its file, from 1."""
        self.text = text
        """Without the white space around it."""
        self.raw = raw
        self.blank_before = blank_before
        """Blank lines between it and the last one."""


def lines_of(text: str, first: int = 1) -> list[Line]:
    """The lines that are not blank, numbered from `first`."""
    lines = []
    blank, number = 0, first - 1
    for raw in text.splitlines():
        number += 1
        stripped = raw.strip()
        if stripped:
            lines.append(Line(number, stripped, raw, blank))
            blank = 0
        else:
            blank += 1
    return lines


def rejoined(lines: list[Line]) -> tuple[list[list[Line]], str]:
    """The lines, those together that are parts of one; and how they were broken, empty for not at all."""
    if width := _width(lines):
        return _grouped(lines, width, False), f"wrapped at column {width}"
    if not _are_broken_off(lines):
        return [[line] for line in lines], ""
    spaced = sum([line.raw[-1].isspace() for line in lines]) < SPACED_SHARE * len(lines)
    return _grouped(lines, 0, spaced), "broken at links and other inline elements"


def _grouped(lines: list[Line], width: int, spaced: bool) -> list[list[Line]]:
    """The lines, those together of which one goes on in the next: wrapped at a column, or else at text nodes."""
    before, group = lines[0], [lines[0]]
    groups = [group]
    for place in range(1, len(lines)):
        line = lines[place]
        if _is_wrapped(before, line, width) if width else _is_next_node(before, line, spaced):
            group.append(line)
        else:
            group = [line]
            groups.append(group)
        before = line
    return groups


def text_of(parts: list[Line]) -> str:
    """The text of a line whose parts were broken off each other."""
    before = parts[0]
    if len(parts) == 1:
        return before.text
    pieces = [before.text]
    for place in range(1, len(parts)):
        part = parts[place]
        pieces += [_between(before, part), part.text]
        before = part
    return "".join(pieces)


def _between(before: Line, part: Line) -> str:
    """What a browser would show where the line was broken."""
    if before.raw[-1].isspace() or part.raw[0].isspace():
        return " "
    end = before.text[-1]
    return "" if end in OPENING or end == "-" or _closes(part.text) or _is_unspaced(end) else " "


def _closes(text: str) -> bool:
    return text[0] in CLOSERS and CLOSING.match(text) is not None


def ends_whole(text: str) -> bool:
    """Ends in a full stop or its kin, quotes and brackets allowed after it."""
    at = len(text) - 1
    while at >= 0 and text[at] in AFTER_END:
        at -= 1
    return at >= 0 and text[at] in ENDS


def _is_unspaced(character: str) -> bool:
    """Of a script that puts no spaces between words."""
    return "\u3040" <= character <= "\u9fff" or "\u0e00" <= character <= "\u0eff"


def _are_broken_off(lines: list[Line]) -> bool:
    """Whether so many lines go on in the next one that this is the way of the page."""
    breaks = 0
    for place in range(1, len(lines)):
        if _is_broken_off(lines[place - 1], lines[place]):
            breaks += 1
    return breaks >= max(MIN_BREAKS, BREAK_SHARE * len(lines))


def _is_broken_off(line: Line, after: Line) -> bool:
    """Clearly so: what comes right below begins with a comma, or in lower case after a space."""
    if after.blank_before or ends_whole(line.text):
        return False
    if after.text[0].islower():
        return line.raw[-1].isspace() != after.raw[0].isspace()
    return after.text[0] not in BRACKETS and _closes(after.text)


def _is_next_node(line: Line, after: Line, spaced: bool) -> bool:
    """Is the text node of one line followed, in the same block, by that of the next?

    Measured on 500 pages whose blocks are known: of the pairs that this takes for one, nineteen in twenty are.
    """
    low = after.text[0].islower()
    ended = ends_whole(line.text)
    if after.blank_before:
        return after.blank_before == 1 and low and not ended
    if _closes(after.text) or line.text[-1] in OPENING:
        return True
    if spaced and line.raw[-1].isspace() != after.raw[0].isspace():
        return low or not ended or len(line.text) < LONG_CHARS
    return low and not ended and (len(line.text) >= LONG_CHARS or line.text[-1] in ",;")


def _width(lines: list[Line]) -> int:
    """The column at which a text is wrapped; 0 if it is not."""
    width = 0
    for line in lines:
        if len(line.raw) > width and " " in line.text:
            width = max(width, len(line.raw.rstrip()))
    if not MIN_WIDTH <= width <= MAX_WIDTH:
        return 0
    pairs = [(lines[place - 1], lines[place]) for place in range(1, len(lines))]
    below = [pair for pair in pairs if not pair[1].blank_before and len(pair[0].raw) > width / 2]
    full = [pair for pair in below if _is_wrapped(pair[0], pair[1], width)]
    broken = sum([not ends_whole(line.text) for line, _ in full])
    is_wrapped = broken >= max(MIN_BREAKS, len(full) / 2) and len(full) >= WRAPPED_SHARE * len(below)
    return width if is_wrapped and _is_running_on(full) else 0


def _is_running_on(pairs: Sequence[tuple[Line, Line]]) -> bool:
    """Sentences go on over the ends of these lines: many go on in lower case, where the script has one.

    Log files, tables, lists of headlines and verse fill their lines too.
    """
    first = [next((char for char in after.text if char.isalpha()), "") for _, after in pairs]
    cased = [char for char in first if char.lower() != char.upper()]
    return sum(map(str.islower, cased)) >= LOWER_SHARE * len(cased)


def _is_wrapped(line: Line, after: Line, width: int) -> bool:
    """Had the line no room for the first word of the next one, which does not begin anything itself?"""
    if after.blank_before or _indent(after) > _indent(line) + 3 or BULLET.match(after.text):
        return False
    if " " not in line.text or "  " in line.text or "  " in after.text:
        return False  # tokens and columns
    if " " not in after.text and not LAST_WORD.fullmatch(after.text):
        return False
    return len(line.raw.rstrip()) + 1 + len(after.text.split(None, 1)[0]) > width


def _indent(line: Line) -> int:
    return len(line.raw) - len(line.raw.lstrip())
