"""The labels of a video or audio player: "Video unavailable", "0:00 / 3:25", "Mute", "Watch on YouTube".

The player is gone; its buttons are left. It must not fire on prose ("Watch the river in March"), nor on a bare word
that may be a heading ("Play", "Chapters") unless the block is wholly a link or button.
"""

from pipeline.model import Block
from pipeline.rule import BlockRule, Hit
from pipeline.rules.wording import block_matcher

TIME = r"-?\d{1,2}:\d\d(?::\d\d)?"
WORDING = {
    "en": (
        rf"{TIME} ?/ ?{TIME}",
        (
            rf"(?:current time|duration(?: time)?|remaining time|loaded|progress|time)\W*(?:{TIME}|[\d.]+ ?%)(?:"
            rf" ?/ ?{TIME})?"
        ),
        rf"0:00|00:00(?: 00:00)+|(?:current time {TIME} / )?duration {TIME}(?: loaded: [\d.]+%)?(?: .{{0,200}})?",
        (
            r"(?:this )?video (?:is )?(?:unavailable|not available|no longer available|private|not supported)(?:"
            r" (?:in your (?:country|region|browser)|because.{0,80}|due to.{0,80}))?"
        ),
        (
            r"(?:this|the) (?:video|audio|content|media) (?:is (?:not|no longer|currently un)|isn['’]t|has been"
            r" (?:removed|deleted)|could not be|cannot be|can['’]t be|failed to)"
            r"(?: available| supported| load(?:ed)?| play(?:ed)?| be (?:loaded|played))?"
            r"(?: (?:in|on|for|because|due to|by|or|at this|from) .{1,70})?"
        ),
        r"(?:the media could not be loaded|no compatible source was found).{0,120}",
        r"an error occurred\W+please try again later.{0,40}|if playback doesn['’]t begin shortly.{0,60}",
        r"(?:video|audio|media|the video) player(?: is loading)?|(?:video|audio|media) (?:player )?(?:is )?loading",
        r"(?:html5 )?(?:video|audio) player|video (?:ad )?will (?:start|play|begin) .{0,40}",
        r"watch (?:this video )?(?:on|in) (?:youtube|vimeo|facebook|twitter|tik ?tok|instagram)",
        r"(?:view|see) (?:this post|profile) on instagram",
        r"(?:open|listen) (?:on|in) (?:spotify|apple podcasts|soundcloud|youtube)|more videos on youtube",
        (
            r"(?:play|pause|watch|replay|stop|start|skip|embed|close|expand|download) (?:the )?(?:video|audio"
            r"|clip|episode|slideshow|trailer|player|intro|podcast)(?: \d{1,2}:\d\d)?"
        ),
        r"click to (?:play|unmute|watch)(?: video)?|tap to (?:play|unmute)|play (?:all|again|now)|autoplay",
        r"video playback|(?:un)?mute(?: (?:audio|video))?|(?:enter |exit |non-?)?full ?screen(?: mode)?",
        r"picture-in-picture|seek to live(?:, currently (?:behind|playing) live)?(?: live)?|stream type live",
        r"playback (?:rate|speed)|volume \d{1,3}%",
        r"(?:captions?|subtitles?|descriptions?)(?: (?:settings|off))(?:, (?:opens .{0,40}|selected))?|audio track",
        r"(?:this is a|close) modal (?:window|dialog)|this is a modal window.{0,80}",
        r"(?:beginning|end) of dialog window.{0,80}|escape will cancel and close the window",
        r"use (?:up/down|left/right) arrow keys? .{0,80}",
        r"text (?:color|background|edge style) ?(?:white|black|transparent|color).{0,160}",
        r"font (?:size|family) ?\d?\d?\d?%?.{0,160}|(?:caption area )?background color .{0,100}",
        r"(?:reset )?restore all settings to the default values ?(?:done)?",
        r"(?:current )?(?:live|now playing|up next|next up)(?: in \d+)?(?: cancel)?",
        r"(?:your browser does not support the )?(?:video|audio)(?: tag| element)|share (?:this )?video",
        r"copy (?:video )?embed code|embed(?: code)?(?: <iframe.{0,300})?",
    ),
    "de": (
        r"(?:dieses )?video (?:ist )?(?:nicht|derzeit nicht) (?:mehr )?verfügbar",
        r"video (?:abspielen|starten|ansehen|wird geladen)|auf youtube ansehen|ton (?:an|aus)(?:schalten)?",
        r"stumm(?:schalten)?|vollbild(?:modus)?|(?:externer inhalt|audio) abspielen",
    ),
    "fr": (
        r"(?:cette )?vidéo (?:n['’]est (?:pas|plus) |in)disponible|(?:lire|lancer|regarder|voir) la vidéo",
        r"regarder sur youtube|(?:activer|désactiver|couper) le son|plein écran",
    ),
    "es": (
        r"(?:este )?v[íi]deo no (?:está )?disponible|(?:reproducir|ver) (?:el )?v[íi]deo|ver en youtube",
        r"(?:activar|desactivar) (?:el )?(?:sonido|audio)|silenciar|pantalla completa",
    ),
    "pt": (
        r"(?:este )?v[íi]deo (?:não (?:está )?disponível|indisponível)",
        r"(?:reproduzir|assistir|ver) (?:ao )?(?:o )?v[íi]deo|(?:assistir|ver) no youtube|ativar (?:o )?som",
        r"tela cheia|silenciar",
    ),
    "it": (
        r"(?:questo )?video non (?:è )?(?:più )?disponibile|(?:riproduci|guarda) (?:il )?video|guarda su youtube",
        r"(?:attiva|disattiva) (?:audio|l['’]audio)|schermo intero",
    ),
    "nl": (
        r"(?:deze )?video (?:is )?niet (?:meer )?beschikbaar|(?:bekijk|speel) (?:de )?video(?: af)?",
        r"video (?:afspelen|bekijken)|bekijken op youtube|geluid (?:aan|uit)|volledig scherm",
    ),
    "pl": (
        r"(?:ten )?film (?:jest )?niedostępny|(?:odtwórz|obejrzyj|zobacz) (?:film|wideo)|obejrzyj w youtube|wycisz",
        r"pełny ekran|włącz dźwięk",
    ),
    "ru": (
        r"(?:это )?видео (?:больше )?не ?доступно|(?:смотреть|воспроизвести|включить) видео",
        r"(?:смотреть|посмотреть) на youtube|(?:включить|выключить) звук|(?:на |во )?(?:полный|весь) экран",
        r"полноэкранный режим",
    ),
    "tr": (
        r"(?:bu )?video (?:artık )?(?:kullanılamıyor|mevcut değil|oynatılamıyor)|videoyu (?:oynat|izle)",
        r"youtube['’]?da izle|sesi (?:aç|kapat)|tam ekran",
    ),
    "zh": (
        r"(?:该|此)?(?:视频|影片|視頻)(?:无法播放|不可用|已失效|暂无法播放|無法播放|加载中)",
        r"(?:播放|观看|暂停)(?:视频|影片|視頻)|在 ?youtube ?上?(?:观看|觀看)|静音|靜音|取消静音|全屏|全螢幕|点击播放",
        r"画中画",
    ),
    "ja": (
        r"(?:この)?動画(?:は|を)?(?:再生できません|ご利用いただけません|利用できません|再生(?:する)?|見る|読み込み中)",
        r"youtube ?で見る|ミュート(?:解除)?|全画面(?:表示)?|フルスクリーン",
    ),
    "ko": (
        r"(?:이 ?)?(?:동영상|영상|비디오)(?:을|를)? ?(?:재생(?:할 수 없습니다|하기)?|사용할 수 없습니다|보기|로딩 ?중)",
        r"youtube에서 보기|유튜브에서 보기|음소거(?: 해제)?|전체 ?화면",
    ),
    "ar": (
        r"(?:هذا )?الفيديو (?:غير متاح|غير متوفر|لم يعد متاحا?)|(?:تشغيل|شاهد|مشاهدة) (?:ال)?فيديو",
        r"(?:مشاهدة|شاهد) على (?:youtube|يوتيوب)|كتم(?: الصوت)?|ملء الشاشة",
    ),
    "cs": (
        r"video (?:není|již není) (?:k dispozici|dostupné)|přehrát video|zobrazit na youtube|ztlumit|celá obrazovka",
    ),
    "sv": (
        r"videon är inte (?:längre )?tillgänglig|spela (?:upp )?(?:video|videon|klippet)|titta på youtube|helskärm",
        r"ljud (?:på|av)",
    ),
    "id": (r"video tidak (?:lagi )?tersedia|(?:putar|tonton) video|tonton di youtube|layar penuh|bisukan",),
    "fa": (r"(?:این )?ویدیو در دسترس نیست", r"پخش ویدیو", r"تمام صفحه", r"بی[‌ ]?صدا"),
}
LINKED = {
    "en": (
        r"play|pause|stop|replay|captions|chapters|settings|volume|quality|speed|subtitles|transcript",
        r"live|auto|1x|watch(?: now)?|listen|skip",
    ),
    "de": (r"abspielen", r"wiedergabe", r"pause", r"lautstärke", r"untertitel"),
    "fr": (r"lecture", r"lire", r"pause", r"volume", r"sous-titres"),
    "es": (r"reproducir", r"pausa", r"volumen", r"subtítulos"),
    "pt": (r"reproduzir", r"pausar", r"volume", r"legendas"),
    "it": (r"riproduci", r"pausa", r"sottotitoli"),
    "nl": (r"afspelen", r"pauze", r"ondertiteling"),
    "pl": (r"odtwórz", r"pauza", r"napisy"),
    "ru": (r"воспроизвести", r"пауза", r"громкость", r"субтитры", r"смотреть"),
    "tr": (r"oynat", r"duraklat", r"altyazı"),
    "zh": (r"播放", r"暂停", r"字幕", r"音量"),
    "ja": (r"再生", r"一時停止", r"字幕", r"音量"),
    "ko": (r"재생", r"일시 ?정지", r"자막", r"음량"),
    "ar": (r"تشغيل", r"إيقاف(?: مؤقت)?", r"الترجمة"),
}
MAX_CHARS = 260
matching = block_matcher(WORDING, LINKED, max_chars=MAX_CHARS)


def find(block: Block) -> Hit | None:
    """The whole block, if it is nothing but a player's label."""
    if block.role in ("code", "table_row", "heading"):
        return None
    why = matching(block)
    return Hit(block=block.index, why=f"player text: {why}") if why else None


RULE = BlockRule(code="B016", name="player-text", find=find, max_chars=MAX_CHARS, lines=(WORDING, LINKED))
