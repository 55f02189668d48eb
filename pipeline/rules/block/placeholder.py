"""What a template left where a value should stand: "{{ title }}", "[object Object]", "undefined", "%TITLE%".

A program forgot to fill it in. Only a whole line of it is flagged, or a shortcode that opens a line. It must not fire
in code, in tutorials that show templates inside prose, or on a table cell that holds NaN.
"""

import re

from pipeline.model import Block
from pipeline.rule import BlockRule, Hit

VALUE = re.compile(
    r"(?:\[object [A-Z]\w{2,20}\]|undefined|NaN|null|Infinity|(?:undefined|null|NaN)(?:[\s,"
    r"|/-]+(?:undefined|null|NaN)){1,5}|Invalid [Dd]ate|NaN(?::NaN)+)"
)
TEMPLATE = re.compile(
    r"(?:\W{0,3}(?:\{\{\{?[^{}\n]{1,80}\}\}\}?|<%[=-]?[^%\n]{1,80}%>|\$\{[\w.]{1,60}\}|\{%[^%\n]{1,80}%\}"
    r"|%%?[A-Z][A-Z0-9_]{2,40}%%?|\[\[[\w.:-]{1,60}\]\])){1,6}\W{0,3}"
)
SHORTCODE_NAMES = (
    r"caption|gallery|embed|audio|video|playlist|vc_\w+|et_pb_\w+|fusion_\w+|av_\w+|contact-form(?:-7)?|ngg\w*|wpforms"
    r"|gravityform"
    r"|su_\w+|tabs?|accordion|toggle|column|row|one_half|one_third|rev_slider|youtube|vimeo|soundcloud|wp_\w+"
    r"|do_widget|sidebar"
    r"|adrotate|ad|adinserter|table|tablepress|highlight|dropcap|button|pullquote|sc|mc4wp_form|ninja_form\w*"
    r"|woocommerce\w*|products?"
)
SHORTCODE_LINE = re.compile(
    rf"(?>\s*\[/?(?:{SHORTCODE_NAMES})(?:\s+[\w-]+\s?=\s?[\"'“”″&][^\]\n]{{0,400}}"
    rf"|\s+[\w-]+=[^\]\n]{{0,400}})?\s*/?\])+\s*",
    re.IGNORECASE,
)
SHORTCODE_WITH_VALUES = re.compile(rf"\s*\[(?:{SHORTCODE_NAMES})\s+[\w-]+\s?=\s?[^\]\n]{{1,400}}\]", re.IGNORECASE)
VALUES = (r"(?:undefined|nan|null|infinity|invalid date).*",)
BRACKETS = ("{", "%", "[")
MAX_CHARS = 1000


def find(block: Block) -> Hit | None:
    """The whole block, or the shortcode with values that opens it."""
    text = block.text
    if block.code or block.role in ("code", "heading", "table_row", "list_item") or len(text) > MAX_CHARS:
        return None
    if VALUE.fullmatch(text.strip()):
        return Hit(block=block.index, why=f'placeholder: the value "{text}"')
    if ("{" in text or "%" in text or "[[" in text) and TEMPLATE.fullmatch(text.strip()):
        return Hit(block=block.index, why=f'placeholder: template mark "{text}"')
    if "[" not in text or not SHORTCODE_WITH_VALUES.search(text):
        return None
    if SHORTCODE_LINE.fullmatch(text):
        return Hit(block=block.index, why=f'placeholder: shortcode "{text}"')
    if not (opening := SHORTCODE_WITH_VALUES.match(text)):
        return None
    return Hit(block=block.index, why=f'placeholder: shortcode "{opening[0].strip()}"', end=opening.end())


RULE = BlockRule(
    code="B017", name="placeholder", find=find, max_chars=MAX_CHARS, lines=({"values": VALUES},), cues=BRACKETS
)
