"""The keywords that the site files the page under: "Tags: bees, honey", "Filed under …", "标签：…".

They are links to lists of other pages. A label and a short list is flagged, or a line of hashtags. It must not fire
where a sentence follows the label, as under "Keywords:" in a paper.
"""

import re

from pipeline.model import Block
from pipeline.rule import EDGES, BlockRule, Hit

LABELS = {
    "en": r"tags?|tagged(?: (?:as|with|in|under))?|filed (?:under|in)|posted (?:in|under)|categori[sz]ed(?: (?:as|in"
    r"|under))?|categor(?:y|ies)"
    r"|topics?|(?:more|read more|related) (?:on|about|topics|tags)|explore more on|labels?|in this (?:story|article)"
    r"|post tags|article tags|related topics",
    "de": r"schlagw(?:ort|orte|örter)|stichw(?:ort|orte|örter)|kategorien?|themen|verschlagwortet(?: mit)?"
    r"|mehr zu(?:m thema)?|abgelegt unter|veröffentlicht (?:in|unter)",
    "fr": r"étiquettes?|étiqueté|mots[- ]clés|mots[- ]clefs|catégories?|thèmes?|sujets|classé (?:dans|sous)"
    r"|publié dans",
    "es": r"etiquetas?|etiquetado(?: (?:con|como))?|categorías?|temas(?: relacionados)?|archivado (?:en|bajo)"
    r"|publicado en|más sobre",
    "pt": r"etiquetas?|marcadores|palavras[- ]chave|categorias?|tópicos|assuntos|arquivado em|publicado em|mais sobre",
    "it": r"etichette|parole chiave|categori[ae]|argomenti|archiviato (?:in|sotto)|pubblicato in|taggato(?: (?:come"
    r"|con))?",
    "nl": r"labels|trefwoorden|categorie(?:ën)?|onderwerpen|geplaatst in|gelabeld(?: met)?|meer over",
    "pl": r"tagi|słowa kluczowe|kategori[ae]|tematy|otagowane?|opublikowano w",
    "ru": r"метки|теги|тэги|ключевые слова|рубрик[аи]|категори[яи]|темы|раздел(?:ы)?|опубликовано в",
    "tr": r"etiketler|etiket|anahtar kelimeler|kategori(?:ler)?|konular",
    "zh": r"标签|標籤|标签云|關鍵字|关键词|关键字|分类|分類|责任标签|话题|所属分类|本文标签|tags?",
    "ja": r"タグ|カテゴリー?|キーワード|関連(?:タグ|キーワード|ワード)|ジャンル",
    "ko": r"태그|키워드|카테고리|분류|관련 ?태그|주제어",
    "ar": r"(?:ال)?وسوم|(?:ال)?كلمات (?:ال)?(?:مفتاحية|دلالية|دالة)|(?:ال)?تصنيف(?:ات)?|(?:ال)?أقسام|(?:ال)?علامات|تاغ"
    r"|تاجات|مواضيع",
    "cs": r"štítky|klíčová slova|kategorie|rubriky|témata",
    "sv": r"etiketter|taggar|kategorier?|ämnen|nyckelord|publicerat i",
    "id": r"label|kategori|topik|kata kunci",
    "fa": r"برچسب[‌ ]?ها|کلمات کلیدی|دسته(?:[‌ ]?بندی|[‌ ]?ها)?|واژه[‌ ]?های کلیدی",
}
LABELLED = {
    language: re.compile(
        rf"\W{{0,3}}(?:{label})(?P<mark>\s*[:：|»›]\s*|\s+(?=\S)|\s*$)(?P<list>.*)", re.IGNORECASE | re.DOTALL
    )
    for language, label in LABELS.items()
}
ANY_LABEL = re.compile(rf"\W{{0,3}}(?:{'|'.join(LABELS.values())})", re.IGNORECASE)
HASHTAGS = re.compile(r"#[\w·]{2,40}+(?:[\s,|#]++[\w·]{2,40}+){2,30}+")
STOP = re.compile(r"[.!?。！？؟;；]\s*$")
ITEM_END = re.compile(r"\s*[,،、，|•·#/\n]\s*|\s{2,}")
MAX_CHARS = 400
MAX_ITEM_WORDS = 6
MAX_ITEM_CHARS = 48
MAX_SPACED_WORDS = 8  # A list without commas: more words than these read as a sentence.


def find(block: Block) -> Hit | None:
    """The whole block, if it is a label and a short list, or a row of hashtags."""
    text = block.text.strip()
    if block.role in ("code", "table_row", "heading") or len(text) > MAX_CHARS:
        return None
    for language, pattern in LABELLED.items() if ANY_LABEL.match(text) else ():
        if (match := pattern.fullmatch(text)) and _is_list(match["list"], match["mark"].strip(), block.link_density):
            return Hit(block=block.index, why=f'tags: "{text[: match.start("list")].strip()}" and a list ({language})')
    if text.startswith("#") and HASHTAGS.fullmatch(text) and text.count("#") >= 3:
        return Hit(block=block.index, why=f'tags: hashtags "{text}"')
    return None


def _is_list(text: str, mark: str, link_density: float) -> bool:
    """Short items without a full stop; linked, where no mark parts label from list."""
    if STOP.search(text):
        return False
    if not text.strip():
        return bool(mark) or link_density >= 0.9
    items = [item for item in ITEM_END.split(text) if item]
    if any(len(item) > MAX_ITEM_CHARS or len(item.split()) > MAX_ITEM_WORDS for item in items):
        return len(text.split()) <= MAX_SPACED_WORDS and bool(mark) and link_density >= 0.5
    return bool(mark) or link_density >= 0.5


RULE = BlockRule(
    code="B013",
    name="tag-line",
    find=find,
    inputs=("text",),  # on HTML it took more gold than junk from what the content model keeps
    max_chars=MAX_CHARS,
    lines=({language: (rf"(?:{label}).*",) for language, label in LABELS.items()},),
    cues=("#",),
    zones=EDGES,
)
