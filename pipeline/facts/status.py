"""What is special about a page as a whole."""

import re

from pipeline.model import View
from pipeline.record import Status

NOT_FREE = re.compile(r'"isAccessibleForFree"\s*:\s*"?false', re.IGNORECASE)


def find_status(view: View, *, any_kept: bool) -> Status:
    """What is special about the page: nothing is left of it, its source was cut, it has a paywall, or is no article."""
    if not any_kept:
        return "empty"
    if any("truncated" in warning for warning in view.warnings):
        return "partial"
    if any(NOT_FREE.search(script) for script in view.head.json_ld):
        return "paywalled"
    return "not_article" if view.facts.kind else "ok"
