"""A notice that the site sets cookies, or its buttons: "We use cookies … Accept", "Cookie settings".

The law asks for it; the page is not about it. A paragraph needs two cues that do not overlap: the site speaking of its
own cookies, and what the reader may do about it. It must not fire on articles about cookies, consent law or baking,
which quote such a notice or speak of other people's sites.
"""

import re

from pipeline.model import Block
from pipeline.rule import BlockRule, Hit
from pipeline.rules.wording import line_matcher

COOKIE = r"(?:cookies?|kekse)"
BUTTONS = {
    "en": (
        (
            r"(?:accept|allow|reject|decline|deny|refuse|disable)(?: (?:all|only))?(?: (?:necessary|essential"
            rf"|optional|functional|additional))? {COOKIE}(?: and continue)?"
        ),
        r"(?:accept|allow|reject|decline) (?:all|necessary only)(?: & (?:close|continue|save))?",
        (
            rf"(?:manage|customi[sz]e|change|set|edit|update|my)?(?: (?:my|your))? ?(?:{COOKIE}|consent|privacy)"
            r" (?:settings|preferences|choices|options)"
        ),
        rf"(?:manage|customi[sz]e|save|confirm) (?:preferences|settings|(?:my )?choices|{COOKIE}|consent)",
        rf"{COOKIE} (?:notice|consent|policy|settings|preferences|banner)",
        (
            r"(?:strictly )?(?:necessary|functional|performance|targeting|marketing|advertising|analytics"
            rf"|preference) {COOKIE}"
        ),
        rf"always active|your privacy choices|this (?:web)?site uses {COOKIE}",
        rf"we (?:use|value) (?:{COOKIE}|your privacy)|we care about your privacy|powered by cookiebot.*",
    ),
    "de": (
        (
            r"(?:alle |nur )?(?:notwendigen? |essenziellen? |erforderlichen? )?cookies? (?:akzeptieren|ablehnen"
            r"|zulassen|erlauben|verwalten)"
        ),
        r"cookie-?(?:einstellungen|hinweis|richtlinie)(?: (?:ändern|anpassen|öffnen))?|alle (?:akzeptieren|ablehnen)",
        r"(?:privatsphäre|datenschutz)-?einstellungen(?: ändern)?|einwilligung verwalten",
    ),
    "fr": (
        r"tout (?:accepter|refuser)|accepter (?:et (?:fermer|continuer)|tout|les cookies|tous les cookies)",
        r"refuser (?:tout|les cookies)|continuer sans accepter",
        r"(?:gérer|paramétrer|personnaliser)(?: (?:les|mes|vos))? (?:cookies|préférences|choix)",
        r"param[èé]tr(?:es|er|age) des cookies|gestion des cookies",
    ),
    "es": (
        (
            r"(?:aceptar|rechazar|permitir|configurar|gestionar)(?: (?:todas|todo|las|y continuar|y cerrar))*(?:"
            r" las)? cookies"
        ),
        r"(?:aceptar|rechazar) tod[oa]s?|(?:configuración|preferencias|ajustes|aviso) de (?:las )?cookies",
        r"configurar preferencias",
    ),
    "pt": (
        r"(?:aceitar|rejeitar|recusar|permitir|gerenciar|gerir)(?: (?:todos|os))* cookies",
        r"(?:aceitar|rejeitar) tud?o?(?:dos)?|(?:configurações|preferências|definições|aviso) de cookies",
    ),
    "it": (
        r"(?:accetta|rifiuta|gestisci|personalizza)(?: (?:tutti|i))* cookie|(?:accetta|rifiuta) tutt[oi]",
        r"(?:impostazioni|preferenze|informativa)(?: sui| dei)? cookie|continua senza accettare",
    ),
    "nl": (
        r"(?:alle )?cookies (?:accepteren|weigeren|toestaan|beheren)|(?:accepteer|weiger)(?: alle)? cookies",
        r"alles (?:accepteren|weigeren)|cookie-?(?:instellingen|voorkeuren|melding)",
    ),
    "pl": (
        r"(?:akceptuj|zaakceptuj|odrzuć|zezwól na)(?: wszystkie)?(?: pliki)? ?(?:cookies?|ciasteczka)",
        r"(?:akceptuj|zaakceptuj|odrzuć) wszystk(?:ie|o)|ustawienia (?:plików )?(?:cookies?|prywatności)",
    ),
    "ru": (
        r"(?:принять|отклонить|разрешить)(?: все)?(?: файлы)? (?:cookies?|куки)",
        r"(?:настройки|политика)(?: файлов)? (?:cookies?|куки)|принять вс[её]",
    ),
    "tr": (
        r"(?:tüm )?çerezleri (?:kabul et|reddet|yönet)|çerez (?:ayarları|tercihleri|politikası|bildirimi)",
        r"tümünü (?:kabul et|reddet)",
    ),
    "zh": (
        r"(?:接受|拒绝|拒絕|允许)(?:所有|全部)?(?: ?cookies?)|(?:全部|一律)(?:接受|拒绝)",
        r"cookie ?(?:设置|設定|偏好|政策|声明)|管理 ?cookies?",
    ),
    "ja": (
        r"(?:すべての|全ての)?(?:cookie|クッキー)(?:を)?(?:受け入れる|許可(?:する)?|拒否(?:する)?|設定|管理|ポリシー)",
        r"(?:すべて|全て)(?:を)?(?:受け入れる|許可する?|拒否する?|同意する)",
    ),
    "ko": (r"(?:모든 )?쿠키 ?(?:허용|수락|거부|설정|정책|관리)(?:하기)?", r"모두 (?:허용|수락|거부|동의)"),
    "ar": (
        r"(?:قبول|رفض)(?: جميع| كل)? ?(?:ملفات)? ?(?:تعريف الارتباط|الكوكيز)",
        r"إعدادات (?:ملفات تعريف الارتباط|الخصوصية|الكوكيز)|(?:قبول|رفض) الكل",
    ),
    "cs": (r"(?:přijmout|odmítnout|povolit) (?:vše|všechny|všechny cookies|cookies)|nastavení (?:cookies|soukromí)",),
    "sv": (
        r"(?:acceptera|godkänn|avvisa|neka) (?:alla|alla kakor|alla cookies|cookies|kakor)",
        r"(?:cookie|kak)-?inställningar|hantera cookies",
    ),
    "id": (r"(?:terima|tolak|setujui)(?: semua)? cookie", r"pengaturan cookie"),
    "fa": (r"(?:پذیرش|قبول|رد)(?: همه)? کوکی[\u200c ]?ها", r"تنظیمات کوکی"),
}
# A cheap look before the long patterns.
MENTIONS = ("cooki", "kakor", "çerez", "ciastecz", "куки", "クッキー", "쿠키", "تعريف الارتباط", "كوكيز")
MENTION = re.compile("|".join(MENTIONS), re.IGNORECASE)
OWN_COOKIES = re.compile(
    # A sentence, clause or label must begin here: a quotation mark before it makes it somebody else's notice.
    r"(?:^|[.!?:;,。：，]\s*|\s[-–—|]\s|[🍪]\s*|\s(?=wir |nous |we ))(?:"
    r"(?:we|we and our (?:\d+ )?partners|our (?:web)?site|this (?:web)?site|the site"
    r"|[\w-]+\.[\w.]{2,10}) (?:also )?(?:uses?"
    r"|may use|stores?|places?|utili[sz]es?|employs?)"
    r"(?: (?:and access))?(?: (?!in |with |these |those |from )[\w,-]+){0,6} cookies"
    r"|(?:by|if you) (?:continu\w+|using|us\w*|clos\w+|click\w+|accept\w*|agree\w*|brows\w+"
    r"|visit\w+)\b.{0,120}\b(?:use of )?cookies"
    r"|cookies (?:help us|are used|allow us|enable us|on this (?:web)?site|are necessary for (?:this"
    r"|the) (?:web)?site)|use of cookies"
    r"|(?:wir|diese (?:web)?seite|diese website|unsere (?:web)?seite|unsere website) (?:verwende[nt]?|nutz(?:en|t)"
    r"|benutz(?:en|t)|setz(?:en|t))\b.{0,80}\bcookies"
    r"|(?:um|damit)\b.{5,150}\b(?:verwenden|nutzen|setzen) wir\b.{0,50}\bcookies|cookies (?:helfen uns|erleichtern)"
    r"|(?:nous utilisons|ce site (?:web )?utilise|notre site utilise|en poursuivant"
    r"|nous et nos partenaires)\b.{0,150}\bcookies"
    r"|(?:utilizamos|usamos|este sitio(?: web)? (?:utiliza|usa)|esta (?:página|web)(?: web)? (?:utiliza|usa)"
    r"|nosotros y nuestros socios|si continúa)\b.{0,150}\bcookies"
    r"|(?:este site (?:utiliza|usa)|nós (?:utilizamos|usamos)|o site utiliza|ao continuar"
    r"|nosso site)\b.{0,150}\bcookies"
    r"|(?:utilizziamo|usiamo|questo sito (?:web )?(?:utilizza|usa)|il (?:nostro )?sito utilizza"
    r"|noi e i nostri partner)\b.{0,150}\bcookie"
    r"|(?:wij gebruiken|we gebruiken|deze (?:web)?site (?:gebruikt|maakt gebruik)|wij maken gebruik)\b.{0,80}\bcookies"
    r"|(?:używamy|ta strona (?:używa|korzysta)|strona (?:używa|korzysta)|nasz serwis|serwis (?:używa|korzysta"
    r"|wykorzystuje)|w ramach)\b.{0,120}\b(?:cookies?|ciasteczek)"
    r"|(?:мы используем|этот сайт использует|наш сайт использует|на (?:этом |нашем )?сайте используются"
    r"|сайт использует|продолжая)\b.{0,150}(?:cookie|куки)"
    r"|(?:bu (?:site|web sitesi)|sitemizde|web sitemizde|i\u0307?nternet sitemizde|size)\b.{0,120}\b(?:çerez|cookie)"
    r"|(?:本(?:网站|網站|站)|我们|我們|本サイト|当サイト|このサイト|このウェブサイト|当社).{0,60}(?:cookie|クッキー)"
    r"|(?:본 (?:사이트|웹사이트)|이 (?:사이트|웹사이트)|저희는|당사는|우리는).{0,60}쿠키"
    r"|(?:نستخدم|يستخدم (?:هذا )?(?:الموقع|موقعنا)|نحن نستخدم|هذا الموقع يستخدم).{0,60}(?:ملفات تعريف الارتباط|الكوكيز"
    r"|كوكيز)"
    r"|(?:používáme|tento web používá|tyto stránky používají)\b.{0,60}\bcookies|(?:vi använder"
    r"|den här webbplatsen använder)\b.{0,60}\b(?:cookies|kakor)"
    r"|(?:kami menggunakan|situs ini menggunakan)\b.{0,60}\bcookie"
    r")",
    re.IGNORECASE,
)
CHOICE = re.compile(
    r"\b(?:accept(?:ing)?(?: all)?\b|consent|(?:you|i|and) agree|privacy (?:policy|notice)|cookie (?:policy|notice"
    r"|settings)|continu\w+ (?:to )?(?:us\w+|brows\w+|visit\w*)"
    r"|(?:settings|preferences|opt[- ]out|find out more|learn more|read more|more info(?:rmation)?|got it"
    r"|best (?:possible )?experience|your (?:browsing )?experience|user experience|(?:personali[sz]e|tailor"
    r"|improve) \w+)"
    r"|zustimm\w*|einverstanden|einwillig\w+|akzeptier\w+|datenschutz\w*|einstellungen|mehr (?:informationen|erfahren)"
    r"|weitere informationen|ablehnen|surfen"
    r"|accepte[rz]|acceptez|consentement|votre expérience|en savoir plus|politique de|paramétr\w+|votre navigation"
    r"|vos préférences|refuser"
    r"|acept\w+|consentimiento|política de|más información|su experiencia|tu experiencia|preferencias|navegando"
    r"|configur\w+|rechazar"
    r"|aceit\w+|consentimento|sua experiência|saiba mais|concorda\w*|preferências|navega\w+"
    r"|accett\w+|consenso|informativa|maggiori informazioni|preferenze|esperienza|rifiuta\w*|navigazione"
    r"|akkoord|toestemming|privacybeleid|cookiebeleid|meer informatie|instellingen|accepte\w+|weiger\w*|ervaring"
    r"|zgod\w+|akcept\w+|polityk\w+|ustawie\w+|więcej informacji|dowiedz się"
    r"|соглас\w+|принять|принима\w+|политик\w+|подробнее|настройк\w+|соглаша\w+"
    r"|kabul|onay\w*|gizlilik|politika\w*|daha fazla|ayarlar\w*|deneyim\w*"
    r"|souhlas\w*|nastavení|více informací|samtyck\w*|godkänn\w*|inställningar|läs mer|setuju|kebijakan)"
    r"|同意|接受|隐私|隱私|了解更多|设置|設定|许可|許可|ポリシー|詳細|동의|개인정보|설정|자세히|موافق|توافق|سياسة"
    r"|الخصوصية|تجربة|قبول",
    re.IGNORECASE,
)
MAX_CHARS = 600
matching = line_matcher(BUTTONS, max_chars=80)


def find(block: Block) -> Hit | None:
    """The whole block, if it is a notice or one of its buttons."""
    if block.role == "code" or len(block.text) > MAX_CHARS:
        return None
    if why := matching(block.text):
        return Hit(block=block.index, why=f"cookie button: {why}")
    own = OWN_COOKIES.search(block.text) if MENTION.search(block.text) else None
    if own is None:
        return None
    choice = CHOICE.search(block.text, own.end()) or CHOICE.search(block.text, 0, own.start())
    if choice is None:
        return None
    return Hit(block=block.index, why=f'cookie notice: "{own[0].strip(" .,:;")}" and "{choice[0]}"')


RULE = BlockRule(
    code="B008",
    name="cookie-notice",
    find=find,
    max_chars=MAX_CHARS,
    lines=(BUTTONS,),
    cues=MENTIONS,
    zones=("header", "tail"),
)
