"""Which elements of a page are beside the main content, by tag and by name; and when such a name lies.

A name lies where the elements that bear it hold most of the page's running text: page builders wrap every
paragraph in a `widget`, newsletters publish a `newsletter-post`.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate

from pipeline.model import Element

SIDE_TAGS = frozenset(("nav", "footer", "aside", "dialog", "menu"))
SIDE_NAMES = re.compile(
    r"(?<![a-z])(?:comments?|disqus|respond|replies|related|recommend(?:ed|ations?)?|similar|more-(?:from|stories|news|on)|read-?next|"
    r"up-?next|you-may|also-like|teasers?|promos?|promotions?|shar(?:e|ing)|social|follow|sidebar|side-?bar|widgets?|"
    r"nav(?:igation|bar)?|menus?|mega-?menu|breadcrumbs?|footer|colophon|masthead|site-header|topbar|toolbar|"
    r"newsletters?|subscri(?:be|ption)|signup|sign-up|cookies?|consent|gdpr|modal|popup|overlay|banners?|advert(?:isement|s)?|ads?|"
    r"sponsor(?:ed)?|outbrain|taboola|author-?(?:bio|box|info|card)|about-author|bio|tags?(?!-)|tag-?list|post-?meta|"
    r"meta-?data|byline|pagination|pager|skip-link|screen-reader-text|sr-only|visually-hidden|login|paywall|rating|"
    r"trending|popular|latest|most-read|carousel|slider|contentinfo|complementary|search|kommentare?|verwandt|weitere)(?![a-z])"
)
PAGE_TAGS = frozenset(("html", "body", "main", "article"))
"""WordPress and others write a page's tags and access level into the classes of these: only some names count."""
PAGE_NAMES = re.compile(r"(?<![a-z])(?:comments?|related|recommend(?:ed)?|similar|teasers?|promos?|cards?)(?![a-z])")
COMMENT_NAMES = re.compile(r"(?<![a-z])(?:comments?|disqus|respond|replies|kommentare?)(?![a-z])")
COMMENTS = "comments"
MAX_SHARE = 0.3  # of the page's good text in one element; past it, it is no side element whatever its name
LYING_SHARE = 0.5  # of the page's good text under one name; past it, the name lies
DISCUSSION_MAX_OTHER = 2000  # characters beside the comments; past it, they stand under an article


def side_elements(elements: Sequence[Element], good: Sequence[float]) -> list[str]:
    """One an element: what makes it, or one above it, a side element, in words; empty for none."""
    total = [0.0, *accumulate(good)]
    share = [(total[e.last] - total[e.first]) / (total[-1] or 1.0) for e in elements]
    names = [_side_name(element) for element in elements]
    by_name = _share_by_name(elements, names, share)
    lying = {name for name, part in by_name.items() if part > LYING_SHARE}
    under_article = (1 - by_name[COMMENTS]) * total[-1] > DISCUSSION_MAX_OTHER
    always = {COMMENTS} & lying if under_article else set()
    side: list[str] = []
    for element, name, part in zip(elements, names, share, strict=True):
        above = side[element.parent] if element.parent >= 0 else ""
        is_side = name in always or (name not in lying and part <= MAX_SHARE)
        side.append(above or (_reason(element, name) if name and is_side else ""))
    return side


def _side_name(element: Element) -> str:
    """The word that says so, or the tag; empty for none. All names of comments are one."""
    if element.tag in SIDE_TAGS:
        return element.tag
    if COMMENT_NAMES.search(element.names):
        return COMMENTS
    name = (PAGE_NAMES if element.tag in PAGE_TAGS else SIDE_NAMES).search(element.names)
    return name[0] if name else ""


def _reason(element: Element, name: str) -> str:
    return f"<{name}>" if name == element.tag else f'<{element.tag}> named "{name}"'


def _share_by_name(elements: Sequence[Element], names: Sequence[str], share: Sequence[float]) -> dict[str, float]:
    """Share of the page's good text under each name, no text counted twice for one name."""
    found: dict[str, float] = defaultdict(float)
    covered: dict[str, int] = defaultdict(int)
    for element, name, part in zip(elements, names, share, strict=True):
        if name and element.first >= covered[name]:
            found[name] += part
            covered[name] = element.last
    return found
