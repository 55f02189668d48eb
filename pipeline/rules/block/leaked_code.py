"""A line of a script or style sheet that shows as text: ".a{color:red}", "googletag.cmd.push(function(){".

It was meant for the browser. A line needs two independent cues, or must be one unmistakable statement from end to end.
It must not fire in code blocks, nor on a sentence that names a function; nor within the body, where an export shows the
code of a tutorial without saying that it is code.
"""

import re

from pipeline.model import Block
from pipeline.rule import EDGES, BlockRule, Hit

CUES = {
    "style rule": re.compile(r"[\w\])*-]\s*\{\s*[a-z-]{3,30}\s*:\s*[^{}]{1,200}\}?"),
    "style value": re.compile(
        r"\b(?:color|display|margin|padding|width|height|font-size|background|border|position"
        r"|float)(?:-\w+)?\s?:\s?[#\w.% -]{1,40}[;}]"
    ),
    "at-rule": re.compile(r"@(?:media|import|font-face|keyframes|charset|supports)\b[^{;]{0,100}[{;]"),
    "important": re.compile(r"!important\b"),
    "function": re.compile(r"\bfunction\s*\w{0,40}\([\w$, ]{0,60}\)\s*\{|=>\s*\{"),
    "variable": re.compile(r"\b(?:var|let|const)\s+[\w$]{1,40}\s*=|\bwindow\.\w{1,40}\s*=|\bthis\.\w+\s*="),
    "call": re.compile(
        r"\b(?:document\.(?:write|getElement\w+|createElement|querySelector\w*|addEventListener)"
        r"|\w+\.push|jQuery|setTimeout|addEventListener)\s*\("
    ),
    "dollar call": re.compile(r"(?:^|[\s;(])\$\(\s*(?:['\"]|document|window|function|this)"),
    "advertising": re.compile(
        r"\b(?:googletag|adsbygoogle|dataLayer|gtag|fbq|_gaq|ga\('|__tcfapi|OneTrust|_taboola"
        r"|moatads)\b"
    ),
    "condition": re.compile(r"\b(?:if|for|while)\s?\([^)]{1,120}\)\s*\{|\}\s*else\s*\{|\btry\s*\{|\}\s*catch\s?\("),
    "statement end": re.compile(r"[)\]}'\"]\s*;\s*(?:$|\S)|\}\s*\)\s*;?|;\s*\}"),
    "cdata": re.compile(r"<!\[CDATA\[|//\s*\]\]>|^<!--\s*//|/\*.{0,200}\*/"),
    "object": re.compile(r"[{,]\s*[\"'][\w@$-]{1,40}[\"']\s*:\s*(?:[\"'{\[\d]|true|false|null)"),
}
ALONE = re.compile(
    r"(?:\{\s?[\"'][\w@$-]{1,40}[\"']\s?:.*\}|@(?:media|font-face|keyframes|import)\b.*[{};]"
    r"|document\.write(?:ln)?\(.*[(;{}>,'\"]"
    r"|window\.[\w.$]{1,60}\s*=.*[;{}\[(]"
    r"|[!(;]\s?function\s*\w*\(.*|googletag\.\w+.*[;{}()]|\(?adsbygoogle\s*=.*"
    r"|(?:[.#][\w-]+[\s,>+~]*){1,12}\{[^{}]{0,400}\}?)",
    re.DOTALL,
)
# How a line of code begins. Prose that quotes code begins with a word of its own.
OPENING = re.compile(
    r"\s*(?:[.#@*$({\[}!;/<]|(?:function|var|let|const|if|for|while|try|return|window|document|jQuery|googletag)\b"
    r"|[\w$.]{1,60}\s*[=({\[]|[\w-]+\s*[,:{]|[\"'])"
)
CODE_END = re.compile(r"[;{}()\[\]>,*/'\"]\s*$")
BRACKETS = ("{", ";", "(")
MAX_SCANNED = 4000
MIN_CUES = 2


def find(block: Block) -> Hit | None:
    """The whole block, if it is a line of code outside any code block."""
    if block.code or block.role in ("code", "heading", "table_row"):
        return None
    text = block.text[:MAX_SCANNED].strip()
    if not OPENING.match(text) or not any(char in text for char in BRACKETS):
        return None
    if ALONE.fullmatch(text):
        return Hit(block=block.index, why=f'leaked code: "{text[:60]}"')
    if not CODE_END.search(block.text[-3:]):
        return None
    cues = [name for name, pattern in CUES.items() if pattern.search(text)]
    if len(cues) < MIN_CUES:
        return None
    return Hit(block=block.index, why=f"leaked code: {' and '.join(cues[:3])}")


RULE = BlockRule(code="B018", name="leaked-code", find=find, cues=BRACKETS, zones=EDGES)
