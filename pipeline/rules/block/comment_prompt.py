"""The doorway to the comments: "Leave a reply", "12 Comments", "Your email address will not be published".

It is a form or a counter of the site. It must not fire on sentences about comments ("He left a comment"), on a bare
"Comments" heading of a report, or on what readers wrote.
"""

from pipeline.model import Block
from pipeline.rule import BlockRule, Hit
from pipeline.rules.wording import line_matcher

N = r"\(?\d[\d.,  ]{0,8}k?\)?"
WORDING = {
    "en": (
        (
            r"(?:(?:leave|write|post|add|submit|make) (?:a|your|the first|an?other|new)?(?: public)? ?(?:comment"
            rf"|reply|response|thoughts?))(?: (?:here|below|now|on this (?:article|post)|cancel reply|{N}))?"
        ),
        rf"{N} (?:comments?|replies|responses|thoughts|repl(?:y|ies))(?: (?:on|to|so far|found)\b.{{0,120}})?",
        r"(?:one|no|\d+) (?:comments?|responses?|replies|thoughts?)(?: (?:yet|on|to|so far|found)\b.{0,120})?",
        (
            r"(?:view|show|see|read|load|hide|join|open|close|expand|go to|jump to|skip to|all) (?:all )?(?:the"
            rf" )?(?:{N} )?(?:more |previous |older |newer )?(?:comments?|repl(?:y|ies)|discussion"
            rf"|conversation)(?: {N})?"
        ),
        rf"comments?\W*(?:{N}|(?:are|is)? ?(?:closed|disabled|off)\b.{{0,60}})|comments(?: section| policy| feed)",
        r"(?:join|start|continue) the (?:conversation|discussion)",
        r"be the first to (?:comment|reply|leave a (?:comment|reply)|share your thoughts|review)\b.{0,80}",
        r"(?:what do you think|have your say)\W+(?:leave|post|add|let us know|share).{0,60}comments?.{0,20}",
        (
            r"(?:please )?(?:log|sign)[ -]?in(?: or (?:register|sign[ -]?up|create an account))?(?: with \w+)? to"
            r" (?:(?:post|leave|add|make|write|submit) (?:a |your )?)?(?:comments?|reply|replies|vote|join the"
            r" (?:conversation|discussion)).{0,40}"
        ),
        (
            r"(?:you must|you need to|you have to) (?:be )?(?:logged|log|sign|signed|register(?:ed)?)(?:"
            r" ?-?in)?\b.{0,40} (?:post|leave|write|comment|reply)\b.{0,30}"
        ),
        r"your e-?mail (?:address )?will not be (?:published|shared|made public)\b.{0,80}",
        r"required fields are marked.{0,4}|cancel (?:reply|comment)|post comment|submit comment",
        r"save my name,? e-?mail,? (?:and|&) website in this browser.{0,60}",
        r"notify me (?:of|about|when|via).{0,40}(?:comments?|posts?|repl(?:y|ies)).{0,30}",
        r"this site uses akismet.{0,80}|(?:sort|order) (?:comments )?by(?: (?:newest|oldest|best|popular|top))?",
        r"newest (?:first|oldest)|report (?:this )?comment|reply to (?:this )?(?:comment|post)|about comments",
    ),
    "de": (
        rf"kommentare?\W*{N}|{N} kommentare?",
        (
            r"(?:keine|noch keine|alle|weitere|zu den|zum|ihr|dein|neuer) kommentare?n?(?: (?:anzeigen|lesen"
            r"|vorhanden|schreiben|abgeben|verfassen))?"
        ),
        (
            r"(?:einen? |den ersten |jetzt |neuen |ihren |deinen )?kommentare? (?:schreiben|hinterlassen"
            r"|verfassen|abgeben|abschicken|hinzufügen|abonnieren|posten|absenden|anzeigen|lesen)"
        ),
        r"schreibe? (?:einen|den ersten) kommentar|antwort (?:schreiben|hinterlassen|verfassen)",
        r"(?:hinterlasse|schreibe)n? (?:sie )?(?:einen|eine) (?:kommentar|antwort)|antworten? abbrechen",
        r"(?:deine|ihre) e-mail-adresse wird nicht veröffentlicht.{0,80}",
        (
            r"(?:bitte )?(?:melden sie sich an|loggen sie sich ein|einloggen|anmelden),? um (?:zu kommentieren"
            r"|einen kommentar.{0,30}|kommentieren zu können)"
        ),
        r"(?:die )?kommentarfunktion (?:ist |wurde )?(?:geschlossen|deaktiviert).{0,20}|diskutieren sie mit.{0,40}",
    ),
    "fr": (
        (
            r"(?:laisser|laissez|ajouter|ajoutez|écrire|écrivez|poster|publier|rédiger|déposer)(?: un| votre)?"
            r" ?(?:commentaire|réponse|avis)s?"
        ),
        rf"laisser une réponse|{N} (?:commentaires?|réponses?|réactions?)(?: (?:sur|à)\b.{{0,100}})?",
        rf"(?:aucun|pas de|voir les|lire les|tous les|afficher les)(?: {N})? commentaires?|commentaires?\W*{N}",
        r"commenter cet article|(?:les )?commentaires (?:sont )?(?:fermés|désactivés)",
        r"votre adresse (?:e-?mail|de messagerie|courriel) ne sera pas publiée.{0,100}|annuler la réponse",
        r"réagir à cet article",
        r"(?:connectez-vous|se connecter) pour (?:commenter|réagir|laisser un commentaire|publier un commentaire)",
    ),
    "es": (
        (
            r"(?:deja|dejar|déjanos|escribe|escribir|añade|añadir|agregar|agrega|publicar|envía|enviar)(?: un| tu"
            r"| una| su)? ?(?:comentario|respuesta|opinión)s?"
        ),
        rf"{N} (?:comentarios?|respuestas?)(?: (?:en|a|sobre)\b.{{0,100}})?",
        rf"(?:sin|no hay|ver|leer|todos los|mostrar)(?: los)?(?: {N})? comentarios?|comentarios?\W*{N}",
        r"(?:los )?comentarios (?:están )?(?:cerrados|desactivados)",
        r"(?:tu|su) (?:dirección de )?correo electrónico no será publicad[oa].{0,100}|cancelar (?:la )?respuesta",
        r"(?:inicia|iniciar) sesión para comentar|comenta(?:r)? esta noticia|sé el primero en comentar.{0,30}",
    ),
    "pt": (
        (
            r"(?:deixe|deixar|escreva|escrever|adicione|adicionar|faça|enviar|publicar|publique)(?: um| seu| uma|"
            r" o seu)? ?(?:comentário|resposta)s?"
        ),
        rf"{N} (?:comentários?|respostas?)(?: (?:em|a|sobre)\b.{{0,100}})?",
        rf"(?:sem|nenhum|ver|ler|todos os|mostrar)(?: os)?(?: {N})? comentários?|comentários?\W*{N}",
        r"comentários (?:estão )?(?:encerrados|fechados|desativados)",
        r"o seu (?:endereço de )?e-?mail não será publicado.{0,100}|cancelar resposta",
        r"(?:faça login|inicie sessão|entre) para comentar|seja o primeiro a comentar.{0,20}",
    ),
    "it": (
        r"(?:lascia|scrivi|aggiungi|inserisci|pubblica|invia)(?: un| il tuo| una)? ?(?:commento|risposta)",
        rf"{N} (?:commenti|commento|risposte)(?: (?:su|a)\b.{{0,100}})?",
        rf"(?:nessun|vedi i|leggi i|tutti i|mostra i)(?: {N})? comment[oi]|comment[oi]\W*{N}",
        r"(?:i )?commenti (?:sono )?chiusi|il tuo indirizzo e-?mail non sarà pubblicato.{0,100}|annulla risposta",
        r"(?:accedi|effettua il login) per (?:commentare|lasciare un commento)",
    ),
    "nl": (
        r"(?:laat een|geef een|plaats een|schrijf een|voeg een) (?:reactie|bericht)(?: (?:achter|toe))?",
        r"reactie (?:plaatsen|toevoegen|annuleren|geven)|(?:een )?reactie achterlaten",
        rf"geef (?:je|een) (?:reactie|mening)|reageer(?: op dit artikel)?|{N} reacties?(?: op\b.{{0,100}})?",
        rf"(?:geen|bekijk|lees|alle|toon)(?: {N})? reacties|reacties\W*{N}|reacties (?:zijn )?gesloten",
        r"(?:je|het) e-?mailadres (?:zal niet getoond worden|wordt niet gepubliceerd).{0,100}|log in om te reageren",
        r"reacties uitgeschakeld.{0,60}",
    ),
    "pl": (
        r"(?:dodaj|zostaw|napisz|skomentuj|opublikuj)(?: swój| pierwszy| nowy)? ?(?:komentarz|odpowiedź|artykuł)",
        rf"{N} komentarz[ey]?(?:y)?(?: (?:do|na)\b.{{0,100}})?",
        rf"(?:brak|zobacz|czytaj|pokaż|wszystkie)(?: {N})? komentarzy?|komentarze\W*{N}",
        r"komentarze (?:są )?(?:wyłączone|zamknięte)",
        r"(?:twój|adres) (?:adres )?e-?mail nie zostanie opublikowany.{0,100}|anuluj (?:pisanie odpowiedzi|odpowiedź)",
        r"zaloguj się,? (?:aby|by|żeby) (?:skomentować|dodać komentarz|komentować)",
    ),
    "ru": (
        (
            r"(?:оставить|добавить|написать|отправить|оставьте|напишите|добавьте|ваш)(?: свой| первый| новый)?"
            r" ?(?:комментарий|ответ|отзыв)"
        ),
        rf"{N} (?:комментари(?:й|я|ев)|ответ(?:ов|а)?)(?: (?:к|на)\b.{{0,100}})?",
        rf"(?:нет|все|показать|читать|посмотреть)(?: все)?(?: {N})? комментари(?:ев|и|я)|комментировать",
        rf"обсудить(?: {N})?|комментари(?:и|ев)\W*{N}|комментарии (?:закрыты|отключены)",
        r"(?:ваш )?(?:адрес )?(?:e-?mail|электронной почты)(?: адрес)? не будет опубликован.{0,100}|отменить ответ",
        r"(?:войдите|авторизуйтесь),? чтобы (?:оставить комментарий|комментировать|оставлять комментарии)",
        r"чтобы (?:оставить комментарий|комментировать),? (?:войдите|авторизуйтесь|необходимо).{0,50}",
    ),
    "tr": (
        (
            r"(?:bir )?(?:yorum|cevap|yanıt)(?:lar)?(?:ı|ınızı)? (?:yap(?:ın)?|yaz(?:ın)?|ekle(?:yin)?"
            r"|bırak(?:ın)?|gönder(?:in)?|iptal)"
        ),
        rf"{N} (?:yorum|cevap|yanıt)|(?:tüm|henüz) yorum(?:lar(?:ı)?|\s?yok|\s?yapılmamış)?(?: gör| oku| göster)?",
        rf"i\u0307?lk yorumu (?:sen|siz) (?:yap|yapın|yaz)|yorumlar?\W*{N}|yorumlar (?:kapalı|kapatıldı)",
        r"e-?posta (?:adresiniz|hesabınız) yayımlanmayacak.{0,100}",
        r"yorum (?:yapmak|yazmak) için (?:giriş|oturum|üye).{0,30}|cevabı iptal et",
    ),
    "zh": (
        r"(?:发表|發表|添加|写下?|提交|留下|撰写|我要)(?:您的|你的|新)?(?:评论|評論|回复|回覆|留言"
        rf"|看法)(?:[（(].*[)）])?|{N} ?(?:条|則|个|篇)?(?:评论|評論|留言|回复|回覆|跟帖)",
        rf"(?:评论|評論|留言|回复|跟帖)\W*{N}",
        rf"(?:查看|显示|全部|所有|更多|暂无|没有|热门|最新|网友)(?:{N}?(?:条)?)?(?:评论|評論|留言|跟帖)",
        r"(?:请)?(?:先)?(?:登录|登錄|登入)(?:后|後)?(?:才能|即可|再|可以?|以|参与)?(?:发表|發表)?(?:评论|評論|留言"
        r"|回复)|(?:您的|你的)?(?:电子)?(?:邮箱|邮件|電子郵件|郵件)(?:地址|位址)?(?:不会|不會)(?:被)?公[开開].{0,40}",
        r"取消(?:回复|回覆)|(?:评论|評論)(?:已关闭|功能已关闭)",
    ),
    "ja": (
        r"コメント(?:を|は)?(?:残す|書く|投稿(?:する)?|する|送信|追加|する|見る|もっと見る|受け付けて.{0,12})",
        rf"コメント\W*{N}(?:件)?|{N} ?件?の?コメント|コメント(?:一覧|欄|はありません|はまだありません|はこちら)",
        r"返信をキャンセル|コメントする|メールアドレスが公開されることはありません.{0,60}",
        r"(?:ログイン|サインイン)して(?:コメント|返信).{0,12}|コメントするには.{0,30}",
    ),
    "ko": (
        rf"댓글(?:을|은)? ?(?:쓰기|달기|남기기|작성(?:하기)?|등록|보기|더보기|입력|닫기|열기)|댓글\W*{N}(?:개)?",
        rf"{N}개?의? ?댓글|(?:전체|모든|첫|베스트|새) ?댓글(?: ?\d+개?)?(?:을 남겨(?:보세요|주세요))?|댓글",
        r"답글 (?:남기기|취소)|이메일(?:은|은 )? ?(?:주소는 )?공개되지 않습니다.{0,60}",
        r"(?:로그인|로그인을?) ?(?:후|하고|하시면|하셔야) ?댓글.{0,20}|댓글(?:을)? (?:작성|남기|쓰)\w*려면.{0,20}",
    ),
    "ar": (
        (
            r"(?:اترك|أترك|أضف|اضف|اكتب|أكتب|إضافة|اضافة|كتابة) (?:تعليق(?:ا|ك|اً|ًا)?|رد(?:ا|ك|اً|ًا)?|تعليقك"
            r"|ردك)(?: .{0,20})?"
        ),
        rf"{N} (?:تعليق(?:ات|ا|اً)?|رد(?:ود)?)|(?:التعليقات|تعليقات)\W*{N}",
        r"(?:لا توجد|عرض|كل|جميع|مشاهدة) (?:ال)?تعليقات(?: بعد)?|لن يتم نشر (?:عنوان )?بريدك الإلكتروني.{0,80}",
        r"إلغاء الرد|(?:التعليقات مغلقة|سجل الدخول (?:للتعليق|لإضافة تعليق))",
    ),
    "cs": (
        rf"(?:přidat|napsat|vložit|zanechat|přidejte)(?: nový)? (?:komentář|odpověď)|{N} komentář[eů]?",
        rf"komentáře\W*{N}|vstoupit do diskuze|diskuze\W*{N}|zrušit odpověď na komentář",
    ),
    "sv": (
        rf"(?:lämna|skriv|lägg till)(?: en)? (?:kommentar|svar)|{N} kommentarer?|kommentarer?\W*{N}",
        r"kommentera(?: artikeln)?|avbryt svar",
    ),
    "id": (
        rf"(?:tinggalkan|tulis|tambahkan|kirim|berikan)(?: sebuah)? (?:komentar|balasan)|{N} komentar|komentar\W*{N}",
        r"batalkan balasan|alamat email anda tidak akan dipublikasikan.{0,80}",
    ),
    "fa": (
        r"(?:ارسال|ثبت|نوشتن|درج) (?:نظر|دیدگاه|پاسخ)|(?:دیدگاه|نظر) ?(?:خود را )?(?:بنویسید|بگذارید)",
        r"[\d۰-۹]+ (?:نظر|دیدگاه)|نشانی ایمیل شما منتشر نخواهد شد.{0,60}|لغو پاسخ",
    ),
}
MAX_CHARS = 200
matching = line_matcher(WORDING, max_chars=MAX_CHARS)


def find(block: Block) -> Hit | None:
    """The whole block, if it is nothing but the prompt or the counter."""
    why = matching(block.text) if block.role not in ("code", "table_row") else None
    return Hit(block=block.index, why=f"comment prompt: {why}") if why else None


RULE = BlockRule(code="B009", name="comment-prompt", find=find, max_chars=MAX_CHARS, lines=(WORDING,))
