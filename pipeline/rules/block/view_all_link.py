"""A link to more pages, standing alone on its line: "View all", "Read more", "Weiterlesen".

It leads away from the article and says nothing itself. It must not fire on words that go on: "Learn more:" before
a list, or a sentence that starts with "Read more".
"""

from pipeline.model import Block
from pipeline.rule import BlockRule, Hit
from pipeline.rules.wording import line_matcher

WORDING = {
    "en": (
        r"(?:view|see|show|load|browse|read) (?:all|more)(?: (?:posts|articles|news|stories|results|comments|items))?",
        r"continue reading",
        r"(?:view|see|show) less",
    ),
    "de": (r"(?:alle|mehr) (?:anzeigen|ansehen|laden|artikel|beiträge)", r"weiterlesen", r"mehr (?:lesen|erfahren)"),
    "fr": (r"(?:tout voir|voir tout|voir plus|en voir plus|afficher plus)", r"lire la suite", r"lire plus"),
    "es": (r"ver (?:todo|todos|todas|más)", r"(?:leer|cargar|mostrar) más", r"seguir leyendo"),
    "pt": (r"ver (?:tudo|todos|todas|mais)", r"(?:ler|leia|carregar|mostrar) mais", r"continue lendo"),
    "it": (r"(?:vedi|mostra|leggi|carica) (?:tutto|tutti|tutte|altro|di più)", r"continua a leggere"),
    "nl": (
        r"(?:alles|meer) (?:bekijken|tonen|laden|lezen)",
        r"(?:bekijk|toon) (?:alles|alle|meer)",
        r"lees (?:meer|verder)",
    ),
    "pl": (r"(?:zobacz|pokaż|czytaj) (?:wszystkie|wszystko|więcej)", r"czytaj dalej"),
    "ru": (
        r"(?:показать|смотреть|загрузить) (?:все|всё|ещё|еще)",
        r"(?:читать|узнать) (?:далее|дальше|больше|полностью)",
    ),
    "tr": (r"(?:tümünü|hepsini) (?:gör|göster)", r"devamını (?:oku|gör)", r"daha fazla(?: göster)?"),
    "zh": (r"(?:查看|阅读|閱讀|显示|加载)(?:更多|全部|全文)", r"更多"),
    "ja": (r"(?:もっと|続きを|すべて|全て)(?:見る|読む|表示)", r"一覧(?:を見る|へ)"),
    "ko": (r"(?:더 ?보기|전체 ?보기|더 ?읽기|계속 ?읽기)",),
    "ar": (r"(?:عرض|مشاهدة) (?:الكل|المزيد)", r"(?:اقرأ|قراءة|إقرأ) المزيد"),
}
MAX_CHARS = 40
matching = line_matcher(WORDING, max_chars=MAX_CHARS)


def find(block: Block) -> Hit | None:
    """The whole block, if it is nothing but the link."""
    why = matching(block.text)
    return Hit(block=block.index, why=f"link to more: {why}") if why else None


RULE = BlockRule(code="B006", name="view-all-link", find=find, max_chars=MAX_CHARS, lines=(WORDING,))
