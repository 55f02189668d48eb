"""The policy: what a mark may do, and which of two takes the text."""

from pipeline.catalog import all_rules
from pipeline.decide import decide
from pipeline.model import Block, Body, Facts, Head, Mark, Page, Source, View

RULES = {rule.code: rule for rule in all_rules()}
BODY_RULE, EDGE_RULE, LAYOUT_RULE, CONTENT_RULE, USER_RULE, KEEP_RULE = "B006", "B021", "L009", "C001", "U001", "U003"


def view(
    *texts: str, start: int = 0, end: int | None = None, roles: dict[int, str] | None = None, kind: str = "html"
) -> View:
    source = Source(ref="page", body="")
    blocks = tuple(
        Block(index=i, text=text, raw=text, role=(roles or {}).get(i, "paragraph"))  # type: ignore[arg-type]
        for i, text in enumerate(texts)
    )
    body = Body(
        scores=(0.9,) * len(texts),
        cut=0.5,
        kept=(True,) * len(texts),
        running=(True,) * len(texts),
        why=("",) * len(texts),
        start=start,
        end=len(texts) if end is None else end,
        confidence=1.0,
    )
    page = Page(source=source, kind=kind, text="", encoding="utf-8", encoding_from="caller")  # type: ignore[arg-type]
    return View(page=page, blocks=blocks, elements=(), head=Head(), facts=Facts(), body=body)


def mark(rule: str, block: int, start: int, end: int, verdict: str = "drop") -> Mark:
    return Mark(rule=rule, block=block, start=start, end=end, verdict=verdict, why="because")  # type: ignore[arg-type]


def spans(page: View, *marks: Mark) -> list[tuple[str, int, str]]:
    return [(removal.rule, removal.block, removal.text) for removal in decide(page, marks, RULES).removals]


BIG = "x" * 1000


def test_keeps_everything_without_marks() -> None:
    assert spans(view("one", "two")) == []


def test_keep_beats_drop_even_the_users_own() -> None:
    page = view("one two", BIG)
    assert spans(page, mark(USER_RULE, 0, 0, 7), mark(KEEP_RULE, 0, 0, 7, "keep")) == []


def test_an_edge_rule_keeps_out_of_the_body() -> None:
    page = view("Privacy", BIG, "Privacy", BIG, "Privacy", start=1, end=4)
    marks = [mark(EDGE_RULE, i, 0, 7) for i in (0, 2, 4)]
    decision = decide(page, marks, RULES)
    assert [removal.block for removal in decision.removals] == [0, 4]
    assert [(item.mark.block, item.because) for item in decision.overruled] == [(2, "outside its zone")]


def test_code_and_tables_of_the_body_are_spared_but_not_from_the_user() -> None:
    page = view("View all", "View all", BIG, roles={0: "code", 1: "table_row"})
    assert spans(page, mark(BODY_RULE, 0, 0, 8), mark(BODY_RULE, 1, 0, 8)) == []
    assert spans(page, mark(USER_RULE, 0, 0, 8)) == [(USER_RULE, 0, "View all")]


def test_a_heading_that_running_text_follows_is_spared_from_block_rules_in_html_only() -> None:
    html, export = (view("View all", BIG, roles={0: "heading"}, kind=kind) for kind in ("html", "text"))
    assert spans(html, mark(BODY_RULE, 0, 0, 8)) == []
    assert spans(export, mark(BODY_RULE, 0, 0, 8)) == [(BODY_RULE, 0, "View all")]


def test_rules_that_would_take_most_of_the_body_are_overruled_and_it_is_said() -> None:
    page = view("a" * 70, "b" * 30)
    decision = decide(page, [mark(LAYOUT_RULE, 0, 0, 70)], RULES)
    assert decision.removals == ()
    assert decision.overruled[0].because == "would take most of the body"
    assert decision.warnings == ("boilerplate rules overruled: they would have taken most of the body",)


def test_the_content_model_and_the_user_are_not_capped() -> None:
    page = view("a" * 70, "b" * 30)
    assert spans(page, mark(CONTENT_RULE, 0, 0, 70)) == [(CONTENT_RULE, 0, "a" * 70)]
    assert spans(page, mark(USER_RULE, 0, 0, 70)) == [(USER_RULE, 0, "a" * 70)]


def test_the_more_specific_rule_takes_the_text_and_no_character_goes_twice() -> None:
    page = view("View all of it", BIG)
    marks = [mark(CONTENT_RULE, 0, 0, 14), mark(LAYOUT_RULE, 0, 0, 14), mark(BODY_RULE, 0, 0, 8)]
    assert spans(page, *marks) == [(BODY_RULE, 0, "View all"), (LAYOUT_RULE, 0, " of it")]


def test_space_at_the_edges_goes_with_what_was_removed_and_no_double_space_is_left() -> None:
    page = view("the [1] bell rang [2]", BIG)
    assert spans(page, mark(USER_RULE, 0, 4, 7), mark(USER_RULE, 0, 18, 21)) == [
        (USER_RULE, 0, "[1] "),
        (USER_RULE, 0, " [2]"),
    ]


def test_a_block_of_which_only_space_would_be_left_goes_whole() -> None:
    page = view("ad   ad", BIG)
    removals = decide(page, [mark(USER_RULE, 0, 0, 2), mark(USER_RULE, 0, 5, 7)], RULES).removals
    assert sum(removal.end - removal.start for removal in removals) == 7
