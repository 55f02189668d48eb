"""The header that a tool wrote above the text it saved: lines such as `URL: https://…`, `Title: …`, `Date: …`."""

import re
from collections.abc import Sequence
from typing import Literal

from pipeline.model import Value

Key = Literal["url", "title", "other"]
URL_KEYS = (
    *("url", "source url", "page url", "original url", "web page", "webpage", "link", "permalink", "address", "uri"),
    *("warc-target-uri", "adresse", "quelle", "enlace", "indirizzo", "lien", "ссылка", "адрес", "网址", "網址", "链接"),
    *("連結", "リンク", "주소", "الرابط", "bağlantı", "source", "from"),
)
TITLE_KEYS = (
    *("title", "page title", "headline", "titel", "überschrift", "titre", "título", "titulo", "titolo", "tytuł"),
    *("заголовок", "название", "标题", "標題", "タイトル", "제목", "العنوان", "başlık"),
)
OTHER_KEYS = (
    *("author", "authors", "by", "autor", "auteur", "autore", "автор", "作者", "date", "published", "date published"),
    *("published at", "publication date", "updated", "modified", "datum", "fecha", "data", "дата", "日期", "日付"),
    *("crawled", "crawled at", "crawl date", "scraped", "scraped at", "retrieved", "retrieved on", "accessed"),
    *("saved", "saved on", "captured", "fetched", "fetched at", "timestamp", "warc-date", "snapshot", "domain"),
    *("site", "website", "site name", "publisher", "language", "lang", "description", "keywords", "tags", "category"),
    *(
        "section",
        "content-type",
        "content type",
        "charset",
        "encoding",
        "status",
        "word count",
        "length",
        "id",
        "doc id",
        "page",
    ),
)
KEYS: dict[str, Key] = {
    **dict.fromkeys(OTHER_KEYS, "other"),
    **dict.fromkeys(URL_KEYS, "url"),
    **dict.fromkeys(TITLE_KEYS, "title"),
}
LINE = re.compile(r"([^\W\d_][\w -]{0,24}?) ?[:：]\s*(\S.{0,2000})")
URL = re.compile(r"https?://[^\s<>\"]+")
MAX_LINES = 12
BARE_URL, RULER = "bare url", "ruler"
"""Names of lines without a key."""
RULERS = "=-_*#~+─━═"
MIN_RULER = 3


class SavedLine(Value, frozen=True):
    key: Key
    name: str
    """The key as the file spells it, in lower case."""
    value: str


def saved_line(text: str) -> SavedLine | None:
    """What a line of such a header says; None for any other line."""
    if is_ruler(text):
        return SavedLine("other", RULER, text)
    if URL.fullmatch(text):
        return SavedLine("url", BARE_URL, text)
    found = LINE.fullmatch(text)
    key = KEYS.get(name := found[1].lower()) if found else None
    if found is None or key is None:
        return None
    if key == "url" and not URL.fullmatch(found[2]):  # "Source: Reuters"
        key = "other"
    return SavedLine(key, name, found[2])


def is_ruler(text: str) -> bool:
    """Three times the same dash, star or equals sign, or more."""
    return len(text) >= MIN_RULER and text[0] in RULERS and len(set(text)) == 1


def saved_header(texts: Sequence[str]) -> list[SavedLine]:
    """The header that these lines begin with, empty for none: it gives a URL, or begins with a title."""
    lines: list[SavedLine] = []
    for text in texts[:MAX_LINES]:
        line = saved_line(text)
        if line is None:
            break
        lines.append(line)
    keys = [line.key for line in lines if line.name != RULER]
    return lines if "url" in keys or keys[:1] == ["title"] else []
