"""A call to follow the site elsewhere: "Follow us on Facebook", "Join us on Telegram", "Folgen Sie uns", "关注我们".

It advertises the site's accounts. It must not fire on sentences that go on ("Follow us into the woods"), nor on what
people do on networks ("Millions follow her on Instagram").
"""

from pipeline.model import Block
from pipeline.rule import BlockRule, Hit
from pipeline.rules.wording import block_matcher

NETWORK = (
    r"(?:facebook|twitter|x|instagram|linked ?in|you ?tube|telegram|whats ?app|tik ?tok|pinterest|google ?(?:\+|plus"
    r"|news)|threads|bluesky|mastodon"
    r"|vk|вконтакте|одноклассник\w*|дзен\w*|zen|flipboard|reddit|snapchat|tumblr|discord|twitch|spotify|apple podcasts"
    r"|rss|feedly|viber|line|wechat|weibo|xing|фейсбук\w*|твиттер\w*|телеграм\w*|инстаграм\w*"
    r"|social media|social networks|social|the socials|our socials|wechat|medium|substack|bloglovin['’]?)"
)
NETWORKS = rf"{NETWORK}(?:(?:[\s,&/+]| and | or | und | et | y | e | en | i | и | ve | och )+(?:on )?{NETWORK}){{0,6}}"
NAME = r"(?:us|me|@[\w.]{2,30}|the author|our (?:page|channel|account)|[\w'’. -]{2,30})"
WORDING = {
    "en": (
        (
            r"(?:please |and |also,? |you can |don['’]t forget to )?(?:follow|like|find|join|add|connect with"
            rf"|visit|watch|see|get in touch with|catch|subscribe to|keep up with) {NAME} (?:on|at|via|in|through)"
            rf" (?:our )?{NETWORKS}(?: (?:page|channel|for (?:more|the latest|daily|updates|news)\b.{{0,60}}"
            rf"|@[\w.]{{2,30}}))?(?: ?[:@#].{{0,60}})?"
        ),
        (
            r"(?:follow|like|find|connect with|join|get social with|stay connected(?: with)?|keep in touch(?:"
            r" with)?) us(?: (?:here|there|online|today|now|everywhere))?"
        ),
        r"follow(?: me| this (?:blog|author|topic|page))|let['’]s (?:connect|be friends)",
        rf"connect with (?:us|me)|(?:follow|like)(?: {NAME})?\W+(?:@[\w.]{{2,30}}|{NETWORKS})",
        rf"(?:our|join our|subscribe to our) (?:{NETWORK}) (?:page|channel|group|account|community).{{0,30}}",
        rf"(?:follow|like) (?:on|via) {NETWORKS}|follow (?:topic|author|blog)",
        r"subscribe to (?:our|my|the) (?:youtube|telegram|whatsapp|rss|podcast)(?: channel| feed)?",
        r"join (?:our|the) (?:telegram|whatsapp|discord|facebook) (?:channel|group|community|server)\b.{0,40}",
        r"social media links?",
    ),
    "de": (
        (
            r"(?:folgen sie|folge|folgt|besuchen sie|besuche|liken sie|finden sie) (?:uns|mir)(?: (?:auf|bei|auch"
            rf" auf|jetzt auf|in) (?:unserem )?(?:{NETWORKS}|social media|den sozialen (?:medien|netzwerken)))?"
        ),
        rf"(?:auf|bei) {NETWORK} folgen",
    ),
    "fr": (
        (
            rf"(?:suivez|rejoignez|retrouvez|aimez)[- ](?:nous|moi)(?: (?:sur|aussi sur) (?:{NETWORKS}|les"
            r" réseaux(?: sociaux)?|nos réseaux(?: sociaux)?))?"
        ),
        rf"(?:nous )?suivre(?: sur (?:{NETWORKS}|les réseaux sociaux))?|abonnez[- ]vous à notre chaîne.{{0,30}}",
    ),
    "es": (
        (
            r"(?:síguenos|siguenos|síganos|seguinos|sígueme|únete|búscanos|encuéntranos|visítanos)(?: (?:en|a"
            rf" través de|también en) (?:nuestro canal de )?(?:{NETWORKS}|(?:nuestras )?redes(?: sociales)?|las"
            r" redes(?: sociales)?))?"
        ),
        rf"seguir(?: en {NETWORKS})?",
    ),
    "pt": (
        (
            r"(?:siga|sigam|curta|acompanhe|encontre|segue)(?:-nos|-me| a gente| nos| o \w+)?(?: (?:no|na|nas|em"
            rf"|pelo|também no) (?:{NETWORKS}|redes(?: sociais)?|nossas redes(?: sociais)?))"
        ),
        r"(?:siga|segue|acompanhe)-(?:nos|me)|nos siga|siga a gente",
    ),
    "it": (
        (
            rf"(?:seguici|seguimi|segui|trovaci|unisciti)(?: (?:su|anche su|sui|nei) (?:{NETWORKS}|(?:nostri"
            r" )?social(?: network)?))?"
        ),
        r"seguici sui nostri canali.{0,20}",
    ),
    "nl": (rf"(?:volg|like|bezoek|vind) (?:ons|mij|me)(?: (?:op|via|ook op) (?:{NETWORKS}|sociale media))?",),
    "pl": (
        (
            rf"(?:obserwuj|polub|śledź|znajdź|odwiedź|dołącz do)(?: nas| mnie)(?: (?:na|w) (?:{NETWORKS}|facebooku"
            r"|twitterze|instagramie|google news|mediach społecznościowych|youtube))?"
        ),
    ),
    "ru": (
        (
            r"(?:подписывайтесь|подпишитесь|подписаться|следите|присоединяйтесь|читайте)(?: (?:за нами|на нас|к"
            rf" нам|нас|на наш\w*))?(?: (?:в|во|на|канал\w*|страниц\w*|групп\w*|наш\w*)){{0,3}} (?:{NETWORKS}"
            r"|соц(?:иальных )?сет\w+|youtube)(?:[- ]?канал\w*)?"
        ),
        (
            rf"(?:следите за нами|присоединяйтесь к нам|мы в (?:соц\w*(?:иальных)? ?сет\w+|{NETWORKS})"
            r"|подписывайтесь на (?:нас|нашу? (?:канал|страницу|группу)))"
        ),
    ),
    "tr": (
        rf"(?:bizi |sosyal medyada )?(?:{NETWORKS})?['’]?(?:da|de|ta|te|dan|den|tan|ten)? ?(?:bizi )?takip edin",
        r"bizi (?:takip et|takip edin|izleyin)",
    ),
    "zh": (
        (
            r"(?:请|欢迎|扫码|扫一扫|扫描二维码)?,?，?(?:关注|關注|追踪|追蹤)(?:我们|我們|本站"
            r"|官方)?(?:的)?(?:官方)?(?:微信|微博|公众号|微信公众号|抖音"
            r"|facebook|twitter|粉丝团|粉絲團|账号)?(?:公众号)?"
        ),
    ),
    "ja": (
        rf"(?:私たちを|当サイトを|公式)?(?:{NETWORK})?(?:で|を)?フォロー(?:する|してください|お願いします)?",
        rf"公式(?:sns|アカウント|{NETWORK})|フォローする",
    ),
    "ko": (
        rf"(?:우리를 |저희를 )?(?:{NETWORK}|페이스북|트위터|인스타그램|유튜브|카카오톡)?(?:에서|을|를)? ?(?:팔로우"
        rf"|구독)(?:하기|하세요|해 ?주세요)",
    ),
    "ar": (
        r"(?:تابعنا|تابعونا|تابعوا|انضم إلينا|انضموا إلينا|اتبعنا)(?: (?:على|عبر|في) (?:[\w ]{2,40}))?",
        r"صفحاتنا على .{2,30}",
    ),
    "cs": (
        (
            rf"(?:sledujte|najdete|přidejte se k) nás?(?: (?:na|také na) (?:{NETWORKS}|facebooku|instagramu"
            r"|twitteru|sociálních sítích))?"
        ),
    ),
    "sv": (rf"följ oss(?: på (?:{NETWORKS}|sociala medier))?", rf"gilla oss på {NETWORK}"),
    "id": (rf"(?:ikuti|follow|temukan) (?:kami|akun kami)(?: (?:di|juga di) (?:{NETWORKS}|media sosial))?",),
    "fa": (r"ما را (?:در .{2,40} )?دنبال کنید",),
}
LINKED_ONLY = {
    "en": (r"follow", r"followers?", r"following", r"social media"),
    "de": (r"folgen", r"soziale (?:medien|netzwerke)"),
    "fr": (r"suivre", r"réseaux sociaux"),
    "es": (r"seguir", r"redes sociales"),
    "pt": (r"seguir", r"redes sociais"),
    "it": (r"segui",),
    "nl": (r"volgen",),
    "pl": (r"obserwuj",),
    "ru": (r"подписаться",),
    "tr": (r"takip et",),
    "zh": (r"关注", r"關注"),
    "ja": (r"フォロー",),
    "ko": (r"구독",),
    "ar": (r"متابعة",),
}
MAX_CHARS = 140
matching = block_matcher(WORDING, LINKED_ONLY, max_chars=MAX_CHARS)


def find(block: Block) -> Hit | None:
    """The whole block, if it is nothing but the call."""
    if block.role in ("code", "table_row"):
        return None
    why = matching(block)
    return Hit(block=block.index, why=f"follow prompt: {why}") if why else None


RULE = BlockRule(code="B019", name="follow-prompt", find=find, max_chars=MAX_CHARS, lines=(WORDING, LINKED_ONLY))
