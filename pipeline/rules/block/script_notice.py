"""What a page says to a browser that runs no scripts: "Please enable JavaScript to view this site.".

It is addressed to a reader whose browser failed. It must not fire on a tutorial that tells how to enable JavaScript or
what happens when it is off.
"""

from pipeline.model import Block
from pipeline.rule import BlockRule, Hit
from pipeline.rules.wording import line_matcher

JS = r"(?:java ?script|js|cookies and javascript|javascript and cookies|javascripts)"
VIEW = r"(?:to|in order to|for|before|so|and|or|while|if)\b.{0,160}"
WORDING = {
    "en": (
        (
            rf"(?:sorry,? |oops\W+)?(?:(?:we['’]re sorry|it (?:looks|seems|appears) (?:like )?(?:that )?).{{0,60}}"
            rf" )?please (?:\w+ )?(?:enable|activate|turn on|allow|switch on) {JS}(?: (?:in|on) your (?:web"
            rf" )?browser)?(?:(?: settings)?[ ,.]+{VIEW})?"
        ),
        (
            rf"you (?:need|have|must|will need) (?:to )?(?:enable|have|activate|turn on|allow) {JS}\b(?:"
            rf" enabled)?.{{0,120}}"
        ),
        (
            rf"{JS} (?:is|seems to be|appears to be|has been|must be) (?:currently )?(?:disabled|turned off|not"
            r" enabled|not available|not supported|required|unavailable|enabled)(?: (?:in|on|by|for) (?:your|this"
            r"|the) (?:web )?(?:browser|site|page|device|website|app)| (?:in order )?to (?:view|use|run|see"
            rf"|access|display|watch|post).{{0,60}})?(?:\W+please .{{0,100}})?"
        ),
        (
            r"(?:this|our|the) (?:web ?site|site|page|app|application|feature|content|form|video|widget|email"
            rf" address)\b.{{0,40}} (?:requires|needs|works best with|uses|is (?:being )?protected from"
            rf" spambots\W+you need) {JS}\b.{{0,120}}"
        ),
        (
            r"(?:your|this) (?:web )?browser (?:does not|doesn['’]t|currently does not) (?:support|have|allow"
            r"|seem to support)\b.{0,80}"
        ),
        (
            r"your (?:web )?browser (?:has|is (?:blocking|not)|appears to have|version is|is (?:out of date"
            r"|outdated|no longer supported|not supported|unsupported))\b.{0,120}"
        ),
        (
            rf"(?:(?:we['’]re sorry,? )?but )?.{{1,60}} (?:doesn['’]t|does not|won['’]t|will not) work (?:properly"
            rf"|correctly|well)? ?without {JS}\b.{{0,80}}"
        ),
        r"you are using an (?:outdated|unsupported|old) browser\b.{0,120}",
        r"please (?:upgrade|update) your browser\b.{0,80}",
        (
            rf"(?:view|read|load|see) (?:the )?(?:comments|discussion|poll|entire|this) .{{0,30}}(?:enable"
            rf"|requires?) {JS}.{{0,60}}"
        ),
        rf"(?:enable|turn on|activate) {JS}(?: to (?:view|see|use|continue|run|load|read)\b.{{0,80}})?|noscript",
        rf"no {JS}|{JS} (?:disabled|required|is off)|this email address is being protected from spambots.{{0,100}}",
        r"iframes? not supported",
    ),
    "de": (
        rf"(?:um .{{3,100}},? )?(?:bitte )?(?:aktivieren sie|aktiviere|schalten sie)(?: bitte)? {JS}\b.{{0,120}}",
        rf"bitte {JS} (?:aktivieren|einschalten|zulassen)\b.{{0,100}}",
        (
            rf"{JS} (?:ist|muss)(?: in ihrem browser)? (?:deaktiviert|ausgeschaltet|nicht aktiviert|nicht"
            rf" verfügbar|aktiviert sein|erforderlich)\b.{{0,120}}"
        ),
        (
            r"(?:diese (?:seite|website|anwendung)|der inhalt) (?:benötigt|erfordert|verwendet|funktioniert nur"
            rf" mit) {JS}\b.{{0,100}}"
        ),
        r"(?:ihr|dein) browser unterstützt\b.{0,80}(?:nicht|kein)\b.{0,60}",
        r"(?:ihr|dein) browser (?:ist veraltet|wird nicht unterstützt).{0,80}",
    ),
    "fr": (
        (
            rf"(?:veuillez|merci d['’]|vous devez|pour .{{3,80}},? (?:veuillez|vous devez))\s?(?:activer"
            rf"|autoriser) (?:le )?{JS}\b.{{0,120}}"
        ),
        rf"{JS} (?:est|semble être) (?:désactivé|requis|nécessaire)\b.{{0,100}}",
        rf"(?:ce site|cette (?:page|application)) (?:nécessite|requiert|a besoin de) {JS}\b.{{0,80}}",
        r"votre navigateur (?:ne (?:supporte|prend|gère)|n['’]est pas|est obsolète|n['’]accepte)\b.{0,100}",
    ),
    "es": (
        (
            r"(?:por favor,? |debe |debes |necesita |necesitas |es necesario )(?:active|activa|habilite|habilita"
            rf"|activar|habilitar|tener) {JS}\b.{{0,120}}"
        ),
        rf"{JS} (?:está|debe estar) (?:desactivado|deshabilitado|activado|habilitado)\b.{{0,100}}",
        rf"(?:este sitio|esta (?:página|aplicación)) (?:requiere|necesita) {JS}\b.{{0,80}}",
        r"(?:su|tu) navegador no (?:soporta|admite|es compatible|permite|tiene)\b.{0,100}",
        rf"para .{{3,80}},? (?:active|activa|habilite|habilita) {JS}\b.{{0,80}}",
    ),
    "pt": (
        (
            r"(?:por favor,? |você precisa |é necessário |é preciso )?(?:ative|habilite|ativar|habilitar|active)"
            rf" o? ?{JS} (?:no|para|em)\b.{{0,120}}"
        ),
        rf"(?:o )?{JS} (?:está|deve estar) (?:desativado|desabilitado|ativado)\b.{{0,100}}",
        rf"(?:este site|esta página) (?:requer|precisa de|necessita de) {JS}\b.{{0,80}}",
        r"(?:seu|o seu) navegador não (?:suporta|tem|é compatível)\b.{0,100}",
    ),
    "it": (
        (
            rf"(?:per favore,? |si prega di |devi |è necessario |per .{{3,80}},? )(?:attiva|attivare|abilita"
            rf"|abilitare) {JS}\b.{{0,120}}"
        ),
        rf"{JS} (?:è|risulta) (?:disabilitato|disattivato|necessario)\b.{{0,100}}",
        rf"(?:questo sito|questa pagina) (?:richiede|necessita di) {JS}\b.{{0,80}}",
        r"il tuo browser non (?:supporta|è supportato|è compatibile)\b.{0,100}",
    ),
    "nl": (
        rf"(?:schakel|zet|activeer)(?: alstublieft| a\.u\.b\.)? {JS} (?:in|aan)?\b.{{0,100}}",
        rf"{JS} (?:is|staat) (?:uitgeschakeld|uit|niet ingeschakeld|vereist)\b.{{0,100}}",
        r"(?:je|uw|jouw) browser (?:ondersteunt|wordt niet)\b.{0,100}",
        rf"(?:deze (?:web)?site|deze pagina) (?:heeft|vereist|gebruikt) {JS}\b.{{0,80}}",
    ),
    "pl": (
        rf"(?:proszę )?(?:włącz|włączyć|aktywuj)(?: obsługę)? {JS}\b.{{0,100}}",
        rf"{JS} (?:jest|musi być) (?:wyłączon\w|włączon\w|wymagan\w)\b.{{0,100}}",
        r"(?:twoja|ta) przeglądarka nie (?:obsługuje|wspiera)\b.{0,100}",
        rf"(?:ta strona|strona) wymaga (?:włączonej obsługi )?{JS}\b.{{0,80}}",
    ),
    "ru": (
        rf"(?:пожалуйста,? )?(?:включите|разрешите|активируйте)(?: поддержку)? {JS}\b.{{0,100}}",
        rf"(?:для .{{3,80}} )?(?:необходимо|нужно|требуется) (?:включить )?(?:поддержк\w )?{JS}\b.{{0,100}}",
        rf"(?:в вашем браузере |у вас )(?:отключ[её]н|выключен)\w* {JS}\b.{{0,100}}",
        rf"{JS} (?:отключ[её]н|выключен)\b.{{0,100}}|ваш браузер (?:не поддерживает|устарел)\b.{{0,100}}",
    ),
    "tr": (
        (
            rf"(?:lütfen )?(?:tarayıcınızda(?:n|ki)? )?{JS}['’]?[iyı]* (?:etkinleştirin|açın|aktif edin"
            rf"|etkinleştir)\b.{{0,80}}"
        ),
        rf"(?:bu (?:site|sayfa|uygulama)\w* .{{0,60}})?{JS} (?:etkin|gerekli|devre dışı|kapalı)\b.{{0,80}}",
        r"tarayıcınız .{0,60}desteklem(?:iyor|emektedir)\b.{0,40}",
    ),
    "zh": (
        r"(?:请|請|您需要|需要)(?:先)?(?:在浏览器中|在瀏覽器中|在您的浏览器中)?(?:启用|啟用|开启|開啟|允许"
        r"|打开)(?:浏览器的?)? ?(?:javascript|js).{0,40}",
        r".{0,20}(?:浏览器|瀏覽器)(?:不支持|不支援|未启用|禁用了|版本(?:过低|太低)).{0,50}",
        r"(?:本站|本页面?|此网站|此应用)需要 ?(?:启用 ?)?javascript.{0,40}",
    ),
    "ja": (
        r".{0,40}javascript(?:を|が)(?:有効|オン|無効|必要|on).{0,50}",
        r"(?:お使いの|ご利用の)ブラウザ(?:ー)?(?:は|では).{0,60}",
    ),
    "ko": (
        r".{0,40}(?:자바스크립트|javascript)(?:를|을|가|이)? ?(?:활성화|사용|허용|켜|비활성화|필요).{0,50}",
        r"(?:사용 ?중인|현재|이) ?브라우저(?:는|에서는|가).{0,60}(?:지원하지|않).{0,30}",
    ),
    "ar": (
        (
            r"(?:يرجى|الرجاء|من فضلك|يجب|المرجو)(?: عليك)? (?:تفعيل|تمكين|تشغيل) (?:ال)?(?:جافا ?سكر[يب]+ت"
            r"|javascript).{0,80}"
        ),
        r"(?:متصفحك|المتصفح الخاص بك|هذا المتصفح) (?:لا يدعم|قديم).{0,80}",
    ),
    "cs": (
        rf"(?:prosím,? )?(?:povolte|zapněte|aktivujte)(?: si)?(?: prosím)? {JS}\b.{{0,80}}",
        r"váš prohlížeč nepodporuje\b.{0,80}",
    ),
    "sv": (
        rf"(?:vänligen |du (?:måste|behöver) )?(?:aktivera|slå på|tillåt) {JS}\b.{{0,80}}",
        r"din webbläsare (?:stöder|stödjer) inte\b.{0,80}",
    ),
    "id": (
        rf"(?:harap |silakan |mohon )?aktifkan {JS}\b.{{0,80}}|(?:browser|peramban) anda tidak mendukung\b.{{0,80}}",
    ),
    "fa": (
        r"(?:لطفا |لطفاً )?(?:جاوا ?اسکریپت|javascript) .{0,30}(?:فعال|غیرفعال).{0,40}",
        r"مرورگر شما .{0,60}(?:پشتیبانی نمی|قدیمی).{0,30}",
    ),
}
MAX_CHARS = 260
matching = line_matcher(WORDING, max_chars=MAX_CHARS)


def find(block: Block) -> Hit | None:
    """The whole block, if it is such a notice."""
    why = matching(block.text) if block.role in ("paragraph", "heading") and not block.code else None
    return Hit(block=block.index, why=f"script notice: {why}") if why else None


RULE = BlockRule(code="B014", name="script-notice", find=find, max_chars=MAX_CHARS, lines=(WORDING,))
