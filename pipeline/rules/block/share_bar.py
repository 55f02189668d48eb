"""Buttons that pass the page on: "Share this article", "Share on Facebook", a run of network names, "Teilen", "分享".

They are controls of the page. It must not fire on one network's name alone, which may be a heading of an article about
networks, unless the block is wholly a link; nor on names listed with commas, or in a table, as prose and data do.
"""

import re

from pipeline.model import Block
from pipeline.rule import BlockRule, Hit
from pipeline.rules.wording import line_matcher

NETWORK = (
    r"(?:facebook(?: messenger)?|fb|twitter|x(?: \(twitter\))?|x\.com|linked ?in|whats ?app|pinterest|reddit|telegram"
    r"|tumblr|e-?mail"
    r"|messenger|google ?\+|google plus|pocket|flipboard|bluesky|mastodon|threads|vkontakte|vk|вконтакте|одноклассники"
    r"|viber|xing"
    r"|sms|instagram|youtube|snapchat|line|wechat|weibo|tik ?tok|微信|微博|新浪微博|qq空间|qq|카카오톡|카카오스토리"
    r"|네이버|はてなブックマーク|hatena"
    r"|stumbleupon|digg|delicious|blogger|evernote|skype|rss|discord|substack|spotify|soundcloud|vimeo|feedly|flickr)"
)
PRE = r"(?:(?:click|tap|press) (?:here )?to )?"
WORDING = {
    "en": (
        PRE + r"(?:share|tweet|post|send|pin|save)(?: (?:this|it|us|via|with|link|page|article|story|post"
        r"|now))? ?(?:on|to|via|by|with|in) "
        rf"(?:your )?{NETWORK}(?: ?\(opens in (?:a )?new (?:window|tab)\))?(?: ?{NETWORK})?",
        (
            r"share (?:this|the|our) ?(?:article|story|post|page|item|entry|content|video|recipe|link|news|event"
            r"|image|now|via|on|with(?: your)? friends)?"
        ),
        r"share(?: article| story| post| page| link| it| now| via| on| with(?: your)? friends| options| buttons?"
        r"| icons?| bar| to| with)?"
        r"(?: on (?:social media|social networks|facebook|twitter))?|sharing is caring|spread the (?:word|love)",
        r"share the love|share the knowledge|tweet(?: this| it)?|pin it|like this",
        r"(?:copy|get) (?:the |this )?(?:link|url)(?: to clipboard)?|link copied(?: to clipboard)?|copied",
        r"\d[\d.,]*k? ?(?:shares?|tweets?)|shares?\W+\d[\d.,]*k?",
        rf"(?:share|tweet|pin|facebook|twitter|pinterest) ?\d[\d.,]*k?|{NETWORK} ?(?:share|icon|button|logo)",
        rf"(?:share|shares) {NETWORK}(?:[ ,|]+{NETWORK})*",
    ),
    "de": (
        (
            r"(?:(?:den |diesen )?(?:artikel|beitrag|seite|diesen artikel|diese seite) )?(?:auf|bei|per|via|über"
            rf"|mit) {NETWORK} (?:teilen|weiterleiten|versenden)"
        ),
        (
            r"(?:(?:den |diesen |diese )?(?:artikel|beitrag|seite|text|inhalt) )?teilen(?: (?:auf|mit|via|sie)"
            r" ?(?:diesen artikel)?)?"
        ),
        r"link (?:kopieren|kopiert)|teilen sie (?:diesen|diese) (?:artikel|beitrag|seite)|jetzt teilen|twittern",
        r"weitersagen",
    ),
    "fr": (
        (
            r"partager(?: (?:cet|cette|l['’]|la|le) ?(?:article|page|publication|post|vidéo))?(?: (?:sur|par|via"
            rf"|avec)(?: {NETWORK})?)?"
        ),
        r"partagez(?: (?:cet article|sur))?|copier le lien|tweeter|envoyer (?:par e-?mail|à un ami)|partages?",
    ),
    "es": (
        (
            r"compart(?:e|ir|a)(?: (?:este|esta|la|el) ?(?:artículo|noticia|página|entrada|nota))?(?: (?:en|por"
            rf"|vía|con)(?: {NETWORK})?)?"
        ),
        r"copiar (?:el )?enlace|tuitear|twittear|enviar por (?:e-?mail|correo(?: electrónico)?)",
    ),
    "pt": (
        r"compartilh(?:e|ar)|partilh(?:e|ar)|(?:compart|part)ilh(?:e|ar) (?:este|esta|o|a|no|na|em|via|por) ?"
        rf"(?:artigo|notícia|página|post|matéria)?(?:(?: no| na| via)? ?{NETWORK})?|copiar (?:o )?link|tweetar",
        r"enviar por e-?mail",
    ),
    "it": (
        (
            r"condividi(?: (?:l['’]|questo |questa |il |la )?(?:articolo|post|notizia|pagina))?(?: (?:su|via"
            rf"|con)(?: {NETWORK})?)?"
        ),
        r"copia (?:il )?link",
    ),
    "nl": (
        rf"(?:dit )?(?:artikel |bericht |pagina )?delen?(?: (?:op|via|met)(?: {NETWORK})?)?",
        rf"deel (?:dit|deze|het)(?: artikel| bericht| pagina)?(?: (?:op|via) {NETWORK})?|link kopiëren|kopieer link",
    ),
    "pl": (
        rf"udostępnij(?: (?:ten )?(?:artykuł|wpis|link))?(?: (?:na|przez)(?: {NETWORK}| facebooku| twitterze)?)?",
        r"podziel się(?: artykułem| wpisem)?|(?:s)?kopiuj link|tweetnij|poleć znajomym",
    ),
    "ru": (
        r"поделиться(?: (?:в|во|через|с)? ?[\wа-я ]{0,25})?",
        r"поделитесь(?: (?:с друзьями|статьей|новостью|в соцсетях))?|(?:скопировать|копировать) ссылку|твитнуть",
        r"рассказать друзьям|ссылка скопирована",
        r"вконтакте|одноклассники|твиттер|фейсбук|телеграм|вотсап|вайбер",
    ),
    "tr": (
        rf"paylaş(?:ın|ım)?|(?:{NETWORK}['’]?(?:da|ta|de|te) )paylaş",
        r"(?:haberi|yazıyı|bu (?:haberi|yazıyı|sayfayı)) paylaş(?:ın)?|(?:linki|bağlantıyı) kopyala|tweetle",
    ),
    "zh": (
        r"(?:一键)?(?:分享|转发)(?:到|至|给|本文|此文|文章|这篇文章|链接|好友|朋友圈|微信|微博|按钮|一下|到微信|到微博"
        r"|到朋友圈|到qq空间)?|(?:复制|複製|拷贝)(?:本文)?(?:链接|連結|网址)|扫一扫[，,]?分享.{0,12}",
        r"分享(?:到|至) ?\w{2,10}|(?:新浪)?微博|微信(?:好友|朋友圈)?|qq空间|朋友圈",
    ),
    "ja": (
        r"(?:この記事を|記事を)?(?:シェア|共有|ツイート|つぶやく)(?:する)?|(?:リンク|url)(?:を)?コピー(?:する)?",
        rf"{NETWORK}(?:で|に)(?:シェア|共有|送る|送信)(?:する)?|はてなブックマーク|フェイスブック|ツイッター",
    ),
    "ko": (
        r"(?:기사 |이 ?글 |페이지 )?공유(?:하기)?|(?:링크|url|주소) ?복사(?:하기)?",
        rf"(?:{NETWORK}|페이스북|트위터|카카오톡)(?:으로|로|에)? ?(?:공유|보내기)(?:하기)?|페이스북|트위터|카카오톡",
    ),
    "ar": (
        (
            r"(?:شارك|مشاركة|انشر|شاركها|شاركه|شاركنا)(?: (?:هذا |هذه )?(?:المقال|الخبر|الصفحة|المقالة))?(?:"
            r" (?:على|عبر|مع)(?: [\w ]{2,20})?)?"
        ),
        r"(?:نسخ|انسخ) الرابط|غرد|في?سبوك|تويتر|واتس ?[اآ]ب|تي?لي?[غج]رام",
    ),
    "cs": (r"sdílet(?: (?:článek|na facebooku|na|přes))?", r"zkopírovat odkaz", r"tweetnout"),
    "sv": (rf"dela(?: (?:artikeln|artikel|sidan|inlägget))?(?: (?:på|via)(?: {NETWORK})?)?", r"kopiera länk(?:en)?"),
    "id": (rf"bagikan(?: (?:artikel|berita|ini|ke|di|via)(?: ini)?)?(?: {NETWORK})?", r"salin (?:tautan|link)"),
    "fa": (
        r"اشتراک[\u200c ]?گذاری",
        r"به اشتراک بگذارید",
        r"کپی (?:لینک|پیوند)",
        r"توییتر|فیس[\u200c ]?بوک|تلگرام|واتس[\u200c ]?اپ|اینستاگرام|لینکدین|ایتا|روبیکا",
    ),
}
RUN_OF_NAMES = re.compile(
    rf"(?:share:? |shares:? )?{NETWORK}(?:[\s|/•·]+(?:{NETWORK}|print|copy link|share|more|link"
    r"|tweet|pin))+"
)
COMMA_RUN = re.compile(rf"{NETWORK}(?:[\s,|/•·]+{NETWORK})*")
MAX_CHARS = 120
matching = line_matcher(WORDING, max_chars=MAX_CHARS)


def find(block: Block) -> Hit | None:
    """The whole block, if it is nothing but such buttons."""
    if block.role == "code" or len(block.text) > MAX_CHARS:
        return None
    if why := matching(block.text):
        return Hit(block=block.index, why=f"share button: {why}")
    folded = " ".join(block.text.lower().split())
    linked = block.link_density >= 0.9
    plain = block.role == "paragraph" or linked
    if (plain and RUN_OF_NAMES.fullmatch(folded)) or (linked and COMMA_RUN.fullmatch(folded)):
        return Hit(block=block.index, why=f'share bar: network names "{block.text}"')
    return None


RULE = BlockRule(
    code="B004",
    name="share-bar",
    find=find,
    max_chars=MAX_CHARS,
    lines=(WORDING, {"names": (RUN_OF_NAMES.pattern, COMMA_RUN.pattern)}),
)
