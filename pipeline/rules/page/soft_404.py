"""A page that says it is not there, whatever its status: "Page not found", "Seite nicht gefunden", "页面不存在".

It holds no article, only an apology and the site's menu. Rejected where the title, a heading or a first line is the cue
and there is little running text. It must not fire on an article about such pages.
"""

from pipeline.model import View
from pipeline.rule import PageRule, Rejection
from pipeline.rules.amount import exceeds, shown_in, words_if_long
from pipeline.rules.wording import line_matcher

SITE = r"(?:\s*(?:[|–—:·»›_-]|at|on|auf|sur|en|su|op)\s.{1,80})?"
BEFORE = (
    r"(?:(?:http )?(?:error|fehler|erreur|errore|fout|błąd|ошибка|hata)?\W{0,3}404\W{0,4}|oops\W+|sorry\W+|ups\W+"
    r"|whoops\W+|uh[- ]oh\W+|hm+\W+)?"
)
CUES = {
    "en": (
        r"(?:http )?(?:error )?404(?: error)?(?:\W+(?:not found|page not found|error|file not found|page))?",
        r"(?:(?:the|this|that|your)(?: requested)? )?(?:page|file|article|content|story|document|url|post|resource"
        r"|item|link|product|topic|thread)"
        r"(?: you (?:are|were|have been) looking for| (?:you )?requested| you['’]re looking for)?(?: was| is| has"
        r"| could| can)?(?: be)?"
        r" ?(?:not found|not available|no longer available|no longer exists?|unavailable|cannot be found"
        r"|could not be found|can['’]t be found|couldn['’]t be found|been removed|been deleted|missing|gone)",
        r"not found(?: \(?404\)?)?",
        r"(?:this|the|that) (?:page|content|article|link|url)(?: you (?:requested|are looking for))? (?:doesn['’]t"
        r"|does not|no longer|may not|may no longer) exist(?: any ?more)?",
        r"(?:we )?(?:can['’]t|cannot|couldn['’]t|could not|can not) (?:seem to )?find (?:the|that|this|your) (?:page"
        r"|article|content)(?: you['’](?:re|ve).{0,40}| you (?:are|were|requested).{0,40})?",
        r"nothing (?:was )?found(?: here)?|this content isn['’]t available(?: right now| at the moment)?|(?:that"
        r"|this) page can['’]t be found|content not found|410 gone|page (?:expired|removed|deleted)",
    ),
    "de": (
        r"(?:die |diese )?(?:angeforderte |gewünschte |gesuchte )?(?:seite|inhalt|artikel|datei)(?: (?:wurde|konnte"
        r"|ist|existiert))?(?: leider)? (?:nicht (?:gefunden(?: werden)?|vorhanden|verfügbar|mehr verfügbar"
        r"|mehr vorhanden)|nicht(?: mehr)?)",
        r"(?:fehler 404|404 fehler)(?:\W+seite nicht gefunden)?|nicht gefunden|diese seite (?:gibt es"
        r"|existiert)(?: leider)? nicht(?: mehr)?",
    ),
    "fr": (
        r"(?:cette |la |l['’])?(?:page|article|contenu)(?: (?:demandée?|recherchée?|que vous (?:cherchez|recherchez"
        r"|avez demandée)))? ?(?:est |n['’]est |n['’]a |n['’])?(?:introuvable|non trouvée?|inexistante?"
        r"|n['’]existe (?:pas|plus)|existe (?:pas|plus)|pas (?:été )?(?:trouvée?|disponible)|plus disponible)",
        r"erreur 404(?:\W+page (?:introuvable|non trouvée))?",
    ),
    "es": (
        r"(?:la |esta |el )?(?:página|artículo|contenido)(?: (?:solicitad[ao]|que (?:busca|buscas"
        r"|está buscando)))? ?(?:no (?:se ha |fue |ha sido |se )?(?:encontrad[ao]|encuentra|existe|pudo ser encontrada"
        r"|está disponible|disponible)|ya no existe|inexistente)",
        r"error 404(?:\W+página no encontrada)?|no (?:se )?(?:encontramos|encuentra) la página.{0,40}|no encontrad[oa]",
    ),
    "pt": (
        r"(?:a |esta |o )?(?:página|artigo|conteúdo)(?: (?:solicitad[ao]|que (?:procura|você procura"
        r"|está procurando)))? ?(?:não (?:foi |pôde ser )?(?:encontrad[ao]|existe|está disponível|localizada)"
        r"|inexistente)",
        r"erro 404(?:\W+página não encontrada)?|não encontrad[oa]",
    ),
    "it": (
        r"(?:la |questa |l['’])?(?:pagina|articolo|contenuto)(?: (?:richiest[ao]|cercat[ao]|che (?:cerchi"
        r"|stai cercando|hai richiesto)))? ?(?:non (?:è stat[ao] )?(?:trovat[ao]|esiste(?: più)?|disponibile"
        r"|è (?:più )?disponibile)|inesistente)",
        r"errore 404(?:\W+pagina non trovata)?",
    ),
    "nl": (
        r"(?:de |deze )?(?:gevraagde )?(?:pagina|artikel)(?: (?:is|werd|kon|bestaat|die (?:je"
        r"|u) zoekt))? ?(?:niet (?:gevonden|worden gevonden|beschikbaar|meer)|niet"
        r"|bestaat niet(?: meer)?)(?: gevonden)?",
        r"fout 404|niet gevonden",
    ),
    "pl": (
        r"(?:ta |podana |żądana )?(?:strona|treść|artykuł)(?: (?:o podanym adresie"
        r"|której szukasz))? ?(?:nie (?:została |istnieje|została odnaleziona|znaleziona)(?:znaleziona)?|niedostępna"
        r"|nie istnieje)|nie znaleziono(?: strony)?",
        r"błąd 404",
    ),
    "ru": (
        r"(?:запрашиваемая |эта |такая |данная )?(?:страница|материал|статья|документ)?(?:,? которую вы (?:ищете"
        r"|запросили),?)? ?(?:не (?:найден[ао]?|существует|обнаружена)|удалена"
        r"|больше"
        r" не"
        r" существует)",
        r"(?:ошибка 404|404 ошибка)(?:\W+(?:страница )?не найдена)?|такой страницы (?:нет|не существует)",
    ),
    "tr": (
        r"(?:aradığınız |bu |i\u0307?stenen )?(?:sayfa|i\u0307?çerik|haber|yazı)(?:ya)? (?:bulunamadı|bulunamıyor"
        r"|mevcut değil|ulaşılamıyor|yok)",
        r"(?:hata 404|404 hatası)|sayfa bulunamadı",
    ),
    "zh": (
        r"(?:抱歉|对不起|很抱歉)?[,，!！]?(?:您?(?:所)?(?:访问|查找|请求|要找)的?)?(?:页面|頁面|网页|網頁|内容|文章"
        r"|该页)(?:不存在|未找到|找不到|已(?:被)?删除|不見了"
        r"|不见了|没有找到|无法找到|已失效)(?:了"
        r"|或已(?:被)?删除)?",
        r"(?:找不到|未找到|没有找到|無法找到)(?:该|此|您(?:要|所)?(?:访问|找|查找)的)?(?:页面|頁面|网页|網頁|内容)",
        r"404(?:错误|錯誤|页面)",
    ),
    "ja": (
        r"(?:お探しの|ご指定の|指定された|このページは|該当する|アクセスした)?(?:ページ|記事|ファイル)?(?:は"
        r"|が)?(?:見つかりません(?:でした)?|存在しません|ありません|削除されました"
        r"|見つかりませんでした)",
        r"404 ?エラー",
    ),
    "ko": (
        r"(?:요청하신 |찾으시는 |해당 |이 )?(?:페이지|게시물|기사|문서)(?:를|을|가|이)? ?(?:찾을 수 없습니다"
        r"|존재하지 않습니다|없습니다|삭제되었습니다"
        r"|찾을 수 없음)",
        r"404 ?(?:오류|에러)",
    ),
    "ar": (
        r"(?:عذرا|عذراً|عفوا|عفواً)?[,،]? ?(?:هذه )?(?:ال)?(?:صفحة|مقال|محتوى)(?: المطلوبة"
        r"| التي تبحث عنها)? ?(?:غير (?:موجودة|موجود|متاحة|متوفرة)|لم يتم العثور عليها|لا توجد)"
        r"|لم يتم العثور على (?:هذه )?الصفحة",
        r"خطأ 404",
    ),
    "cs": (r"(?:tato |požadovaná )?stránka (?:nebyla nalezena|neexistuje|nenalezena)", r"chyba 404"),
    "sv": (
        r"(?:sidan|artikeln)(?: du (?:söker|letar efter))? (?:hittades inte|kunde inte hittas"
        r"|finns inte(?: längre)?|saknas)",
        r"fel 404",
    ),
    "id": (r"(?:halaman|artikel)(?: yang anda cari)? (?:tidak ditemukan|tidak tersedia|tidak ada)",),
    "fa": (r"(?:این )?(?:صفحه|مطلب)(?: مورد نظر)? (?:یافت نشد|پیدا نشد|وجود ندارد)",),
}
WHOLE = {language: tuple(rf"{BEFORE}(?:{cue}){SITE}" for cue in cues) for language, cues in CUES.items()}
AFTER_SITE = {
    f"{language}, after the site's name": tuple(rf".{{2,60}} [|–—:·»›_-] ?{BEFORE}(?:{cue})" for cue in cues)
    for language, cues in CUES.items()
}
MAX_TITLE_CHARS = 140
MAX_LONG_LINE_WORDS = 150
FIRST_LINES = 3
in_line = line_matcher(WHOLE, max_chars=MAX_TITLE_CHARS)
in_title = line_matcher(WHOLE | AFTER_SITE, max_chars=MAX_TITLE_CHARS)


def find(view: View) -> Rejection | None:
    """A rejection, where the page says that it is not there and has little else to say."""
    if exceeds(shown_in(view.blocks), MAX_LONG_LINE_WORDS, words_if_long):
        return None
    shown = [block for block in view.blocks if not block.hidden]
    if why := in_title(view.head.title):
        return Rejection(reason="not_found", why=f"says it is not there: title {why}")
    headings = [block.text for block in shown if block.role == "heading" and block.level <= 2]
    for line in (*headings, *(block.text for block in shown[:FIRST_LINES] if view.page.kind == "text")):
        if why := in_line(line):
            return Rejection(reason="not_found", why=f"says it is not there: {why}")
    return None


RULE = PageRule(code="P002", name="soft-404", find=find)
