"""Finds the rules by looking in their folders, sorts them by code, and refuses a catalogue that is inconsistent."""

import hashlib
import importlib
import pkgutil
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import ModuleType

import msgspec

import pipeline.normalise
import pipeline.rules.block
import pipeline.rules.layout
import pipeline.rules.page
from pipeline.errors import CatalogError
from pipeline.options import check_rule
from pipeline.rule import AnyRule, BlockRule, LayoutRule, PageRule, TextRule
from pipeline.rules.gate import Gate

FOLDERS: tuple[tuple[ModuleType, type[AnyRule]], ...] = (
    (pipeline.normalise, TextRule),
    (pipeline.rules.block, BlockRule),
    (pipeline.rules.layout, LayoutRule),
    (pipeline.rules.page, PageRule),
)
NOT_RULES = frozenset(("pipeline.normalise.blocks",))


class Catalog(msgspec.Struct, frozen=True):
    """The rules in force, by kind, each sorted by code."""

    text: tuple[TextRule, ...]
    block: tuple[BlockRule, ...]
    layout: tuple[LayoutRule, ...]
    page: tuple[PageRule, ...]
    gate: Gate
    """Which of the block rules to ask about a block."""


@cache
def all_rules() -> tuple[AnyRule, ...]:
    """Every rule there is, sorted by code. Raises CatalogError for a code used twice or a file that holds no rule."""
    rules: dict[str, AnyRule] = {}
    for folder, kind in FOLDERS:
        for info in pkgutil.iter_modules(folder.__path__, f"{folder.__name__}."):
            if info.name in NOT_RULES:
                continue
            rule = load_rule(info.name, kind)
            if rule.code in rules:
                raise CatalogError(f"{info.name}: code {rule.code} is already {rules[rule.code].name}'s")
            rules[rule.code] = rule
    return tuple(rules[code] for code in sorted(rules))


def load_rule(module_name: str, kind: type[AnyRule]) -> AnyRule:
    """The rule of one file, with the file's docstring. Raises CatalogError if the file does not hold it."""
    try:
        module = importlib.import_module(module_name)
    except Exception as error:
        raise CatalogError(f"{module_name}: cannot be imported: {error}") from error
    rule = getattr(module, "RULE", None)
    file_name = module_name.rpartition(".")[2]
    if not isinstance(rule, kind):
        raise CatalogError(f"{module_name}: RULE must be a {kind.__name__}, found {type(rule).__name__}")
    if rule.name != file_name.replace("_", "-"):
        raise CatalogError(f"{module_name}: rule {rule.code} is named {rule.name}, not after its file")
    if not module.__doc__:
        raise CatalogError(f"{module_name}: has no docstring")
    return msgspec.structs.replace(rule, doc=module.__doc__.strip())


@cache
def choose_rules(select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> Catalog:
    """The rules that `select` names (all if empty) less those that `ignore` names: by code, code prefix or name.

    Raises OptionsError for a name that no rule has.
    """
    chosen, left_out = rules_named(select, "select") if select else all_rules(), rules_named(ignore, "ignore")
    chosen = tuple(rule for rule in chosen if rule not in left_out)
    block = tuple(rule for rule in chosen if isinstance(rule, BlockRule))
    return Catalog(
        text=tuple(rule for rule in chosen if isinstance(rule, TextRule)),
        block=block,
        layout=tuple(rule for rule in chosen if isinstance(rule, LayoutRule)),
        page=tuple(rule for rule in chosen if isinstance(rule, PageRule)),
        gate=Gate(block),
    )


def rules_named(names: Iterable[str], where: str) -> tuple[AnyRule, ...]:
    """The rules that the names mean, sorted by code: codes, starts of codes, or names of rules.

    Raises OptionsError, naming `where`, for a name that no rule has.
    """
    names, known = tuple(names), {rule.code: rule.name for rule in all_rules()}
    for name in names:
        check_rule(name, known, where)
    return tuple(rule for rule in all_rules() if any(rule.name == name or rule.code.startswith(name) for name in names))


@cache
def rules_by_code() -> dict[str, AnyRule]:
    """Every rule there is, by its code."""
    return {rule.code: rule for rule in all_rules()}


@cache
def code_digest() -> str:
    """16 hexadecimal digits that change when any file of the package does: rules share code and models."""
    digest = hashlib.sha256()
    folder = Path(pipeline.normalise.__path__[0]).parent
    for path in sorted(path for pattern in ("*.py", "*.npz") for path in folder.rglob(pattern)):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def rule_digest(code: str) -> str:
    """16 hexadecimal digits of the source that the rule lives in; what rules share is in `code_digest`."""
    rule = rules_by_code()[code]
    function = rule.apply if isinstance(rule, TextRule) else rule.find
    file = Path(str(sys.modules[function.__module__].__file__))
    source = file.with_name(f"{file.name.partition('.')[0]}.py")  # beside the file that it is compiled to
    return hashlib.sha256(source.read_bytes()).hexdigest()[:16]
