"""A link past the menu for screen readers and keyboards: "Skip to content", "Zum Inhalt springen".

It is a control of the page. It must not fire on a sentence that goes on ("Skip to the chapter on soil if you farm").
"""

from pipeline.model import Block
from pipeline.rule import BlockRule, Hit
from pipeline.rules.wording import line_matcher

EN_TARGET = (
    r"(?:main |primary |page |site |global |article )?"
    r"(?:content|navigation|nav|menu|search|footer|header|sidebar|article|body|main|site index|accessibility help|form)"
)
WORDING = {
    "en": (
        (
            rf"(?:skip|jump|go) (?:directly |straight |past |over )?(?:to )?(?:the )?{EN_TARGET}(?: (?:area"
            r"|section|section))?"
        ),
        rf"skip (?:links?|navigation|nav|to {EN_TARGET} and {EN_TARGET})",
        r"(?:press enter to )?skip to (?:main )?content",
        r"(?:open|close|toggle) (?:main |mobile |primary )?(?:menu|navigation|nav|search|sidebar)",
    ),
    "de": (
        r"(?:direkt |springe |weiter |gehe )?(?:zum|zur) (?:haupt)?(?:inhalt|navigation|menü|suche|fußzeile|hauptmenü)"
        r"(?: springen| wechseln| gehen| überspringen)?|(?:navigation|menü|inhalt) überspringen",
    ),
    "fr": (
        r"(?:aller|passer|accéder|sauter)(?: directement)? (?:au|à la) (?:contenu|menu|navigation|recherche"
        r"|pied de page)"
        r"(?: principale?)?",
    ),
    "es": (
        r"(?:saltar|ir|pasar)(?: directamente)? (?:al?|a la) (?:contenido|menú|navegación|búsqueda)(?: principal)?",
    ),
    "pt": (r"(?:pular|ir|saltar|avançar)(?: direto)? para (?:o|a)? ?(?:conteúdo|menu|navegação|busca)(?: principal)?",),
    "it": (
        r"(?:vai|salta|passa)(?: direttamente)? (?:al|alla) (?:contenuto|menu|navigazione|ricerca)(?: principale)?",
    ),
    "nl": (
        r"(?:ga |spring |direct |meteen )+naar (?:de |het )?(?:hoofd)?(?:inhoud|navigatie|menu|content|zoeken)",
        r"naar (?:de )?(?:hoofd)?inhoud(?: gaan| springen)?|overslaan en naar de inhoud gaan",
    ),
    "pl": (
        (
            r"(?:przejdź|skocz|przeskocz) do (?:głównej )?(?:treści|menu|nawigacji|wyszukiwania|zawartości)(?:"
            r" głównej)?"
        ),
    ),
    "ru": (r"(?:перейти|пропустить и перейти) к (?:основному )?(?:содержимому|содержанию|контенту|меню|навигации)",),
    "tr": (r"(?:ana )?(?:i\u0307?çeriğe|menüye|aramaya) (?:geç|atla|git)", r"i\u0307?çeriğe atla"),
    "zh": (r"(?:跳至|跳到|跳转到|跳轉至|跳过到|转到)(?:主要?|正文)?(?:内容|內容|导航|導航|菜单|正文)(?:区|區)?",),
    "ja": (r"(?:メイン|本文)?(?:コンテンツ|本文|ナビゲーション)(?:へ|に)(?:スキップ|移動|ジャンプ)(?:する)?",),
    "ko": (r"(?:본문|콘텐츠|주 ?메뉴|메인 ?콘텐츠|내용)(?:으로|로)? ?(?:바로 ?가기|건너뛰기)",),
    "ar": (r"(?:تخط|تخطي|تجاوز|انتقل|الانتقال|اذهب)(?:ى)? (?:إلى|الى) (?:المحتوى|القائمة|التنقل)(?: الرئيسي(?:ة)?)?",),
    "cs": (r"(?:přejít|přeskočit|skočit) (?:k|na) (?:hlavnímu )?(?:obsahu?|menu|navigaci)",),
    "sv": (r"(?:gå|hoppa) (?:direkt )?till (?:huvud)?(?:innehåll(?:et)?|meny(?:n)?|navigering(?:en)?)",),
    "id": (r"(?:lewati|langsung|lompat) ke (?:konten|isi|menu)(?: utama)?",),
    "fa": (r"(?:پرش|رفتن) به (?:محتوا|منو|محتوای اصلی)",),
}
MAX_CHARS = 60
matching = line_matcher(WORDING, max_chars=MAX_CHARS)


def find(block: Block) -> Hit | None:
    """The whole block, if it is nothing but the link."""
    why = matching(block.text) if block.role != "code" else None
    return Hit(block=block.index, why=f"skip link: {why}") if why else None


RULE = BlockRule(code="B002", name="skip-link", find=find, max_chars=MAX_CHARS, lines=(WORDING,))
