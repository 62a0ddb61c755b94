"""What stands over the worklist: whom the reader stands in for, and what has come to its day."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fornya.design.environment import url
from fornya.design.formats import relative_day
from fornya.renewals.cover import Over, Told
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
        "covers": [
            _("Du ersätter %(name)s till och med %(day)s") % {"name": name, "day": relative_day(last, today)}
            for name, last in over.covers
        ],
    }


def _told(told: Told) -> str:
    words = _("%(name)s, försenat svar") if told.step is Step.LATE else _("%(name)s, svar senast i dag")
    return words % {"name": told.patient_name}
