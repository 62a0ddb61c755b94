"""The times to meet of a request in words: what is booked, what can be chosen, and until when."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from fornya.clinics.cards import ClinicPage
from fornya.design import formats
from fornya.design.parts import Row
from fornya.messages.time_words import how_words
from fornya.renewals.times import OfferedTime, Times
from fornya.rules.appointments import CHANGED_BEFORE, Way
from fornya.rules.swedish_time import swedish_day


@dataclass(frozen=True, slots=True)
class Choice:
    """A time that can be chosen."""

    id: uuid.UUID
    when: str
    how: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """What a page says of the times. `in_vain`: none was chosen, and none can be any more.

    `booked_by` names who booked it, when that was somebody else than who reads. `leave_until` is said while
    the booked time may be changed or cancelled.
    """

    booked_id: uuid.UUID | None
    when: str
    facts: list[Row]
    booked_by: str
    choices: list[Choice]
    leave_until: str
    has_met: bool
    in_vain: bool

    @property
    def is_there(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.booked_id or self.choices or self.in_vain)


def meeting_of(times: Times, clinic: ClinicPage, reader: str, now: datetime) -> Meeting:
    """Give the times of a request in words; `reader` is the name of who reads."""
    today, booked = swedish_day(now), times.booked
    may_leave = booked is not None and times.may_leave(now)
    return Meeting(
        booked_id=booked.id if booked else None,
        when=formats.day_and_clock(booked.slot.starts_at, today) if booked else "",
        facts=_facts(booked, clinic, today) if booked else [],
        booked_by=booked.booked_by if booked and booked.booked_by != reader else "",
        choices=[_choice(each, today) for each in times.to_choose(now)],
        leave_until=_leave_until(booked, today) if booked and may_leave else "",
        has_met=times.has_met(now),
        in_vain=times.in_vain(now),
    )


def _choice(each: OfferedTime, today: date) -> Choice:
    slot = each.slot
    return Choice(
        each.id,
        formats.day_and_clock(slot.starts_at, today),
        how_words(slot.way, slot.minutes, slot.whom),
    )


def _facts(booked: OfferedTime, clinic: ClinicPage, today: date) -> list[Row]:
    slot = booked.slot
    rows = [
        Row(key=_("Tid"), value=formats.day_and_clock(slot.starts_at, today)),
        Row(key=_("Så träffas ni"), value=how_words(slot.way, slot.minutes)),
    ]
    if slot.way is Way.CLINIC:
        rows.append(Row(key=_("Plats"), value=place_of(clinic)))
    else:
        rows.append(Row(key=_("Mottagning"), value=clinic.name))
    if slot.whom:
        rows.append(Row(key=_("Med"), value=slot.whom))
    return [*rows, Row(key=_("Telefon"), value=formats.phone(clinic.phone))]


def place_of(clinic: ClinicPage) -> str:
    """Give a clinic's name and address in a line."""
    return ", ".join(part for part in (clinic.name, clinic.street, clinic.place) if part)


def _leave_until(booked: OfferedTime, today: date) -> str:
    return formats.day_and_clock(booked.slot.starts_at - CHANGED_BEFORE, today)
