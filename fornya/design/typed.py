"""Reads what is typed into a field: a day, a moment, a number, an amount, an address; None where it is none.

What to say where it is none stands here when several forms say it.
"""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fornya.rules.swedish_time import STOCKHOLM

LONGEST_YEAR = 2100
# Fits PostgreSQL's bigint.
LONGEST_CARRIED = 18
LONGEST_EMAIL = 254


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


def read_carried(text: str) -> int:
    """Read a number that a button of ours carries, an id or a version; 0, which none has, if it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_CARRIED else 0


def read_key(text: str) -> UUID | None:
    """Read a random id that a form of ours or an address carries."""
    try:
        return UUID(text)
    except ValueError:
        return None


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


def read_email(text: str) -> str | None:
    """Read an e-mail address, without spaces around it."""
    address = text.strip()
    try:
        validate_email(address)
    except ValidationError:
        return None
    return address if address.isascii() and len(address) <= LONGEST_EMAIL else None


def day_wanted() -> str:
    """Say how a day is written."""
    return _("Skriv dagen som ÅÅÅÅ-MM-DD, till exempel 2026-12-24")


def at_field(label: str, wrong: str) -> str:
    """Put a field's label before what is wrong there: where a page may say the same of two fields."""
    return f"{label}: {wrong[:1].lower()}{wrong[1:]}"


def too_long(text: str, longest: int) -> str:
    """Say by how much a text is too long; nothing where it is not."""
    over = len(text) - longest
    if over <= 0:
        return ""
    return ngettext("Texten är %(num)s tecken för lång", "Texten är %(num)s tecken för lång", over) % {
        "num": over
    }
