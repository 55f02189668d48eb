"""What changes a record: the options of cleaning, and their check before any work is done."""

import difflib
import hashlib
import re
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec
import soupsieve

from pipeline.errors import OptionsError
from pipeline.model import Verdict
from pipeline.surrogates import is_unicode

HOST = re.compile(r"\*|(?:[\w-]+\.)*[\w-]+\.?")


class Site(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """CSS selectors for the pages of one host and its subdomains."""

    host: str
    """`example.com`; `*` for every page, also those without a URL."""
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()


Focus = Literal["precision", "balanced", "recall"]
CommentPolicy = Literal["auto", "keep", "drop"]
SecondOpinion = Literal["auto", "never", "always"]
CHOICES = {"focus": get_args(Focus), "comments": get_args(CommentPolicy), "second_opinion": get_args(SecondOpinion)}
"""Options that take one of a few values."""


class Options(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The options of cleaning. Equal options, input and version give equal bytes."""

    select: tuple[str, ...] = ()
    """Only these rules: codes (`B006`), code prefixes (`B`) or names (`view-all-link`). Empty: all."""
    ignore: tuple[str, ...] = ()
    """Not these rules; wins over `select`."""
    remove: tuple[str, ...] = ()
    """Regular expressions (Python's `re`); what they match is removed from every block."""
    sites: tuple[Site, ...] = ()
    """Per-site CSS selectors."""
    focus: Focus = "balanced"
    """What is dearer where a block may or may not be content: no junk, either, or no loss."""
    comments: CommentPolicy = "auto"
    """HTML: readers' comments kept where the page is a discussion and dropped under an article, or always either."""
    second_opinion: SecondOpinion = "never"
    """HTML: whether trafilatura is asked too: on pages of low confidence, never, or always. What that gives and
    costs is in docs/explanation/content-model.md."""

    site_lines: bool = False
    """Exports: lines that other pages of the run share, beside the same lines, are the site's. Needs two passes."""
    sites_file: str | None = None
    """A file that `winnow sites` wrote: what the pages of a site share is the site's."""
    sites_digest: str = ""
    """What that file held when the options were made; filled in. Cleaning stops at a file that holds something else."""

    def __post_init__(self) -> None:
        """Raises OptionsError for a value of the wrong type, a bad pattern or a bad selector."""
        for key, kind in (("select", str), ("ignore", str), ("remove", str), ("sites", Site)):
            values = getattr(self, key)
            if not isinstance(values, (list, tuple)) or not all(isinstance(value, kind) for value in values):
                raise OptionsError(f"{key}: expected a list of {kind.__name__}, got {values!r}")
            msgspec.structs.force_setattr(self, key, tuple(values))
        if not isinstance(self.site_lines, bool):
            raise OptionsError(f"site_lines: expected true or false, got {self.site_lines!r}")
        if self.sites_file is not None and not self.sites_digest:
            msgspec.structs.force_setattr(self, "sites_digest", sites_digest(self.sites_file))
        _check_choices(msgspec.structs.asdict(self), "")
        _check_values(self)

    def digest(self) -> str:
        """16 hexadecimal digits that change when any option does; of the sites' file, when its content does."""
        values = {**msgspec.structs.asdict(self), "sites_file": None}
        return hashlib.sha256(msgspec.json.encode(values, order="sorted")).hexdigest()[:16]


def sites_digest(name: str) -> str:
    """SHA-256 of what a file of sites holds, hexadecimal. Raises OptionsError if it cannot be read."""
    try:
        path = Path(name)
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise ValueError("it is no regular file")  # a device has no end, and a pipe is read but once
        with path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except (OSError, TypeError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise OptionsError(f"sites_file: {name!r} cannot be read: {reason}") from error


def make_options(
    values: Mapping[str, Any], where: str = "options", known_rules: Mapping[str, str] | None = None
) -> Options:
    """Options from plain values. Raises OptionsError naming `where`, what was found and what is allowed.

    `known_rules` maps code to name; without it rule codes are not checked.
    """
    _check_keys(values, Options, where)
    _check_strings(values, where)
    _check_choices(values, f"{where}: ")
    for site in values.get("sites", ()) if isinstance(values.get("sites"), (list, tuple)) else ():
        if isinstance(site, Mapping):
            _check_keys(site, Site, f"{where}: sites")
    try:
        options = msgspec.convert(dict(values), Options)
    except msgspec.ValidationError as error:
        raise OptionsError(f"{where}: {_plain(error)}") from error
    except OptionsError as error:
        raise OptionsError(f"{where}: {error}") from error
    if known_rules is not None:
        for key, names in (("select", options.select), ("ignore", options.ignore)):
            for name in names:
                check_rule(name, known_rules, f"{where}: {key}")
    return options


def _check_keys(values: Mapping[str, Any], kind: type[msgspec.Struct], where: str) -> None:
    for key in values:
        if key not in kind.__struct_fields__:
            raise OptionsError(f"{where}: unknown option {key!r}; {_allowed(key, kind.__struct_fields__)}")


def _check_strings(value: Any, where: str) -> None:
    """Bytes of a command line or an environment that are not UTF-8 reach Python as lone surrogates."""
    if isinstance(value, str) and not is_unicode(value):
        raise OptionsError(f"{where}: {value!r} is not valid UTF-8")
    if isinstance(value, Mapping):
        value = value.values()
    elif not isinstance(value, (list, tuple)):
        return
    for item in value:
        _check_strings(item, where)


def _check_choices(values: Mapping[str, Any], where: str) -> None:
    for key, choices in CHOICES.items():
        if key in values and values[key] not in choices:
            raise OptionsError(f"{where}{key}: got {values[key]!r}; {_allowed(str(values[key]), choices)}")


def _check_values(options: Options) -> None:
    for pattern in options.remove:
        try:
            _quietly(re.compile, pattern)
        except (re.error, OverflowError, RecursionError) as error:
            raise OptionsError(f"remove: {pattern!r} is not a regular expression: {error}") from error
    for site in options.sites:
        if not HOST.fullmatch(site.host):
            raise OptionsError(f"sites: host is {site.host!r}; give a host name such as 'example.com', or '*'")
        for selector in (*site.keep, *site.drop):
            _check_selector(selector, "sites" if site.host != "*" else "keep or drop")


def _check_selector(selector: str, where: str) -> None:
    try:
        _quietly(soupsieve.compile, selector)
    except Exception as error:  # soupsieve documents SelectorSyntaxError, and raises others on odd input
        reason = str(error).splitlines()[0]
        raise OptionsError(f"{where}: {selector!r} is not a CSS selector: {reason}") from error


def _quietly(compile_: Callable[[str], object], text: str) -> None:
    """Compiles, without the warnings about syntax that a later version may read otherwise."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        compile_(text)


def check_rule(name: str, known: Mapping[str, str], where: str) -> None:
    """Raises OptionsError if no rule has this code, start of a code, or name. `known` maps code to name."""
    if name and any(code.startswith(name) or name == rule for code, rule in known.items()):
        return
    allowed = _allowed(name, (*known, *known.values()), "a code, a code's start, or a name; see `winnow rules`")
    raise OptionsError(f"{where}: unknown rule {name!r}; {allowed}")


def _allowed(found: str, names: tuple[str, ...], otherwise: str = "") -> str:
    close = difflib.get_close_matches(found, names, n=3)
    if close:
        return f"did you mean {' or '.join(close)}?"
    return f"allowed: {otherwise or ', '.join(names)}"


def _plain(error: msgspec.ValidationError) -> str:
    """msgspec's message with its path in front: `select: expected array, got str`."""
    message, _, path = str(error).partition(" - at `$.")
    message = message.replace("`", "").replace("Expected", "expected").replace("Object", "table")
    return f"{path.rstrip('`')}: {message}" if path else message


def selectors_for(options: Options, host: str) -> tuple[tuple[Verdict, str], ...]:
    """The (verdict, selector) pairs that apply to a page of this host."""
    found: list[tuple[Verdict, str]] = []
    host = host.lower().rstrip(".")
    for site in options.sites:
        of_site = site.host.lower().rstrip(".")
        if of_site == "*" or host == of_site or host.endswith("." + of_site):
            found += [("keep", selector) for selector in site.keep]
            found += [("drop", selector) for selector in site.drop]
    return tuple(found)
