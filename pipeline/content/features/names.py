"""An element's names (class, id, role, itemprop, label) as tokens: hashed for the lexicon, and what some say."""

import re
from functools import lru_cache
from zlib import crc32

BITS = 17
BUCKETS = 1 << BITS
MAX_NAMES = 24
MAX_TAGGED = 6
SEPARATORS = str.maketrans(dict.fromkeys("-_:/.[]()", " "))

BODY, COMMENT, ASIDE = 1, 2, 4
BODY_NAMES = re.compile(
    r"article-?_?(?:body|content|text)|articlebody|post-?_?(?:body|content|text)|entry-?_?content|story-?_?(?:body|content|text)|"
    r"main-?_?content|page-?_?content|content-?_?body|body-?_?(?:content|text)|blog-?_?(?:content|post)|rich-?text|richtext|prose|markdown|mw-parser|(?<![a-z])article(?![a-z])|(?<![a-z])content(?![a-z])|(?<![a-z])main(?![a-z])"
)  # fmt: skip
COMMENT_NAMES = re.compile(
    r"(?<![a-z])(?:comments?(?:list|-?_?list|-?_?area|-?_?section)?|disqus\w*|replies|respond|discussions?|kommentare?|commentaires?|comentarios?)(?![a-z])"
)
ASIDE_NAMES = re.compile(
    r"related|recommend|sidebar|side-?bar|widget|promo|newsletter|subscri|share|sharing|social|teaser|footer|breadcrumb|cookie|consent|"
    r"banner|sponsor|advert|popular|trending|most-?_?read|read-?_?(?:more|next)|author|bio(?![a-z])|byline|meta(?![a-z])|tags(?![a-z])|nav(?![a-z])|menu|modal|popup|caption|gallery|carousel|swiper|slider|pagination|toc(?![a-z])|rating|review|price|product|card|thread|message|post(?![a-z])"
)
BODY_SIGNS = tuple("article content main post entry story page body blog rich prose markdown parser".split())
COMMENT_SIGNS = tuple("comment disqus replies respond discussion kommentar comentario".split())
"""Strings one of which is in every name that the pattern finds: a cheap look before."""


def bucket(text: str) -> int:
    """The bucket of a text. CRC-32: the same in every process, unlike hash()."""
    data = text.encode() if text.isascii() else text.encode("utf-8", "surrogatepass")  # without a handler is faster
    return crc32(data) & (BUCKETS - 1)


EMPTY = bucket("n:")
Buckets = tuple[int, ...]


def without_digits(text: str) -> str:
    """The text with every digit a 0: numbers in names and lines differ, what they are part of does not."""
    for digit in "123456789":
        text = text.replace(digit, "0")
    return text


@lru_cache(maxsize=32768)
def _token(name: str) -> tuple[int, Buckets, int]:
    """Buckets of a class name and of its parts, and what it says."""
    flags = _said(name)
    name = without_digits(name)
    parts = sorted({part for part in name.translate(SEPARATORS).split() if len(part) > 1})
    return bucket("n:" + name), tuple([bucket("k:" + part) for part in parts]), flags


def _said(name: str) -> int:
    """Which of BODY, COMMENT, ASIDE a name says."""
    flags = ASIDE if ASIDE_NAMES.search(name) else 0
    if any(sign in name for sign in BODY_SIGNS) and BODY_NAMES.search(name):
        flags |= BODY
    if any(sign in name for sign in COMMENT_SIGNS) and COMMENT_NAMES.search(name):
        flags |= COMMENT
    return flags


@lru_cache(maxsize=8192)
def name_tokens(tag: str, names: str) -> tuple[Buckets, Buckets, Buckets, int]:
    """Buckets of the names: whole, their parts, whole with the tag; and which of BODY, COMMENT, ASIDE is said."""
    tokens = [_token(name) for name in dict.fromkeys(names.split())][:MAX_NAMES]
    flags = 0
    for *_, said in tokens:
        flags |= said
    mixed = bucket("e:" + tag)
    whole = tuple([token for token, _, _ in tokens]) or (EMPTY,)
    parts = tuple(dict.fromkeys([part for _, some, _ in tokens for part in some]))[:MAX_NAMES] or (EMPTY,)
    return whole, parts, tuple([(token * 31 + mixed) & (BUCKETS - 1) for token in whole[:MAX_TAGGED]]), flags
