"""Which block rules to ask about a block: most blocks are running text or links that no rule can act on."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from pipeline.rule import BlockRule
from pipeline.rules.character_bits import BEYOND_ASCII, bits_of
from pipeline.rules.line_index import LineIndex, fold

REMEMBERED = 4096  # lines; sites repeat theirs on every page


class CueWord:
    """A cue of several letters, and the positions of the rules that have it."""

    def __init__(self, text: str, owners: list[int]) -> None:
        self.text = text
        self.bits = bits_of(text)
        self.owners = owners


class Gate:
    """What some block rules declare that they act on, in a form that a block is compared with once."""

    def __init__(self, rules: Sequence[BlockRule]) -> None:
        self._rules = rules
        self._lines = LineIndex([wording for rule in rules for wording in rule.lines])
        self._owners = [position for position, rule in enumerate(rules) for _ in rule.lines]
        self._longest = max((rule.max_chars for rule in rules if rule.max_chars is not None), default=0)
        self._unlimited = tuple(position for position, rule in enumerate(rules) if rule.max_chars is None)
        self._always = [position for position, rule in enumerate(rules) if not rule.lines and not rule.cues]
        owners: dict[str, list[int]] = defaultdict(list)
        for position, cue in ((position, cue) for position, rule in enumerate(rules) for cue in rule.cues):
            owners[cue].append(position)
        self._owners_of_sign = {cue: positions for cue, positions in owners.items() if len(cue) == 1}
        self._words = [CueWord(cue, positions) for cue, positions in owners.items() if len(cue) > 1]
        signs = "".join(self._owners_of_sign)
        self._signs = re.compile(f"[{re.escape(signs)}]" if signs else r"(?!)")
        self._bits_of_signs = 0
        for sign in signs:  # by what sets them apart: curly quotes are no sign
            self._bits_of_signs |= bits_of(sign) & ~BEYOND_ASCII
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._asked)

    def asked(self, text: str) -> tuple[int, ...]:
        """The positions of the rules that may act on a block with this text."""
        return self._unlimited if len(text) > self._longest else self._remembered(text)

    def _asked(self, text: str) -> tuple[int, ...]:
        folded = fold(text)
        bits = bits_of(folded)
        found = [self._owners[entry.wording] for entry in self._lines.find(folded, bits)]
        for word in self._words:
            if not word.bits & ~bits and word.text in folded:
                found += word.owners
        if bits & self._bits_of_signs:
            for sign in set(self._signs.findall(folded)):
                found += self._owners_of_sign[sign]
        found += self._always
        return tuple(sorted({position for position in found if self._is_short_enough(position, text)})) if found else ()

    def _is_short_enough(self, position: int, text: str) -> bool:
        longest = self._rules[position].max_chars
        return longest is None or len(text) <= longest
