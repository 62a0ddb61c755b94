"""What happened in a request, moment by moment, in words."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from markupsafe import Markup

from fornya.clinics import directory
from fornya.design import formats
from fornya.design.parts import Row
from fornya.journal.timeline import MESSAGE, Course, Moment
from fornya.messages.inbox import Letter
from fornya.messages.models import Kind
from fornya.pages.patient.medicines.words import medicine_name
from fornya.pages.patient.messages.words import written
from fornya.pages.patient.requests.words import happened_words, status_words
from fornya.rules.renewal_states import RequestStatus


@dataclass(frozen=True, slots=True)
class Passage:
    """A request with all that happened in it."""

    id: uuid.UUID
    heading: str
    clinic: str
    tag: str
    tone: str
    moments: list[Row]


def passage(course: Course, today: date) -> Passage:
    """Tell a request's course."""
    tag, tone = status_words(RequestStatus(course.status))
    return Passage(
        id=course.id,
        heading=_("%(day)s: %(medicines)s")
        % {
            "day": formats.short_day(course.sent_at, today).capitalize(),
            "medicines": ", ".join(medicine_name(name) for name in course.medicines),
        },
        clinic=directory.by_id(course.clinic_id).name,
        tag=tag,
        tone=tone,
        moments=[_told(each, course, today) for each in course.moments if _what(each, course, today)],
    )


# With the name of whoever did it, and of the medicine where it was about one.
_BY_STAFF = {
    "opened": N_("%(name)s började läsa"),
    "ask": N_("%(name)s frågade om %(medicine)s"),
    "approve": N_("%(name)s beslutade att förnya %(medicine)s"),
    "meet": N_("%(name)s beslutade att ni behöver träffas om %(medicine)s"),
    "decline": N_("%(name)s beslutade att inte förnya %(medicine)s"),
}
_STORED = N_("Receptet på %(medicine)s kom till receptregistret")
_REFUSED = N_("Receptregistret tog inte emot receptet på %(medicine)s. Mottagningen beslutar igen.")


def _told(moment: Moment, course: Course, today: date) -> Row:
    """Give the time, and what happened with the words that were written then, which are Swedish."""
    said = [formats.in_swedish(paragraph) for paragraph in moment.text.split("\n") if paragraph]
    what = Markup("<br>").join([_what(moment, course, today), *said])
    when = f"{formats.short_day(moment.at, today)} {formats.clock(moment.at)}"
    return Row(key=when, value=what)


def _what(moment: Moment, course: Course, today: date) -> str:
    if moment.what == MESSAGE:
        return _("Meddelande till dig: %(subject)s") % {"subject": _subject(moment, course, today)}
    names = {"name": moment.by, "medicine": medicine_name(moment.medicine)}
    if moment.what in _BY_STAFF:
        return _(_BY_STAFF[moment.what]) % names
    if moment.what == "renewed":
        return _(_STORED) % names
    if moment.what.startswith("refused"):
        return _(_REFUSED) % names
    return happened_words(moment.what, moment.by_kind, moment.by)


def _subject(moment: Moment, course: Course, today: date) -> str:
    letter = Letter(course.id, Kind(moment.kind), course.id, moment.facts, moment.at, is_read=True)
    return written(letter, today).subject
