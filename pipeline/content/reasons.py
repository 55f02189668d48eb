"""What drove a block's score, in words.

Each split of the model moves a score by what it learned from one feature; the group of features that moved it farthest
towards the verdict is told, with what that group saw on this page.
"""

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from math import expm1

import numpy as np

from pipeline.content.features.build import PageFeatures
from pipeline.content.features.layout import FAR, Columns, Floats, Ints, last_headings
from pipeline.content.features.markers import NAMES

TREES = 60
"""The first trees of a boosted forest say most; the rest correct them."""
GROUPS: tuple[tuple[str, str], ...] = (
    ("run", r"run_of_|place_in_run|blank_|page_blank|parts$|indent$"),
    ("shared", r"(?:often_)?shared_words|single_words|in_first_line|of_first_line"),
    ("shapes", r"like_(?!start)|like$|shape_of"),
    ("links", r"target_|link|links_\d|.*_links$|links_around.*"),
    ("names", r"name_|part_|tagged_|in_|body_share|comment_share|aside_share|since_(?:body|comment)$|state|lowest_since_start|since_low|path_\d"),
    ("tags", r"up_to_"),
    ("wording", r"first_word|first_words|last_word|line(?:_|$)|vocabulary|lowest_vocabulary|is_(?!title|heading|list|quote|table|caption|code)|same_classes_(?:first_word|last_word|line)|words_in_"),
    ("heading", r"heading_"),
    ("head", r"head_"),
    ("cards", r"card"),
    ("likes", r"same_"),
    ("end", r"since_|.*_markers$|.*_since_start|section_marker|section_rank|section_level|longest_gap|gap_good_left|good_since_start|like_start|until_like_start|articles_begun|in_first_article"),
    ("place", r"good_share_|good_of_text_|top_|start_|section_|place|depth|blocks_\d|index|to_end|good_before|until_|titles"),
    ("near", r".*_(?:before|after)$|.*_around_\d|(?:good|chars)_in_\d|good_\d+_|good_to_come"),
    ("page", r"page_|mean_|told_|og_|url_|hint_|articles$"),
    ("text", r""),
)  # fmt: skip
LANDMARKS = ("article", "aside", "footer", "form", "header", "main", "nav")
GROUP_NAMES = tuple(name for name, _ in GROUPS)


def group_of(column: str) -> int:
    """The group that a feature belongs to, by its name."""
    return next(index for index, (_, pattern) in enumerate(GROUPS) if re.match(pattern, column))


def main_groups(shares: Floats, kept: np.ndarray) -> Ints:
    """For each block, the group that moved its score farthest towards its verdict."""
    towards = np.where(kept, shares, -shares)
    # What kind of page it is moves all its blocks alike: it tells nobody why this block went.
    towards[GROUP_NAMES.index("page")] = -np.inf
    towards[
        ~shares.any(axis=1)
    ] = -np.inf  # groups of the other kind of page: where all others speak against, 0 is most
    main: Ints = np.argmax(towards, axis=0)
    return main


def printable(text: str) -> str:
    """One line without control characters: names come from pages, reasons go to terminals."""
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(filter(str.isprintable, line))


def loudest_above(scores: list[float], parents: list[int]) -> list[int]:
    """For each element, the one at or above it with the highest score over 0; 0 for none."""
    best = [0] * len(scores)
    for index in range(1, len(scores)):
        above = best[parents[index]]
        floor = scores[above] if above else 0.0
        best[index] = index if scores[index] > floor else above
    return best


