"""Everything after the article: from a header such as "Related posts" to the end of the page.

What follows leads elsewhere. Cutting at the first such header is wrong on 10–45 % of pages, so the cut is guarded:
enough running text must stand before it and little after it. It must not fire on "Related work", "References",
"Key takeaways", or on a header that the article goes on after.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate

from pipeline.model import Block, View
from pipeline.rule import Hit, LayoutRule
from pipeline.rules.wording import line_matcher
from pipeline.segment.shape import is_long_line, words_in

WORDING = {
    "en": (
        r"(?:related|recommended|similar|popular|trending|latest|recent|more|other|further|featured|top)"
        r" (?:posts?|articles?|stories|news|content|topics|reads?|reading|videos)(?: (?:for you|from .{1,40}|in .{1,40}))?",
        r"(?:posts?|articles?|stories) (?:you (?:may|might) (?:also )?(?:like|enjoy)|related)",
        r"you (?:may|might) (?:also )?(?:like|enjoy|be interested in)",
        r"(?:more|also) (?:from|on|in|by) (?!the\b).{1,40}",
        r"(?:read|up) next|what to read next|recommended(?: for you)?|related|keep reading|don't miss|most (?:read|popular|viewed)",
        r"about the authors?",
        r"leave a (?:reply|comment)|(?:\d+ )?comments?(?: ?\(\d+\))?|join the (?:conversation|discussion)",
        r"(?:post navigation|share this(?: article| post| story)?)",
    ),
    "de": (
        r"(?:ähnliche|verwandte|weitere|neueste|beliebte|aktuelle) (?:artikel|beiträge|themen|nachrichten|meldungen)",
        r"mehr (?:zum thema|aus .{1,30}|von .{1,30}|artikel)|das könnte (?:sie|dich|ihnen|dir) auch .{4,20}|auch interessant",
        r"lesen sie auch|meistgelesen|über (?:den|die) autor(?:in)?|(?:\d+ )?kommentare?(?: ?\(\d+\))?|(?:schreibe|hinterlasse) einen kommentar",
    ),
    "fr": (
        r"(?:articles?|sujets|contenus) (?:similaires|liés|connexes|récents|populaires|recommandés)",
        r"à lire (?:aussi|également|ensuite)|sur le même (?:sujet|thème)|vous (?:aimerez|pourriez) aussi.{0,20}|les plus lus",
        r"à propos de l['’]auteure?|(?:\d+ )?commentaires?(?: ?\(\d+\))?|laisser un commentaire",
    ),
    "es": (
        r"(?:artículos|noticias|entradas|contenidos?|temas) (?:relacionad[oa]s?|recientes|populares|similares)",
        r"(?:también )?te (?:puede|podría) (?:interesar|gustar)|más (?:noticias|sobre .{1,30}|leídas|información)|lea también|relacionad[oa]s?",
        r"sobre (?:el|la) autora?|(?:\d+ )?comentarios?(?: ?\(\d+\))?|deja (?:un|tu) comentario|deja una respuesta",
    ),
    "pt": (
        r"(?:artigos|notícias|posts|matérias|conteúdos?) (?:relacionad[oa]s?|recentes|populares|semelhantes)",
        r"(?:você|talvez) .{0,20}(?:gostar|interessar)|leia também|veja também|mais (?:lidas|notícias|sobre .{1,30})|relacionad[oa]s?",
        r"sobre (?:o|a) autora?|(?:\d+ )?comentários?(?: ?\(\d+\))?|deixe (?:um|seu) comentário|deixe uma resposta",
    ),
    "it": (
        r"(?:articoli|notizie|contenuti|post) (?:correlat[ie]|simili|recenti|consigliati)|potrebbe(?:ro)? interessarti.{0,10}",
        r"leggi anche|ti potrebbe(?:ro)? (?:anche )?.{4,15}|i più letti|sull['’]autore|(?:\d+ )?commenti?(?: ?\(\d+\))?|lascia un commento",
    ),
    "nl": (
        r"(?:gerelateerde|vergelijkbare|andere|recente|populaire) (?:artikelen|berichten|nieuws|onderwerpen)|meer (?:nieuws|over .{1,30}|van .{1,30})",
        r"lees ook|misschien vind je dit ook .{4,15}|meest gelezen|over de auteur|(?:\d+ )?reacties?(?: ?\(\d+\))?|(?:geef|plaats) een reactie",
    ),
    "pl": (
        r"(?:podobne|powiązane|polecane|najnowsze|popularne) (?:artykuły|wpisy|tematy|wiadomości)|zobacz (?:też|także|również)|czytaj (?:też|także|również)",
        r"może (?:cię|ci) .{0,10}zainteresować|najczęściej czytane|o autorze|komentarze(?: ?\(\d+\))?|(?:dodaj|zostaw) komentarz",
    ),
    "ru": (
        r"(?:похожие|связанные|другие|последние|популярные|рекомендуемые) (?:статьи|записи|новости|материалы|публикации)",
        r"читайте (?:также|ещё|еще)|(?:по|на эту) тем[еу]|вам может .{0,10}понравиться|самое читаемое|об авторе|(?:\d+ )?комментари(?:и|ев|й|я)(?: ?\(\d+\))?",
    ),
    "tr": (
        r"(?:ilgili|benzer|son|popüler|önerilen|diğer) (?:yazılar|haberler|içerikler|konular|makaleler)|bunlar da ilginizi çekebilir|yazar hakkında|yorumlar?(?: ?\(\d+\))?",
    ),
    "zh": (
        r"(?:相关|推荐|热门|最新|更多|延伸|相關|推薦|熱門)(?:阅读|文章|新闻|推荐|内容|资讯|閱讀|新聞)|猜你喜欢|猜您喜欢|大家都在看|(?:网友)?评论(?:\(\d+\))?|发表评论|作者简介",
    ),
    "ja": (
        r"(?:関連|おすすめ|人気|最新|新着)(?:記事|ニュース|の記事|コンテンツ)(?:一覧|ランキング)?|あわせて読みたい|こちらの記事も.{0,10}|この記事を書いた人|コメント(?:\(\d+\))?|ランキング",
    ),
    "ko": (
        r"(?:관련|추천|인기|최신|다른) ?(?:기사|글|뉴스|콘텐츠|포스트)|많이 본 (?:기사|뉴스)|댓글(?: ?\d+)?|저자 소개",
    ),
    "ar": (
        r"(?:مقالات|أخبار|مواضيع|موضوعات) (?:ذات صلة|مشابهة|متعلقة|أخرى)|اقرأ أيضا[ً]?|قد يعجبك أيضا[ً]?|ذات صلة|الأكثر قراءة|التعليقات|اترك تعليقا[ً]?",
    ),
    "fa": (r"(?:مطالب|اخبار|مقالات) (?:مرتبط|مشابه|بیشتر)|بیشتر بخوانید|همچنین بخوانید|نظرات|دیدگاه‌?ها",),
}
MAX_CHARS = 80
MIN_WORDS_BEFORE = 50
MAX_SHARE_AFTER = 0.2
MIN_CONFIDENCE = 0.8  # HTML: of the content model; below it the page may be a list, of which "Latest news" is a part
SURE = 0.8
"""Exports: score of running text that is content whatever stands above it."""
matching = line_matcher(WORDING, max_chars=MAX_CHARS)


def find(view: View) -> Iterator[Hit]:
    """The first guarded header and all that follows it, save what is the article's after all."""
    if view.page.kind == "html" and view.body.confidence < MIN_CONFIDENCE:
        return
    running = [
        float(words_in(block.text)) if is_kept and is_long_line(block.text) else 0.0
        for block, is_kept in zip(view.blocks, view.body.kept, strict=True)
    ]
    before = [0.0, *accumulate(running)]
    first = bisect_left(before, max(MIN_WORDS_BEFORE, (1 - MAX_SHARE_AFTER) * before[-1] - 1))
    for block in view.blocks[first:]:
        if before[block.index] < MIN_WORDS_BEFORE or block.code:
            continue
        if before[-1] - before[block.index] > MAX_SHARE_AFTER * before[-1]:
            continue
        if why := matching(block.text):
            yield Hit(block=block.index, why=f"begins the tail: {why}")
            home = _home(view, running[: block.index])
            for after in view.blocks[block.index + 1 :]:
                if not _goes_on(after, view, running, home):
                    yield Hit(block=after.index, why=f"after the header {why}, where little running text follows")
            return


def _goes_on(block: Block, view: View, running: Sequence[float], home: int | None) -> bool:
    """Is it a paragraph of the article after all: stands where its paragraphs do, or in an export is sure to be one?"""
    if not running[block.index]:
        return False
    if view.page.kind == "text":
        return view.body.scores[block.index] >= SURE
    return home is not None and _parent(block, view) == home


def _home(view: View, running: Sequence[float]) -> int | None:
    """The element in which most of the running text before the header stands; None for exports."""
    words: Counter[int] = Counter()
    for block, count in zip(view.blocks, running, strict=False):
        words[_parent(block, view)] += int(count)
    home = words.most_common(1)[0][0]
    return None if home < 0 else home


def _parent(block: Block, view: View) -> int:
    return view.elements[block.element].parent if block.element >= 0 else -1


RULE = LayoutRule(code="L009", name="related-tail", find=find)
