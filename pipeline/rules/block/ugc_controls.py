"""Buttons beside what readers wrote: "Reply", "Report", "Like", "Permalink", "Antworten", "回复".

They belong to the forum's or comment system's frame. A bare word is flagged only where the block is wholly a link,
since it may be a heading ("Quote"); a row of them, or a phrase that nothing else uses, stands for itself.
"""

import re

from pipeline.model import Block
from pipeline.rule import BlockRule, Hit
from pipeline.rules.wording import block_matcher

EN = (
    r"(?:reply|replies|report|like|likes|unlike|dislike|upvote|downvote|quote|permalink|edit|delete|flag|share|save"
    r"|hide|link|vote|award|give award"
    r"|react|translate|follow|block|mute|thanks|thank|helpful|unhelpful|up|down|copy|parent|context|source|more"
    r"|options|expand|collapse|mark as solution)"
)
WORDING = {
    "en": (
        r"permalink|upvote|downvote|(?:up|down)vote \d+|(?:reply|replied) (?:to|with quote|quote)|reply with quote",
        r"quote reply|reply (?:quote|report|like|share)|log in to (?:reply|vote|comment)",
        r"(?:view|show|hide) (?:\d+ )?(?:more )?repl(?:y|ies)",
        r"(?:report|flag) (?:this )?(?:post|comment|abuse|as (?:inappropriate|spam)|user|content|ad|message)",
        r"(?:like|likes|liked by|reactions?|upvotes?)\W{0,3}\d[\d.,]*k?",
        (
            r"\d[\d.,]*k? (?:likes?|upvotes?|reactions?|kudos)(?: \d[\d.,]*k? (?:dislikes?"
            r"|downvotes?|replies|shares?|comments?))?"
        ),
        (
            r"was this (?:answer|review|post|comment|page|article|information) (?:helpful|useful)(?: to"
            r" you)?(?:\W+(?:yes|no|\d+)){0,4}"
        ),
        r"thumbs (?:up|down)(?: \d+)?|mark as (?:spam|read|solution|best answer|helpful)",
        r"accept(?:ed)? (?:as )?(?:solution|answer)|click to expand|give kudos|\d+ kudos?|(?:add|hide) reaction",
        r"top contributor|original poster|share improve this (?:answer|question)(?: follow)?(?: \|.*)?",
        r"improve this (?:answer|question)|(?:add|show \d+ more|show) (?:a )?comments?",
        r"joined(?::| on)? ?\w{3,9},? \d{1,2}?,? ?\d{4}",
        (
            r"(?:posts|messages|threads|reaction score|location|points)\W{0,2}\d[\d,.]*(?: (?:posts|messages"
            r"|likes|threads)\W{0,2}\d[\d,.]*)*"
        ),
        r"(?:last )?edited (?:by .{2,40} )?(?:on|at) .{4,40}",
    ),
    "de": (
        r"(?:auf (?:diesen )?(?:beitrag|kommentar) )?antworten (?:melden|zitieren)|beitrag (?:melden|zitieren|teilen)",
        r"kommentar (?:melden|bewerten)",
        (
            r"(?:antworten|melden|zitieren|gefällt mir|empfehlen)(?:[\s|·•]+(?:\d+|antworten|melden|zitieren"
            r"|gefällt mir|empfehlen|teilen)){1,5}"
        ),
        r"gefällt \d+.{0,20}|\d+ antworten|nützlich \d*",
    ),
    "fr": (
        r"(?:répondre|signaler|citer|j['’]aime)(?:[\s|·•]+(?:\d+|répondre|signaler|citer|j['’]aime|partager)){1,5}",
        r"signaler (?:un abus|ce (?:message|commentaire|contenu))|répondre (?:à|avec) (?:ce|citation|ce message)",
        r"\d+ réponses",
    ),
    "es": (
        (
            r"(?:responder|reportar|denunciar|citar|me gusta)(?:[\s|·•]+(?:\d+|responder|reportar|denunciar|citar"
            r"|me gusta|compartir)){1,5}"
        ),
        r"(?:reportar|denunciar) (?:este )?(?:comentario|mensaje|abuso)|\d+ respuestas",
    ),
    "pt": (
        (
            r"(?:responder|denunciar|citar|curtir|gosto)(?:[\s|·•]+(?:\d+|responder|denunciar|citar|curtir|gosto"
            r"|compartilhar)){1,5}"
        ),
        r"denunciar (?:este )?(?:comentário|abuso|post)|\d+ respostas|\d+ curtidas",
    ),
    "it": (
        r"(?:rispondi|segnala|cita|mi piace)(?:[\s|·•]+(?:\d+|rispondi|segnala|cita|mi piace|condividi)){1,5}",
        r"segnala (?:un )?(?:abuso|commento|messaggio)|\d+ risposte",
    ),
    "nl": (
        (
            r"(?:reageer|antwoorden|rapporteer|quote|vind ik leuk)(?:[\s|·•]+(?:\d+|reageer|antwoorden|rapporteer"
            r"|quote|deel)){1,5}"
        ),
        r"(?:rapporteer|meld) (?:deze )?(?:reactie|misbruik|bericht)",
    ),
    "pl": (
        r"(?:odpowiedz|zgłoś|cytuj|lubię to)(?:[\s|·•]+(?:\d+|odpowiedz|zgłoś|cytuj|lubię to|udostępnij)){1,5}",
        r"zgłoś (?:nadużycie|komentarz|naruszenie|do moderacji)|odpowiedz z cytatem",
    ),
    "ru": (
        (
            r"(?:ответить|пожаловаться|цитировать|нравится)(?:[\s|·•]+(?:\d+|ответить|пожаловаться|цитировать"
            r"|нравится|поделиться)){1,5}"
        ),
        r"пожаловаться на (?:комментарий|сообщение)|ответить с цитированием|ответить на (?:комментарий|сообщение)",
        r"развернуть ветку.{0,20}",
    ),
    "tr": (
        (
            r"(?:yanıtla|cevapla|şikayet et|alıntı|beğen)(?:[\s|·•]+(?:\d+|yanıtla|cevapla|şikayet et|alıntı"
            r"|beğen|paylaş)){1,5}"
        ),
        r"(?:yorumu )?şikayet et|yorumu (?:bildir|beğen)",
    ),
    "zh": (
        r"(?:回复|回覆|举报|檢舉|点赞|引用|赞|踩|顶)(?:[\s|·•()（）]*(?:\d+|回复|回覆|举报|檢舉|点赞|引用|分享|赞|踩"
        r"|收藏|评论)){1,6}|(?:举报|檢舉)(?:该)?(?:评论|评价|帖子|此帖)|使用道具|只看该作者|显示全部楼层|只看楼主",
        r"楼主",
    ),
    "ja": (
        r"(?:返信|通報|引用|いいね!?)(?:[\s|·•()]*(?:\d+|返信|通報|引用|いいね!?|シェア)){1,5}",
        r"(?:このコメントに|このコメントを)?(?:返信する|通報する)|違反報告|いいね!?する|参考になった\W?\d*\W?(?:人)?",
    ),
    "ko": (
        r"(?:답글|신고|인용|공감|비공감|추천|좋아요|싫어요)(?:[\s|·•()]*(?:\d+|답글|신고|인용|공감|비공감|추천|반대"
        r"|좋아요|싫어요|공유)){1,5}|(?:답글 ?(?:달기|쓰기|보기)|신고하기|추천하기)",
    ),
    "ar": (
        r"(?:رد|الرد|إبلاغ|اقتباس|أعجبني|إعجاب)(?:[\s|·•]+(?:\d+|رد|الرد|إبلاغ|اقتباس|أعجبني|إعجاب|مشاركة)){1,5}",
        r"(?:الإبلاغ|إبلاغ|أبلغ) عن (?:التعليق|إساءة|محتوى|هذا التعليق)|رد مع اقتباس",
    ),
    "cs": (
        r"(?:odpovědět|nahlásit|citovat|líbí se)(?:[\s|·•]+(?:\d+|odpovědět|nahlásit|citovat|líbí se)){1,5}",
        r"nahlásit (?:příspěvek|komentář)",
    ),
    "sv": (
        r"(?:svara|anmäl|citera|gilla)(?:[\s|·•]+(?:\d+|svara|anmäl|citera|gilla|dela)){1,5}",
        r"anmäl (?:inlägg|kommentar)",
    ),
    "id": (
        r"(?:balas|laporkan|suka)(?:[\s|·•]+(?:\d+|balas|laporkan|suka|bagikan)){1,5}",
        r"laporkan (?:komentar|penyalahgunaan)",
    ),
    "fa": (r"(?:پاسخ|گزارش|پسندیدم)(?:[\s|·•]+(?:\d+|پاسخ|گزارش|پسندیدم)){1,5}", r"گزارش تخلف"),
}
LINKED = {
    "en": (
        r"(?:reply|replies|report|likes?|unlike|dislike|upvote|downvote|quote|permalink|edit|delete|flag|vote|react"
        r"|helpful|expand|collapse|improve this (?:answer|question))(?: \d{1,5})?",
    ),
    "de": (r"antworten", r"melden", r"zitieren", r"gefällt mir", r"bearbeiten", r"löschen", r"empfehlen"),
    "fr": (r"répondre", r"signaler", r"citer", r"j['’]aime", r"modifier", r"supprimer"),
    "es": (r"responder", r"reportar", r"denunciar", r"citar", r"me gusta", r"editar", r"eliminar"),
    "pt": (r"responder", r"denunciar", r"citar", r"curtir", r"gosto", r"editar", r"apagar"),
    "it": (r"rispondi", r"segnala", r"cita", r"mi piace", r"modifica", r"elimina"),
    "nl": (r"reageer", r"reageren", r"antwoorden", r"beantwoorden", r"rapporteer", r"citeren", r"bewerken"),
    "pl": (r"odpowiedz", r"zgłoś", r"cytuj", r"lubię to", r"edytuj", r"usuń"),
    "ru": (r"ответить", r"пожаловаться", r"цитировать", r"цитата", r"нравится", r"изменить", r"удалить", r"править"),
    "tr": (r"yanıtla", r"cevapla", r"şikayet", r"alıntı(?:la)?", r"beğen", r"düzenle", r"sil"),
    "zh": (r"回复", r"回覆", r"举报", r"檢舉", r"点赞", r"引用", r"赞", r"编辑", r"删除", r"收藏"),
    "ja": (r"返信", r"通報", r"引用", r"いいね!?", r"編集", r"削除"),
    "ko": (r"답글", r"신고", r"인용", r"공감", r"비공감", r"추천", r"좋아요", r"수정", r"삭제"),
    "ar": (r"رد", r"الرد", r"إبلاغ", r"اقتباس", r"أعجبني", r"إعجاب", r"تعديل", r"حذف"),
    "cs": (r"odpovědět", r"nahlásit", r"citovat", r"líbí se", r"upravit"),
    "sv": (r"svara", r"anmäl", r"citera", r"gilla", r"redigera"),
    "id": (r"balas", r"laporkan", r"suka", r"sunting", r"edit"),
    "fa": (r"پاسخ", r"گزارش", r"نقل قول", r"ویرایش"),
}
ROW = re.compile(rf"(?:\d{{1,5}} )?{EN}(?:[\s|·•/]+(?:\d{{1,5}}|{EN})){{1,7}}")
STRONG = re.compile(r"\b(?:reply|report|upvote|downvote|quote|permalink|flag|edit|delete)\b")
MAX_CHARS = 100
matching = block_matcher(WORDING, LINKED, max_chars=MAX_CHARS)


def find(block: Block) -> Hit | None:
    """The whole block, if it is nothing but such buttons or their counts."""
    if block.role in ("code", "table_row", "heading") or len(block.text) > MAX_CHARS:
        return None
    why = matching(block)
    if why is None:
        folded = " ".join(block.text.lower().split()).strip(" |·•")
        if ROW.fullmatch(folded) and len(set(STRONG.findall(folded))) >= 2:
            why = f'the row "{block.text}"'
    return Hit(block=block.index, why=f"forum control: {why}") if why else None


RULE = BlockRule(
    code="B023", name="ugc-controls", find=find, max_chars=MAX_CHARS, lines=(WORDING, LINKED, {"row": (ROW.pattern,)})
)