class Reasons:
    """Words for the blocks of one page."""

    def __init__(self, page: PageFeatures, columns: Columns, kept: np.ndarray) -> None:
        self._features = page
        self._layout = page.layout
        self._columns = columns
        path = page.layout.class_paths[page.layout.element]
        self._alike_kept = np.bincount(path, weights=kept)[path].tolist()
        self._alike = np.bincount(path)[path].tolist()
        self._elements = page.layout.element.tolist()
        self._is_kept = kept.tolist()
        self._good = page.good.tolist()
        self._values: dict[str, list[float]] = {}
        self._named: dict[int, str] = {}

    def words(self, groups: Ints) -> list[str]:
        """One reason a block."""
        tellers: Sequence[Callable[[int], str]] = [getattr(self, f"_{name}", self._text) for name in GROUP_NAMES]
        return [tellers[group](block) for block, group in enumerate(groups.tolist())]

    def _value(self, column: str, block: int) -> float:
        values = self._values.get(column)
        if values is None:
            values = self._values[column] = self._columns[column].tolist()
        return values[block]

    def _run(self, block: int) -> str:
        what = "long" if self._good[block] > 0 else "short"
        lines = round(expm1(self._value(f"run_of_{what}", block)))
        return f"one of {lines} {what} lines in a row" if lines > 1 else f"a {what} line between others"

    def _shared(self, block: int) -> str:
        share = round(100 * self._value("shared_words", block))
        return f"{share} % of its telling words stand in other long lines"

    def _shapes(self, block: int) -> str:
        lines = round(expm1(self._value("like", block)))
        return f"one of {lines} lines of its shape" if lines > 1 else "no other line has its shape"

    def _links(self, block: int) -> str:
        share = round(100 * self._value("link_density", block))
        where = self._landmark(block)
        return f"{share} % of it links{where}" if share else f"{self._text(block)}, no links{where}"

    def _names(self, block: int) -> str:
        return self._element(block) or self._likes(block)

    def _element(self, block: int) -> str:
        """The element above whose names speak loudest for the verdict."""
        found = self._loudest[self._is_kept[block]][self._elements[block]]
        if not found or not self._layout.names[found]:
            return ""
        if found not in self._named:
            name = printable(self._layout.names[found][:40])
            self._named[found] = f'in <{self._layout.tags[found]}> named "{name}"'
        return self._named[found]

    @cached_property
    def _loudest(self) -> dict[bool, list[int]]:
        """For each verdict and element, the one at or above it whose names speak loudest for it; 0 for none."""
        return {kept: self._loudest_for(1 if kept else -1) for kept in (True, False)}

    def _loudest_for(self, sign: int) -> list[int]:
        return loudest_above((sign * self._features.name_scores).tolist(), self._layout.parent)

    def _tags(self, block: int) -> str:
        return self._landmark(block).strip() or "not in <main>, <article>, <nav> or <footer>"

    def _landmark(self, block: int) -> str:
        return self._landmarks[block]

    @cached_property
    def _landmarks(self) -> list[str]:
        """For each block, the nearest of LANDMARKS that it stands in, in words; empty for none."""
        if self._features.kind == "text":
            return [""] * self._layout.blocks
        steps = np.array([self._columns[f"up_to_{tag}"] for tag in LANDMARKS])
        words = np.array([*[f" in <{tag}>" for tag in LANDMARKS], ""], dtype=object)
        landmarks: list[str] = words[np.where(steps.min(axis=0) < FAR, steps.argmin(axis=0), -1)].tolist()
        return landmarks

    def _wording(self, block: int) -> str:
        group = int(self._features.markers[block])
        if group >= 0:
            return f'begins like lines of the kind "{NAMES[group]}"'
        return "worded like article text" if self._is_kept[block] else "worded like the lines around articles"

    def _heading(self, block: int) -> str:
        heading = self._above[block]
        if heading < 0 or heading == block:
            return self._wording(block)
        return f'under the heading "{printable(self._features.texts[heading][:60])}"'

    @cached_property
    def _above(self) -> list[int]:
        above: list[int] = last_headings(self._columns["is_heading"] > 0).tolist()
        return above

    def _head(self, block: int) -> str:
        shares = ("head_text", "text that the page gives to search engines"), ("head_description", "page's description")
        for column, name in shares:
            if share := round(100 * self._value(column, block)):
                return f"{share} % of it stands in the {name}"
        return self._text(block)

    def _cards(self, block: int) -> str:
        count = round(expm1(self._value("cards", block)))
        return f"one of {count} like elements{self._landmark(block)}" if count else self._place(block)

    def _likes(self, block: int) -> str:
        alike = self._alike[block] - 1
        kept = int(self._alike_kept[block]) - self._is_kept[block]
        if not alike:
            return self._text(block)
        if self._is_kept[block] or kept * 2 > alike:
            return f"same place as {kept} kept block{'s' if kept != 1 else ''}"
        return f"same place as {alike - kept} dropped block{'s' if alike - kept != 1 else ''}"

    def _end(self, block: int) -> str:
        start = self._features.start
        if block < start:
            return "before the body begins"
        group = int(self._value("section_marker", block))
        if group >= 0 and not self._is_kept[block]:
            return f'under a heading of the kind "{NAMES[group]}"'
        return "within the run of the body" if self._is_kept[block] else "after the body has ended"

    def _place(self, block: int) -> str:
        if self._features.kind == "text":
            return f"line {block + 1} of {self._layout.blocks} that are not blank"
        share = round(100 * self._value("good_share_1", block))
        if not share:
            return "no running text around it"
        return f"the element around it holds {share} % of the page's running text"

    def _near(self, block: int) -> str:
        chars = round(expm1(self._value("good_around_3", block)))
        return f"{chars} characters of running text nearby" if chars else "far from running text"

    def _text(self, block: int) -> str:
        chars = round(expm1(self._value("chars", block)))
        if self._value("repeats", block) > 1 and not self._is_kept[block]:
            return f"stands {round(self._value('repeats', block))} times on the page"
        return f"{self._kind(block)}, {chars} characters"

    def _kind(self, block: int) -> str:
        if self._value("is_caption", block):
            return "caption"
        if self._value("is_heading", block):
            return "heading"
        return "running text" if self._good[block] > 0 else "short line"
