"""Reminds patients of a booked time the day before, in the daytime: the worker's job, each hour.

Looking twice tells nobody twice: a message has its source, and each is told once.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from fornya.audit.scope import SERVICE, opened
from fornya.messages.models import Kind
from fornya.messages.send import tell
from fornya.renewals.appointment_table import Appointment
from fornya.renewals.book import facts_of
from fornya.renewals.told import guardian_told
from fornya.rules.appointments import tomorrow
from fornya.rules.reminders import may_tell_at
from fornya.rules.swedish_time import day_begins, swedish_day

# Who has booked today needs no reminder of it.
_DUE = """
SELECT t.id, t.patient_id FROM renewals_appointment t JOIN people_patient p ON p.id = t.patient_id
WHERE t.withdrawn_at IS NULL AND t.closed_at IS NULL AND t.booked_at < %(today)s
  AND t.starts_at >= %(begins)s AND t.starts_at < %(ends)s AND p.deceased_on IS NULL
  AND NOT EXISTS (SELECT FROM messages_message m WHERE m.source = t.id::text AND m.kind = %(kind)s)
ORDER BY t.starts_at, t.id
"""


def remind(*, now: datetime) -> int:
    """Tell each who has a time tomorrow; gives how many."""
    if not may_tell_at(now):
        return 0
    begins, ends = tomorrow(now)
    values: dict[str, Any] = {
        "today": day_begins(swedish_day(now)),
        "begins": begins,
        "ends": ends,
        "kind": Kind.TIME_NEAR.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(_DUE, values)
        due = cursor.fetchall()
    return sum(_tell(appointment_id, patient_id, now) for appointment_id, patient_id in due)


def _tell(appointment_id: UUID, patient_id: int, now: datetime) -> int:
    """Tell of one, unless it has been left or taken back meanwhile; 1 when told."""
    with opened(by=SERVICE, what="time.told", patient_id=patient_id, subject=appointment_id, now=now):
        still = Appointment.objects.select_for_update(of=("self",)).select_related(
            "request__clinic", "request__patient"
        )
        row = still.filter(pk=appointment_id, booked_at__isnull=False, withdrawn_at=None).first()
        if row is None:
            return 0
        tell(
            patient_id=patient_id,
            kind=Kind.TIME_NEAR,
            about=row.request_id,
            source=row.pk,
            facts=facts_of(row.request, row),
            now=now,
            guardian_id=guardian_told(row.request, now=now),
        )
    return 1
