"""Personal names: told from publishers and sentences, split out of lists, freed of titles and degrees."""

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.facts.byline_words import PREFIX, UNSPACED_PREFIX, UNSPACED_SUFFIX
from pipeline.facts.plain_text import squashed

MAX_NAME_CHARS = 60
MAX_NAMES = 40
LIST = re.compile(
    r"\s*(?:[;|/\n、·•，；]|,(?!\s*(?:jr|sr|i{2,3}|iv)\b)|&|\+)\s*"
    r"|\s+(?:and|und|y|et|e|en|i|и|та|och|og|ve|with|mit|avec|con|met|ja|και|și|và)\s+|\s+و\s?(?=\w)",
    re.IGNORECASE,
)
CREDENTIAL = re.compile(
    r"(?:(?<![\s,])[\s,]+(?:Ph\.?\s?D|M\.?D|D\.?O|MPH|MSc|M\.?S|B\.?Sc|M\.?A|B\.?A|MBA|LL\.?M|J\.?D|Ed\.?D|Psy\.?D|Pharm\.?D"
    r"|R\.?D\.?N?|R\.?N|LCSW|LMFT|LMHC|LPC"
    r"|CFP|CFA|CPA|CPP|PSP|CPT|CSCS|DVM|VMD|BVSc|DDS|DMD|DPT|DNP|NP|PA-C|FACP|FACOG|FRCP|Esq|LDN|LD|CDE|CDCES|IBCLC"
    r"|E-?RYT(?:\s\d+)?|RYT(?:\s\d+)?"
    r"|PMP|SPHR|SHRM-S?CP|CISSP|PE|AIA|BCBA|MEd|M\.Ed|MFA|MSW|MSN|BSN|LVT|VTS|DACVB|DC|ND|OD|FNP(?:-[A-Z]+)?|APRN"
    r"|CCC-SLP|OTR/L)\b\.?)+$"
)
CREDENTIAL_PART = re.compile(r"[A-Z][A-Za-z]{0,4}(?:\.[A-Za-z]{1,3})*\.?(?:[-/][A-Z]+)?")
ROLE = re.compile(
    r"\b(?:reporter|correspondent|journalist|writer|author|contributor|editor|columnist|producer|analyst"
    r"|photographer|freelance|manager|director|ceo|cto|cmo|founder"
    r"|co-founder|president|officer|specialist|expert|consultant|engineer|developer|professor|lecturer|fellow"
    r"|researcher|strategist|coach|lead|head of|intern|critic"
    r"|chef|attorney|lawyer|physician|dietitian|nutritionist|teacher|educator|redakteur(?:in)?|redaktor|journaliste"
    r"|rédacteur|rédactrice|redactora?|periodista"
    r"|giornalista|redattore|redattrice|jornalista|repórter|dziennikarz|dziennikarka|корреспондент|редактор"
    r"|журналист|muhabir|editör|archive page|follow|view profile"
    r"|read more|see all|more by|bio|about|updated|published|posted)\b",
    re.IGNORECASE,
)
PUBLISHER = re.compile(
    r"\b(?:staff|editors?|editorial|editorials|team|redaktion|redaktion\w+|redaction|rédaction|redacción|redacao"
    r"|redação|redazione|redakcja|redactie|редакция|news|newsroom"
    r"|newsdesk|desk|magazine|inc|llc|ltd|gmbh|corp|company|media|press|agency|agentur|agence|agencia|agenzia|daily"
    r"|times|tribune|gazette|blog|online|admin|administrator"
    r"|webmaster|adminn|guest|contributors?|anonymous|unknown|user|author|authors|none|null|undefined|publisher"
    r"|publishing|group|university|institute|department"
    r"|ministry|association|foundation|society|committee|council|center|centre|office|bureau|board|support"
    r"|marketing|communications|network|studio|services?|wire"
    r"|reuters|afp|dpa|ansa|efe|tass|xinhua|upi|bloomberg|associated press|getty images|official|shop|store|default"
    r"|home|website|site|community|industries|"
    r"solutions|software|technologies|labs|systems|channel|tv|radio|podcast|com|org|net|www|books?|\w+\.(?:com|org"
    r"|net|io|co|de|fr))\b|编辑|編輯|編集|편집|新华社|通信社|编辑部|编集部|뉴스"
    r"|تحرير|редакц",
    re.IGNORECASE,
)
NO_NAME = re.compile(
    r"[@<>\[\]{}\\=$]|:\S|\b(?:19|20)\d\d\b|^\d+\s|^object Object$|^(?:nan|true|false|nil)$"
    r"|^(?:view|leave|click|please|read|see|more|posted|published|updated|all posts|we|no|by) .*\s",
    re.IGNORECASE,
)
"""Markup, code, dates, counts, the beginnings of links and sentences."""
WEB = re.compile(r"https?:|www\.|://|^@|\.(?:html?|php)\b", re.IGNORECASE)
EMAIL = re.compile(r"[<(\[]?\s?[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,40}\s?[>)\]]?")
BRACKETS = re.compile(r"\s*[(（\[][^()（）\[\]]{0,80}[)）\]]\s*")
PARTICLES = frozenset(
    "de del della di da dos das do du des d' la le les el al bin ibn ben ter ten van von vom der den het zu zur"
    " y e af av st san bint abu o' mac mc dela dalla".split()
)
STOP = frozenset(
    "the a an to and or of in on at for with from by as is are was be this that it its your our my his her their"
    " you we they how what why when who where"
    " all new more most best top about after before into over under than popular demand design default accident"
    " nature hand car train bus plane plus"
    " der die das ein eine im und oder mit für auf le les un une et ou dans sur el los las un una en con para tu"
    " su il lo gli per uno e che"
    " o os as um uma no na com het een op voor w z na do się not no why read next last first".split()
)
CASED = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f]")


