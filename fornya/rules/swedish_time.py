"""The clock on a Swedish wall: on which day a moment falls, and at which moment a day begins.

Moments are kept in UTC; days, promises and opening hours are Sweden's.

Source: förordning (2001:127) om sommartid; the zone Europe/Stockholm of the IANA time zone database.
Reviewed: 2026-11-23
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


# Swedish clocks have been one or two hours before UTC since 1900: until 22 it is the same day. Somebody with
# thousands of pick-ups should not wait for the zone to be looked up for each.
_SAME_DAY_FROM, _SAME_DAY_UNTIL = 1900, 22


class TimeWithoutZone(ValueError):
    """A point in time came without a time zone, so nobody knows which day it was in Sweden."""


def swedish_day(moment: datetime) -> date:
    """Return the day it is in Sweden at a moment in any zone; raises TimeWithoutZone for one without."""
    if moment.tzinfo is None:
        raise TimeWithoutZone
    if moment.tzinfo is UTC and moment.year >= _SAME_DAY_FROM and moment.hour < _SAME_DAY_UNTIL:
        return moment.date()
    return moment.astimezone(STOCKHOLM).date()


def at_clock(day: date, clock: time) -> datetime:
    """Return the moment (UTC) at which Swedish clocks show a time on a day: of two such, the first.

    In UTC, since two times of one zone compare and subtract by their hands and not by when they are.
    """
    return datetime.combine(day, clock, STOCKHOLM).astimezone(UTC)


def day_begins(day: date) -> datetime:
    """Return the moment (UTC) at which a day begins in Sweden."""
    return at_clock(day, time())
