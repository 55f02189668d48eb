"""The language of a page: as declared, unless its text is clearly in another one.

One page in fifty declares the language of its template. Two libraries read the text: resiliparse's detector, in 20 µs,
only to confirm what is declared; py3langid, in 1 ms, where the two disagree or nothing is declared.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from resiliparse.parse.lang import detect_fast

from pipeline.facts.evidence import Evidence
from pipeline.model import Block, Fact
from pipeline.surrogates import to_unicode

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

TAG = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?:[-_@.].*)?", re.IGNORECASE | re.ASCII)
SAMPLE_CHARS = 1500
PIECE_CHARS = 300
"""Of a block: a sample of many blocks is not taken in by one notice about cookies."""
RUNNING_CHARS = 80
"""Blocks of this length are asked first: menus have few function words, and are in another language at times."""
ENOUGH, ENOUGH_TO_OVERRULE = 60, 250
"""Bytes of text, in UTF-8: letters of scripts in which words are short have more of them."""
LIKELY, CLEAR = 0.6, 0.95
CLOSE = 320
"""Distance up to which resiliparse is wrong on one annotated page in three thousand; up to 1200 it guesses at all."""
NO_LANGUAGE = frozenset(("und", "unknown", "zxx", "la", "eo", "vo"))
"""What gibberish, filler text and lists of names are taken for."""
ALIKE = {"nb": "no", "nn": "no", "bs": "hr", "sr": "hr", "sh": "hr", "ms": "id", "tl": "fil", "iw": "he", "in": "id"}
"""Languages that a detector mistakes for each other, and two codes for one."""
NO_CODES = ("und", "mul", "zxx", "lan", "utf", "off", "yes", "iso")
CODES = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en"
    " eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io is it iu iw"
    " ja ji jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my"
    " na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn"
    " so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh"
    " zu".split()
)
"""Of two letters, as ISO 639-1 has them."""
METAS = ("og:locale", "content-language", "dc.language", "language", "inlanguage")


def language(evidence: Evidence) -> Fact | None:
    """The declared language in normal form; the detected one if there is none, or if the text clearly is in another."""
    blocks = evidence.document.blocks
    declared = _declared(evidence)
    if declared is None:
        return guessed(blocks)
    sample = _sample([block.text for block in blocks])
    code = declared.value.split("-")[0]
    if len(sample.encode()) < ENOUGH_TO_OVERRULE or _is_same(detect_fast(sample)[0], code):
        return declared
    found, likelihood = _identifier().classify(sample)
    if likelihood < CLEAR or found in NO_LANGUAGE or _is_same(found, code):
        return declared
    return Fact(value=found, via=f"its words, against {declared.via} {declared.value}")


def _declared(evidence: Evidence) -> Fact | None:
    metas = [(text, name) for name in METAS for text in evidence.metas.get(name, ())]
    for text, via in [(evidence.document.head.lang, "html lang"), *metas]:
        if tag := normal_tag(text):
            return Fact(value=tag, via=via)
    return None


def _is_same(one: str, other: str) -> bool:
    return ALIKE.get(one, one) == ALIKE.get(other, other)


def normal_tag(text: str) -> str:
    """BCP 47 normal form: `en_us` → `en-US`, `zh-hans` → `zh-Hans`; empty if it is none."""
    match = TAG.fullmatch(text.strip()[:40])
    if match is None or match[1].lower() in NO_CODES or (len(match[1]) == 2 and match[1].lower() not in CODES):
        return ""
    parts = [match[1].lower(), (match[2] or "").title(), (match[3] or "").upper()]
    return "-".join(part for part in parts if part)


def guessed(blocks: Iterable[Block]) -> Fact | None:
    """The language that the text is in; None when unsure."""
    found = guess(_sample([block.text for block in blocks]))
    return Fact(value=found, via="its words") if found else None


def guess(text: str) -> str | None:
    """The language of a text, as a two-letter code; None when unsure."""
    if len(text.encode()) < ENOUGH:
        return None
    found, distance = detect_fast(text)
    if distance <= CLOSE and found not in NO_LANGUAGE:
        return str(found)
    found, likelihood = _identifier().classify(text)
    return found if likelihood >= LIKELY and found not in NO_LANGUAGE else None


def _sample(texts: Sequence[str]) -> str:
    """Pieces of some of the texts, of the long ones first."""
    pieces: list[str] = []
    size = 0
    for text in _long_ones_first(texts):
        pieces.append(text[:PIECE_CHARS])
        size += len(pieces[-1])
        if size > SAMPLE_CHARS:
            break
    return to_unicode("\n".join(pieces))


def _long_ones_first(texts: Sequence[str]) -> Iterator[str]:
    long = (text for text in texts if len(text) >= RUNNING_CHARS)
    return chain(long, (text for text in texts if len(text) < RUNNING_CHARS))


@cache
def _identifier() -> "LanguageIdentifier":
    # Its model takes half a second to load, and most pages never need it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