class Publishers(NamedTuple):
    """Who is the publisher, and no author."""

    names: frozenset[str] = frozenset()
    """Squashed."""
    domain: str = ""
    """What the site's address is called after. Many a writer's blog lies at the writer's full name."""

    def is_one(self, name: str) -> bool:
        plain = squashed(name)
        return plain in self.names or (plain == self.domain and not is_full_name(name))


NOBODY = Publishers()


def names_in(text: str, publishers: Publishers = NOBODY) -> list[str]:
    """The people named in a declared author string, in order."""
    text = EMAIL.sub(" ", text[:2000]).strip()
    text = without_prefix(BRACKETS.sub(" ", text).strip() or text.strip("()[]"))
    if not text or WEB.search(text):
        return []
    names: list[str] = []
    parts = _inverted(text) or LIST.split(CREDENTIAL.sub("", text))[:MAX_NAMES]
    for index, part in enumerate(parts):
        if index and CREDENTIAL_PART.fullmatch(part) and part.upper()[:2] == part[:2]:
            continue
        if (name := _name(part)) and not publishers.is_one(name) and name not in names:
            names.append(name)
    return names


@lru_cache(maxsize=1024)
def is_full_name(text: str) -> bool:
    """Two to four capitalised words, particles between them, and no word that names never hold."""
    words = text.split()
    if not 2 <= len(words) <= 5 or len(text) > MAX_NAME_CHARS or not CASED.search(text):
        return False
    if any(word.casefold() in STOP for word in words if word.casefold() not in PARTICLES):
        return False
    big = [word for word in words if word[0].isupper() and all(char.isalpha() or char in ".'’-" for char in word)]
    small = [word for word in words if word not in big]
    return 2 <= len(big) <= 4 and words[-1] in big and all(word in PARTICLES for word in small)


def without_prefix(text: str) -> str:
    """The text without `By`, `Von`, `作者：` and their kin."""
    if match := UNSPACED_SUFFIX.match(text):
        return match[1] or match[2]
    match = UNSPACED_PREFIX.match(text) or PREFIX.match(text)
    return text[match.end() :].strip() if match else text


def _inverted(text: str) -> list[str]:
    """`Doe, Jane` and `Doe, Jane; Roe, Richard` turned round; empty where it is another kind of list."""
    people = [part.strip() for part in text.split(";") if part.strip()]
    halves = [person.split(",") for person in people]
    if not people or any(
        len(half) != 2 or len(half[0].split()) != 1 or not 1 <= len(half[1].split()) <= 2 for half in halves
    ):
        return []
    if any(CREDENTIAL.search(f" {half[1].strip()}") or ROLE.search(half[1]) for half in halves):
        return []
    return [f"{first.strip()} {last.strip()}" for last, first in halves]


@lru_cache(maxsize=1024)
def _name(part: str) -> str:
    """The part as a name; empty if it is a role, a publisher or no name at all.

    Remembered: a page names its authors in metadata, in marked elements and in its byline.
    """
    name = CREDENTIAL.sub("", re.split(r"\s+[–—-]\s+|:\s|\s{3,}", without_prefix(part.strip()))[0])
    name = name.strip(" .,;:*-–—\"“”'") + ("." if re.search(r"\b(?:Jr|Sr)\.$", name) else "")
    if not 2 <= len(name) <= MAX_NAME_CHARS or len(name.split()) > 6 or NO_NAME.search(name):
        return ""
    if (found := PREFIX.match(f"{name} x")) and found.end() == len(name) + 1:
        return ""
    if PUBLISHER.search(name) or ROLE.search(name) or not any(char.isalpha() for char in name):
        return ""
    if (
        CASED.search(name)
        and len(name.split()) > 1
        and not any(char.isupper() for char in name)
        and set(name.split()) & STOP
    ):
        return ""
    return name
