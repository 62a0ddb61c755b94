"""The clinic takes a time back, or notes that it has seen to a patient who chose none."""

import uuid
from datetime import datetime

from django.db import connection

from fornya.messages.models import Kind
from fornya.messages.send import tell
from fornya.people.session import SignedInStaff
from fornya.renewals.appointment_table import Appointment
from fornya.renewals.book import BOOKING, facts_of, standing, unbook
from fornya.renewals.history import locked_at_clinic, note
from fornya.renewals.models import RenewalEvent, RenewalRequest
from fornya.renewals.told import guardian_told
from fornya.rules.appointments import may_book


class IsBooked(Exception):
    """The patient has booked a time: they are met then, or the time is withdrawn first."""


def withdraw_time(
    *, request_id: uuid.UUID, appointment_id: uuid.UUID, by: SignedInStaff, now: datetime
) -> None:
    """Take a time back, booked or not, and tell the patient which are left. A second time does nothing.

    Raises NoSuchRequest.
    """
    with locked_at_clinic(request_id, what="time.withdrawn", by=by, now=now) as (request, _lines):
        times = standing(request)
        row = next((each for each in times if each.pk == appointment_id), None)
        if row is None:
            return
        was_booked, is_over = row.booked_at is not None, row.starts_at <= now
        unbook(row)
        row.withdrawn_at, row.withdrawn_by_id = now, by.staff_id
        row.save(update_fields=[*BOOKING, "withdrawn_at", "withdrawn_by"])
        RenewalEvent.objects.bulk_create([note(request, None, "time_withdrawn", by=by.actor, now=now)])
        if not is_over:
            left = [each for each in times if each is not row and may_book(each.starts_at, now)]
            _tell(request, row, len(left), was_booked, now)


def _tell(request: RenewalRequest, row: Appointment, left: int, was_booked: bool, now: datetime) -> None:
    tell(
        patient_id=request.patient_id,
        kind=Kind.TIME_GONE,
        about=request.pk,
        source=row.pk,
        facts=facts_of(request, row)
        | {"left": left, "was_booked": was_booked, "phone": request.clinic.phone},
        now=now,
        guardian_id=guardian_told(request, now=now),
    )


def see_to(*, request_id: uuid.UUID, by: SignedInStaff, now: datetime) -> None:
    """Note that the clinic has reached a patient who chose no time: it is not waited for any more.

    Raises NoSuchRequest, IsBooked.
    """
    with locked_at_clinic(request_id, what="times.seen_to", by=by, now=now) as (request, _lines):
        times = standing(request)
        if any(each.booked_at is not None for each in times):
            raise IsBooked(request_id)
        if times:
            Appointment.objects.filter(pk__in=[each.pk for each in times]).update(closed_at=now)
            RenewalEvent.objects.bulk_create([note(request, None, "times_seen_to", by=by.actor, now=now)])


# A day later, so that the list of a day has its meetings for as long as it is that day.
_CLOSE = """
UPDATE renewals_appointment t SET closed_at = %(now)s FROM renewals_appointment met
WHERE met.request_id = t.request_id AND met.booked_at IS NOT NULL AND met.closed_at IS NULL
  AND met.starts_at < %(now)s - interval '1 day' AND t.closed_at IS NULL AND t.withdrawn_at IS NULL
"""


def close_met(*, now: datetime) -> int:
    """Wait no more for the times of those who have met: the worker's job, each night; gives how many."""
    with connection.cursor() as cursor:
        cursor.execute(_CLOSE, {"now": now})
        return cursor.rowcount
