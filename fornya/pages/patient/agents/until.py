"""How long a mandate is to hold: a length that is offered, or the last day as the giver writes it."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from fornya.design import formats
from fornya.design.fields import Errors, Form
from fornya.design.parts import Option
from fornya.rules.mandates import EndsTooLate, EndsTooSoon, Period, last_day

# As people write a day; with a year, since it may be four years away.
WAYS = ("%Y-%m-%d", "%Y%m%d", "%d/%m %Y", "%d.%m.%Y")
OFFERED = (Period.QUARTER, Period.YEAR, Period.LONGEST)


def options(today: date) -> list[Option]:
    """Give the choices, each with the day it leads to."""
    until = {period: formats.day(last_day(period, today), today) for period in OFFERED}
    texts = (
        (Period.QUARTER, _("3 månader"), _("Till och med %(day)s.")),
        (Period.YEAR, _("1 år"), _("Till och med %(day)s.")),
        (Period.LONGEST, _("Tills jag avslutar"), _("Längst 4 år, till och med %(day)s.")),
    )
    offered = [
        Option(value=period, text=text, hint=hint % {"day": until[period]}) for period, text, hint in texts
    ]
    return [*offered, Option(value=Period.CHOSEN, text=_("Till en dag som jag väljer"))]


def as_written(starts_on: date, ends_on: date) -> dict[str, str]:
    """Give how the two fields were filled in."""
    period = next((each for each in OFFERED if last_day(each, starts_on) == ends_on), Period.CHOSEN)
    return {"period": period, "until": ends_on.isoformat() if period is Period.CHOSEN else ""}


def read(form: Form, today: date, errors: Errors) -> tuple[date | None, Errors]:
    """Read the day that was chosen, None where a length was; `errors` with what has to be put right here."""
    if form.value("period") not in list(Period):
        return None, errors.add("period", _("Välj hur länge det ska gälla"))
    if form.value("period") != Period.CHOSEN:
        return None, errors
    written = form.value("until")
    day = read_day(written)
    if not written:
        return None, errors.add("until", _("Skriv den sista dagen, till exempel 2027-05-01"))
    if day is None:
        return None, errors.add("until", _("Skriv dagen med siffror, till exempel 2027-05-01"))
    try:
        return last_day(Period.CHOSEN, today, day), errors
    except EndsTooSoon:
        first = {"day": formats.day(today + timedelta(days=1), today)}
        return None, errors.add("until", _("Välj %(day)s eller en senare dag") % first)
    except EndsTooLate:
        last = {"day": formats.day(last_day(Period.LONGEST, today), today)}
        return None, errors.add("until", _("Välj %(day)s eller en tidigare dag") % last)


def read_day(text: str) -> date | None:
    """Read a day with its year; None where it is none."""
    for way in WAYS:
        try:
            return datetime.strptime(" ".join(text.split()), way).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
