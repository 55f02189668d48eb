"""How long the page takes to read: "5 min read", "Lesezeit: 4 Minuten", "阅读时间 3 分钟".

The site reckoned it; the author did not write it. It must not fire on other durations ("5 min" in a recipe), nor on a
sentence about time spent reading.
"""

from pipeline.model import Block
from pipeline.rule import BlockRule, Hit
from pipeline.rules.wording import line_matcher

N = (
    r"(?:(?:ca\.?|approx\.?|about|around|etwa|environ|[<~≈±]) ?)?(?:\d{1,3}|an?|one|less than (?:a|one"
    r"|1))(?: ?[-–] ?\d{1,3})?"
)
MINUTES = r"(?:m|mins?|minutes?|minute[nr]?|minutos?|minut[oiay]?|min)\.?"
SECONDS = r"(?:,? ?(?:and )?\d{1,2} ?(?:s|secs?|seconds?|sekunden|secondes|segundos|secondi)\.?)?"
SPAN = rf"{N}[ -]?{MINUTES}{SECONDS}"
WORDING = {
    "en": (
        rf"{SPAN} (?:read(?:ing)?(?: time)?|to read|article)",
        rf"(?:estimated |approximate |average )?(?:read(?:ing)?|time) ?(?:time|to read)?\W{{1,4}}{SPAN}",
        rf"(?:read(?:ing)? time|time to read|estimated time)\W{{1,4}}{SPAN}(?: to read)?",
        rf"(?:it )?takes {SPAN} to read(?: this)?(?: article| post)?|minutes? read|min read",
        r"\d+ words?,? (?:\d+|a) min(?:ute)?s? read",
    ),
    "de": (
        rf"(?:geschätzte |voraussichtliche )?(?:lesezeit|lesedauer)(?: ca\.?| etwa)?\W{{0,4}}{SPAN}",
        rf"{SPAN} (?:lesezeit|lesedauer|lesen|zu lesen)|in {SPAN} gelesen",
    ),
    "fr": (
        rf"(?:temps|durée) (?:estimé )?de (?:la )?lecture\W{{0,4}}(?:estimée?\W*)?{SPAN}|{SPAN} de lecture",
        rf"lecture\W{{0,4}}{SPAN}|lu en {SPAN}",
    ),
    "es": (rf"tiempo (?:estimado )?de lectura\W{{0,4}}{SPAN}", rf"{SPAN} de lectura", rf"lectura (?:de )?{SPAN}"),
    "pt": (rf"tempo (?:estimado )?de leitura\W{{0,4}}{SPAN}|{SPAN} (?:de leitura|para ler)|leitura (?:de )?{SPAN}",),
    "it": (rf"tempo (?:stimato )?di lettura\W{{0,4}}{SPAN}", rf"{SPAN} di lettura", rf"lettura (?:di )?{SPAN}"),
    "nl": (rf"(?:geschatte )?lees(?:tijd|duur)\W{{0,4}}{SPAN}", rf"{SPAN} (?:leestijd|leesduur|lezen)"),
    "pl": (rf"(?:szacowany )?czas (?:czytania|lektury)\W{{0,4}}{SPAN}", rf"{SPAN} czytania"),
    "ru": (
        r"(?:примерное )?время (?:на )?(?:чтения|прочтения|чтение)\W{0,4}\d{1,3} ?мин(?:ут[аыу]?)?\.?",
        r"(?:читать|чтения|чтение)?\W{0,4}\d{1,3} ?мин(?:ут[аыу]?)?\.? (?:на )?(?:чтения|чтение|читать)",
        r"читать \d{1,3} ?мин(?:ут[аыу]?)?",
    ),
    "tr": (
        r"(?:tahmini |ortalama )?okuma süresi\W{0,4}\d{1,3} ?(?:dk|dakika|min)\.?",
        r"\d{1,3} ?(?:dk|dakika)l?[ıi]?k?\.? (?:okuma|okuma süresi)",
    ),
    "zh": (
        r"(?:预计|预估|估计|大约)?阅读(?:时间|时长|本文|用时|需)?(?:大?约|需要?)?\W{0,3}\d{1,3} ?分钟?",
        r"(?:預計)?閱讀(?:時間)?(?:約|需)?\W{0,3}\d{1,3} ?分鐘?|\d{1,3} ?分[钟鐘](?:阅读|閱讀|读完)",
    ),
    "ja": (
        r"(?:この記事は)?約? ?\d{1,3} ?分で読め?[まる]す?",
        r"(?:読了|読む)(?:時間|目安)?(?:の目安)?\W{0,3}約? ?\d{1,3} ?分",
    ),
    "ko": (
        r"(?:예상 )?(?:읽는|독서|읽기) ?(?:데 ?걸리는 )?시간\W{0,3}약? ?\d{1,3} ?분|\d{1,3} ?분 ?(?:읽기|분량|소요)",
    ),
    "ar": (
        r"(?:وقت|مدة|زمن) القراءة\W{0,4}[\d٠-٩]{0,3} ?(?:دقيقة|دقائق|دقيقتان)",
        r"[\d٠-٩]{1,3} (?:دقيقة|دقائق) (?:قراءة|للقراءة)",
    ),
    "cs": (rf"(?:doba|čas) čtení\W{{0,4}}{SPAN}", rf"{SPAN} čtení"),
    "sv": (rf"(?:läs|läsning|lästid)\W{{0,4}}{SPAN}", rf"{SPAN} (?:läsning|lästid|att läsa)"),
    "id": (rf"waktu (?:baca|membaca)\W{{0,4}}(?:{SPAN}|\d{{1,3}} menit)", r"\d{1,3} menit (?:baca|membaca|waktu baca)"),
    "fa": (r"(?:زمان|مدت) (?:مطالعه|خواندن)\W{0,4}[\d۰-۹]{1,3} دقیقه", r"[\d۰-۹]{1,3} دقیقه (?:مطالعه|خواندن)"),
}
MAX_CHARS = 60
matching = line_matcher(WORDING, max_chars=MAX_CHARS)


def find(block: Block) -> Hit | None:
    """The whole block, if it is nothing but the time."""
    why = matching(block.text) if block.role != "code" else None
    return Hit(block=block.index, why=f"reading time: {why}") if why else None


RULE = BlockRule(code="B003", name="reading-time", find=find, max_chars=MAX_CHARS, lines=(WORDING,))
