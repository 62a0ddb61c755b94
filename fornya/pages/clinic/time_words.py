"""Times to meet as staff read them: when, how, and what has become of each."""

from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fornya.design.formats import bare_clock, relative_day, short_day
from fornya.design.parts import Row
from fornya.messages.time_words import how_words
from fornya.renewals.times import OfferedTime, Times
from fornya.rules.appointments import Slot, is_day_off
from fornya.rules.swedish_time import swedish_day


def when_words(slot: Slot, today: date) -> str:
    """Say on which day and from when to when."""
    day = relative_day(slot.starts_at, today)
    words = _("%(day)s %(begins)s–%(ends)s") % {
        "day": capfirst(day),
        "begins": bare_clock(slot.starts_at),
        "ends": bare_clock(slot.ends_at),
    }
    return _("%(when)s (helg eller röd dag)") % {"when": words} if is_day_off(slot.starts_at) else words


def slot_words(slot: Slot) -> str:
    """Say how, for how long and with whom."""
    return how_words(slot.way, slot.minutes, slot.whom)


def state_words(each: OfferedTime, today: date) -> str:
    """Say what has become of a time."""
    if each.booked_at is not None:
        words = {"name": each.booked_by, "day": short_day(swedish_day(each.booked_at), today)}
        return _("Bokad av %(name)s %(day)s") % words
    if each.withdrawn_at is not None:
        return _("Borttagen")
    return _("Erbjuden") if each.closed_at is None else _("Inte vald")


def time_rows(times: Times, today: date) -> list[Row]:
    """Give the times of a request."""
    return [
        Row(
            key=when_words(each.slot, today),
            value=_("%(how)s. %(state)s") % {"how": slot_words(each.slot), "state": state_words(each, today)},
        )
        for each in times.all
    ]
