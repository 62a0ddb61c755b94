"""The days to renew as a file for one's own calendar (RFC 5545). Other people look into calendars.

So it says nothing of health unless the person asks for the medicines' names; neither does its own name nor
the ids in it, which are the same each time so that a calendar that reads two files has each day once.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Alarm, Calendar, Event

from fornya.design import formats
from fornya.pages.patient.ages import sees_overview
from fornya.pages.patient.reminders.rows import name_of
from fornya.pages.patient.see_other import see_other
from fornya.people.guards import PatientRequest, open_to
from fornya.reminders.due import Planned, planned
from fornya.reminders.wishes import chosen_with_medicines
from fornya.rules.access import Deed

MEDIA_TYPE = "text/calendar"
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
    content = calendar(days, patient.patient_id, with_names="namn" in request.GET, now=request.now)
    answer = HttpResponse(content, content_type=f"{MEDIA_TYPE}; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="fornya.ics"'
    return answer


def calendar(days: dict[date, list[str]], patient_id: int, *, with_names: bool, now: datetime) -> bytes:
    """Write a calendar with a whole-day event for each day."""
    made = Calendar()
    made.add("prodid", "-//Förnya//Förnya//SV")
    made.add("version", "2.0")
    for day, names in sorted(days.items()):
        made.add_component(_event(day, names if with_names else [], patient_id, now))
    return bytes(made.to_ical())


def _days(plans: Iterable[Planned], today: date) -> dict[date, list[str]]:
    """Give the medicines' names by the day on which to renew them; a day that is past is today."""
    days: dict[date, list[str]] = defaultdict(list)
    for each in plans:
        if each.plan.remind_on is not None:
            days[max(each.plan.remind_on, today)].append(name_of(each).replace(formats.NO_BREAK, " "))
    return days


def _event(day: date, names: list[str], patient_id: int, now: datetime) -> Event:
    said = _("Påminnelse från Förnya")
    event = Event()
    event.add("uid", f"{salted_hmac('fornya.reminders', f'{patient_id}:{day}').hexdigest()}@fornya")
    event.add("dtstamp", now)
    event.add("dtstart", day)
    event.add(
        "summary", _("Förnya %(medicines)s") % {"medicines": ", ".join(sorted(names))} if names else said
    )
    event.add("description", _("Logga in på Förnya för att se vad det gäller."))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", said)
    alarm.add("trigger", NINE_IN_THE_MORNING)
    event.add_component(alarm)
    return event
