"""A check for robots or a refusal in place of the page: "Just a moment…", "Access denied", "请完成安全验证".

The crawler met a guard; the article was never served. Rejected where little text stands on the page and its title
bears a strong cue, or its text bears two cues. It must not fire on a long article about such checks.
"""

import re
from collections.abc import Iterable

from pipeline.model import Block, View
from pipeline.rule import PageRule, Rejection
from pipeline.rules.amount import exceeds, shown_in, words_if_long

STRONG = {
    "en": (
        r"^(?:just a moment|one moment,? please|please wait|attention required"
        r"|access(?: to this page)? (?:has been )?denied|403 forbidden"
        r"|forbidden|error 1020|security check(?:point)?|verif(?:y|ying) (?:you are|that you are|you're) (?:a )?human"
        r"|are you (?:a )?(?:human|robot)"
        r"|robot (?:check|or human)\??|human verification|bot (?:check|verification|detection)|ddos[- ](?:guard"
        r"|protection.{0,20})|request (?:rejected|blocked)"
        r"|pardon our interruption|checking your browser(?: before accessing.{0,80})?|you have been blocked"
        r"|(?:please )?complete the security check.{0,40}"
        r"|captcha(?: (?:challenge|required|check))?|client challenge|vercel security checkpoint"
        r"|unusual traffic.{0,40}|too many requests|429 too many requests)"
        r"(?:\W*$|\s*[|–—-].{0,60}$|\W*cloudflare$|(?:\.{2,}|…).{0,40}$)",
    ),
    "de": (
        r"^(?:nur einen moment|einen moment,? bitte|zugriff (?:verweigert|verboten|gesperrt)"
        r"|sicherheits(?:überprüfung|prüfung)|bist du ein (?:mensch|roboter)\??)(?:\W*$|\s*[|–—-].{0,60}$)",
    ),
    "fr": (
        r"^(?:un instant|un moment,? s['’]il vous plaît|accès (?:refusé|interdit|bloqué)|vérification de sécurité"
        r"|êtes-vous un (?:humain|robot)\W*)(?:\W*$|\s*[|–—-].{0,60}$)",
    ),
    "es": (
        r"^(?:un momento|espere un momento|acceso (?:denegado|prohibido|bloqueado)|verificación de seguridad"
        r"|comprobación de seguridad)(?:\W*$|\s*[|–—-].{0,60}$)",
    ),
    "pt": (
        r"^(?:um momento|só um momento|acesso (?:negado|proibido|bloqueado)|verificação de segurança)(?:\W*$|\s*["
        r"|–—-].{0,60}$)",
    ),
    "it": (
        r"^(?:un momento|solo un momento|accesso (?:negato|vietato|bloccato)|controllo di sicurezza"
        r"|verifica di sicurezza)(?:\W*$|\s*[|–—-].{0,60}$)",
    ),
    "nl": (
        r"^(?:een moment geduld|een ogenblik geduld|toegang (?:geweigerd|verboten|geblokkeerd)"
        r"|beveiligingscontrole)(?:\W*$|\s*[|–—-].{0,60}$)",
    ),
    "pl": (
        r"^(?:chwileczkę|jeszcze chwila|odmowa dostępu|dostęp (?:zabroniony|zablokowany)"
        r"|weryfikacja bezpieczeństwa)(?:\W*$|\s*[|–—-].{0,60}$)",
    ),
    "ru": (
        r"^(?:один момент|подождите|доступ (?:запрещ[её]н|ограничен|заблокирован)|проверка (?:безопасности"
        r"|браузера)|вы не робот\??|подтвердите,? что вы не робот)(?:\W*$|\s*[|–—-].{0,60}$)",
    ),
    "tr": (
        r"^(?:bir dakika(?: lütfen)?|lütfen bekleyin|erişim (?:engellendi|reddedildi)|güvenlik (?:kontrolü"
        r"|doğrulaması)|robot musunuz\W*)(?:\W*$|\s*[|–—-].{0,60}$)",
    ),
    "zh": (
        r"^(?:请稍候|請稍候|安全(?:验证|驗證|检查|檢查)|人机验证|访问(?:被拒绝|受限|验证)|存取被拒|拒绝访问"
        r"|滑动验证(?:页面)?|验证码(?:中间页|拦截)?|百度安全验证)(?:\W*$"
        r"|\s*[|–—_-].{0,60}$)",
    ),
    "ja": (
        r"^(?:しばらくお待ちください|アクセスが拒否されました|アクセス拒否|セキュリティ(?:チェック|確認)"
        r"|ロボットではありません.{0,10})(?:\W*$|\s*[|–—-].{0,60}$)",
    ),
    "ko": (
        r"^(?:잠시만 기다리(?:십시오|세요)|접근(?:이)? ?(?:거부|차단)(?:되었습니다)?|액세스(?:가)? ?거부됨?"
        r"|보안 ?(?:확인|검사)|로봇이 아닙니다)(?:\W*$|\s*["
        r"|–—-].{0,60}$)",
    ),
    "ar": (
        r"^(?:لحظة(?: من فضلك)?|انتظر لحظة|تم رفض (?:الوصول|الدخول)|الوصول مرفوض|التحقق (?:الأمني|من الأمان)"
        r"|هل أنت (?:إنسان|روبوت)\W*)(?:\W*$|\s*[|–—-].{0,60}$)",
    ),
}
WEAK = {
    "en": (
        r"checking (?:if the site connection is secure|your browser)",
        r"(?:verify|confirm|prove|make sure) (?:that )?(?:you are|you're|you are not|you're not"
        r"|your? humanity)(?: an?)?(?: human| robot| bot)?",
        r"(?:press|click|tap) (?:&|and) hold|(?:complete|solve|pass) the (?:captcha|challenge|security check)"
        r"|i['’]m not a robot",
        r"ray id\b|performance (?:&|and|&amp;) security by|needs to review the security of your connection"
        r"|ddos protection by",
        r"please (?:enable|turn on|allow) (?:javascript and )?cookies|enable javascript and cookies to continue",
        r"unusual (?:traffic|activity) (?:from|on|coming from) your (?:computer )?(?:network|ip|device|connection)"
        r"|automated (?:requests|queries|access|traffic)",
        r"(?:you (?:have been|are|were) (?:blocked|unable to access)|(?:you )?don['’]t have permission to access"
        r"|access (?:to this (?:page|site|resource|website) )?(?:has been |was |is )?denied)",
        r"(?:security service|security solution) to protect itself|block was triggered|reference (?:#|id"
        r"|number)\W*[0-9a-f.]{6,}|incident id|error code:? 1\d{3}\b|request unsuccessful",
        r"something about your browser made us think|super-?human speed|you['’]re a power user|too many requests"
        r"|rate limit(?:ed)?|your ip(?: address)?\W+\d",
        r"\bcaptcha\b|this (?:process|may take) (?:is automatic|a few seconds)|your browser will redirect"
        r"|you will be redirected (?:once|shortly)",
    ),
    "de": (
        r"(?:bestätigen|beweisen|verifizieren) sie,? dass sie (?:ein mensch|kein (?:roboter|bot))|ich bin kein roboter"
        r"|zugriff (?:wurde )?(?:verweigert|gesperrt|blockiert)",
        r"ungewöhnliche(?:n|r)? (?:datenverkehr|aktivität\w*|zugriffe)|(?:ihr|dein) browser wird (?:über)?geprüft"
        r"|sicherheitsabfrage|(?:aktivieren sie|bitte) (?:\w+ )?cookies",
    ),
    "fr": (
        r"(?:vérifi|confirm|prouv)\w+ que vous (?:êtes (?:bien )?(?:un )?humain|n['’]êtes pas un robot)"
        r"|je ne suis pas un robot|accès (?:a été |est )?(?:refusé|bloqué|interdit)",
        r"trafic (?:inhabituel|exceptionnel|suspect)|vérification de votre navigateur|activez les cookies"
        r"|requêtes automati",
    ),
    "es": (
        r"(?:verifi|confirm|demuestr)\w+ que (?:eres|es|usted es|no eres|no es)(?: un)? (?:humano|robot)"
        r"|no soy un robot|acceso (?:ha sido )?(?:denegado|bloqueado)",
        r"tráfico (?:inusual|sospechoso)|comprobando (?:tu|su) navegador|(?:active|activa|habilite) las cookies"
        r"|consultas automáticas",
    ),
    "pt": (
        r"(?:verifi|confirm|prov)\w+ (?:que )?(?:se )?(?:você é|é|não é|você não é)(?: um)? (?:humano|robô)"
        r"|não sou um robô|acesso (?:foi )?(?:negado|bloqueado)",
        r"tráfego (?:incomum|suspeito)|verificando (?:o )?seu navegador|(?:ative|habilite) os cookies",
    ),
    "it": (
        r"(?:verific|conferm|dimostr)\w+ (?:di essere|che sei|di non essere|che non sei)(?: un)? (?:umano|robot)"
        r"|non sono un robot|accesso (?:è stato )?(?:negato|bloccato)",
        r"traffico (?:insolito|anomalo)|controllo del browser|(?:attiva|abilita) i cookie",
    ),
    "nl": (
        r"(?:bevestig|bewijs|verifieer) dat (?:je|u) (?:een mens|geen robot)|ik ben geen robot|toegang (?:is "
        r"|werd )?(?:geweigerd|geblokkeerd)",
        r"ongebruikelijk(?:e)? (?:verkeer|activiteit)|browser wordt gecontroleerd|schakel cookies in",
    ),
    "pl": (
        r"(?:potwierdź|udowodnij|zweryfikuj),? że (?:jesteś człowiekiem|nie jesteś robotem)|nie jestem robotem"
        r"|dostęp (?:został )?(?:zablokowany|zabroniony)",
        r"nietypowy ruch|sprawdzanie (?:twojej )?przeglądarki|włącz (?:obsługę )?(?:plików )?cookie",
    ),
    "ru": (
        r"(?:подтвердите|докажите|убедиться),? что (?:вы|запросы отправляли) (?:человек|не робот|вы, а не робот)"
        r"|я не робот|доступ (?:к \w+ )?(?:запрещ[её]н|ограничен|заблокирован)",
        r"подозрительн\w+ (?:трафик|активность|запрос\w*)|проверка (?:вашего )?браузера|включите (?:файлы )?(?:cookie"
        r"|куки)|автоматическ\w+ запрос",
    ),
    "tr": (
        r"(?:insan|robot) (?:olduğunuzu|olmadığınızı) (?:doğrulayın|onaylayın|kanıtlayın)|ben robot değilim"
        r"|erişim(?:iniz)? (?:engellendi|reddedildi)",
        r"olağan ?dışı (?:trafik|etkinlik)|tarayıcınız (?:kontrol|denetleniyor)|çerezleri etkinleştir",
    ),
    "zh": (
        r"请?(?:完成|进行|通过)(?:以下|下方|下面)?(?:的)?(?:安全|人机|滑动|滑块)?(?:验证|驗證)|(?:确认|證明|证明"
        r"|验证)您(?:是|不是)(?:真人|人类|机器人)|(?:拖动"
        r"|按住)(?:左边|下方)?滑块",
        r"异常(?:流量|访问|请求)|(?:访问|请求)(?:过于)?(?:频繁|被拒绝|被阻断|被拦截)|正在检查您?的?浏览器|(?:输入"
        r"|填写)验证码|启用 ?cookie",
    ),
    "ja": (
        r"(?:人間|ロボット)(?:である|ではない|でない)ことを(?:確認|証明)|私はロボットではありません|アクセス(?:が"
        r"|は)(?:拒否|制限|ブロック)",
        r"通常と異なる(?:トラフィック|アクセス)|ブラウザを(?:確認|チェック)して|cookie ?を有効",
    ),
    "ko": (
        r"(?:사람|로봇)(?:인지|이 아님을?|임을) ?(?:확인|인증)|로봇이 아닙니다|(?:접근|접속|액세스)(?:이|가)? ?(?:차단"
        r"|거부|제한)",
        r"비정상적인 ?(?:트래픽|접근|요청)|브라우저를? ?(?:확인|검사) ?(?:중|하고)|쿠키를? ?(?:사용|허용|활성화)",
    ),
    "ar": (
        r"(?:تأكد|التحقق|أثبت|تحقق) (?:من )?(?:أنك|انك) (?:إنسان|لست روبوت|لست برنامج)|أنا لست (?:روبوت|برنامج)"
        r"|تم (?:حظر|رفض|منع) (?:الوصول|وصولك|الدخول)",
        r"(?:حركة|نشاط) (?:مرور )?غير (?:عادية|عادي|معتادة)|جار[يٍ]? (?:فحص|التحقق من) (?:المتصفح|متصفحك)"
        r"|تفعيل ملفات تعريف الارتباط",
    ),
}
STRONG_CUES = [
    (re.compile(pattern, re.IGNORECASE), language) for language, patterns in STRONG.items() for pattern in patterns
]
WEAK_CUES = [
    (re.compile(pattern, re.IGNORECASE), language) for language, patterns in WEAK.items() for pattern in patterns
]
MAX_LONG_LINE_WORDS = 150
MAX_CHARS = 1500
MAX_SCANNED = 4000  # links do not count as text above, and a page may hold any number of them
MAX_TITLE_CHARS = 140
FIRST_LINES = 3


