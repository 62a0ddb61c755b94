"""Warns before a promise breaks: what a clinic can answer at its own pace, beside what it has promised.

Source: our own rule. The pace is that of the last four weeks, by working day; today counts as a whole day, so
that nobody is warned in the afternoon of what was fine in the morning.
Reviewed: 2026-11-23
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from fornya.rules.working_days import is_working_day

LOOKED_BACK = timedelta(days=28)
# With fewer answers than this in four weeks a pace says nothing.
FEWEST = 20


@dataclass(frozen=True, slots=True)
class Risk:
    """The first day on which the promise breaks, how many will then be late, and the pace a working day."""

    day: date
    late: int
    pace: int


def first_risk(due: Mapping[date, int], *, answered: int, today: date) -> Risk | None:
    """Give the first day by which not all can be answered that are promised by then.

    `due` counts what waits by its day, `answered` what was answered in the last four weeks.
    """
    if answered < FEWEST:
        return None
    pace = answered / _working_days(today - LOOKED_BACK, today - timedelta(days=1))
    for day in sorted(day for day in due if day >= today):
        waiting = sum(number for promised, number in due.items() if promised <= day)
        late = waiting - int(pace * _working_days(today, day))
        if late > 0:
            return Risk(day, late, round(pace))
    return None


def _working_days(first: date, last: date) -> int:
    days = (first + timedelta(days=each) for each in range((last - first).days + 1))
    return sum(map(is_working_day, days))
