"""A digest of all that decides what becomes of an input."""

import hashlib

import msgspec

from pipeline.catalog import code_digest
from pipeline.options import Options
from pipeline.run.settings import Settings
from pipeline.version import VERSION


def fingerprint(options: Options, settings: Settings, more: object = None) -> str:
    """16 hexadecimal digits that change when options, rules, models, version or the form of the output do.

    `more` is what else decides: what the exports of the run share, or what the inputs are.
    """
    parts = (
        VERSION, code_digest(), options.digest(), settings.form, settings.removed, settings.url, settings.columns,
        settings.sample, more,
    )  # fmt: skip
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()[:16]
