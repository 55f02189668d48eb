"""The language of a page: as declared, else guessed from its script and commonest words."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from pipeline.facts.evidence import Evidence
from pipeline.model import Block, Fact

TAG = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?:[-_@.].*)?", re.IGNORECASE | re.ASCII)
SAMPLE_CHARS = 4000
RUNNING_CHARS = 80
"""Blocks of this length are asked first: menus have few function words, and are in another language at times."""
MAX_BLOCK_CHARS = 2000
MIN_WORDS = 20
MIN_SHARE = 0.12
"""Of all words. Function words make 20–35 % of running text in the languages below, less in Slavic ones and Turkish."""
LEAD = 1.3
"""How many times as many hits the best language must have as the next."""
WORD = re.compile(r"[^\W\d_]+")

# The commonest function words, fewest shared between languages of one family.
FUNCTION_WORDS = {
    "en": "the of and to in is that for it with as was on are this be by you have from",
    "de": "der die und das ist nicht mit den von zu ein eine sich auf für dem des auch im wird",
    "fr": "le la les des et est une dans pour que qui sur pas plus avec au par du ce vous",
    "es": "el la los de las que y en del se una por con para es su no como al más",
    "it": "il di che è la e per un una sono con non del della gli nel le si anche dei",
    "pt": "o os de que e do da em um uma para não com se na no mais dos por é",
    "nl": "de het een van en is dat op te niet met voor zijn die er aan ook worden bij door",
    "pl": "i w na się nie z jest do że to o jak dla po od które oraz przez tym tego",
    "sv": "och att det som en är på för av med till inte den har ett om vi kan från jag",
    "da": "og at det er en til på der for af med ikke den har som et kan vi jeg fra",
    "no": "og å det er som en på for av med til ikke den har et kan vi jeg fra ble",
    "fi": "ja on ei se että oli hän mutta ovat myös kun joka tai sen ole niin kuin voi mitä jos",
    "tr": "ve bir bu için ile da de olarak çok daha olan gibi kadar en ne ancak sonra ise her var",
    "cs": "a se je na že v to s z do o jako pro by i ale které jsou také jeho",
    "ro": "și de în a la cu o nu este pe care din mai pentru că sunt un să se fi",
    "hu": "a az és hogy nem is egy ez meg de van csak volt már mint vagy el még ha kell",
    "id": "yang dan di dengan untuk ini dari dalam tidak pada adalah itu akan ke juga oleh ada atau bisa telah",
    "ru": "и в не на что с по это как для но от из его так все или было также при",
    "uk": "і в не на що з та це як для але від його так у про або які було також",
    "bg": "и на в е да се за от с че не по са със като но или това които при",
    "ar": "في من على إلى أن عن التي الذي هذا هذه مع كان ما لا بعد أو بين قد كما ذلك",
    "fa": "و در به از که این را با است برای آن یک می خود تا بر هم نیز شده اما",
}
WORDS = {
    word: [language for language, words in FUNCTION_WORDS.items() if word in words.split()]
    for words in FUNCTION_WORDS.values()
    for word in words.split()
}
# Scripts that one major language is written in; kana and hangul are asked before Han.
ASCII = re.compile(r"[\0-\x7f]+")
SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]"), 0.05),
    ("ko", re.compile(r"[\uac00-\ud7a3]"), 0.2),
    ("zh", re.compile(r"[\u4e00-\u9fff]"), 0.2),
    ("el", re.compile(r"[\u0370-\u03ff]"), 0.4),
    ("he", re.compile(r"[\u0590-\u05ff]"), 0.4),
    ("th", re.compile(r"[\u0e00-\u0e7f]"), 0.4),
    ("hi", re.compile(r"[\u0900-\u097f]"), 0.4),
)


def language(evidence: Evidence) -> Fact | None:
    """The declared language in normal form, else the guessed one."""
    head = evidence.document.head
    metas = [
        (text, name)
        for name in ("og:locale", "content-language", "dc.language", "language", "inlanguage")
        for text in evidence.metas.get(name, ())
    ]
    for text, via in [(head.lang, "html lang"), *metas]:
        if tag := normal_tag(text):
            return Fact(value=tag, via=via)
    return guessed(evidence.document.blocks)


def normal_tag(text: str) -> str:
    """BCP 47 normal form: `en_us` → `en-US`, `zh-hans` → `zh-Hans`; empty if it is none."""
    match = TAG.fullmatch(text.strip()[:40])
    if match is None or match[1].lower() in ("und", "mul", "zxx", "xx", "lan"):
        return ""
    parts = [match[1].lower(), (match[2] or "").title(), (match[3] or "").upper()]
    return "-".join(part for part in parts if part)


def guessed(blocks: Iterable[Block]) -> Fact | None:
    """The language whose script or function words the text is full of; None when unsure."""
    found = guess(" ".join(_sample([block.text for block in blocks])))
    return Fact(value=found, via="its words") if found else None


def _sample(texts: Sequence[str]) -> list[str]:
    """Some of the texts, the long ones first."""
    long = [text for text in texts if len(text) >= RUNNING_CHARS]
    sample: list[str] = []
    size = 0
    for text in chain(long, (text for text in texts if len(text) < RUNNING_CHARS)):
        sample.append(text[:MAX_BLOCK_CHARS])
        size += len(sample[-1])
        if size > SAMPLE_CHARS:
            break
    return sample


def guess(text: str) -> str | None:
    """The language of a text, as a two-letter code; None when unsure."""
    words = WORD.findall(text.lower())
    letters = sum(map(len, words))
    if not text.isascii():
        beyond = ASCII.sub("", text)
        for code, script, share in SCRIPTS:
            if letters and len(script.findall(beyond)) > share * letters:
                return code
    hits: Counter[str] = Counter()
    for word, count in Counter(words).items():
        for code in WORDS.get(word, ()):
            hits[code] += count
    (best, most), (_, next_most) = [*hits.most_common(2), ("", 0), ("", 0)][:2]
    sure = len(words) >= MIN_WORDS and most >= MIN_SHARE * len(words) and most >= LEAD * next_most
    return best if sure else None
