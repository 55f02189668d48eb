"""What is special about a page as a whole."""

import re

from pipeline.model import View
from pipeline.record import Status

NOT_FREE = re.compile(r'"isAccessibleForFree"\s*:\s*"?false', re.IGNORECASE)


def find_status(view: View, *, any_kept: bool) -> Status:
    """`empty` where nothing is left, `paywalled` where the page says so, `partial` where its source was cut."""
    if not any_kept:
        return "empty"
    if any("truncated" in warning for warning in view.warnings):
        return "partial"
    if any(NOT_FREE.search(script) for script in view.head.json_ld):
        return "paywalled"
    return "ok"
