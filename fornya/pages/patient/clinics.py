"""The clinic beside a patient's task: its name, its phone, and whether somebody answers now."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from fornya.clinics import directory
from fornya.clinics.cards import ClinicPage
from fornya.design import formats
from fornya.rules.opening_hours import Open
from fornya.rules.swedish_time import swedish_day


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach a clinic. `hours` is a sentence about now."""

    name: str
    slug: str
    phone: str
    hours: str


def contact_of(clinic: ClinicPage, now: datetime) -> Contact:
    """Give a clinic's name and phone with a sentence on whether somebody answers now."""
    return Contact(clinic.name, clinic.slug, clinic.phone, phone_words(clinic, now))


def phone_words(clinic: ClinicPage, now: datetime) -> str:
    """Say whether somebody answers the phone now, and until when or from when."""
    status = directory.phone_status(clinic, now)
    if isinstance(status, Open):
        if status.until is None:
            return _("Telefonen är öppen dygnet runt.")
        return _("Telefonen är öppen nu, till %(clock)s.") % {"clock": formats.clock(status.until)}
    if status.opens_at is None:
        return _("Mottagningen har inte lämnat några telefontider.")
    return _("Telefonen öppnar %(day)s %(clock)s.") % {
        "day": formats.relative_day(status.opens_at, swedish_day(now)),
        "clock": formats.clock(status.opens_at),
    }
