# cython: boundscheck=False, wraparound=False, initializedcheck=False
"""What a name says of the element that it names: its main text, readers' comments, or something beside the text.

A few hundred strings are looked for all at once, with one step a character (Aho and Corasick 1975).
"""

from array import array
from itertools import product
from typing import Any

BODY, COMMENT, ASIDE = 1, 2, 4
WORDS = {
    BODY: """article~body article~content article~text post~body post~content post~text entry~content story~body
        story~content story~text main~content page~content content~body body~content body~text blog~content blog~post
        richtext rich-text prose markdown mw-parser .article. .content. .main.""",
    COMMENT: """.comment. .comments. .comment~list. .comments~list. .comment~area. .comments~area. .comment~section.
        .comments~section. .disqus .replies. .respond. .discussion. .discussions. .kommentar. .kommentare.
        .commentaire. .commentaires. .comentario. .comentarios.""",
    ASIDE: """related recommend sidebar side-bar widget promo newsletter subscri share sharing social teaser footer
        breadcrumb cookie consent banner sponsor advert popular trending most~read read~more read~next author bio.
        byline meta. tags. nav. menu modal popup caption gallery carousel swiper slider pagination toc. rating review
        price product card thread message post.""",
}
"""A tilde stands for a hyphen, an underscore, both or nothing; a dot for anything but a letter, or for an end."""
LETTERS = "abcdefghijklmnopqrstuvwxyz-_"
OTHER = 0
ENDS = {"~": ("", "-", "_", "-_"), ".": (" ", "-", "_")}
ASCII = 128
KINDS = bytes(max(LETTERS.find(chr(code)) + 1, OTHER) for code in range(256))
"""For each byte its place in LETTERS, from 1, or OTHER."""
STEPS = len(LETTERS) + 1


def _spellings(word: str) -> list[bytes]:
    """All strings that a word of WORDS stands for, as KINDS."""
    spelt = product(*[ENDS.get(character, (character,)) for character in word])
    return ["".join(characters).encode().translate(KINDS) for characters in spelt]


def _machine() -> tuple["array[int]", bytes]:
    """For each state and kind of character the next state; and for each state what is said by then."""
    tree: list[dict[int, int]] = [{}]
    says = [0]
    for flag, words in WORDS.items():
        for spelling in [spelling for word in words.split() for spelling in _spellings(word)]:
            state = 0
            for kind in spelling:
                if kind not in tree[state]:
                    tree[state][kind] = len(tree)
                    tree.append({})
                    says.append(0)
                state = tree[state][kind]
            says[state] |= flag
    return array("h", _all_moves(tree, says)), bytes(says)


def _all_moves(tree: list[dict[int, int]], says: list[int]) -> list[int]:
    """The moves of the tree and, where no spelling goes on, those of the longest end of what was read so far."""
    rows = [[OTHER] * STEPS for _ in tree]
    reached = [(0, 0)]
    for state, shorter in reached:  # grows: states by the length of what leads to them
        says[state] |= says[shorter]
        fallback = rows[shorter]
        row = fallback.copy()
        for kind, longer in tree[state].items():
            row[kind] = longer
            reached.append((longer, fallback[kind]))
        rows[state] = row
    return [state for row in rows for state in row]


MOVES, SAYS = _machine()


def said(codes: Any, start: int, stop: int) -> int:
    """Which of BODY, COMMENT, ASIDE a lower-cased name says; other characters than ASCII's are all alike."""
    state = MOVES[OTHER]
    flags = 0
    for at in range(start, stop):
        code = codes[at]
        state = MOVES[state * STEPS + (KINDS[code] if code < ASCII else OTHER)]
        flags |= SAYS[state]
    return flags | SAYS[MOVES[state * STEPS + OTHER]]
