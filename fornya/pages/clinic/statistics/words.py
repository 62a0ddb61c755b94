"""Statistics in words: amounts, times, names of groups, and what stands where a number is hidden."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fornya.design import formats
from fornya.rules.medicine_groups import NAMES
from fornya.statistics.clinic import Took
from fornya.statistics.models import ALL

_MONTHS = ("jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")


def short_month(month: date) -> str:
    """Give the month's name as short as it can be; these pages are in Swedish alone."""
    return _MONTHS[month.month - 1]


def group_name(code: str) -> str:
    """Give what a medicine group is called, with its code."""
    if code == ALL:
        return _("Alla läkemedel")
    return f"{NAMES[code]} ({code})" if code in NAMES else _("Utan känd grupp")


def number(value: int | None) -> str:
    """Write a number, or that it is hidden."""
    return _("döljs") if value is None else formats.number(value)


def percent(value: int | None) -> str:
    """Write so many of a hundred, or nothing to say."""
    return "–" if value is None else f"{value}\N{NO-BREAK SPACE}%"


def hours(value: int) -> str:
    """Write hours, short."""
    return f"{formats.number(value)}\N{NO-BREAK SPACE}tim"


def half(took: Took | None) -> tuple[str, str]:
    """Say within how many days half of the answers came, and hours."""
    return (_days(took.half_days), hours(took.half_hours)) if took else (_("för få svar"), "")


def most(took: Took | None) -> tuple[str, str]:
    """Say within how many days nine of ten answers came, and hours."""
    return (_days(took.most_days), hours(took.most_hours)) if took else (_("för få svar"), "")


def late_percent(late: int | None, took: Took | None) -> int | None:
    """Give how many of a hundred answers were late; None where there are few."""
    return None if late is None or took is None else round(100 * late / took.answers)


def _days(number: int) -> str:
    if not number:
        return _("samma dag")
    return ngettext("%(num)s arbetsdag", "%(num)s arbetsdagar", number) % {"num": number}
