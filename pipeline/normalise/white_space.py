"""White space of every kind: runs become one space, no-break spaces plain ones, line ends one form.

Layout, not text. It must not touch the indentation of code, line breaks within a block, or the tabs between cells.
"""

import re

from pipeline.rule import TextRule

ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
RUN = re.compile(" {2,}")
AROUND_BREAK = re.compile(" *([\n\t]) *")


def apply(text: str, code: bool) -> str:
    """The text with its white space evened out."""
    if not text.isascii() or "\r" in text or "\x0b" in text or "\x0c" in text:
        text = LINE_END.sub("\n", ODD_SPACE.sub(" ", text))
    if code and "\n" in text:
        return "\n".join(line.rstrip(" \t") for line in text.split("\n")).strip("\n")
    if "  " in text:
        text = RUN.sub(" ", text)
    if "\n" in text or "\t" in text:
        text = AROUND_BREAK.sub(r"\1", text)
    return text.rstrip(" \n\t") if code else text.strip(" \n\t")


RULE = TextRule(code="T006", name="white-space", apply=apply)
