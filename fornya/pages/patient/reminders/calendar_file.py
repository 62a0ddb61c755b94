"""The days to renew as a file for one's own calendar, with the medicines' names where the person asks."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Event

from fornya.design import formats
from fornya.pages.patient.ages import sees_overview
from fornya.pages.patient.calendars import as_file, event
from fornya.pages.patient.reminders.rows import name_of
from fornya.pages.patient.see_other import see_other
from fornya.people.guards import PatientRequest, open_to
from fornya.reminders.due import Planned, planned
from fornya.reminders.wishes import chosen_with_medicines
from fornya.rules.access import Deed

NINE_IN_THE_MORNING = timedelta(hours=9)


@open_to(Deed.OWN_SETTINGS)
@require_safe
def calendar_file(request: PatientRequest) -> HttpResponse:
    """Give the file; who is under 18 reads why there is none, and without the store there is none now."""
    patient, today = request.signed_in, request.today
    if not sees_overview(patient, today):
        return render(request, "pages/patient/too_young.jinja", {"part": "medicines"})
    chosen, found = chosen_with_medicines(patient=patient, now=request.now)
    plans = planned(found.medicines, chosen.chains if chosen else (), today=today, now=request.now)
    days = _days(plans, today)
    if not days:
        return see_other(reverse("patient:reminders"))
    with_names = "namn" in request.GET
    return as_file(
        _event(day, names if with_names else [], patient.patient_id, request.now)
        for day, names in sorted(days.items())
    )


def _days(plans: Iterable[Planned], today: date) -> dict[date, list[str]]:
    """Give the medicines' names by the day on which to renew them; a day that is past is today."""
    days: dict[date, list[str]] = defaultdict(list)
    for each in plans:
        if each.plan.remind_on is not None:
            days[max(each.plan.remind_on, today)].append(name_of(each).replace(formats.NO_BREAK, " "))
    return days


def _event(day: date, names: list[str], patient_id: int, now: datetime) -> Event:
    summary = _("Förnya %(medicines)s") % {"medicines": ", ".join(sorted(names))} if names else ""
    return event(day, about=f"{patient_id}:{day}", summary=summary, remind=NINE_IN_THE_MORNING, now=now)
