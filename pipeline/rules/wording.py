"""Whole-line wording in many languages: the readable lists that rules hold, made into functions."""

from collections.abc import Callable

from pipeline.model import Block
from pipeline.rule import Wording
from pipeline.rules.character_bits import bits_of
from pipeline.rules.line_index import LineIndex, fold

MAX_LINK_CHARS = 40
WHOLLY_A_LINK = 0.9  # of the block's characters: a bullet or an arrow may stand beside the link


def line_matcher(wording: Wording, *, max_chars: int) -> Callable[[str], str | None]:
    """A function that says which wording a whole line matches, as evidence: `"view all" (en)`; None for none.

    Lines are compared lower-cased, white space folded, punctuation around them ignored.
    """
    index = LineIndex((wording,))

    def match(line: str) -> str | None:
        if len(line) > max_chars:
            return None
        folded = fold(line)
        found = index.find(folded, bits_of(folded))
        return f'"{line}" ({found[0].language})' if found else None

    return match


def block_matcher(wording: Wording, linked: Wording, *, max_chars: int) -> Callable[[Block], str | None]:
    """The same for a block, with words that count only where the whole block is a link: "Print", "Follow"."""
    matching = line_matcher(wording, max_chars=max_chars)
    matching_link = line_matcher(linked, max_chars=MAX_LINK_CHARS)

    def match(block: Block) -> str | None:
        why = matching(block.text)
        if why is None and block.link_density >= WHOLLY_A_LINK:
            why = matching_link(block.text)
        return why

    return match
