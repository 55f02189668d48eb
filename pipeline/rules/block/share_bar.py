"""Buttons that pass the page on: "Share this article", "Share on Facebook", a run of network names, "Teilen", "分享".

They are controls of the page. It must not fire on one network's name alone, which may be a heading of an article about
networks, unless the block is wholly a link; nor on names listed with commas, or in a table, as prose and data do.
"""

import re

from pipeline.model import Block
from pipeline.rule import BlockRule, Hit
from pipeline.rules.wording import line_matcher

NETWORK = (
    r"(?:facebook(?: messenger)?|fb|twitter|x(?: \(twitter\))?|x\.com|linked ?in|whats ?app|pinterest|reddit|telegram|tumblr|e-?mail"
    r"|messenger|google ?\+|google plus|pocket|flipboard|bluesky|mastodon|threads|vkontakte|vk|вконтакте|одноклассники|viber|xing"
    r"|sms|instagram|youtube|snapchat|line|wechat|weibo|tik ?tok|微信|微博|新浪微博|qq空间|qq|카카오톡|카카오스토리|네이버|はてなブックマーク|hatena"
    r"|stumbleupon|digg|delicious|blogger|evernote|skype|rss|discord|substack|spotify|soundcloud|vimeo|feedly|flickr)"
)
PRE = r"(?:(?:click|tap|press) (?:here )?to )?"
WORDING = {
    "en": (
        PRE + rf"(?:share|tweet|post|send|pin|save)(?: (?:this|it|us|via|with|link|page|article|story|post|now))? ?(?:on|to|via|by|with|in) "
        rf"(?:your )?{NETWORK}(?: ?\(opens in (?:a )?new (?:window|tab)\))?(?: ?{NETWORK})?",
        r"share (?:this|the|our) ?(?:article|story|post|page|item|entry|content|video|recipe|link|news|event|image|now|via|on|with(?: your)? friends)?",
        r"share(?: article| story| post| page| link| it| now| via| on| with(?: your)? friends| options| buttons?| icons?| bar| to| with)?"
        r"(?: on (?:social media|social networks|facebook|twitter))?",
        r"(?:sharing is caring|spread the (?:word|love)|share the love|share the knowledge)",
        r"tweet(?: this| it)?|pin it|like this|(?:copy|get) (?:the |this )?(?:link|url)(?: to clipboard)?|link copied(?: to clipboard)?|copied",
        r"\d[\d.,]*k? ?(?:shares?|tweets?)|shares?\W+\d[\d.,]*k?|(?:share|tweet|pin|facebook|twitter|pinterest) ?\d[\d.,]*k?",
        rf"{NETWORK} ?(?:share|icon|button|logo)",
        rf"(?:share|shares) {NETWORK}(?:[ ,|]+{NETWORK})*",
    ),
    "de": (
        rf"(?:(?:den |diesen )?(?:artikel|beitrag|seite|diesen artikel|diese seite) )?(?:auf|bei|per|via|über|mit) {NETWORK} (?:teilen|weiterleiten|versenden)",
        r"(?:(?:den |diesen |diese )?(?:artikel|beitrag|seite|text|inhalt) )?teilen(?: (?:auf|mit|via|sie) ?(?:diesen artikel)?)?",
        r"link (?:kopieren|kopiert)|teilen sie (?:diesen|diese) (?:artikel|beitrag|seite)|jetzt teilen|twittern|weitersagen",
    ),
    "fr": (
        rf"partager(?: (?:cet|cette|l['’]|la|le) ?(?:article|page|publication|post|vidéo))?(?: (?:sur|par|via|avec)(?: {NETWORK})?)?",
        r"partagez(?: (?:cet article|sur))?|copier le lien|tweeter|envoyer (?:par e-?mail|à un ami)|partages?",
    ),
    "es": (
        rf"compart(?:e|ir|a)(?: (?:este|esta|la|el) ?(?:artículo|noticia|página|entrada|nota))?(?: (?:en|por|vía|con)(?: {NETWORK})?)?",
        r"copiar (?:el )?enlace|tuitear|twittear|enviar por (?:e-?mail|correo(?: electrónico)?)",
    ),
    "pt": (
        rf"compartilh(?:e|ar)|partilh(?:e|ar)|(?:compart|part)ilh(?:e|ar) (?:este|esta|o|a|no|na|em|via|por) ?"
        rf"(?:artigo|notícia|página|post|matéria)?(?:(?: no| na| via)? ?{NETWORK})?",
        r"copiar (?:o )?link|tweetar|enviar por e-?mail",
    ),
    "it": (rf"condividi(?: (?:l['’]|questo |questa |il |la )?(?:articolo|post|notizia|pagina))?(?: (?:su|via|con)(?: {NETWORK})?)?", r"copia (?:il )?link"),
    "nl": (rf"(?:dit )?(?:artikel |bericht |pagina )?delen?(?: (?:op|via|met)(?: {NETWORK})?)?", rf"deel (?:dit|deze|het)(?: artikel| bericht| pagina)?(?: (?:op|via) {NETWORK})?", r"link kopiëren|kopieer link"),
    "pl": (rf"udostępnij(?: (?:ten )?(?:artykuł|wpis|link))?(?: (?:na|przez)(?: {NETWORK}| facebooku| twitterze)?)?", r"podziel się(?: artykułem| wpisem)?|(?:s)?kopiuj link|tweetnij|poleć znajomym"),
    "ru": (r"поделиться(?: (?:в|во|через|с)? ?[\wа-я ]{0,25})?|поделитесь(?: (?:с друзьями|статьей|новостью|в соцсетях))?", r"(?:скопировать|копировать) ссылку|твитнуть|рассказать друзьям|ссылка скопирована"),
    "tr": (rf"paylaş(?:ın|ım)?|(?:{NETWORK}['’]?(?:da|ta|de|te) )paylaş|(?:haberi|yazıyı|bu (?:haberi|yazıyı|sayfayı)) paylaş(?:ın)?", r"(?:linki|bağlantıyı) kopyala|tweetle"),
    "zh": (r"(?:一键)?(?:分享|转发)(?:到|至|给|本文|此文|文章|这篇文章|链接|好友|朋友圈|微信|微博|按钮|一下|到微信|到微博|到朋友圈|到qq空间)?", r"(?:复制|複製|拷贝)(?:本文)?(?:链接|連結|网址)", r"扫一扫[，,]?分享.{0,12}", r"分享(?:到|至)\w{2,10}"),
    "ja": (r"(?:この記事を|記事を)?(?:シェア|共有|ツイート|つぶやく)(?:する)?", r"(?:リンク|url)(?:を)?コピー(?:する)?", rf"{NETWORK}(?:で|に)(?:シェア|共有|送る|送信)(?:する)?"),
    "ko": (r"(?:기사 |이 ?글 |페이지 )?공유(?:하기)?", r"(?:링크|url|주소) ?복사(?:하기)?", rf"(?:{NETWORK}|페이스북|트위터|카카오톡)(?:으로|로|에)? ?(?:공유|보내기)(?:하기)?"),
    "ar": (r"(?:شارك|مشاركة|انشر|شاركها|شاركه|شاركنا)(?: (?:هذا |هذه )?(?:المقال|الخبر|الصفحة|المقالة))?(?: (?:على|عبر|مع)(?: [\w ]{2,20})?)?", r"(?:نسخ|انسخ) الرابط|غرد"),
    "cs": (r"sdílet(?: (?:článek|na facebooku|na|přes))?|zkopírovat odkaz|tweetnout",),
    "sv": (rf"dela(?: (?:artikeln|artikel|sidan|inlägget))?(?: (?:på|via)(?: {NETWORK})?)?|kopiera länk(?:en)?",),
    "id": (rf"bagikan(?: (?:artikel|berita|ini|ke|di|via)(?: ini)?)?(?: {NETWORK})?|salin (?:tautan|link)",),
    "fa": (r"(?:اشتراک[\u200c ]?گذاری|به اشتراک بگذارید|کپی (?:لینک|پیوند))",),
}
RUN_OF_NAMES = re.compile(rf"(?:share:? |shares:? )?{NETWORK}(?:[\s|/•·]+(?:{NETWORK}|print|copy link|share|more|link|tweet|pin))+")
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


RULE = BlockRule(code="B004", name="share-bar", find=find)
