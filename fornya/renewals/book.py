"""A patient books one of the times that were offered, changes to another, or cancels.

Under the request's row lock, and the database holds that a request has one booked time: of two who book at
once, one does and the other is told which stands.
"""

import uuid
from datetime import datetime

from fornya.audit.scope import ActorKind, opened
from fornya.messages.models import Kind
from fornya.messages.send import tell
from fornya.people.session import SignedInPatient
from fornya.renewals.appointment_table import Appointment
from fornya.renewals.history import lock, note
from fornya.renewals.models import RenewalEvent, RenewalRequest
from fornya.rules.appointments import may_book, may_change


class NoSuchTime(LookupError):
    """The time is not offered: it was withdrawn, or never was."""


class NotAsShown(Exception):
    """Another time is booked than the page said, or none; nothing was changed."""


class TooLate(Exception):
    """The time is too near to be booked, or the booked one too near to be left."""


def book(
    *,
    request_id: uuid.UUID,
    appointment_id: uuid.UUID,
    instead_of: uuid.UUID | None,
    patient: SignedInPatient,
    now: datetime,
) -> None:
    """Book a time; `instead_of` is what the page showed as booked. What is booked already stays so.

    Raises NoSuchRequest, NoSuchTime, NotAsShown, TooLate.
    """
    with opened(
        by=patient.actor, what="time.booked", patient_id=patient.patient_id, subject=request_id, now=now
    ):
        request, _lines = lock(request_id, patient_id=patient.patient_id)
        times = standing(request)
        booked = next((each for each in times if each.booked_at is not None), None)
        chosen = next((each for each in times if each.pk == appointment_id), None)
        if chosen is None:
            raise NoSuchTime(appointment_id)
        if chosen is booked:
            return
        if (booked.pk if booked else None) != instead_of:
            raise NotAsShown(request_id)
        if not may_book(chosen.starts_at, now):
            raise TooLate(appointment_id)
        if booked:
            _leave(booked, now)
        chosen.booked_at, chosen.booked_by_kind = now, patient.actor.kind.value
        chosen.booked_by_id, chosen.booked_by_name = patient.actor.id, patient.actor.name
        chosen.save(update_fields=BOOKING)
        _remember(request, "time_changed" if booked else "time_booked", patient, now)
        _tell(request, Kind.TIME_BOOKED, chosen, patient, now)


def cancel(
    *, request_id: uuid.UUID, booked_id: uuid.UUID | None, patient: SignedInPatient, now: datetime
) -> None:
    """Cancel the booked time; `booked_id` is what the page showed. Does nothing when none is booked.

    Raises NoSuchRequest, NotAsShown, TooLate.
    """
    with opened(
        by=patient.actor, what="time.cancelled", patient_id=patient.patient_id, subject=request_id, now=now
    ):
        request, _lines = lock(request_id, patient_id=patient.patient_id)
        booked = next((each for each in standing(request) if each.booked_at is not None), None)
        if booked is None:
            return
        if booked.pk != booked_id:
            raise NotAsShown(request_id)
        _leave(booked, now)
        _remember(request, "time_cancelled", patient, now)
        _tell(request, Kind.TIME_FREED, booked, patient, now)


BOOKING = ["booked_at", "booked_by_kind", "booked_by_id", "booked_by_name"]


def standing(request: RenewalRequest) -> list[Appointment]:
    """Give the times of a request that stand, in their order."""
    rows = Appointment.objects.filter(request_id=request.pk, withdrawn_at=None, closed_at=None)
    return list(rows.order_by("starts_at", "pk"))


def unbook(row: Appointment) -> None:
    """Let a time be booked by nobody, in memory."""
    row.booked_at = row.booked_by_id = None
    row.booked_by_kind = row.booked_by_name = ""


def facts_of(request: RenewalRequest, row: Appointment) -> dict[str, object]:
    """Give what a message about a time is worded from."""
    return {
        "clinic": request.clinic.name,
        "starts_at": row.starts_at.isoformat(),
        "minutes": row.minutes,
        "way": row.way,
        "whom": row.whom,
    }


def _leave(booked: Appointment, now: datetime) -> None:
    if not may_change(booked.starts_at, now):
        raise TooLate(booked.pk)
    unbook(booked)
    booked.save(update_fields=BOOKING)


def _remember(request: RenewalRequest, what: str, patient: SignedInPatient, now: datetime) -> None:
    RenewalEvent.objects.bulk_create([note(request, None, what, by=patient.actor, now=now)])


def _tell(
    request: RenewalRequest, kind: Kind, row: Appointment, patient: SignedInPatient, now: datetime
) -> None:
    """Tell in the inbox; by SMS and e-mail only of what an agent has done: of the rest they know."""
    tell(
        patient_id=request.patient_id,
        kind=kind,
        about=request.pk,
        source=f"{row.pk}:{now.isoformat()}",
        facts=facts_of(request, row),
        now=now,
        notify=patient.actor.kind is ActorKind.AGENT,
    )
