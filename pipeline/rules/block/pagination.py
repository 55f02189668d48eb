"""Steps to the next page of a list or a story: "Page 2 of 5", "« Previous", "Older posts", "1 2 3 … 10".

They are links of the site. It must not fire on a row of numbers that does not count upwards, on a table row, or on a
sentence that begins with "Next".
"""

import re
from itertools import pairwise

from pipeline.model import Block
from pipeline.rule import EDGES, BlockRule, Hit
from pipeline.rules.wording import line_matcher

WHAT = (
    r"(?:page|post|article|story|entry|chapter|photo|slide|image|topic|thread|project|episode|item|section|lesson"
    r"|product|news|recipe)s?"
)
WORDING = {
    "en": (
        rf"pages?:? ?\d{{1,4}}(?: ?(?:of|/|-) ?\d{{1,4}})?|(?:next|previous|prev|first|last|older|newer)(?: {WHAT})?",
        r"(?:previous|prev)\W+(?:next)|next\W+(?:previous|prev)",
        rf"(?:go to |view )?(?:the )?(?:next|previous|first|last) {WHAT}",
        r"(?:older|newer|more|earlier) (?:posts|entries|articles|comments|stories|news)",
        (
            r"(?:showing|displaying|viewing|results?)(?: results?| items?| posts?| \w+)? ?\d+ ?(?:-|–|to) ?\d+ of"
            r" \d[\d,]*(?: \w+)?"
        ),
        r"(?:posts?|comments?|page) navigation|pagination|\d{1,3} of \d{1,3}",
    ),
    "de": (
        r"seite \d{1,4}(?: (?:von|/) \d{1,4})?",
        r"(?:nächste|vorherige|vorige|letzte|erste)r?s? (?:seite|beitrag|artikel|bild|thema)",
        r"(?:ältere|neuere) (?:beiträge|artikel|einträge)|weiter|zurück|vor|nächste|vorherige|beitrags-?navigation",
        r"auf einer seite lesen|auf seite \d+ (?:weiter)?lesen",
    ),
    "fr": (
        r"page \d{1,4} (?:sur|de|/) \d{1,4}|(?:page|article|billet) (?:suivante?|précédente?)|suivante?|précédente?",
        r"navigation (?:de l['’]article|des articles)",
        r"(?:articles|billets) (?:plus )?(?:anciens|récents|précédents|suivants)|(?:première|dernière) page",
    ),
    "es": (
        r"página \d{1,4} (?:de|/) \d{1,4}|(?:página |artículo |entrada )?(?:siguiente|anterior)",
        r"(?:siguiente|anterior|primera|última) (?:página|entrada|artículo)",
        r"entradas (?:más )?(?:antiguas|recientes|anteriores|siguientes)|navegación de entradas",
    ),
    "pt": (
        r"página \d{1,4} (?:de|/) \d{1,4}|(?:página |artigo |post )?(?:seguinte|anterior|próxim[ao])",
        r"(?:próxim[ao]|última|primeira) (?:página|post|artigo)",
        r"(?:posts|postagens|artigos) mais (?:antigos|antigas|recentes)|navegação de posts?",
    ),
    "it": (
        r"pagina \d{1,4} (?:di|/) \d{1,4}|(?:pagina |articolo |post )?(?:successiv[ao]|precedente)",
        r"(?:prossima|ultima|prima) pagina|(?:articoli|post) (?:più )?(?:vecchi|recenti|precedenti|successivi)",
        r"navigazione articoli",
    ),
    "nl": (
        r"pagina \d{1,4} (?:van|/) \d{1,4}|(?:volgende|vorige|laatste|eerste)(?: (?:pagina|bericht|artikel))?",
        r"(?:oudere|nieuwere) (?:berichten|artikelen)|bericht(?:en)?navigatie",
    ),
    "pl": (
        r"strona \d{1,4} (?:z|/) \d{1,4}|(?:następn[ay]|poprzedni[a]?|pierwsza|ostatnia)(?: (?:strona|wpis|artykuł))?",
        r"(?:starsze|nowsze) (?:wpisy|artykuły|posty)|nawigacja wpisu",
    ),
    "ru": (
        r"страница \d{1,4} (?:из|/) \d{1,4}",
        r"(?:следующ|предыдущ|перв|последн)(?:ая|ий|ее)(?: (?:страница|запись|статья|новость|пост))?",
        r"(?:далее|назад|вперед|вперёд)|(?:более )?(?:старые|новые|предыдущие|следующие) (?:записи|статьи)",
        r"навигация по записям",
    ),
    "tr": (
        r"sayfa \d{1,4} ?(?:/|of|-) ?\d{1,4}|(?:sonraki|önceki|ilk|son) (?:sayfa|yazı|haber|konu)|sonraki|önceki",
        r"(?:eski|yeni|daha eski|daha yeni) (?:yazılar|gönderiler|kayıtlar)|yazı (?:gezinmesi|dolaşımı)",
    ),
    "zh": (
        r"第 ?\d{1,4} ?[页頁](?:[,，]? ?[/／]?共 ?\d{1,4} ?[页頁])?|(?:上|下)一?[页頁篇条章]|(?:首|末|尾)[页頁]",
        r"共 ?\d{1,4} ?[页頁]|(?:上|下)一[篇条](?:文章)?",
    ),
    "ja": (
        r"\d{1,4} ?/ ?\d{1,4} ?ページ(?:目)?|ページ ?\d{1,4} ?/ ?\d{1,4}",
        r"(?:次|前|最初|最後)(?:の)?(?:ページ|記事|投稿|話)?(?:へ|を見る)?|(?:次|前)へ",
        r"(?:過去|古い|新しい)(?:の)?(?:記事|投稿)(?:へ)?|投稿ナビゲーション",
    ),
    "ko": (
        r"(?:다음|이전|처음|마지막)(?: ?(?:페이지|글|기사|쪽))?|\d{1,4} ?/ ?\d{1,4} ?(?:페이지|쪽)|페이지 ?\d{1,4}",
        r"글 ?(?:내비게이션|탐색)",
    ),
    "ar": (
        r"(?:الصفحة|صفحة) \d{1,4} (?:من|/) \d{1,4}|(?:الصفحة |المقال |الموضوع )?(?:التالي|التالية|السابق|السابقة)",
        r"(?:المقالات|المشاركات) (?:الأقدم|الأحدث)",
    ),
    "cs": (
        r"strana \d{1,4} (?:z|/) \d{1,4}",
        r"(?:další|předchozí|následující|první|poslední) (?:strana|stránka|článek|příspěvek)|starší příspěvky",
        r"novější příspěvky",
    ),
    "sv": (r"sida \d{1,4} (?:av|/) \d{1,4}|(?:nästa|föregående)(?: (?:sida|inlägg|artikel))?|(?:äldre|nyare) inlägg",),
    "id": (
        r"halaman \d{1,4} (?:dari|/) \d{1,4}|(?:halaman )?(?:selanjutnya|berikutnya|sebelumnya)|pos[- ]lama",
        r"navigasi pos",
    ),
    "fa": (r"صفحه[‌ ]?[\d۰-۹]{1,4} (?:از|/) [\d۰-۹]{1,4}", r"(?:صفحه|مطلب|نوشته)?[ی ]* ?(?:بعدی|قبلی)"),
}
NUMBER_RUN = re.compile(
    r"(?:page:?|pages:?|seiten?:?|página:?|pagina:?)?\W{0,3}\d{1,4}(?:[\s|,·\[\]()]{1,4}(?:\d{1,4}"
    r"|…|\.{2,4}|next|prev|last|>>?|»|›|→)){2,30}\W{0,4}"
)
NUMBER = re.compile(r"\d+")
MAX_CHARS = 120
matching = line_matcher(WORDING, max_chars=60)


def find(block: Block) -> Hit | None:
    """The whole block, if it is nothing but such steps."""
    if block.role in ("code", "table_row", "heading") or len(block.text) > MAX_CHARS:
        return None
    if why := matching(block.text):
        return Hit(block=block.index, why=f"pagination: {why}")
    if NUMBER_RUN.fullmatch(block.text.strip().lower()) and _counts_up(block.text):
        return Hit(block=block.index, why=f'pagination: page numbers "{block.text}"')
    return None


def _counts_up(text: str) -> bool:
    """Three numbers or more that begin at a page and go up by one, but for the last."""
    numbers = [int(number) for number in NUMBER.findall(text)]
    steps = [later - earlier for earlier, later in pairwise(numbers)]
    return len(numbers) >= 3 and min(steps) > 0 and steps.count(1) >= max(1, len(steps) - 2)


RULE = BlockRule(
    code="B011",
    name="pagination",
    find=find,
    max_chars=MAX_CHARS,
    lines=(WORDING, {"numbers": (NUMBER_RUN.pattern,)}),
    zones=EDGES,
)
