"""The word over an advertisement: "Advertisement", "Story continues below", "Anzeige", "广告", "Sponsored content".

The advertisement is gone; its label is left. It must not fire on "Ad", nor on a heading or list item that is the plain
word for advertising in an article about it.
"""

from pipeline.model import Block
from pipeline.rule import BlockRule, Hit
from pipeline.rules.wording import line_matcher

CONTINUES = (
    r"(?:article|story|content|post|page|video|text)? ?continues? (?:reading )?(?:below|after)(?: (?:this "
    r"|the )?(?:advertisement|ad|ads|sponsor message|promotion|video))?"
)
CERTAIN = {
    "en": (
        r"advertisement(?: (?:continue reading below|scroll to continue|below|ends|closed))?(?: advertisement){0,3}",
        rf"continue reading below advertisement|{CONTINUES}",
        r"scroll (?:down )?(?:to continue|for more|to keep reading).{0,30}|keep scrolling for more",
        r"(?:article|story) continues below.{0,40}|(?:begin|end|start) of (?:advertisement|ad)",
        r"skip (?:this )?(?:ad|advertisement|ads)|(?:close|hide|report|remove) (?:this )?ads?|ads? by google",
        r"google ads?",
        r"(?:sponsored|paid) (?:content|post|message|by|links?|stories|advertisement|partnership|partner content)",
        r"paid post|promoted content|advertiser content|content (?:from|by) our (?:partners?|sponsors?)",
        r"(?:this )?advertisement (?:has not loaded|is closing|will close).{0,50}|ad loading(?:\.+|…)?",
        r"loading ad(?:\.+|…)?|advertise(?:ment)? with us|(?:go|browse) ad-?free.{0,40}",
        r"thanks? (?:you )?for watching our ad",
    ),
    "de": (
        r"anzeige (?:anzeige)+|(?:- )?anzeige -|werbung (?:schließen|ausblenden|überspringen|endet|beginnt)",
        r"nach der (?:werbung|anzeige) (?:geht es weiter|weiterlesen)",
        r"(?:artikel|text) wird (?:unten|nach der (?:anzeige|werbung)) fortgesetzt",
        r"weiter nach der (?:werbung|anzeige)|(?:bezahlte|gesponserte)r? (?:anzeige|inhalt|beitrag)|werbe-?anzeige",
    ),
    "fr": (
        r"la suite après (?:la|cette) publicité|(?:contenu|article) (?:sponsorisé|partenaire|commercial)",
        r"publicité \W*(?:lire la suite|fermer|passer).{0,20}|l['’]article continue (?:ci-dessous|après).{0,30}",
        r"annonces? google",
    ),
    "es": (
        r"(?:contenido|artículo|enlaces?) patrocinad[oa]s?",
        r"(?:el artículo |la noticia |sigue |continúa ){1,2}(?:leyendo )?(?:debajo|después)(?: de la publicidad)?",
        r"continúa después de la publicidad|(?:cerrar|saltar) (?:anuncio|publicidad)|espacio publicitario",
    ),
    "pt": (
        r"continua (?:após|depois|abaixo)(?: (?:a|d[ae]))? ?(?:publicidade)?|(?:conteúdo|artigo) patrocinado",
        r"(?:fechar|pular) (?:anúncio|publicidade)|espaço publicitário|depois da publicidade",
    ),
    "it": (
        r"(?:l['’]articolo |la notizia )?continua (?:dopo|sotto)(?: la)? ?(?:pubblicità)?|contenuto sponsorizzato",
        r"(?:chiudi|salta) (?:annuncio|pubblicità)|annuncio pubblicitario|spazio pubblicitario",
        r"leggi dopo la pubblicità",
    ),
    "nl": (
        (
            r"(?:artikel |tekst )?(?:gaat|loopt) (?:verder|door) (?:onder|na) (?:de |deze )?(?:advertentie"
            r"|reclame|foto|video)"
        ),
        r"(?:gesponsorde|betaalde) (?:inhoud|content|advertentie)|lees (?:verder|door) (?:onder|na) de advertentie",
        r"sluit advertentie",
    ),
    "pl": (
        (
            r"(?:dalszy ciąg|reszta|dalsza część)(?: \w+)? (?:materiału |artykułu |tekstu )?(?:pod|poniżej)(?:"
            r" (?:reklamą|wideo|materiałem wideo|zdjęciem))?"
        ),
        r"(?:artykuł|materiał|treść|tekst) sponsorowan[yae]|koniec reklamy|pomiń reklamę",
    ),
    "ru": (
        r"на правах рекламы|(?:продолжение|далее) (?:после|под) (?:рекламы|рекламой)",
        r"(?:закрыть|пропустить|скрыть) рекламу|спонсорский (?:материал|контент)|партн[её]рский (?:материал|контент)",
        r"читайте далее после рекламы|рекламный блок",
    ),
    "tr": (
        r"(?:haberin |yazının )?(?:devamı|haber) (?:reklam(?:dan|ın) (?:sonra|altında)|aşağıda)",
        r"reklamı (?:geç|kapat|atla)|sponsorlu (?:içerik|i\u0307?çerik|bağlantı(?:lar)?)|reklam alanı",
    ),
    "zh": (
        r"(?:文章|内容)?(?:广告|廣告)(?:后|之后|下)(?:继续|繼續).{0,6}|(?:跳过|跳過|关闭|關閉)(?:广告|廣告)",
        r"(?:赞助|贊助)(?:内容|內容|商内容|文章)|广告位(?:招租)?|- ?广告 ?-|(?:以下|以上)(?:为|是)?广告",
    ),
    "ja": (
        r"広告の(?:下|後|あと)(?:に|へ)(?:続き|つづ).{0,6}|(?:記事は|この)?広告の後(?:にも|に)続きます",
        r"(?:スポンサー|スポンサード)(?:リンク|コンテンツ|ド リンク)|広告を(?:閉じる|スキップ)",
        r"記事は広告の後に続きます",
    ),
    "ko": (
        r"(?:기사|본문)(?:는|가)? ?광고 ?(?:다음|뒤|아래)에? ?(?:계속|이어).{0,6}|광고 ?(?:닫기|건너뛰기)",
        r"(?:스폰서|협찬|후원) ?(?:콘텐츠|링크|광고)|광고 ?영역",
    ),
    "ar": (
        r"(?:يتبع|المقال يستمر|تابع القراءة) (?:بعد|أسفل) الإعلان|(?:محتوى|مقال) (?:برعاية|ممول|إعلاني|مدفوع)",
        r"(?:تخطي|إغلاق) الإعلان|مساحة (?:إعلانية|اعلانية)",
    ),
    "cs": (
        r"článek pokračuje (?:pod|po) reklam\w+|pokračování (?:článku )?(?:pod|po) reklam\w+",
        r"(?:sponzorovaný|placený) (?:obsah|článek)",
    ),
    "sv": (
        r"(?:artikeln )?fortsätter (?:efter|under) annonsen|sponsrat (?:innehåll|inlägg)|annons ?(?:från|:) .{1,30}",
    ),
    "id": (
        r"(?:artikel )?berlanjut (?:di bawah|setelah) iklan|(?:konten|artikel) bersponsor",
        r"scroll (?:untuk|to) (?:melanjutkan|continue).{0,30}|lanjutkan membaca setelah iklan",
    ),
    "fa": (r"(?:ادامه مطلب|ادامه) (?:پس از|بعد از) (?:تبلیغ|آگهی)", r"رپورتاژ آگهی", r"محتوای (?:تبلیغاتی|حمایتی)"),
}
PLAIN = {
    "en": (r"advertisements?", r"sponsored", r"promoted"),
    "de": (r"anzeigen?", r"werbung", r"reklame"),
    "fr": (r"publicité", r"annonce", r"sponsorisé"),
    "es": (r"publicidad", r"anuncio", r"patrocinado"),
    "pt": (r"publicidade", r"anúncio", r"patrocinado"),
    "it": (r"pubblicità", r"annuncio", r"sponsorizzato"),
    "nl": (r"advertentie", r"reclame", r"gesponsord"),
    "pl": (r"reklama", r"ogłoszenie"),
    "ru": (r"реклама",),
    "tr": (r"reklam", r"sponsorlu"),
    "zh": (r"广告", r"廣告", r"赞助", r"推广"),
    "ja": (r"広告", r"スポンサー", r"pr"),
    "ko": (r"광고", r"스폰서"),
    "ar": (r"إعلان", r"اعلان", r"إعلانات", r"اعلانات"),
    "cs": (r"reklama", r"inzerce"),
    "sv": (r"annons",),
    "id": (r"iklan",),
    "fa": (r"تبلیغات", r"آگهی"),
}
MAX_CHARS = 100
matching = line_matcher(CERTAIN, max_chars=MAX_CHARS)
matching_plain = line_matcher(PLAIN, max_chars=30)


def find(block: Block) -> Hit | None:
    """The whole block, if it is nothing but the label."""
    if block.role in ("code", "table_row"):
        return None
    why = matching(block.text)
    if why is None and block.role == "paragraph":
        why = matching_plain(block.text)
    return Hit(block=block.index, why=f"advertisement label: {why}") if why else None


RULE = BlockRule(code="B010", name="advertisement-label", find=find, max_chars=MAX_CHARS, lines=(CERTAIN, PLAIN))
