"""Which HTML tags break a line, which are skipped, and which say what their text is."""

from pipeline.model import Role

SKIPPED = frozenset(
    "script style template svg iframe select textarea datalist audio video canvas object embed map noframes".split()
)
"""Never shown as running text, or shown by a plug-in."""

BLOCK_TAGS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav noscript ol p pre "
    "search section summary table tbody tfoot thead tr ul".split()
)
"""Tags whose default display begins and ends a line, and noscript: whole forums live in it."""

CELLS = frozenset(("td", "th"))
LINKS = frozenset(("a", "button"))
CODE_TAGS = frozenset(("code", "kbd", "samp", "tt", "var"))
BREAKS = frozenset(("br",))
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
IMPLIED_END = frozenset("p li dt dd tr td th thead tbody tfoot option optgroup body html head".split())
"""Tags that the parser closes by itself: many unclosed ones do not nest."""

ROLES: dict[str, Role] = {
    "li": "list_item",
    "blockquote": "quote",
    "pre": "code",
    "figcaption": "caption",
    "caption": "caption",
    "tr": "table_row",
    "td": "table_row",
    "th": "table_row",
    **{f"h{n}": "heading" for n in range(1, 7)},
}
LISTS = frozenset(("ul", "ol"))
RESET = frozenset("table nav aside form section article main footer header".split())
"""Tags whose blocks do not inherit the role of what lies around them."""
