"""Date strings → ISO 8601 with the precision found. No clock, no guessing of parts that are not there."""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from pipeline.facts.months import MONTHS
from pipeline.facts.persian_calendar import persian_day

YEARS = range(1900, 2101)
FAR_FUTURE = "2050"
"""No page was published then. The clock is not asked, so that a page always gives the same bytes."""
MAX_OFFSET_HOURS = 14
MONTH_FIRST = ("en",)
"""Languages in which 09/12 is the 12th of September. British pages that write en-GB are excepted below."""
PERSIAN = "fa"
DAY_FIRST_REGIONS = ("gb", "au", "nz", "ie", "in", "za")

YEAR = re.compile(r"\d\d(?:\d\d|[./]\d\d)")
"""What each of the forms below holds; so written that it is looked for from digit to digit."""
YEAR_FIRST = re.compile(
    r"(?<![\d.])(\d{4})\s?([-/.年년])\s?(\d{1,2})\s?(?:\2|[月월])\s?(\d{1,2})(?!\d)\s?(?:[日일]|\.(?=\s|$))?"
)
COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})([01]\d)([0-3]\d)(?:T?([0-2]\d)([0-5]\d)([0-5]\d)?)?(?!\d)", re.ASCII)
YEAR_LAST = re.compile(r"(?<![\d.])(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})(?!\d)")
SHORT_YEAR = re.compile(r"(?<![\d.])(\d{2})([./])(\d{2})\2(\d{2})(?![\d.,])")
DAY_NAME = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.|-?го|eme)?[\s\-]{0,2}(?:(?:de|of|di|د)\s)?"
    r"((?:كانون|تشرين)\s\w+|[^\W\d_]{3,12})(?:[.,]{0,2}\s{0,2}|-)(?:(?:de|del|г)\s)?(\d{4})(?!\d)"
)
NAME_DAY = re.compile(r"(?<!\w)([^\W\d_]{3,10})\.?\s{0,2}(\d{1,2})(?:st|nd|rd|th)?,?\s{1,2}(\d{4})(?!\d)")
YEAR_NAME_DAY = re.compile(r"(?<!\d)(\d{4})\.?\s([^\W\d_]{3,12})\.?\s(\d{1,2})(?!\d)\.?")
MARKS = frozenset("./-")
"""One of these stands in every date in numbers."""
TIME = re.compile(
    r"(?:T|[\s,;·|@/–—-]{0,4}\(?(?:(?:at|um|à|às|a las|a la|alle(?: ore)?|ore|om|o"
    r"|godz\.|в|о|kl\.?|klo|saat|الساعة)\s)?\s?"
    r"(?:(午前|午後|上午|下午|오전|오후)\s?)?)"
    r"(\d{1,2})(?:[:.h時时시点]\s?(\d{2}))(?:[:.](\d{2})(?:[.,]\d{1,9})?)?(?:分|분)?"
    r"(?:\s?([ap])\.?m\b\.?|\s?(?:Uhr|uhr|h|Uhr)\b)?\s{0,2}(Z\b|UTC\b|GMT\b|[+-]\d{2}:?\d{2}(?!\d))?",
    re.IGNORECASE,
)


class ParsedDate(NamedTuple):
    """A date in ISO 8601, as it was found, and where in the text: start ≤ i < end."""

    value: str
    raw: str
    start: int = 0
    end: int = 0


def parse_date(text: str, language: str | None = None) -> ParsedDate | None:
    """The first date in a short text; None if there is none that the calendar knows.

    `language` (BCP 47) decides between 9 December and 12 September for 09/12/2023.
    """
    return _parsed(text[:400], language)


@lru_cache(maxsize=2048)
def _parsed(text: str, language: str | None) -> ParsedDate | None:
    """Remembered: metadata gives the same moment many times, and several stages read the same lines."""
    if (match := YEAR_FIRST.match(text)) and (at_start := _dated(text, match, _year_first(match))):
        return at_start
    found = [hit for match, parts in _matches(text, language) if (hit := _dated(text, match, parts))]
    if (language or "").startswith(PERSIAN) and (solar := persian_day(text)):
        found.append(ParsedDate(solar[0], text[solar[1] : solar[2]], *solar[1:]))
    return min(found, key=lambda hit: hit.start) if found else None


