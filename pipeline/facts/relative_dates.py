"""`2 hours ago`, `vor 3 Tagen`, `昨日` → a day, for a page whose fetch time is known. No clock is asked.

Weeks, months and years ago are too vague for a day, and give none.
"""

import re
from datetime import datetime, timedelta

from pipeline.facts.byline_words import RELATIVE
from pipeline.facts.dates import parse_date

YESTERDAY = re.compile(r"yesterday|gestern|hier\b|ayer|ieri|gisteren|wczoraj|вчера|dün", re.IGNORECASE)
TODAY = re.compile(r"today|heute|aujourd|hoy|oggi|vandaag|dzisiaj|сегодня|bugün", re.IGNORECASE)
MAX_SHOWN = 40
NUMBER = re.compile(r"\d{1,3}")
MINUTES = re.compile(r"sec|sek|seg|min|мин|dakika|秒|分|초|분", re.IGNORECASE)
HOURS = re.compile(
    r"hour|hrs?\b|\dh\b|\bh\b|stunde|heure|hora|\bor[ae]\b|\buur|\buren|godzin|час|saat|timm?[ae]r|小时|小時|時間|시간",
    re.IGNORECASE,
)
DAYS = re.compile(
    r"\bdays?\b|\dd\b|\bd\b|\btag|jour|\bd[ií]as?\b|giorn|\bdag|\bdni\b|dzień|дня|дней|день|gün|天|日|일", re.IGNORECASE
)


def relative_day(text: str, fetched_at: str | None) -> str | None:
    """The day in ISO 8601 that a relative date in the text means; None for none, or where the fetch is not known."""
    found = RELATIVE.search(text)
    fetched = parse_date(fetched_at) if fetched_at and found else None
    if found is None or fetched is None or (ago := _ago(found[0])) is None:
        return None
    if "T" not in fetched.value and ago < timedelta(days=1):
        ago = timedelta()  # the hour of the fetch is not known
    return (datetime.fromisoformat(fetched.value) - ago).date().isoformat()


def fetch_warnings(fetched_at: str | None) -> tuple[str, ...]:
    """What a record should warn of: a time of the fetch that is none."""
    if fetched_at is None or parse_date(fetched_at):
        return ()
    return (f"fetched_at is no time, and counts as not known: {fetched_at[:MAX_SHOWN]!r}",)


def _ago(phrase: str) -> timedelta | None:
    if YESTERDAY.search(phrase):
        return timedelta(days=1)
    if TODAY.search(phrase):
        return timedelta()
    number = NUMBER.search(phrase)
    count = int(number[0]) if number else 1
    if MINUTES.search(phrase):
        return timedelta(minutes=count)
    if HOURS.search(phrase):
        return timedelta(hours=count)
    return timedelta(days=count) if DAYS.search(phrase) else None
