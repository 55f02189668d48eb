"""Words that begin the lines around an article, in groups, in a dozen languages.

Features only: a marker drops nothing by itself. The model learns what follows after which.
"""

import re
from functools import lru_cache

MARKERS: dict[str, tuple[str, ...]] = {
    "related": (
        "related", "see also", "more (?:from|in|on|stories|news|about|articles)", "read (?:more|next|also)", "you (?:may|might)",
        "recommended", "trending", "most (?:read|popular|viewed)", "popular", "latest", "recent", "top stories", "up next", "similar",
        "don.t miss", "what.s next", "also (?:read|in|on)", "keep reading", "editor.?s.? picks?", "further reading", "customers",
        "mehr (?:zum|aus|von|zu)", "lesen sie", "auch interessant", "das könnte", "weitere", "ähnliche", "meistgelesen", "passend",
        "zum thema", "verwandte", "empfohlen", "neueste", "aktuelle", "à lire", "lire aussi", "sur le même", "articles? (?:liés|similaires|récents)", "voir aussi",
        "plus d", "les plus lus", "relacionad[oa]s", "noticias relacionadas", "lea (?:también|más)", "más (?:de|noticias|leíd)", "te puede",
        "leia (?:também|mais)", "veja (?:também|mais)", "mais (?:lidas|de|notícias)", "leggi anche", "potrebbe", "correlati", "articoli", "lees ook", "meer (?:over|nieuws)",
        "gerelateerd", "zobacz (?:też|także)", "czytaj", "powiązane", "polecamy", "läs (?:mer|också)", "les (?:også|mer)", "læs også", "lue myös", "přečtěte",
        "читайте", "похожие", "по теме", "ещё", "еще", "ilgili", "関連", "おすすめ", "人気", "最新", "相关", "相關", "推荐", "延伸", "관련", "مواضيع", "اقرأ", "مطالب مرتبط",
    ),
    "comments": (
        r"\d+ (?:comments?|kommentare?|commentaires?|comentarios?|replies|responses|thoughts)", "comments?", "leave a (?:comment|reply)", "post a comment", "add a comment", "join the (?:conversation|discussion)",
        "discussion", "reply", "replies", "responses", "log ?in to", "sign in to", "kommentare?", "kommentieren", "diskussion", "schreibe? ", "hinterlasse", "commentaires?", "laisser un", "réagir", "ajouter un",
        "comentarios?", "deja un", "deixe", "comentários", "commenti", "lascia un", "reacties", "reageer", "komentarze", "dodaj koment", "kommentarer", "комментар", "оставить", "yorum", "コメント", "评论", "留言", "댓글", "تعليق", "نظر",
    ),
    "share": (
        "share", "tweet", "facebook", "twitter", "linkedin", "whatsapp", "pinterest", "e-?mail", "print", "copy link", "like this", "follow us", "like us", "find us", "teilen", "drucken", "folgen sie", "folge uns", "partager", "partagez", "suivez",
        "imprimer", "compartir", "compart[ei]", "síguenos", "siga", "condividi", "seguici", "delen", "deel ", "volg ", "udostępnij", "obserwuj", "dela ", "del ", "поделиться", "подписывайтесь", "paylaş", "シェア", "分享", "공유", "شارك",
    ),
    "subscribe": (
        "subscribe", "sign ?up", "newsletters?", "get (?:the|our|a|more|breaking)", "join (?:our|us|the)", "register", "support (?:us|our|the)", "donate", "become a", "already a", "enter your", "your e-?mail", "download (?:the|our)", "abonnieren", "abo ", "jetzt",
        "anmelden", "registrieren", "unterstütz", "spenden", "abonnez", "abonner", "inscri", "recevez", "soutenez", "suscr", "assine", "inscreva", "cadastre", "iscriviti", "abbonati", "abonneer", "meld je", "schrijf", "zapisz", "prenumerera", "abonner", "подпи", "abone", "登録", "订阅", "訂閱", "구독", "اشترك",
    ),
    "author": (
        "by ", "written by", "about the author", "author", "posted (?:by|on|in|at)", "published", "updated", "last (?:updated|modified)", "reviewed by", "reporting by", "editing by", "photo", "image", "source", "credit", "contact", "von ", "über den", "über die", "autor",
        "veröffentlicht", "aktualisiert", "foto", "bild", "quelle", "par ", "publié", "mis à jour", "à propos de", "por ", "publicado", "actualizado", "sobre [oae]l? ", "fuente", "fonte", "di ", "pubblicato", "door ", "gepubliceerd", "autor", "opublikowan", "źródło", "автор", "опубликован", "источник", "фото", "yazar", "kaynak", "文/", "記者", "记者", "来源", "來源", "作者", "기자", "المصدر", "کد خبر",
    ),
    "legal": (
        "©", "copyright", r"\(c\)", "all rights", "terms", "privacy", "cookies?", "disclaimer", "legal", "accessibility", "contact us", "about us", "imprint", "impressum", "datenschutz", "agb", "alle rechte", "nutzungs", "mentions légales", "tous droits", "politique de", "conditions",
        "aviso legal", "todos los derechos", "política", "todos os direitos", "termos", "tutti i diritti", "informativa", "alle rechten", "voorwaarden", "wszelkie prawa", "polityka", "regulamin", "все права", "политика", "gizlilik", "利用規約", "プライバシー", "版权", "版權", "免责", "저작권", "حقوق",
    ),
    "advert": (
        "advert", "sponsored", "sponsor", "promoted", "paid", "ad$", "ads by", "anzeige", "werbung", "publicité", "publicidad", "anuncio", "continue reading", "story continues", "article continues", "scroll", "publicidade", "continua", "pubblicità", "advertentie", "reklama", "annons", "реклама", "reklam", "広告", "广告", "廣告", "광고", "إعلان",
        "this article (?:was|originally|is|first)", "originally published", "affiliate", "we may (?:earn|receive)", "shop ", "buy ", "in stock", "add to", "dieser (?:artikel|beitrag|text)", "mit material", "cet article",
    ),
    "tags": (
        "tags?", "tagged", "topics?", "categories", "category", "filed", "keywords?", "labels?", "more on:?$", "in this (?:article|story)", "schlagw", "schlagworte", "themen", "kategorien?", "stichw", "mots.clés", "thèmes", "sujets", "étiquettes", "etiquetas", "temas", "categor[ií]as?", "argomenti", "onderwerpen", "tagi", "ämnen", "теги", "метки", "рубрик", "etiketler", "タグ", "カテゴリ", "标签", "分类", "태그", "برچسب",
    ),
    "paging": (
        "previous", "next", "older", "newer", "page ", "load more", "show more", "view (?:all|more)", "see (?:all|more)", "back to", "first$", "last$", "home$", "menu", "search", "skip", "go to", "zurück", "weiter", "nächste", "vorherige", "mehr (?:laden|anzeigen)", "alle ", "suche", "startseite", "nach oben", "précédent", "suivant", "accueil", "voir (?:plus|tout)", "rechercher",
        "anterior", "siguiente", "inicio", "ver (?:más|todo|mais|tudo)", "buscar", "próxim", "precedente", "successivo", "cerca", "vorige", "volgende", "poprzedni", "następny", "szukaj", "föregående", "nästa", "назад", "далее", "поиск", "önceki", "sonraki", "前の", "次の", "ホーム", "首页", "上一", "下一", "이전", "다음", "السابق", "التالي",
    ),
    "reference": (
        "references?", "bibliography", "sources?:?$", "footnotes?", "notes?:?$", "external links", "citations?", "table of contents", "contents$", "on this page", "in this", "faqs?", "frequently", "literatur", "quellen", "einzelnachweise", "weblinks", "inhalt", "fußnoten", "références", "sommaire", "bibliographie", "referencias", "bibliografía", "índice", "riferimenti", "referenties", "przypisy", "источники", "примечания", "содержание", "参考", "目录", "参照", "참고",
    ),
}  # fmt: skip
NAMES = tuple(MARKERS)
MAX_CHARS = 100
_LEAD = r"[\W_]{0,4}"
_SKIPPED = re.compile(_LEAD)
_QUANTIFIERS = ("?", "*", "{")


