"""A trail from the home page to this one: "Home › News › Politics", "You are here: …", "当前位置：…".

It is navigation: it names the page's place on its site, not its subject. It must not fire on code, on a menu path in
a guide ("Settings > Privacy > Location"), on lines of verse parted by slashes, or on a sentence.
"""

import re

from pipeline.model import Block
from pipeline.rule import BlockRule, Hit
from pipeline.rules.wording import line_matcher

LABELS = {
    "en": (r"you(?:'|’)?(?: a)?re (?:currently )?here(?:\W+.+)?", r"breadcrumbs?(?: navigation| trail)?"),
    "de": (r"sie (?:sind|befinden sich) hier(?:\W+.+)?", r"(?:sie befinden sich|aktuelle seite|brotkrümel|pfad)\s*:.*"),
    "fr": (r"vous êtes ici(?:\W+.+)?", r"fil d['’]ariane"),
    "es": (
        r"(?:usted está|estás|se encuentra) (?:aquí|en)\s*:.*|(?:usted está|estás) aquí|(?:ruta|migas) de navegación",
    ),
    "pt": (r"(?:você está|está) (?:aqui|em)\s*:.*", r"você está aqui"),
    "it": (r"(?:ti trovi|sei) (?:qui|in)\s*:.*", r"(?:ti trovi|sei) qui"),
    "nl": (r"(?:u bevindt zich|je bent|u bent) hier(?:\s*:.*)?", r"kruimelpad"),
    "pl": (r"(?:jesteś|znajdujesz się) tutaj(?:\s*:.*)?", r"jesteś w\s*:.*"),
    "ru": (r"(?:вы находитесь здесь|вы здесь)(?:\s*:.*)?",),
    "tr": (r"(?:buradasınız|şu an buradasınız)(?:\s*:.*)?",),
    "zh": (
        r"(?:您?(?:现在的|当前的?|當前的?|现在|所在|目前)位置|您的位置|當前位置|面包屑)(?:是|\s*[:：>＞›»]).*",
        r"当前位置",
    ),
    "ja": (r"(?:現在(?:の位置|地|位置))\s*[:：].*", r"パンくず(?:リスト)?"),
    "ko": (r"현재 ?위치(?:\s*[:>].*)?",),
    "ar": (r"(?:أنت هنا|انت هنا|أنت الآن في|موقعك الحالي)(?:\s*:.*)?",),
    "cs": (r"(?:nacházíte se|jste) (?:zde|tady)(?:\s*:.*)?",),
    "sv": (r"du är här(?:\s*:.*)?",),
}
HOMES = re.compile(
    r"(?:home ?page|home|main|front page|start(?:seite)?|hauptseite|accueil|inicio|portada|início|página inicial"
    r"|capa|strona główna|główna|start|главная(?: страница)?|ana ?sayfa|首页|首頁|主页|トップ(?:ページ)?|ホーム"
    r"|top"
    r"|홈|الرئيسية|الصفحة الرئيسية|úvod|domů|hem|startsida|beranda|خانه|صفحه اصلی)"
)
MENU_ROOTS = re.compile(
    r"(?:file|edit|view|tools|settings|system(?: settings| preferences)?|preferences|options"
    r"|control panel|menu)"
)
SEPARATOR_CHARS = tuple("›»→❯▸>＞/|•·~")
SEPARATORS = (re.compile(r"\s*[›»→❯▸]\s*"), re.compile(r"\s+[>＞/|•·~]\s+|\s*[＞>]{1,2}\s+"))
NOT_A_TRAIL = re.compile(r"[{};=<«]|\(\)|[.!?。！？]$")
MAX_CHARS = 220
MAX_PART_WORDS = 6
MAX_LAST_WORDS = 25
labelled = line_matcher(LABELS, max_chars=MAX_CHARS)


def find(block: Block) -> Hit | None:
    """The whole block, if it is a trail or bears the label of one."""
    text = block.text.strip()
    if block.role == "code" or len(text) > MAX_CHARS:
        return None
    if (why := labelled(text)) and text[-1] not in ".!?。":
        return Hit(block=block.index, why=f"breadcrumb: {why}")
    if not any(char in text for char in SEPARATOR_CHARS):
        return None
    linked = block.link_density >= 0.4
    trail = any(_is_trail(separator.split(text), linked=linked) for separator in SEPARATORS)
    if trail and not NOT_A_TRAIL.search(text):
        return Hit(block=block.index, why=f'breadcrumb: the trail "{text}"')
    return None


def _is_trail(parts: list[str], *, linked: bool) -> bool:
    """Short parts that start at a home page; or three of them, linked as a trail is."""
    parts = [part.strip() for part in parts if part.strip()]
    if len(parts) < 2 or any(len(part.split()) > MAX_PART_WORDS for part in parts[:-1]):
        return False
    if len(parts[-1].split()) > MAX_LAST_WORDS or any(not re.search(r"[^\W\d_]", part) for part in parts):
        return False
    root = parts[0].lower().strip(" :|")
    if HOMES.fullmatch(root):
        return True
    return linked and len(parts) >= 3 and MENU_ROOTS.fullmatch(root) is None


RULE = BlockRule(
    code="B001",
    name="breadcrumb",
    find=find,
    max_chars=MAX_CHARS,
    lines=(LABELS,),
    cues=SEPARATOR_CHARS,
    zones=("header",),
)
