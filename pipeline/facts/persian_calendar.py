"""Dates of the Persian calendar, `12 تیر 1399` or `1399/04/12`, → ISO 8601."""

import re
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        ("فروردین فروردين|اردیبهشت ارديبهشت|خرداد|تیر تير|مرداد|شهریور شهريور|مهر|آبان|آذر|دی دي|بهمن|اسفند").split(
            "|"
        ),
        1,
    )
    for name in names.split()
}
"""In the Persian and the Arabic spelling of ye."""
YEAR = r"[1۱][34۳۴]\d\d"
FORM = re.compile(
    rf"(?<!\d)({YEAR})[-/](\d{{1,2}})[-/](\d{{1,2}})(?!\d)"
    rf"|(?<!\d)(\d{{1,2}})\s({'|'.join(MONTHS)})(?:\sماه)?,?\s({YEAR})(?!\d)"
)
NEW_YEAR = 1400, date(2021, 3, 21).toordinal()
LEAP_YEARS, CYCLE, SHIFT = 8, 33, 11
"""Eight of 33 years are leap years: every fourth, and once the fifth. So it is from 1342 until 1468."""


def persian_day(text: str) -> tuple[str, int, int] | None:
    """The first such date in a text, as a day in ISO 8601, and where it stands; None if there is none."""
    for match in FORM.finditer(text):
        year, month, day = match[1] or match[6], int(match[2] or MONTHS[match[5]]), int(match[3] or match[4])
        if 1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30):
            return _gregorian(int(year), month, day).isoformat(), match.start(), match.end()
    return None


def _gregorian(year: int, month: int, day: int) -> date:
    years, first = NEW_YEAR
    before = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return date.fromordinal(first + 365 * (year - years) + _leap_days(year) - _leap_days(years) + before + day - 1)


def _leap_days(year: int) -> int:
    cycles, rest = divmod(year + SHIFT, CYCLE)
    return LEAP_YEARS * cycles + (rest + 3) // 4
