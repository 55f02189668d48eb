"""Text decoded with the wrong charset, once or more: `donâ€™t` becomes `don’t`.

The repair is ftfy's, with what harms articles turned off: quotes stay curly, full-width characters and ligatures
stay as written, entities are left to their own rule. It must not touch text that is merely unusual; ftfy's own guard.
"""

import re

from ftfy import TextFixerConfig, fix_text
from ftfy.badness import is_bad

from pipeline.rule import TextRule

CONFIG = TextFixerConfig(
    unescape_html=False,
    uncurl_quotes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    fix_line_breaks=False,
    remove_control_chars=False,
    normalization=None,
    explain=False,
)
# Mojibake shows at least one character of U+0080–U+00FF, or what cp1252, cp1251 and kin make of those bytes.
SUSPICIOUS = re.compile("[\x80-\xbfÂÃÄÅÎÏÐÑÒÓØÙÚàáâãäåæçèéìíïðñŒœŠšŸŽžƒ‘’“”„†‡•…‰‹›€™ΓΟΠŕĂăРСвŃÝŢďż]")

MAY_BE_MOJIBAKE = re.compile(r"[^\x00-\x7f]{2}|[\x80-\x9fŒœÃÂ]")
"""ftfy mends no encoding without two such characters in a row or one of these, and takes 20 µs a line to say so."""
MENDED = re.compile(rf"{MAY_BE_MOJIBAKE.pattern}|[\x1b\ud800-\udfff]")
"""The same, or what it mends besides: the codes of terminals, and halves of characters."""
ASKED_ALWAYS = re.compile(r"[\n\x1b\x80-\x9f\ud800-\udfff]")
"""What ftfy mends in text that it does not find bad, too; and line ends: it looks at each line by itself."""


def apply(text: str, code: bool) -> str:
    """The text with mojibake undone."""
    if text.isascii() or not SUSPICIOUS.search(text) or not MENDED.search(text):
        return text
    if not is_bad(text) and not ASKED_ALWAYS.search(text):  # ftfy asks three times
        return text
    return fix_text(text, CONFIG)


RULE = TextRule(code="T001", name="mojibake", apply=apply)
