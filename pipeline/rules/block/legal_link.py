"""The footer's links to the small print: "Privacy Policy", "Terms of Use | Cookie Policy", "Impressum".

They belong to the site. One name, or several in a row, is flagged at the page's edges. It must not fire on a sentence
about such a document.
"""

import re

from pipeline.model import Block
from pipeline.rule import EDGES, BlockRule, Hit
from pipeline.rules.wording import line_matcher

SEPARATOR = r"(?:\s*(?:[|•·,/&–—-]|and|und|et|y|e|en|oraz|i|и|ve|och|dan|و|、|및)\s*|\s+)"
NAMES = {
    "en": r"(?:(?:our|read our|view our|see our|the|website|site|general|full|your) )?(?:privacy|cookies?|legal"
    r"|accessibility|disclaimer|terms|dmca|copyright|editorial|advertising|refund|return|shipping|trademark"
    r"|security|corrections?|ethics|modern slavery)(?:(?: (?:&|and) (?:cookies?|privacy|conditions|terms|legal"
    r"|security))? ?(?:policy|policies|statement|notice|notices|information|terms|centre|center|act statement"
    r"|standards|guidelines|rights|info))?"
    r"|(?:(?:our|the|website|site) )?terms (?:(?:&|and|of|\+) (?:conditions?|use|services?|sale)"
    r"|conditions)(?: (?:of use|of sale|of service|apply))?|conditions of use|user agreement|(?:do not"
    r"|don['’]t) sell(?: or share)? my (?:personal )?(?:info(?:rmation)?|data)|your (?:california )?privacy (?:rights"
    r"|choices)|ad ?choices|about ads|california (?:notice|privacy).{0,40}|notice at collection|imprint"
    r"|contact(?: us)?|about(?: us)?|site ?map|advertise(?: with us)?|careers|jobs|help(?: cent(?:er|re))?|press|faqs?"
    r"|privacy (?:settings|manager|preferences)|code of conduct|community guidelines|report abuse",
    "de": r"impressum|datenschutz(?:erklärung|hinweise?|bestimmungen|richtlinie)?|agb|allgemeine geschäftsbedingungen"
    r"|nutzungsbedingungen|nutzungsbasierte onlinewerbung|rechtliche(?:r)? hinweise?|cookie-?(?:richtlinie"
    r"|einstellungen|hinweise?)|widerruf(?:srecht|sbelehrung)?|haftungsausschluss|barrierefreiheit(?:serklärung)?"
    r"|kontakt|über uns|mediadaten|utiq verwalten|jugendschutz(?:beauftragter)?|abo kündigen"
    r"|verträge hier kündigen|vertrag kündigen|offenlegung|privatsphäre|netiquette|karriere|werbung|presse|hilfe",
    "fr": r"mentions légales|politique (?:de |des )?(?:confidentialité|cookies|vie privée"
    r"|protection des données)(?: (?:et )?(?:des )?cookies)?|conditions (?:générales )?(?:d['’]utilisation"
    r"|de vente|d['’]abonnement)|conditions générales|cgu|cgv|données personnelles|vie privée"
    r"|charte (?:d['’]utilisation|de confidentialité|des données)|gestion des cookies|confidentialité|plan du site"
    r"|contact(?:ez-nous)?|qui sommes-nous|à propos|accessibilité(?: ?: .{0,30})?",
    "es": r"aviso legal|(?:política|politica|aviso) de (?:privacidad|cookies|protección de datos)"
    r"|condiciones (?:generales )?(?:de uso|de venta)?|términos (?:y condiciones|de uso|legales"
    r"|de servicio)(?: de uso)?|privacidad|protección de datos|mapa (?:del sitio|web)|contacto|quiénes somos"
    r"|accesibilidad|publicidad|declaración de accesibilidad",
    "pt": r"(?:política|politica|aviso) de (?:privacidade|cookies)|termos (?:de uso|de utilização|e condições"
    r"|de serviço)(?: de uso)?|aviso legal|condições (?:gerais|de uso|de utilização)|privacidade|fale conosco"
    r"|contato|contactos?|quem somos|mapa do site|anuncie|ficha técnica|estatuto editorial|expediente",
    "it": r"(?:informativa|norme|politica) (?:sulla |sui |di |della )?(?:privacy|cookie)(?: (?:estesa|policy))?"
    r"|note legali|termini (?:e condizioni|di servizio|d['’]uso|di utilizzo)(?: d['’]uso)?|condizioni (?:generali"
    r"|d['’]uso|di utilizzo)|cookie policy|privacy(?: policy)?|contatti|chi siamo|pubblicità|redazione"
    r"|mappa del sito|gerenza|dichiarazione di accessibilità|disclaimer",
    "nl": r"privacy(?:beleid|verklaring|statement|voorwaarden|instellingen)|cookie(?:beleid|verklaring|statement"
    r"|instellingen|-instellingen)|algemene voorwaarden|gebruiksvoorwaarden|voorwaarden|disclaimer|colofon|contact"
    r"|over ons|adverteren|toegankelijkheid(?:sverklaring)?|veelgestelde vragen|klantenservice",
    "pl": r"polityka (?:prywatności|cookies|plików cookies)(?: i cookies)?|regulamin(?: serwisu| strony)?"
    r"|warunki (?:korzystania|użytkowania)|prywatność|rodo|kontakt|o nas|reklama|ochrona danych(?: osobowych)?"
    r"|ustawienia prywatności|deklaracja dostępności|redakcja|mapa strony",
    "ru": r"политика (?:конфиденциальности|обработки (?:персональных )?данных|cookie)|пользовательское соглашение"
    r"|условия (?:использования|пользования)|правила (?:использования|сайта|пользования сайтом)"
    r"|правовая информация|обработка персональных данных|согласие на обработку персональных данных|контакты|о нас"
    r"|о (?:сайте|проекте|компании|редакции)|реклама(?: на сайте)?|редакция|карта сайта|обратная связь|вакансии",
    "tr": r"gizlilik (?:politikası|sözleşmesi|bildirimi)|kullanım (?:koşulları|şartları|sözleşmesi)|çerez politikası"
    r"|kişisel verilerin korunması|kvkk(?: aydınlatma metni)?|aydınlatma metni|yasal (?:uyarı|bilgi)|künye"
    r"|i\u0307?letişim|hakkımızda|reklam|site haritası|üyelik sözleşmesi",
    "zh": r"(?:隐私|隱私|私隱)(?:政策|声明|聲明|权政策|權政策|条款|保护)?|(?:服务|服務|使用)(?:条款|條款|协议|協議"
    r"|条例)|用户协议|免责声明|免責聲明|法律(?:声明|聲明|信息)|版权声明"
    r"|關於我們|关于我们|联系我们|聯絡我們|網站地圖|网站地图|广告(?:服务|合作)|加入我们|招聘信息|友情链接|意见反馈"
    r"|cookie ?政策|诚聘英才|媒体合作",
    "ja": r"(?:プライバシー|クッキー|cookie) ?ポリシー|利用規約|個人情報(?:保護方針|の取(?:り)?扱い(?:について)?)"
    r"|特定商取引法に基づく(?:表記|表示)|サイト(?:マップ|ポリシー)"
    r"|お問い?合わ?せ|会社(?:概要|情報)|運営会社|免責事項|著作権について|広告掲載(?:について)?|ヘルプ|よくある質問"
    r"|採用情報|推奨環境",
    "ko": r"개인정보 ?(?:처리|취급|보호) ?방침|(?:이용|서비스|회원) ?약관|이용 ?안내|청소년 ?보호 ?(?:정책|방침)"
    r"|저작권 ?(?:정책|규약|안내|보호)"
    r"|이메일 ?(?:무단 ?)?수집 ?거부|고객 ?센터|회사 ?소개|광고 ?(?:문의|안내)|사이트 ?맵|책임의 한계.{0,12}"
    r"|기사 ?제보|제휴 ?문의|오시는 ?길|윤리 ?강령",
    "ar": r"سياسة (?:الخصوصية|ملفات تعريف الارتباط|الكوكيز|الاستخدام)|(?:شروط|اتفاقية|أحكام) (?:الاستخدام|الخدمة"
    r"|الاستعمال)|الشروط والأحكام|الخصوصية|إخلاء (?:ال)?مسؤولية|اتصل بنا|من نحن|خريطة الموقع|أعلن معنا|تواصل معنا"
    r"|حقوق النشر",
    "cs": r"(?:zásady|ochrana) (?:ochrany )?(?:osobních údajů|soukromí)|obchodní podmínky|podmínky (?:užití|používání)"
    r"|kontakty?|o nás|inzerce|nastavení cookies|prohlášení o přístupnosti",
    "sv": r"(?:integritets|cookie|dataskydds|sekretess)policy|(?:användar|köp)?villkor|allmänna villkor|om (?:oss"
    r"|cookies|webbplatsen)|kontakta oss|kontakt|personuppgifter|tillgänglighet(?:sredogörelse)?",
    "id": r"kebijakan (?:privasi|cookie)|syarat (?:dan|&) ketentuan|ketentuan (?:layanan|penggunaan)"
    r"|pedoman (?:media siber|pemberitaan media siber)|tentang kami|hubungi kami|kontak|redaksi|karir|disclaimer"
    r"|info iklan",
    "fa": r"(?:سیاست|حریم) (?:حفظ )?(?:حریم )?خصوصی|قوانین(?: و مقررات)?|شرایط استفاده|درباره ما|تماس با ما|تبلیغات"
    r"|نقشه سایت",
}
# Part of a row of small print; alone each may be a heading or an entry of the page's own list.
NOT_ALONE = re.compile(
    r"\W*(?:contact(?: us)?|about(?: us)?|careers|jobs|help(?: cent(?:er|re))?|press|faqs?|legal|shipping|security"
    r"|returns?|ethics"
    r"|terms|accessibility|copyright|karriere|werbung|presse|hilfe|kontakty?|contatti|contacto|contato|reklama|reklam"
    r"|hakkımızda"
    r"|реклама|контакты|вакансии|редакция|publicidad|pubblicità|inzerce|privacidad|prywatność|privatsphäre"
    r"|disclaimer)\W*"
)
MAX_CHARS = 300
MAX_NAMES = 12
REST = MAX_NAMES - 1
WORDING = {language: (rf"(?:{names})(?:{SEPARATOR}(?:{names})){{0,{REST}}}",) for language, names in NAMES.items()}
matching = line_matcher(WORDING, max_chars=MAX_CHARS)


def find(block: Block) -> Hit | None:
    """The whole block, if it is nothing but such names."""
    if block.role in ("code", "table_row", "heading") or len(block.text) > MAX_CHARS:
        return None
    if NOT_ALONE.fullmatch(block.text.lower()):
        return None
    why = matching(block.text)
    return Hit(block=block.index, why=f"legal link: {why}") if why else None


RULE = BlockRule(code="B021", name="legal-link", find=find, max_chars=MAX_CHARS, lines=(WORDING,), zones=EDGES)
