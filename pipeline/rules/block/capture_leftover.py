"""What the tool that saved the page wrote into it: HTTrack's banner, the Wayback Machine's toolbar, SingleFile's note.

It came with the copy and was never on the page. It must not fire on articles about web archives, which name the tools
in sentences.
"""

from pipeline.model import Block
from pipeline.rule import BlockRule, Hit
from pipeline.rules.wording import line_matcher

DATE = r"[\w,.:+ /-]{4,60}"
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
TOOLS = {
    "httrack": (
        r"mirrored from .{3,300} by httrack website copier.{0,120}|added by httrack|/?added by httrack",
        r"created by httrack website copier.{0,80}|httrack website copier(?:/[\w. -]{1,40})?",
        r"local index - httrack.{0,60}|index of locally available sites.{0,20}",
    ),
    "wayback": (
        r"the wayback machine - https?://web\.archive\.org/.{3,300}|\d[\d,]* captures?|success ?/ ?fail",
        r"about this capture|collected by|ask the publishers to restore access.{0,80}",
        rf"\d[\d,]* captures? \d{{1,2}} {MONTH},? \d{{4}} ?[-–] ?\d{{1,2}} {MONTH},? \d{{4}}",
        rf"file archived on {DATE} and retrieved from the internet archive on {DATE}.{{0,80}}",
        r"javascript appended by wayback machine, copyright internet archive.{0,80}|timestamps \(utc\)",
        r"playback timings \(ms\).{0,80}",
        r"all other content may also be protected by copyright \(17 u\.s\.c\. section 108\(a\)\(3\)\).{0,20}",
        r"https?://web\.archive\.org/web/\d{4,14}(?:[a-z_]{2,4})?/\S{3,300}",
        (
            r"(?:archived|saved|captured) (?:from|copy of) (?:the original"
            r" )?.{0,200}web\.archive\.org/web/\d{4,14}\S{0,200}"
        ),
        r"retrieved from .{0,40}web\.archive\.org/web/\d{4,14}\S{0,200}",
    ),
    "archive.today": (
        r"(?:archive\.(?:today|ph|is|li|vn|md|fo)) (?:webpage capture|webpage capture .{0,120})",
        r"saved from https?://\S{3,200}(?: (?:no other|history|\d+ \w+ \d{4}).{0,80})?",
        r"all snapshots from host .{3,80}|(?:report bug or abuse|buy me a coffee|share download \.zip).{0,60}",
    ),
    "singlefile": (
        rf"page saved with singlefile(?: url: \S{{3,300}})?(?: saved date: {DATE})?.{{0,60}}",
        (
            r"(?:saved (?:by|with|using) (?:singlefile|webrecorder|savepage(?: we)?|scrapbook(?:x)?|save page"
            r" we))(?:\W.{0,120})?"
        ),
    ),
    "browser": (
        r"saved from url=\(\d{2,5}\)https?://\S{3,300}",
        rf"printed (?:from|on) https?://\S{{3,200}}(?: (?:on|at) {DATE})?",
        r"(?:this is google['’]s cache of|bing cache of) \S{3,300}.{0,120}",
        r"it is a snapshot of the page as it appeared on .{6,80}",
    ),
}
MAX_CHARS = 600
matching = line_matcher(TOOLS, max_chars=MAX_CHARS)


def find(block: Block) -> Hit | None:
    """The whole block, if a capturing tool wrote it."""
    why = matching(block.text) if block.role != "code" else None
    return Hit(block=block.index, why=f"capture leftover: {why}") if why else None


RULE = BlockRule(code="B015", name="capture-leftover", find=find, max_chars=MAX_CHARS, lines=(TOOLS,))
