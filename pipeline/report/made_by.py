"""What two outputs were made by: versions, options and rules."""

from collections.abc import Iterator
from typing import Any

import msgspec

from pipeline.model import Value
from pipeline.run.dataset import Dataset
from pipeline.run.validate import read_manifest


class Maker(msgspec.Struct, frozen=True, kw_only=True):
    """What made an output, as far as it says so: a file of records has no manifest, and its records no options."""

    version: str = ""
    options: dict[str, Any] | None = None
    options_digest: str = ""
    code_digest: str = ""
    rules: dict[str, str] | None = None
    """Code → digest of its source."""


class Setting(Value, frozen=True, kw_only=True):
    """A setting that is not the same in both."""

    name: str
    a: Any
    b: Any


def maker_of(dataset: Dataset) -> Maker:
    """By its manifest or, of a file, by its first record."""
    if dataset.out.is_dir():
        found = read_manifest(dataset.out)
        return Maker(
            version=found.version,
            options=found.options,
            options_digest=found.options_digest,
            code_digest=found.code_digest,
            rules={rule.code: rule.digest for rule in found.rules},
        )
    for record in dataset.records():
        return Maker(version=record.provenance.version, options_digest=record.provenance.options)
    return Maker()


def settings_diff(a: Maker, b: Maker) -> Iterator[Setting]:
    """What differs, by name."""
    if a.version != b.version:
        yield Setting(name="version", a=a.version, b=b.version)
    if a.options is not None and b.options is not None:
        for key in dict.fromkeys((*a.options, *b.options)):
            if a.options.get(key) != b.options.get(key):
                yield Setting(name=f"option {key}", a=a.options.get(key), b=b.options.get(key))
    elif a.options_digest != b.options_digest:
        yield Setting(name="options digest", a=a.options_digest, b=b.options_digest)
    if a.rules is not None and b.rules is not None:
        for code in sorted({*a.rules, *b.rules}):
            if a.rules.get(code) != b.rules.get(code):
                yield Setting(name=f"rule {code}", a=a.rules.get(code), b=b.rules.get(code))
        if a.code_digest != b.code_digest:
            yield Setting(name="code that rules share", a=a.code_digest, b=b.code_digest)
