"""What a rule is: a code, a name, a function that returns its evidence, and where it may act.

A rule is one file in `rules/` or `normalise/`, holding one of the four kinds below under the name `RULE`.
Its docstring says what it flags, why that is not content, and when it must not fire.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from pipeline.model import Block, Kind, Value, Verdict, View

Wording = Mapping[str, tuple[str, ...]]
"""Language (BCP 47) → regular expressions, lower case, each for a whole line."""
Zone = Literal["header", "body", "tail"]
EVERYWHERE: tuple[Zone, ...] = ("header", "body", "tail")
EDGES: tuple[Zone, ...] = ("header", "tail")


class Hit(Value, frozen=True, kw_only=True):
    """What a rule found: a span of one block, and why. `end=None` is the end of the block."""

    block: int
    why: str
    start: int = 0
    end: int | None = None
    verdict: Verdict = "drop"


class Rejection(Value, frozen=True, kw_only=True):
    """Why a page is not worth a record."""

    reason: str
    why: str


class Rule(Value, frozen=True, kw_only=True):
    """What all kinds share."""

    code: str
    """Never reused, never renumbered."""
    name: str
    """Kebab-case name of the thing that it flags."""
    inputs: tuple[Kind, ...] = ("html", "text")
    doc: str = ""
    """The docstring of the rule's file; filled in by the catalogue."""


class TextRule(Rule, frozen=True, kw_only=True):
    """Repairs text. `apply(text, code)` is idempotent; `code` says that the block holds code.

    It leaves text alone that `normalise.blocks.is_plain`, and may not be asked about it.
    """

    apply: Callable[[str, bool], str]


class BlockRule(Rule, frozen=True, kw_only=True):
    """Sees one block. A rule that has `lines` or `cues` is only asked about blocks with one of them."""

    find: Callable[[Block], Hit | None]
    max_chars: int | None = None
    """The longest block that it acts on."""
    lines: tuple[Wording, ...] = ()
    """The whole lines that it acts on, as far as their words tell: it may still let one pass."""
    cues: tuple[str, ...] = ()
    """Strings, lower case, one of which is in every other block that it acts on."""
    zones: tuple[Zone, ...] = EVERYWHERE
    """Where on the page its marks count."""


class LayoutRule(Rule, frozen=True, kw_only=True):
    """Sees all blocks, and the facts."""

    find: Callable[[View], Iterable[Hit]]
    zones: tuple[Zone, ...] = EVERYWHERE
    """Where on the page its marks count."""


class PageRule(Rule, frozen=True, kw_only=True):
    """May reject the page."""

    find: Callable[[View], Rejection | None]


AnyRule = TextRule | BlockRule | LayoutRule | PageRule
