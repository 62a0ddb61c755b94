"""Offers times to meet, in the transaction of the decision that they are signed with."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from fornya.people.session import SignedInStaff
from fornya.renewals.appointment_table import Appointment
from fornya.renewals.book import standing
from fornya.renewals.models import RenewalRequest
from fornya.rules.appointments import LONGEST, Slot, Way, Wrong, wrong_with


class NotOffered(Exception):
    """A time that cannot be offered; nothing was decided."""

    def __init__(self, slot: Slot, why: Wrong) -> None:
        super().__init__(slot, why)
        self.slot = slot
        self.why = why


def offer(request: RenewalRequest, slots: Iterable[Slot], *, by: SignedInStaff, now: datetime) -> None:
    """Offer times in a request that is locked. Raises NotOffered.

    Whoever offers the same time to another patient at the same moment waits for this transaction, and is then
    told that it is taken: the database keeps a time and the person met once at a clinic.
    """
    offered = _new(request, slots)
    if not offered:
        return
    taken = _taken(request.clinic_id, offered)
    for place, slot in enumerate(offered):
        if why := wrong_with(slot, offered[:place], taken, now=now):
            raise NotOffered(slot, why)
    rows = [_row(request, slot, by, now) for slot in offered]
    Appointment.objects.bulk_create(rows, ignore_conflicts=True)
    kept = set(Appointment.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    for row, slot in zip(rows, offered, strict=True):
        if row.pk not in kept:
            raise NotOffered(slot, Wrong.TAKEN)


def _new(request: RenewalRequest, slots: Iterable[Slot]) -> tuple[Slot, ...]:
    """Leave out what stands already: the store may refuse a renewal, and it is all signed once more."""
    stand = {_slot(row) for row in standing(request)}
    return tuple(slot for slot in slots if slot not in stand)


def _slot(row: Appointment) -> Slot:
    return Slot(row.starts_at, row.minutes, Way(row.way), row.whom)


def _taken(clinic_id: int, offered: tuple[Slot, ...]) -> list[Slot]:
    """Give what the clinic has offered already at about these times, to anybody."""
    starts = [slot.starts_at for slot in offered]
    longest = timedelta(minutes=LONGEST)
    near = Appointment.objects.filter(
        clinic_id=clinic_id,
        withdrawn_at=None,
        closed_at=None,
        starts_at__range=(min(starts) - longest, max(starts) + longest),
    )
    return [_slot(row) for row in near]


def _row(request: RenewalRequest, slot: Slot, by: SignedInStaff, now: datetime) -> Appointment:
    return Appointment(
        id=uuid.uuid4(),
        request_id=request.pk,
        patient_id=request.patient_id,
        clinic_id=request.clinic_id,
        starts_at=slot.starts_at,
        minutes=slot.minutes,
        way=slot.way.value,
        whom=slot.whom,
        offered_by_id=by.staff_id,
        offered_at=now,
    )