def _letters_of(word: str) -> str:
    """The first two letters of a word that stands for itself so far; one, where an expression comes second."""
    return word[:2] if word[1:2].isalnum() and word[2:3] not in _QUANTIFIERS else word[:1]


_BEGINNINGS = frozenset(_letters_of(word) for words in MARKERS.values() for word in words)


@lru_cache(maxsize=512)
def _beginning_with(letter: str) -> re.Pattern[str] | None:
    """The words that may begin with a letter or digit, in their groups; with an empty one, those that begin otherwise.

    A line is compared with a tenth of all words.
    """
    chosen = {name: [word for word in words if _may_begin(word, letter)] for name, words in MARKERS.items()}
    groups = [f"(?P<{name}>{'|'.join(words)})" for name, words in chosen.items() if words]
    return re.compile(_LEAD + "(?:" + "|".join(groups) + ")") if groups else None


def _may_begin(word: str, letter: str) -> bool:
    is_plain = word[0].isalnum() and word[1:2] not in _QUANTIFIERS
    return word[0] == letter if is_plain else True


@lru_cache(maxsize=8192)
def _group(line: str) -> int:
    return _group_of(line)


def _group_of(line: str) -> int:
    start = 0 if line[:1].isalnum() else _SKIPPED.match(line).end()  # type: ignore[union-attr]
    first = line[start : start + 1]
    is_known = first in _BEGINNINGS or line[start : start + 2] in _BEGINNINGS
    pattern = _beginning_with(first if is_known and first.isalnum() else "")
    match = pattern.match(line) if pattern else None
    return NAMES.index(match.lastgroup) if match and match.lastgroup else -1


def marker_of(text: str) -> int:
    """Which group of markers a line begins with, as its place in NAMES; -1 for none, and for long lines."""
    return _group(text[:40].lower()) if len(text) <= MAX_CHARS else -1