def find(view: View) -> Rejection | None:
    """A rejection, where the page is a robot check or a refusal and nothing else."""
    texts = shown_in(view.blocks)
    if exceeds(texts, MAX_LONG_LINE_WORDS, words_if_long) or _unlinked_chars(view.blocks) > MAX_CHARS:
        return None
    for line in (view.head.title, *_headlines(view)):
        folded = " ".join(line.lower().split())
        if folded and len(folded) <= MAX_TITLE_CHARS and (language := _first(STRONG_CUES, folded)):
            return Rejection(reason="blocked", why=f'robot check or refusal: the title "{line.strip()}" ({language})')
    joined = " ".join(" ".join(text.split()) for text in (view.head.title, *texts))[:MAX_SCANNED]
    cues = [match[0] for pattern, _ in WEAK_CUES if (match := pattern.search(joined))]
    if len(cues) >= 2:
        return Rejection(reason="blocked", why=f'robot check or refusal: "{cues[0]}" and "{cues[1]}"')
    return None


def _unlinked_chars(blocks: Iterable[Block]) -> int:
    return sum([len(block.text) - block.link_chars for block in blocks if not block.hidden])


def _headlines(view: View) -> tuple[str, ...]:
    """The headings of the highest two levels; in an export, the first lines too."""
    headings = tuple(block.text for block in view.blocks if block.role == "heading" and block.level <= 2)
    if view.page.kind == "html":
        return headings[:FIRST_LINES]
    return headings[:FIRST_LINES] + tuple(block.text for block in view.blocks[:FIRST_LINES])


def _first(cues: list[tuple[re.Pattern[str], str]], line: str) -> str | None:
    return next((language for pattern, language in cues if pattern.search(line)), None)


RULE = PageRule(code="P001", name="bot-wall", find=find)
