"""Swedish working days: when a clinic answers at the latest, and when a person must ask at the latest.

Saturdays, Sundays and public holidays are not working days. Midsummer Eve, Christmas Eve and New Year's
Eve count as holidays too (the law on time limits treats them so, and clinics are shut). Other eves,
squeeze days and Twelfth Night are working days, even where a clinic closes early.

Source: lag (1989:253) om allmänna helgdagar 1-2 §§ (SFS 2004:1320: Whit Monday out, National Day in, from
2005); lag (1930:173) 2 §. The cut-off hour is our own choice.
Reviewed: 2026-11-23
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from fornya.rules.swedish_time import STOCKHOLM, TimeWithoutZone

CUTOFF_HOUR = 16
SATURDAY = 5
DAY = timedelta(days=1)
NATIONAL_DAY_SINCE = 2005

# The first and the last day of a clinic's planned closure.
Closed = tuple[date, date]


class Holiday(StrEnum):
    """A public holiday that has a name, or one of the three eves that count as one."""

    NEW_YEARS_DAY = "new_years_day"
    EPIPHANY = "epiphany"
    GOOD_FRIDAY = "good_friday"
    EASTER_SUNDAY = "easter_sunday"
    EASTER_MONDAY = "easter_monday"
    MAY_DAY = "may_day"
    ASCENSION_DAY = "ascension_day"
    WHIT_SUNDAY = "whit_sunday"
    WHIT_MONDAY = "whit_monday"
    NATIONAL_DAY = "national_day"
    MIDSUMMER_EVE = "midsummer_eve"
    MIDSUMMER_DAY = "midsummer_day"
    ALL_SAINTS_DAY = "all_saints_day"
    CHRISTMAS_EVE = "christmas_eve"
    CHRISTMAS_DAY = "christmas_day"
    BOXING_DAY = "boxing_day"
    NEW_YEARS_EVE = "new_years_eve"


_AFTER_EASTER = {
    -2: Holiday.GOOD_FRIDAY,
    0: Holiday.EASTER_SUNDAY,
    1: Holiday.EASTER_MONDAY,
    39: Holiday.ASCENSION_DAY,
    49: Holiday.WHIT_SUNDAY,
}
_FIXED = {
    (1, 1): Holiday.NEW_YEARS_DAY,
    (1, 6): Holiday.EPIPHANY,
    (5, 1): Holiday.MAY_DAY,
    (12, 24): Holiday.CHRISTMAS_EVE,
    (12, 25): Holiday.CHRISTMAS_DAY,
    (12, 26): Holiday.BOXING_DAY,
    (12, 31): Holiday.NEW_YEARS_EVE,
}


@cache
def holidays(year: int) -> Mapping[date, Holiday]:
    """Return the year's public holidays that have a name, and the three eves; no ordinary Sundays.

    Where two fall on one day it is called by the one that has its date in the almanac (1 May 2008).
    """
    easter = easter_sunday(year)
    midsummer_day = _first_saturday_from(date(year, 6, 20))
    named = {easter + timedelta(days=days): name for days, name in _AFTER_EASTER.items()}
    if year < NATIONAL_DAY_SINCE:
        named[easter + timedelta(days=50)] = Holiday.WHIT_MONDAY
    else:
        named[date(year, 6, 6)] = Holiday.NATIONAL_DAY
    named |= {date(year, *day): name for day, name in _FIXED.items()}
    named |= {
        midsummer_day - DAY: Holiday.MIDSUMMER_EVE,
        midsummer_day: Holiday.MIDSUMMER_DAY,
        _first_saturday_from(date(year, 10, 31)): Holiday.ALL_SAINTS_DAY,
    }
    return MappingProxyType(named)


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (Gauss's rule as rewritten by Butcher)."""
    golden = year % 19
    century, year_of_century = divmod(year, 100)
    skipped, century_rest = divmod(century, 4)
    moon = (19 * golden + century - skipped - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * century_rest + 2 * (year_of_century // 4) - moon - year_of_century % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def holiday_on(day: date) -> Holiday | None:
    """Return which named holiday the day is."""
    return holidays(day.year).get(day)


def is_holiday(day: date) -> bool:
    """Tell whether the day is a named public holiday or one of the three eves."""
    return day in holidays(day.year)


def is_working_day(day: date) -> bool:
    """Tell whether clinics work on this day."""
    return day.weekday() < SATURDAY and not is_holiday(day)


def add_working_days(day: date, n: int) -> date:
    """Return the n-th working day after `day`; the day itself when n is 0."""
    return _step(day, n, DAY)


def subtract_working_days(day: date, n: int, *, closed: Closed | None = None) -> date:
    """Return the last day from which n working days are over no later than `day`.

    The days of a closure are none: neither does the answer come on them, nor is anything taken in.
    """
    while not _is_open(day, closed):
        day -= DAY
    return _step(day, n, -DAY, closed)


def answer_by(sent_at: datetime, days: int, cutoff_hour: int = CUTOFF_HOUR) -> date:
    """Return the day by which a clinic that promises `days` working days has answered.

    What is sent on a day off, or from the cut-off hour, counts as received on the next working day.
    Takes a time in any zone and reads it in Sweden's; raises TimeWithoutZone for one without.
    """
    if sent_at.tzinfo is None:
        raise TimeWithoutZone
    local = sent_at.astimezone(STOCKHOLM)
    received = local.date()
    if not is_working_day(received) or local.hour >= cutoff_hour:
        received = add_working_days(received, 1)
    return add_working_days(received, days)


def ask_by(
    runs_out_on: date, answer_days: int, margin_days: int = 2, *, closed: Closed | None = None
) -> date:
    """Return the last day to ask for an answer `margin_days` working days before the supply ends.

    `closed` are the days on which the clinic neither takes in nor answers.
    """
    return subtract_working_days(runs_out_on, answer_days + margin_days, closed=closed)


def _is_open(day: date, closed: Closed | None) -> bool:
    return is_working_day(day) and not (closed and closed[0] <= day <= closed[1])


def _step(day: date, n: int, step: timedelta, closed: Closed | None = None) -> date:
    if n < 0:
        raise ValueError("n is negative")
    while n:
        day += step
        if _is_open(day, closed):
            n -= 1
    return day


def _first_saturday_from(day: date) -> date:
    return day + timedelta(days=(SATURDAY - day.weekday()) % 7)
