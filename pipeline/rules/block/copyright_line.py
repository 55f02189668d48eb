"""Whose page it is: "© 2024 Example", "Copyright 2020–2024 Example Ltd.", "All rights reserved", "版权所有".

It is the footer of the site. It must not fire on sentences about copyright, nor on the credit of a picture, which names
its owner without a year.
"""

import re

from pipeline.model import Block
from pipeline.rule import EDGES, BlockRule, Hit
from pipeline.rules.wording import line_matcher

YEAR = r"(?:19|20)\d\d"
SIGNS = ("[©ⓒ]", r"\(c\)", "&copy;", "copy(?:right|left)")  # apart, a line is only compared with those that it holds
SIGN = rf"(?:{'|'.join(SIGNS)})"
WORDING = {
    "en": (
        rf"(?:{SIGN}[\s:,.]*){{1,3}}(?:{YEAR})\b.*",
        *(rf"{sign}[\s:,.]*{SIGN}.*" for sign in SIGNS),
        rf"{YEAR}(?: ?[-–—] ?(?:{YEAR}|\d\d|present))? ?(?:©|\(c\)|copyright)[^.]*\.?(?: all rights reserved)?",
        *(
            rf"{sign} .{{1,100}}(?:all rights reserved|\b{YEAR}\b(?:\W*[-–—] ?(?:{YEAR}|present|now))?)\W*"
            r"(?:all rights reserved.*)?"
            for sign in ("©", r"\(c\)", "copyright")
        ),
        r"copyright notice",
        r"no part of this (?:site|website|page|publication|article) may be (?:reproduced|copied|used)\b.*",
        r"this material may not be published, broadcast, rewritten,? or redistributed.*",
        (
            r"(?:proudly )?powered by (?:wordpress|blogger|drupal|ghost|joomla|shopify|discourse|phpbb|vbulletin"
            r"|squarespace|mediawiki)\b.{0,60}"
        ),
        (
            r"(?:web ?site|theme|site|template)(?: design(?:ed)?| developed| created| built)?(?: (?:and|&) \w+)?"
            r" by:? .{2,40}"
        ),
    ),
    "de": (rf"copyright bei .{{2,60}}(?:{YEAR})?",),
    "fr": (r"toute reproduction (?:même partielle )?(?:est )?interdite(?: sans .{0,60})?",),
    "es": (r"prohibida (?:la|su) reproducción(?: total o parcial)?.{0,80}",),
    "pt": (r"(?:é )?proibida a reprodução(?: total ou parcial)?.{0,80}",),
    "it": (r"©? ?riproduzione riservata",),
    "zh": (r"[\w-]*icp[备證证]\s?\d+号?(?:-\d+)?.{0,40}|未经(?:书面)?授权.{0,12}(?:禁止|不得)(?:转载|复制).{0,20}",),
    "ko": (r"저작권자\W.{0,60}",),
}
RESERVED = {
    "en": r"all (?:rights|content|material) (?:are )?reserved",
    "de": r"alle rechte vorbehalten",
    "fr": r"tous (?:les )?droits (?:de reproduction )?réservés",
    "es": r"(?:todos los )?derechos reservados",
    "pt": r"todos os direitos (?:são )?reservados",
    "it": r"tutti i diritti (?:sono )?riservati",
    "nl": r"alle rechten voorbehouden",
    "pl": r"wszelkie prawa (?:są )?zastrzeżone",
    "ru": r"все права (?:защищены|сохранены|зарезервированы)",
    "tr": r"(?:tüm|her) hakk?[ıi]?(?:lar[ıi])? (?:saklıdır|mahfuzdur|saklidir)",
    "zh": r"版权所有|版權所有|著作權所有|保留所有权利|保留一切权利",
    "ja": r"無断(?:転載|複製|使用)(?:を|・|、)?.{0,20}(?:禁じます|禁止)|著作権所有",
    "ko": r"무단 ?전재.{0,30}금지|모든 권리 (?:보유|소유)",
    "ar": r"(?:جميع|كافة|كل) الحقوق (?:محفوظة|محفوظه)",
    "cs": r"všechna práva vyhrazena",
    "sv": r"(?:alla rättigheter|med ensamrätt) ?(?:förbehållna|reserverade)?",
    "id": r"(?:semua )?hak cipta dilindungi(?: undang-undang)?",
    "fa": r"(?:تمامی|کلیه|همه) حقوق.{0,60}(?:محفوظ|متعلق)",
}
# A part of every phrase above: a cheap look before the long search.
STEMS = (
    *(
        "reserv",
        "vorbehalten",
        "réserv",
        "riservat",
        "voorbehouden",
        "zastrze",
        "права",
        "sakl",
        "mahfuz",
        "版",
        "著作權",
    ),
    *("著作権", "保留", "無断", "무단", "권리", "الحقوق", "حقوق", "vyhrazena", "rättighe", "ensamrätt", "hak cipta"),
)
ANY_RESERVED = re.compile("|".join(f"(?P<{language}>{phrase})" for language, phrase in RESERVED.items()))
SENTENCE = re.compile(
    r"\b(?:is|was|were|are|has|had|law|act|office|amend\w+|extend\w+|protects?|holders?|infring\w+"
    r"|expire\w*)\b",
    re.IGNORECASE,
)
SURE = re.compile(r"©|ⓒ|\(c\)|rights? reserved|powered|reproduced|redistributed", re.IGNORECASE)
MAX_CHARS = 250
MAX_BEFORE = 120
MAX_AFTER = 110
matching = line_matcher(WORDING, max_chars=MAX_CHARS)


def find(block: Block) -> Hit | None:
    """The whole block, if it states who holds the rights in the page."""
    if block.role in ("code", "heading") or len(block.text) > MAX_CHARS:
        return None
    why = _reserves(block.text) or matching(block.text)
    if why is None or (SENTENCE.search(block.text) and not SURE.search(block.text)):
        return None
    return Hit(block=block.index, why=f"copyright: {why}")


def _reserves(text: str) -> str | None:
    """The phrase that reserves all rights, where it stands as a sentence or clause of its own."""
    lowered = text.lower()
    if not any(stem in lowered for stem in STEMS) or not (match := ANY_RESERVED.search(lowered)):
        return None
    before, after = text[: match.start()].rstrip(), text[match.end() :]
    stands_alone = (not before or not before[-1].isalpha() or "©" in before) and not after[:1].isalnum()
    near = len(before) <= MAX_BEFORE and len(after) <= MAX_AFTER
    return f'"{match[0]}" ({match.lastgroup})' if stands_alone and near else None


RULE = BlockRule(
    code="B012",
    name="copyright-line",
    find=find,
    max_chars=MAX_CHARS,
    lines=(WORDING,),
    cues=STEMS,
    zones=EDGES,
)
