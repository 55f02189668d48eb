"""An invitation to get mail from the site: "Sign up for our newsletter", "… delivered to your inbox".

It sells the site, and says nothing of the page's subject. A short line is flagged where an imperative opens it and
inbox words follow. It must not fire on what an article tells about newsletters ("She signed up for the newsletter in
2019"), nor on advice to take one ("Subscribe to a newsletter in your field").
"""

from pipeline.model import Block
from pipeline.rule import BlockRule, Hit
from pipeline.rules.wording import block_matcher

EN_LETTER = r"(?:news ?letters?|mailing list|e-?mails? (?:list|updates?|alerts?|digest|briefing)|e-?newsletters?|inbox)"
EN_LEAD = (
    r"(?:please |to |and |don['’]t miss (?:out|a thing|a story)\W+|stay (?:informed|in touch|connected"
    r"|up to date)\W+)?"
)
WORDING = {
    "en": (
        EN_LEAD + r"(?:sign[- ]?up|subscribe|register|opt in|join)(?: now| today| here| free| below)?(?: for| to|:)?"
        rf" (?:.{{0,60}}\b)?(?:our|my|the|this|free|daily|weekly|monthly|e-?mail)\b(?:.{{0,60}}\b)?{EN_LETTER}\b.*",
        r"(?:get|receive|have|want|stay)\b.{3,120}\b(?:to|in|into) your (?:e-?mail )?(?:inbox|e-?mail|mailbox)\b.*",
        r"(?:get|receive) (?:our|my|the .{1,40}) (?:free |daily |weekly |monthly |e-?mail ){0,3}newsletters?\b.*",
        r"(?:join|subscribe to|sign up (?:for|to)) (?:our|the|my) (?:e-?mail |mailing )list.*",
        r"(?:please )?(?:enter|type|add|leave) your (?:e-?mail|email address|e-mail address)(?: address)?"
        r"(?:(?: here| below)|(?:,? (?:and|to|for|so) .*))?",
        r"(?:newsletter|e-?mail) (?:sign[- ]?up|subscription|registration)",
        r"(?:subscribe|sign[- ]?up|register) (?:to|for)? ?newsletters?|subscribe (?:by|via) e-?mail",
        r"your e-?mail(?: address)?(?: \(required\))?|(?:our|free|weekly|daily|e-?mail) newsletters?",
        (
            r"by (?:signing up|subscribing|submitting|entering your e-?mail),? (?:i|you) (?:agree|consent|accept"
            r"|will receive|confirm)\b.*"
        ),
        r"you can unsubscribe at any ?time.*|thank(?:s| you) for (?:subscribing|signing up).{0,60}",
        r"(?:check|please check) your inbox.{0,80}confirm.*",
    ),
    "de": (
        r"(?:jetzt |bitte )?(?:melde[nt]?|abonniere[nt]?|bestelle[nt]?|erhalte[nt]?|hole[nt]?|hol|trage[nt]?)(?: sie"
        r"| dich| sich| dir)?\b"
        r".{0,100}\b(?:newsletter|e-?mail-update|postfach|e-?mail-verteiler).{0,100}",
        (
            r"(?:unseren? |den |zum |jetzt )?(?:kostenlosen? |täglichen? )?newsletter(?:-anmeldung| (?:jetzt"
            r" )?(?:abonnieren|bestellen|anmelden|erhalten))"
        ),
        r"(?:ihre|deine) e-?mail-?adresse(?: eingeben)?|newsletter abonnieren|zur newsletter-?anmeldung",
        r".{3,80} als newsletter(?: abonnieren)?",
    ),
    "fr": (
        (
            r"(?:abonnez|inscrivez)[- ]vous\b.{0,80}\b(?:newsletters?|lettre d['’]information|infolettre"
            r"|lettres?).{0,80}"
        ),
        (
            r"(?:recevez|recevoir|retrouvez)\b.{3,120}\b(?:newsletters?|par (?:e-?mail|mail|courriel)|boîte"
            r" (?:mail|de réception|aux lettres)).{0,60}"
        ),
        r"s['’](?:inscrire|abonner) à (?:la|notre|nos) (?:newsletters?|infolettre)",
        r"(?:votre|saisissez votre|entrez votre) (?:adresse )?(?:e-?mail|courriel)|inscription à la newsletter",
    ),
    "es": (
        r"(?:suscríb(?:ete|ese|ase)|suscribirse|suscribite|suscribete|apúnta(?:te|se)|regístra(?:te|se)|inscríbe(?:te"
        r"|se))\b"
        r".{0,80}\b(?:newsletters?|bolet[íi]n(?:es)?|lista de correo).{0,80}",
        (
            r"(?:recibe|reciba|recibí|obtén)\b.{3,120}\b(?:newsletter|boletín|en (?:tu|su) (?:correo|email|e-mail"
            r"|bandeja|buzón)).{0,60}"
        ),
        r"(?:introduce|ingresa|escribe|ingrese) (?:tu|su) (?:e-?mail|correo(?: electrónico)?)",
    ),
    "pt": (
        (
            r"(?:assine|inscreva-se|cadastre-se|subscreva|registe-se)\b.{0,80}\b(?:newsletters?|boletim|boletins"
            r"|lista de e-?mails).{0,80}"
        ),
        r"(?:receba|recebe)\b.{3,120}\b(?:newsletter|no seu (?:e-?mail|correio)|por e-?mail|na sua caixa).{0,60}",
        r"(?:digite|insira|informe|coloque) (?:o )?seu (?:melhor )?e-?mail.{0,40}",
    ),
    "it": (
        r"(?:iscriviti|iscrivetevi|abbonati|registrati|iscrizione)\b.{0,60}\b(?:newsletters?|mailing list).{0,80}",
        (
            r"(?:ricevi|ricevete)\b.{3,120}\b(?:newsletter|via (?:e-?mail|mail)|nella tua (?:casella|posta|inbox"
            r"|mail)).{0,60}"
        ),
        r"(?:inserisci|scrivi) (?:la tua|il tuo indirizzo) (?:e-?mail|mail)?.{0,40}",
    ),
    "nl": (
        r"(?:schrijf|meld|abonneer)(?: je| u)?\b.{0,80}\b(?:nieuwsbrief|nieuwsbrieven|nieuwsmail).{0,80}",
        (
            r"(?:ontvang|krijg)\b.{0,100}\b(?:nieuwsbrief|nieuwsbrieven|in (?:je|uw|jouw) (?:inbox|mailbox)|per"
            r" (?:e-?)?mail).{0,60}"
        ),
        r"(?:aanmelden|inschrijven) (?:voor (?:de|onze) )?nieuwsbrief|(?:je|uw|vul je) e-?mailadres(?: in)?",
    ),
    "pl": (
        r"(?:zapisz|subskrybuj|zarejestruj)(?: się)?\b.{0,80}\b(?:newsletter\w{0,3}|biuletyn\w{0,2}).{0,80}",
        (
            r"(?:otrzymuj|odbieraj)\b.{0,100}\b(?:newsletter|na (?:swoją |swój )?(?:skrzynkę|e-?mail|maila"
            r"|pocztę)).{0,60}"
        ),
        r"(?:podaj|wpisz) (?:swój )?(?:adres )?e-?mail",
    ),
    "ru": (
        (
            r"(?:подпишитесь|подписаться|подписывайтесь|подпишись)\b.{0,80}\b(?:рассылк\w{1,3}|новост\w{1,3} на"
            r" почту|email|e-mail).{0,80}"
        ),
        (
            r"(?:получайте|получать|узнавайте)\b.{3,120}\b(?:на (?:свою |вашу )?(?:почту|e-?mail|электронную"
            r" почту)|в рассылке).{0,60}"
        ),
        r"(?:введите|укажите) (?:ваш|свой)(?: адрес)? ?(?:e-?mail|электронн\w+ почт\w+|эл\. ?почты)?",
    ),
    "tr": (
        r"(?:e-?)?b[üu]lten(?:imize|e|ine)? (?:abone|kayıt|üye) ol(?:un|mak.{0,40})?",
        (
            r"(?:haber bültenimize|e-?bültenimize|bültenimize|mail listemize)\b.{0,60}\b(?:abone|kayıt|kaydol|üye"
            r"|katıl)\w*"
        ),
        r"e-?posta (?:adresinizi|adresini) (?:girin|yazın|gir)",
    ),
    "zh": (
        r"(?:立即|免费|欢迎|请)?(?:订阅|訂閱)(?:我们|我們|本站|最新)?的?.{0,20}(?:电子报|電子報|通讯|简报|周报|日报"
        r"|邮件|郵件|快讯|新闻信|newsletter).{0,40}",
        r"(?:请)?(?:输入|輸入|填写)(?:您的|你的)?(?:电子)?(?:邮箱|邮件|電子郵件|信箱)(?:地址)?.{0,20}",
    ),
    "ja": (
        r".{0,40}(?:メールマガジン|メルマガ|ニュースレター)(?:に|を|の|へ)?(?:無料)?(?:登録|購読|ご登録|お申し込み"
        r"|申し込み|申込)(?:する|はこちら|ください|フォーム)?|メールアドレスを(?:ご)?(?:入力|登録).{0,20}",
    ),
    "ko": (
        r".{0,30}(?:뉴스레터|이메일 소식지|메일링)(?:를|을|에)? ?(?:무료 ?)?(?:구독|신청|가입)(?:하기|하세요"
        r"|해 ?주세요|하시겠습니까)?|이메일(?: 주소)?(?:를|을)? ?(?:입력|적어)(?:하세요|해 ?주세요|하십시오)?",
    ),
    "ar": (
        (
            r"(?:اشترك|اشتركوا|اشتركي|سجل|سجّل|انضم|الاشتراك)\b.{0,60}(?:النشرة|نشرتنا|نشراتنا|القائمة|قائمتنا)"
            r" ?(?:البريدية|الإخبارية|الاخبارية|الإلكترونية)?.{0,60}"
        ),
        r"(?:أدخل|ادخل|اكتب) (?:بريدك|عنوان بريدك)(?: الإلكتروني| الالكتروني)?",
    ),
    "cs": (
        (
            r"(?:přihlaste|zaregistrujte|odebírejte)(?: se)?\b.{0,60}\b(?:newsletter\w{0,2}|zpravodaj\w{0,2}"
            r"|novink\w{1,2}).{0,60}"
        ),
    ),
    "sv": (r"(?:prenumerera på|anmäl dig till|få|skriv upp dig)\b.{0,60}\bnyhetsbrev\w{0,3}.{0,60}",),
    "id": (r"(?:berlangganan|daftar|langganan|dapatkan)\b.{0,60}\b(?:newsletter|buletin|email).{0,60}",),
    "fa": (r"(?:عضویت در|مشترک|ثبت[\u200c ]نام در)\b.{0,30}خبرنامه.{0,40}",),
}
LINKED = {
    "en": (r"e?-?newsletters?",),
    "fr": (r"infolettres?",),
    "es": (r"bolet[íi]n(?:es)?",),
    "nl": (r"nieuwsbrief",),
    "ru": (r"рассылка",),
    "zh": (r"电子报|電子報",),
    "ja": (r"メルマガ|メールマガジン",),
    "ko": (r"뉴스레터",),
    "ar": (r"النشرة البريدية",),
    "sv": (r"nyhetsbrev",),
}
MAX_CHARS = 200
matching = block_matcher(WORDING, LINKED, max_chars=MAX_CHARS)


def find(block: Block) -> Hit | None:
    """The whole block, if it invites to a newsletter."""
    if block.role in ("code", "table_row"):
        return None
    why = matching(block)
    return Hit(block=block.index, why=f"newsletter: {why}") if why else None


RULE = BlockRule(code="B007", name="newsletter", find=find, max_chars=MAX_CHARS, lines=(WORDING, LINKED))
