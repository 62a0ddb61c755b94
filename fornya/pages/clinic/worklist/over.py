"""What stands over the worklist: whom the reader stands in for, and what has come to its day."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fornya.design.environment import url
from fornya.design.formats import bare_clock, relative_day
from fornya.renewals.cover import Over, Told, Unbooked
from fornya.rules.appointments import Lapse
from fornya.rules.escalation import Step

# As many as are read at a glance; the list itself has them all.
MOST = 5


def over_words(over: Over, today: date) -> dict[str, object]:
    """Give the words, and an address for each of the first that have come to their day."""
    number = len(over.told)
    pressing = ngettext("%(num)s förfrågan behöver svar nu", "%(num)s förfrågningar behöver svar nu", number)
    return {
        "pressing": pressing % {"num": number} if number else "",
        "told": [(url("clinic:request", request_id=each.id), _told(each)) for each in over.told[:MOST]],
        "not_shown": max(0, number - MOST),
        **_unbooked(over.unbooked, today),
        "covers": [
            _("Du ersätter %(name)s till och med %(day)s") % {"name": name, "day": relative_day(last, today)}
            for name, last in over.covers
        ],
    }


def _told(told: Told) -> str:
    words = _("%(name)s, försenat svar") if told.step is Step.LATE else _("%(name)s, svar senast i dag")
    return words % {"name": told.patient_name}


def _unbooked(unbooked: tuple[Unbooked, ...], today: date) -> dict[str, object]:
    """Give those who have chosen no time to meet, each with the last time that they had or have to choose."""
    number = len(unbooked)
    heading = ngettext(
        "%(num)s patient har inte valt någon tid", "%(num)s patienter har inte valt någon tid", number
    )
    return {
        "unbooked_heading": heading % {"num": number} if number else "",
        "unbooked": [
            (url("clinic:request", request_id=each.id), _last(each, today)) for each in unbooked[:MOST]
        ],
        "unbooked_more": max(0, number - MOST),
    }


def _last(each: Unbooked, today: date) -> str:
    words = {
        "name": each.patient_name,
        "day": relative_day(each.last_time, today),
        "clock": bare_clock(each.last_time),
    }
    if each.lapse is Lapse.OVER:
        return _("%(name)s, den sista tiden var %(day)s %(clock)s. Ring.") % words
    return _("%(name)s, den sista tiden är %(day)s %(clock)s") % words
