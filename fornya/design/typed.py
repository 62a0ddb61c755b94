"""Reads what is typed into a field: a day, a moment, a number, an amount. None where it is none."""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from fornya.rules.swedish_time import STOCKHOLM

LONGEST_YEAR = 2100


def read_day(text: str) -> date | None:
    """Read a day as it is typed, 2026-12-24."""
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None
    return day if day.year < LONGEST_YEAR else None


def read_moment(text: str) -> datetime | None:
    """Read a day and a time as they are typed, "2026-12-24 08:00" or with a point: in Swedish time."""
    try:
        moment = datetime.strptime(text.replace(".", ":"), "%Y-%m-%d %H:%M")  # noqa: DTZ007 - given below
    except ValueError:
        return None
    return moment.replace(tzinfo=STOCKHOLM) if moment.year < LONGEST_YEAR else None


def read_number(text: str, *, lowest: int, highest: int) -> int | None:
    """Read a whole number within bounds."""
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        return None
    return int(text) if lowest <= int(text) <= highest else None


def read_ore(text: str, *, most: int) -> int | None:
    """Read an amount in kronor, "150", "212,50 kr"; gives whole öre, 0 to `most`."""
    try:
        kronor = Decimal(text.replace(",", ".").replace("kr", "").replace("\N{NO-BREAK SPACE}", "").strip())
    except InvalidOperation:
        return None
    ore = kronor * 100
    return int(ore) if kronor.is_finite() and ore == ore.to_integral_value() and 0 <= ore <= most else None
