"""pagewinnow: scraped pages in, clean records out, and a reason for every line that was removed.

>>> from pipeline import clean
>>> outcome = clean("<h1>Rain</h1><p>It rained all night, and in the morning the river was over the road.</p>")
>>> outcome.record.title
'Rain'
"""

from typing import TYPE_CHECKING, Any

from pipeline.version import VERSION

if TYPE_CHECKING:
    from pipeline.errors import OptionsError, WinnowError
    from pipeline.markdown import to_markdown
    from pipeline.model import Removal, Source
    from pipeline.options import Options, Site
    from pipeline.record import Failed, Kept, Outcome, Record, Rejected
    from pipeline.undo import restore
    from pipeline.walk import Explanation, clean, clean_many, explain

# Imported when first used: `winnow --help` and a program that only wants one name should not pay for all.
_HOMES = {
    "Explanation": "walk",
    "Failed": "record",
    "Kept": "record",
    "Options": "options",
    "OptionsError": "errors",
    "Outcome": "record",
    "Record": "record",
    "Rejected": "record",
    "Removal": "model",
    "Site": "options",
    "Source": "model",
    "WinnowError": "errors",
    "clean": "walk",
    "clean_many": "walk",
    "explain": "walk",
    "restore": "undo",
    "to_markdown": "markdown",
}

__version__ = VERSION

__all__ = [
    "Explanation",
    "Failed",
    "Kept",
    "Options",
    "OptionsError",
    "Outcome",
    "Record",
    "Rejected",
    "Removal",
    "Site",
    "Source",
    "WinnowError",
    "__version__",
    "clean",
    "clean_many",
    "explain",
    "restore",
    "to_markdown",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"pipeline.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
