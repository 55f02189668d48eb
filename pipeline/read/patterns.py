"""Patterns such as `pages/**/*.html` that no shell has expanded."""

import glob
import os
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

from pipeline.errors import OptionsError
from pipeline.read.tree import Found, found, is_within, walk


def is_pattern(name: str) -> bool:
    """True for names with `*`, `?` or `[`."""
    return glob.has_magic(name)


def folder_of(pattern: str) -> str:
    """The folder that all matches lie in, whichever there are."""
    parts = pattern.split(os.sep)
    first = next(place for place, part in enumerate(parts) if is_pattern(part))
    return os.sep.join(parts[:first]) or os.sep


def find_matches(pattern: str, words: str, out: str | None) -> Iterator[Found]:
    """The files that match, and those below folders that do; `**` stands for any folders.

    Raises OptionsError, in which the pattern is called `words`, where there is none.
    """
    is_empty = True
    for file in _deep(pattern, out) if "**" in pattern.split(os.sep) else _flat(pattern, out):
        is_empty = False
        yield file
    if is_empty:
        raise OptionsError(f"{words} matches no files")


def _flat(pattern: str, out: str | None) -> Iterator[Found]:
    for path in glob.iglob(pattern):
        if _is_out(path, out):
            continue
        yield from walk(path, out) if os.path.isdir(path) else [found(path)]


def _is_out(path: str, out: str | None) -> bool:
    """The path is the output, or a link into it. What lies in it may be named, as without a pattern."""
    return os.path.realpath(path) == out or (os.path.islink(path) and is_within(path, out))


def _deep(pattern: str, out: str | None) -> Iterator[Found]:
    """By a walk that follows no loops, as glob would."""
    folder = folder_of(pattern)
    parts = pattern.removeprefix(folder).strip(os.sep).split(os.sep)
    for file in walk(folder, out):
        if _matches(file.path.removeprefix(folder).strip(os.sep).split(os.sep), parts):
            yield file


def _matches(path: Sequence[str], pattern: Sequence[str]) -> bool:
    if not pattern:
        return not path
    if pattern[0] == "**":
        rest = pattern[1:]
        return (not rest and bool(path)) or any(_matches(path[start:], rest) for start in range(len(path)))
    return bool(path) and fnmatchcase(path[0], pattern[0]) and _matches(path[1:], pattern[1:])
