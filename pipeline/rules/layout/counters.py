"""Counts beside share buttons and comment links: "1.2K", "3 likes", "27 Shares", a bare number.

They count clicks, not anything that the page is about. It must not fire on scores, prices, table cells, list
numbers, or inside the body.
"""

import re
from collections.abc import Iterator

from pipeline.model import View
from pipeline.rule import EDGES, Hit, LayoutRule

NUMBER = r"\d{1,3}(?:[.,]\d{1,3})?\s?(?:k|m|tsd\.?|mil|тыс\.?|万|萬|천)?"
THINGS = (
    r"likes?|shares?|views?|retweets?|reactions?|votes?|claps?|saves?|followers?|reads?|"
    r"gefällt mir|aufrufe|mal geteilt|partages?|vues?|j['’]aime|me gusta|compartid[oa]s?|vistas|visualizações|curtidas|"
    r"visualizzazioni|condivisioni|weergaven|wyświetleń|просмотр(?:ов|а)?|лайк(?:ов|а)?|görüntüleme|beğeni|"
    r"次(?:阅读|浏览|播放)|阅读|浏览|点赞|いいね|シェア|回視聴|조회|좋아요|مشاهدة|إعجاب"
)
COUNTER = re.compile(rf"(?:{NUMBER}\s?(?:{THINGS})|(?:{THINGS})\s?[:：]?\s?{NUMBER})", re.IGNORECASE)
DIGIT = re.compile(r"\d")
BARE = re.compile(NUMBER, re.IGNORECASE)


def find(view: View) -> Iterator[Hit]:
    """Each line that is a count of clicks; bare numbers only beside another count."""
    named = {b.index for b in view.blocks if len(b.text) <= 40 and DIGIT.search(b.text) and COUNTER.fullmatch(b.text)}
    for block in view.blocks if named else ():
        if block.role in ("table_row", "code"):
            continue
        if block.index in named:
            yield Hit(block=block.index, why="a count of clicks")
        elif {block.index - 1, block.index + 1} & named and len(block.text) <= 8 and BARE.fullmatch(block.text):
            yield Hit(block=block.index, why="a number beside a count of clicks")


RULE = LayoutRule(code="L012", name="counters", find=find, zones=EDGES)
