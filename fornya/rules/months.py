"""Calendar months and years: the same date of a later month, or that month's last day.

Source: lag (1930:173) om beräkning av lagstadgad tid, 1 §.
Reviewed: 2026-11-23
"""

import calendar
from datetime import date


def add_months(day: date, months: int) -> date:
    """Return the day with the same number `months` later (or earlier), or that month's last day."""
    year, month_index = divmod(day.year * 12 + day.month - 1 + months, 12)
    month = month_index + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def add_years(day: date, years: int) -> date:
    """Return the same date `years` later; 29 February becomes 28 February in common years."""
    return add_months(day, 12 * years)
