"""A jump to the start of the page: "Back to top", "Nach oben", "Retour en haut", "返回顶部".

It is a control of the page. It must not fire on a sentence ("Back to the top of the table"), nor on a bare "Top" unless
the block is wholly a link.
"""

from pipeline.model import Block
from pipeline.rule import BlockRule, Hit
from pipeline.rules.wording import block_matcher

WORDING = {
    "en": (
        r"(?:click to )?(?:go |get |jump |scroll )?(?:back )?to (?:the )?top(?: of (?:the |this )?page)?",
        r"(?:back|return|go back) to (?:the )?(?:top|start)(?: of (?:the |this )?page)?|scroll (?:up|top|to top)",
        r"top of (?:the |this )?page",
    ),
    "de": (
        r"(?:zurück )?(?:nach|ganz nach) oben(?: scrollen)?|(?:zurück )?zum (?:seitenanfang|anfang(?: der seite)?)",
        r"seitenanfang",
    ),
    "fr": (
        r"(?:retour(?:ner)?|remonter|revenir)?(?: au| en)? ?haut(?: de (?:la )?page)?",
        r"retour en haut(?: de (?:la )?page)?",
    ),
    "es": (r"(?:volver|ir|regresar|subir) (?:arriba|al (?:inicio|principio|comienzo))(?: de (?:la )?página)?",),
    "pt": (r"(?:voltar|ir|regressar|de volta) (?:ao|para o|para) (?:topo|início|cima)(?: da página)?", r"voltar acima"),
    "it": (
        r"(?:torna|vai|ritorna) (?:su|in (?:alto|cima)|all['’]inizio|a inizio pagina)(?: (?:alla|della) pagina)?",
        r"torna all['’]inizio",
    ),
    "nl": (r"(?:terug )?naar boven(?: scrollen)?", r"terug naar (?:begin|top|de top)"),
    "pl": (r"(?:powrót|wróć|przewiń|idź|przejdź)? ?(?:na|do) (?:samą )?gór[ęy](?: strony)?", r"do góry"),
    "ru": (r"(?:вернуться |перейти )?(?:наверх|в начало(?: страницы)?|к началу(?: страницы)?)", r"вверх"),
    "tr": (r"(?:sayfa(?:nın)? )?(?:başa|başına|yukarı|en üste)(?: (?:dön|çık|git))?", r"yukarı çık"),
    "zh": (r"(?:返回|回到|回|置)(?:页面|頁面|网页)?(?:顶部|頂部|顶|頂|页首|頁首|最上方)", r"回頂端"),
    "ja": (
        r"(?:この)?(?:ページ|画面)?(?:の)?(?:先頭|トップ|上部|一番上|top)(?:へ|に)(?:戻る|もどる|移動)?",
        r"ページ(?:トップ|top)",
    ),
    "ko": (
        r"(?:맨 ?위로|위로|상단으로|페이지 ?(?:상단|맨 ?위)(?:으로|로)?|처음으로)(?: ?(?:가기|이동|이동하기"
        r"|올라가기))?",
    ),
    "ar": (
        r"(?:العودة|الرجوع|عودة|انتقل|الذهاب) (?:إلى|الى|ل)? ?(?:ال)?(?:أعلى|اعلى|لأعلى)(?: الصفحة)?",
        r"(?:إلى|الى) (?:الأعلى|الاعلى)",
    ),
    "cs": (r"(?:zpět )?nahoru", r"(?:zpět )?na začátek(?: stránky)?"),
    "sv": (r"(?:tillbaka )?(?:till|upp till) (?:sidans )?(?:toppen|början)(?: av sidan)?",),
    "id": (r"(?:kembali )?ke (?:atas|puncak)(?: halaman)?",),
    "fa": (r"(?:بازگشت|برو|رفتن) به (?:بالا|بالای صفحه|ابتدای صفحه)",),
}
LINKED = {"en": (r"top", r"up"), "zh": (r"顶部", r"top"), "ja": (r"トップ",), "de": (r"oben",)}
MAX_CHARS = 50
matching = block_matcher(WORDING, LINKED, max_chars=MAX_CHARS)


def find(block: Block) -> Hit | None:
    """The whole block, if it is nothing but the link."""
    if block.role in ("code", "heading"):
        return None
    why = matching(block)
    return Hit(block=block.index, why=f"back to top: {why}") if why else None


RULE = BlockRule(code="B022", name="back-to-top", find=find, max_chars=MAX_CHARS, lines=(WORDING, LINKED))