def is_plausible(value: str, fetched_at: str | None) -> bool:
    """Not before the web, and not after the page was fetched (a day's grace for time zones), or in a far future."""
    if value[:10] < "1990-01-01" or value >= FAR_FUTURE:
        return False
    if fetched_at is None or (fetched := parse_date(fetched_at)) is None:
        return True
    return date.fromisoformat(value[:10]).toordinal() <= date.fromisoformat(fetched.value[:10]).toordinal() + 1


Parts = tuple[str, int, str]


def _matches(text: str, language: str | None) -> list[tuple[re.Match[str], Parts]]:
    """The first match of each form, with year, month and day as written."""
    found: list[tuple[re.Match[str], Parts]] = []
    if YEAR.search(text) is None:
        return found
    if match := YEAR_FIRST.search(text):
        found.append((match, _year_first(match)))
    elif match := COMPACT.fullmatch(text.strip()):
        found.append((match, (match[1], int(match[2]), match[3])))
    for form in (YEAR_LAST, SHORT_YEAR) if not MARKS.isdisjoint(text) else ():
        if match := form.search(text):
            day, month = _day_month(match[1], match[3], match[2], language)
            found.append((match, (match[4] if len(match[4]) == 4 else f"20{match[4]}", month, day)))
    for form, order in ((DAY_NAME, (3, 2, 1)), (NAME_DAY, (3, 1, 2)), (YEAR_NAME_DAY, (1, 2, 3))):
        for match in form.finditer(text):
            if named := MONTHS.get(match[order[1]].casefold().replace("i̇", "i")):
                found.append((match, (match[order[0]], named, match[order[2]])))
                break
    return found


def _year_first(match: re.Match[str]) -> Parts:
    return match[1], int(match[3]), match[4]


def _day_month(first: str, second: str, mark: str, language: str | None) -> tuple[str, int]:
    """Day and month of a numeric date, by language; a number over 12 settles it."""
    tag = (language or "").lower()
    american = tag[:2] in MONTH_FIRST and tag[-2:] not in DAY_FIRST_REGIONS and mark != "."
    if (american and int(first) <= 12) or int(second) > 12:
        return second, int(first)
    return first, int(second)


def _dated(text: str, match: re.Match[str], parts: Parts) -> ParsedDate | None:
    year, month, day = int(parts[0]), parts[1], int(parts[2])
    try:
        value = date(year, month, day).isoformat()
    except ValueError:
        return None
    if year not in YEARS:
        return None
    end, time = match.end(), ""
    if match.re is COMPACT:
        time = f"T{match[4]}:{match[5]}" if match[4] and int(match[4]) <= 23 else ""
    elif after := TIME.match(text, end):
        time = _time(after)
        end = after.end() if time else end
    start = match.start()
    return ParsedDate(value + time, text[start:end].strip(), start, end)


def _time(match: re.Match[str]) -> str:
    """`T10:15`, with seconds and offset where given; empty if it is no time of day."""
    half, hour_text, minute, second, meridiem, zone = match.groups()
    hour = int(hour_text)
    if meridiem or half:
        late = (meridiem or "").lower() == "p" or half in ("午後", "下午", "오후")
        hour = hour % 12 + 12 * late if hour <= 12 else hour
    if hour > 23 or int(minute) > 59 or int(second or 0) > 59:
        return ""
    offset = "" if not zone else "+00:00"
    if zone and zone[0] in "+-":
        hours, minutes = int(zone[1:3]), int(zone[-2:])
        if hours * 60 + minutes > MAX_OFFSET_HOURS * 60 or minutes > 59:
            return ""
        offset = f"{zone[0]}{hours:02}:{minutes:02}"
    return f"T{hour:02}:{int(minute):02}" + (f":{int(second):02}" if second else "") + offset
