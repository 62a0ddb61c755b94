"""Files for one's own calendar (RFC 5545). Other people look into calendars.

So an event says nothing of health unless the person asks for it; neither does the file's name nor the ids in
it, which are the same each time so that a calendar that reads two files has each event once.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.http import HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

MEDIA_TYPE = "text/calendar"


def as_file(events: Iterable[Event]) -> HttpResponse:
    """Give events as a file to save."""
    answer = HttpResponse(written(events), content_type=f"{MEDIA_TYPE}; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="fornya.ics"'
    return answer


def written(events: Iterable[Event]) -> bytes:
    """Write a calendar."""
    made = Calendar()
    made.add("prodid", "-//Förnya//Förnya//SV")
    made.add("version", "2.0")
    for each in events:
        made.add_component(each)
    return bytes(made.to_ical())


def event(
    starts: date | datetime,
    *,
    about: str,
    summary: str = "",
    remind: timedelta,
    busy: bool = False,
    now: datetime,
) -> Event:
    """Give a private event that by itself only says that Förnya reminds; a whole day for a date.

    `about` is what its id is made of, and is not to be read out of it. `remind` is from when it starts.
    """
    said = _("Påminnelse från Förnya")
    made = Event()
    made.add("uid", f"{salted_hmac('fornya.reminders', about).hexdigest()}@fornya")
    made.add("dtstamp", now)
    made.add("dtstart", starts)
    made.add("summary", summary or said)
    made.add("description", _("Logga in på Förnya för att se vad det gäller."))
    made.add("class", "PRIVATE")
    made.add("transp", "OPAQUE" if busy else "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", said)
    alarm.add("trigger", remind)
    made.add_component(alarm)
    return made
