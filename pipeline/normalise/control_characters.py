"""Control characters, terminal colour codes and stand-ins for bytes that were never text.

No reader sees them and some writers raise on them. Tab and line feed are structure and stay. It comes after the repair
of mojibake, for which a control character may be half of a letter.
"""

import re

from pipeline.rule import TextRule

TERMINAL = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\x80-\x84\x86-\x9f\ufff9-\ufffb\ufffe\uffff\U000e0001\ud800-\udfff]")


def apply(text: str, code: bool) -> str:
    """The text without them."""
    return CONTROL.sub("", TERMINAL.sub("", text)) if CONTROL.search(text) else text


RULE = TextRule(code="T002", name="control-characters", apply=apply)
