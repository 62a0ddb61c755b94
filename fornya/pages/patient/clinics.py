"""The clinic beside a patient's task: its name, its phone, and whether somebody answers now."""

from dataclasses import dataclass
from datetime import datetime

from fornya.clinics import directory
from fornya.clinics.cards import ClinicPage
from fornya.design.opening_words import PHONE, now_words


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach a clinic. `hours` is a sentence about now."""

    name: str
    slug: str
    phone: str
    hours: str


def contact_of(clinic: ClinicPage, now: datetime) -> Contact:
    """Give a clinic's name and phone with a sentence on whether somebody answers now."""
    hours = now_words(PHONE, directory.phone_status(clinic, now), now)
    return Contact(clinic.name, clinic.slug, clinic.phone, hours)
