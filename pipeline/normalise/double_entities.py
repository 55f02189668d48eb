"""HTML entities that were escaped twice: `Q&amp;A` left in the text of a page, `&#8217;` for an apostrophe.

It must not fire where the page is about entities: in code, or in a block that holds inline code; nor on `&lt;` and
`&gt;`, which would turn words into tags.
"""

import html
import re

from pipeline.rule import TextRule

ENTITY = re.compile(
    r"&(?:amp|quot|apos|nbsp|[lr]squo|[lr]dquo|[lr]aquo|bdquo|sbquo|[mn]dash|hellip|middot|bull|copy|reg|trade|euro|pound|"
    r"deg|szlig|[aeiouyAEIOUY](?:acute|grave|circ|uml)|[anoANO]tilde|[cC]cedil|#\d{2,6}|#x[0-9a-fA-F]{2,5});"
)

AMP_CHAIN = re.compile(r"&(?:amp;){2,}")


def apply(text: str, code: bool) -> str:
    """The text with entities unescaped until none is left."""
    if code or "&" not in text:
        return text
    text = AMP_CHAIN.sub("&amp;", text)
    while (unescaped := ENTITY.sub(_unescape, text)) != text:
        text = unescaped
    return text


def _unescape(entity: re.Match[str]) -> str:
    char = html.unescape(entity[0])
    return entity[0] if char in "<>\n\r\t" else char


RULE = TextRule(code="T003", name="double-entities", apply=apply)
